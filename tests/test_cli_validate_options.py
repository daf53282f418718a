"""`mkg validate`: its options for CI, for old repositories and for what has changed."""

import json
import subprocess
from pathlib import Path

import pytest

from conftest import Run

SHAPES = """\
@prefix e: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:name ; sh:minCount 1 ] .
"""
DATA = "@prefix e: <http://example.org/> .\ne:a a e:C .\n"
ARGUMENTS = ("validate", "--data", "data.ttl", "--shapes", "shapes.ttl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with data at fault."""
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def test_reports_are_written_to_files_beside_the_one_that_is_shown(folder: Path, run: Run) -> None:
    done = run(
        *ARGUMENTS, "--output", "json=r.json", "--output", "junit=r.xml", "--output", "text=r.txt", cwd=folder
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert (folder / "r.txt").read_text(encoding="utf-8") == done.stdout
    (finding,) = json.loads((folder / "r.json").read_text(encoding="utf-8"))["findings"]
    assert finding["place"]["line"] == 2
    assert "<testsuites" in (folder / "r.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("output", ["json", "=r.json", "json=", "yaml=r.yaml"])
def test_an_output_that_names_no_format_or_file_is_refused(output: str, folder: Path, run: Run) -> None:
    done = run(*ARGUMENTS, "--output", output, cwd=folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Invalid value for '--output'" in done.stderr


def test_an_output_that_cannot_be_written_is_told(folder: Path, run: Run) -> None:
    done = run(*ARGUMENTS, "--output", "json=none/r.json", cwd=folder)

    assert done.returncode == 2
    assert done.stderr.startswith("none/r.json: cannot be written")


@pytest.mark.parametrize(("lang", "word"), [("en", "violation"), ("fr", "violation"), ("ar", "مخالفة")])
def test_findings_are_told_in_three_languages(lang: str, word: str, folder: Path, run: Run) -> None:
    said = run(*ARGUMENTS, "--lang", lang, cwd=folder).stdout

    assert said.startswith(f"data.ttl:2:1: {word}")


def test_a_baseline_lets_known_findings_pass_and_tells_what_is_mended(folder: Path, run: Run) -> None:
    assert run(*ARGUMENTS, "--write-baseline", "known.json", cwd=folder).returncode == 0

    known = run(*ARGUMENTS, "--baseline", "known.json", cwd=folder)
    (folder / "data.ttl").write_text(DATA + "e:b a e:C .\n", encoding="utf-8")
    new = run(*ARGUMENTS, "--baseline", "known.json", cwd=folder)
    (folder / "data.ttl").write_text(
        DATA.replace(" .\ne:a a e:C", ' .\ne:a a e:C ; e:name "a"'), encoding="utf-8"
    )
    mended = run(*ARGUMENTS, "--baseline", "known.json", cwd=folder)

    assert (known.returncode, known.stderr) == (0, "")
    assert new.returncode == 1
    assert new.stdout.startswith("data.ttl:3:1: ")
    assert mended.returncode == 0
    assert "--write-baseline" in mended.stderr


def test_lints_are_off_with_shapes_of_ones_own_unless_asked_for(folder: Path, run: Run) -> None:
    (folder / "data.ttl").write_text(
        "@prefix x: <http://x/> .\n" + DATA.replace("C .", 'C ; e:name "a" .'), encoding="utf-8"
    )

    assert run(*ARGUMENTS, cwd=folder).returncode == 0
    assert "[unused-prefix]" in run(*ARGUMENTS, "--lint", cwd=folder).stdout
    assert "[unused-prefix]" not in run(*ARGUMENTS, "--lint", "--no-lint", cwd=folder).stdout


def git(folder: Path, *arguments: str) -> None:
    me = ["-c", "user.name=me", "-c", "user.email=me@example.org"]
    subprocess.run(["git", *me, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


def test_only_what_changed_since_a_revision_is_checked(folder: Path, run: Run) -> None:
    for arguments in (["init", "-b", "main"], ["add", "."], ["commit", "-m", "Begin"]):
        git(folder, *arguments)
    unchanged = run(*ARGUMENTS, "--changed-since", "HEAD", cwd=folder)
    (folder / "data.ttl").write_text(DATA + "e:b a e:C .\n", encoding="utf-8")

    changed = run(*ARGUMENTS, "--changed-since", "HEAD", cwd=folder)

    assert (unchanged.returncode, unchanged.stderr) == (0, "")
    assert changed.returncode == 1
    assert changed.stdout.splitlines()[-1].startswith("1 violation in ")
    assert changed.stdout.startswith("data.ttl:3:1: ")


def test_a_revision_that_is_none_is_told(folder: Path, run: Run) -> None:
    git(folder, "init", "-b", "main")

    done = run(*ARGUMENTS, "--changed-since", "nowhere", cwd=folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nowhere is no revision of this repository")


@pytest.mark.parametrize("engine", ["auto", "shacl", "pyshacl", "both"])
def test_each_engine_finds_the_same(engine: str, folder: Path, run: Run) -> None:
    assert run(*ARGUMENTS, "--engine", engine, cwd=folder).stdout == run(*ARGUMENTS, cwd=folder).stdout


def test_a_limit_of_time_is_a_finding(folder: Path, run: Run) -> None:
    (folder / "data.ttl").write_text(DATA.replace("C .", f'C ; e:name "{"a" * 60}!" .'), encoding="utf-8")
    (folder / "shapes.ttl").write_text(
        SHAPES.replace("sh:minCount 1", 'sh:pattern "^(a+)+$"'), encoding="utf-8"
    )

    done = run(*ARGUMENTS, "--engine", "pyshacl", "--timeout", "3", cwd=folder)

    assert (done.returncode, done.stderr) == (1, "")
    assert "[limit]" in done.stdout
