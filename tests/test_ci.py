"""What other repositories use: the action's scripts run, and its files say what the command line has."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from mkg.cli.validate import validate

SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <http://example.org/> .
e:Shape a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:name ; sh:minCount 1 ] .
"""
GOOD = '@prefix e: <http://example.org/> .\ne:a a e:C ; e:name "a" .\n'
BAD = "@prefix e: <http://example.org/> .\n\ne:a a e:C .\n"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEP = ACTION["runs"]["steps"][1]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder of data and shapes, as another repository has them."""
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(GOOD, encoding="utf-8")
    (tmp_path / "runner").mkdir()
    return tmp_path


def run(repository: Path, **inputs: str) -> "subprocess.CompletedProcess[str]":
    """Run the action's script as a step would, with its defaults and these inputs."""
    given = {name: str(told.get("default", "")) for name, told in ACTION["inputs"].items()}
    given |= {"data": "data.ttl", "shapes": "shapes.ttl"} | {
        k.replace("_", "-"): v for k, v in inputs.items()
    }
    told = {
        name: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]
        for name, value in STEP["env"].items()
    }
    runner = {
        "RUNNER_TEMP": str(repository / "runner"),
        "GITHUB_OUTPUT": str(repository / "output"),
        "GITHUB_STEP_SUMMARY": str(repository / "summary.md"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    command = STEP["run"].strip('"').replace("$GITHUB_ACTION_PATH", str(ROOT))
    return subprocess.run(
        [command], cwd=repository, env=os.environ | runner | told, capture_output=True, text=True, check=False
    )


def test_the_action_passes_what_conforms(repository: Path) -> None:
    done = run(repository)

    assert (done.returncode, done.stderr) == (0, "")
    assert "::error" not in done.stdout
    assert "conforms" in (repository / "summary.md").read_text(encoding="utf-8")


def test_the_action_annotates_the_line_and_leaves_the_reports(repository: Path) -> None:
    (repository / "data.ttl").write_text(BAD, encoding="utf-8")

    done = run(repository, lint="false")

    assert done.returncode == 1
    assert re.search(r"^::error file=data\.ttl,line=3,", done.stdout, re.MULTILINE)
    outputs = dict(line.split("=", 1) for line in (repository / "output").read_text().splitlines())
    assert set(outputs) == set(ACTION["outputs"])
    sarif = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert "data.ttl" in Path(outputs["junit"]).read_text(encoding="utf-8")
    assert Path(outputs["markdown"]).read_text(encoding="utf-8") == (repository / "summary.md").read_text(
        encoding="utf-8"
    )


def test_the_action_tells_in_another_language_and_lets_mild_findings_pass(repository: Path) -> None:
    severe = SHAPES.replace("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Warning")
    (repository / "shapes.ttl").write_text(severe, encoding="utf-8")
    (repository / "data.ttl").write_text(BAD, encoding="utf-8")

    mild = run(repository, lang="fr", lint="false")

    assert mild.returncode == 0
    assert "::warning file=data.ttl,line=3," in mild.stdout
    assert run(repository, lint="false", fail_on="warning").returncode == 1


def test_the_action_says_that_a_file_cannot_be_read(repository: Path) -> None:
    (repository / "data.ttl").write_text("e:a e:b", encoding="utf-8")

    done = run(repository)

    assert done.returncode == 2
    assert "::error file=data.ttl,line=1," in done.stdout


def test_nothing_in_an_input_is_run(repository: Path) -> None:
    done = run(repository, data="data.ttl $(touch${IFS}taken) `touch taken` ; touch taken")

    assert done.returncode == 2
    assert not (repository / "taken").exists()
    assert all("inputs." not in step["run"] for step in ACTION["runs"]["steps"])


def test_a_pull_request_is_told_what_it_changes(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        me = ["-c", "user.name=me", "-c", "user.email=me@example.org"]
        subprocess.run(["git", *me, *arguments], cwd=repository, check=True, capture_output=True)  # noqa: S607

    for arguments in (["init", "-b", "main"], ["add", "data.ttl"], ["commit", "-m", "Begin"]):
        git(*arguments)
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    (repository / "data.ttl").write_text(GOOD + 'e:b a e:C ; e:name "b" .\n', encoding="utf-8")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")

    done = run(repository, diff="true", lint="false")

    assert (done.returncode, done.stderr) == (0, "")
    assert "+ e:b" in (repository / "summary.md").read_text(encoding="utf-8")


def test_each_variable_of_the_action_is_an_option_of_the_command() -> None:
    options = {f"MKG_VALIDATE_{(option.name or '').upper()}" for option in validate.params}

    assert {name for name in STEP["env"] if name != "MKG_DIFF"} <= options
    assert set(ACTION["inputs"]) == {
        name.removeprefix("MKG_VALIDATE_").removeprefix("MKG_").lower().replace("_", "-")
        for name in STEP["env"]
    }


def test_the_page_names_every_input_and_output() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

    assert [name for name in ACTION["inputs"] if f"| `{name}` |" not in page] == []
    assert [name for name in ACTION["outputs"] if f"`{name}`" not in page] == []


def test_the_hooks_and_the_template_call_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    template = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    commands = [hook["entry"] for hook in hooks] + [
        line for line in template["mkg"]["script"] if line[:3] == "mkg"
    ]

    assert len(commands) == 3
    for command in commands:
        _, name, *options = command.split()
        listed = subprocess.run(
            [sys.executable, "-m", "mkg", name, "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert all(option in listed for option in options if option.startswith("--"))


def test_our_own_workflow_and_hooks_use_what_we_offer() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["graph"]["steps"] if step.get("uses") == "./"]
    ours = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert set(step["with"]) <= set(ACTION["inputs"])
    assert all(
        Path(ROOT, path).exists() for name in ("data", "ontology", "shapes") for path in [step["with"][name]]
    )
    entries = {hook["id"]: hook["entry"] for hook in offered}
    assert {hook["id"]: hook["entry"].removeprefix(".venv/bin/") for hook in ours} == entries
