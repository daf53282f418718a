"""The README tells the truth: its commands run, its examples give what it shows, and nothing is left out."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from conftest import Run
from http_client import FORM, ask
from mkg.cli import COMMANDS as COMMANDS_OF_MKG
from mkg.vocab import KINDS, SH

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = README + (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^( *)```(\w+)\n(.*?)^ *```$", SHOWN, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ mkg (.+)$", SHOWN, re.MULTILINE)


def block(language: str, holding: str) -> str:
    """Return the one fenced block of a language that holds a text, its indent taken off."""
    (found,) = [(indent, text) for indent, name, text in BLOCKS if name == language and holding in text]
    indent, text = found
    return "\n".join(line.removeprefix(indent) for line in text.splitlines())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the graph that a test may change."""
    for folder in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_a_page_gives_what_it_shows(command: str, run: Run) -> None:
    shown = block("console", f"$ mkg {command}\n").removeprefix(f"$ mkg {command}\n")

    done = run(*shlex.split(command))

    assert (done.returncode, done.stderr) == (0, "")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [
        line.rstrip() for line in shown.splitlines()
    ]


def test_the_figures_of_the_readme_are_those_of_the_graph(run: Run) -> None:
    shown = README.partition("<!-- mkg stats --format markdown -->\n")[2].partition("<!-- end -->")[0]

    assert run("stats", "--format", "markdown").stdout == shown


def test_the_query_to_paste_gives_the_answer_shown(server: str) -> None:
    arguments = shlex.split(block("sh", "curl "))
    (query,) = [text.removeprefix("query=") for text in arguments if text.startswith("query=")]

    reply = ask(server, "/sparql", "POST", b"query=" + quote_bytes(query), {"Content-Type": FORM})

    assert json.loads(reply.body) == json.loads(block("json", "bindings"))


def quote_bytes(text: str) -> bytes:
    return "".join(f"%{byte:02X}" for byte in text.encode()).encode()


def add_the_example(copy: Path, run: Run, *, mistake: bool = False) -> None:
    example = block("turtle", "language:judeo-moroccan-arabic")
    with (copy / "data" / "language.ttl").open("a", encoding="utf-8") as file:
        file.write(
            "\n" + (example.replace("dcterms:identifier", "dcterms:identifer") if mistake else example)
        )
    assert run("format", cwd=copy).stdout == "data/language.ttl: formatted\n"


def test_the_five_steps_lead_to_a_fact(copy: Path, run: Run) -> None:
    add_the_example(copy, run)

    validated = run("validate", cwd=copy)

    assert (validated.returncode, validated.stderr) == (0, "")
    asked = run("query", 'SELECT ?language { ?language dcterms:identifier "aju" }', cwd=copy)
    assert asked.stdout.split() == ["language", "https://w3id.org/mkg/language/judeo-moroccan-arabic"]


def test_the_mistake_of_the_readme_is_told_as_it_shows(copy: Path, run: Run) -> None:
    add_the_example(copy, run, mistake=True)

    done = run("validate", cwd=copy)

    assert done.returncode == 1
    assert block("text", "violation:") in done.stdout.splitlines()


def test_the_commands_for_anyones_files_run(tmp_path: Path, run: Run) -> None:
    (tmp_path / "your-data").mkdir()
    (tmp_path / "your-data" / "x.ttl").write_text("<http://e/a>\n    a <http://e/C> ;\n.\n", encoding="utf-8")
    shapes = f"<http://e/S> a <{SH}NodeShape> ; <{SH}targetClass> <http://e/C> ."
    (tmp_path / "your-shapes.ttl").write_text(shapes, encoding="utf-8")

    for line in block("sh", "mkg format --check your-data").splitlines():
        assert run(*shlex.split(line)[1:], cwd=tmp_path).returncode == 0, line


def test_every_make_command_is_run_where_changes_must_pass() -> None:
    named = set(re.findall(r"\bmake (serve|test)\b", README))

    assert named == set(
        re.findall(r"make (serve|test)\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    )


def test_every_command_kind_and_term_is_named_in_the_readme() -> None:
    terms = re.findall(
        r"^(mkg:\w+)$", (ROOT / "ontology" / "mkg.ttl").read_text(encoding="utf-8"), re.MULTILINE
    )
    classes_of_kinds = {f"mkg:{kind.capitalize()}" for kind in KINDS}

    missing = [term for term in terms if f"`{term}`" not in README and term not in classes_of_kinds]
    vocabulary = README.partition("## The vocabulary")[2].partition("\n## ")[0]
    missing += [kind for kind in KINDS if f"| `{kind}` |" not in vocabulary]
    missing += [name for name in COMMANDS_OF_MKG if f"| `mkg {name}` |" not in README]
    assert missing == []


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z-]+)[>=<\[]', project[: project.index("[project.scripts]")], re.MULTILINE)
    reasons = README[README.index("Each dependency, and why:") :].lower()

    assert names
    assert [name for name in names if name not in reasons] == []


def test_every_link_to_a_file_leads_somewhere() -> None:
    for path in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
