"""`mkg validate`: each fault at its exact line with the cure, and the exit codes."""

import json
import shutil
import sys
from pathlib import Path
from subprocess import run as run_process

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SH as SHACL
from rdflib import Graph

from conftest import Run
from mkg.vocab import XSD

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests" / "toy" / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the miniature graph that a test may spoil."""
    return Path(shutil.copytree(TOY, tmp_path / "data"))


def spoil(path: Path, old: str, new: str) -> tuple[int, int]:
    """Replace the first `old` in a file; return the line and column where it stood."""
    before, _, after = path.read_text(encoding="utf-8").partition(old)
    assert after, f"{path.name} does not hold {old!r}"
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


FAULTS = {
    "a misspelt predicate": (
        "institution.ttl",
        "mkg:isLocatedIn",
        "mkg:isLocatdIn",
        "Did you mean mkg:isLocatedIn?",
    ),
    "a misspelt foreign predicate": (
        "venue.ttl",
        "skos:altLabel",
        "skos:altLable",
        "Did you mean skos:altLabel?",
    ),
    "a dangling IRI": ("institution.ttl", "source:ror", "source:rorr", "a source defined in data/source.ttl"),
    "a wrong datatype": ("claim.ttl", "mkg:sentence 2", 'mkg:sentence "two"', "the number of the sentence"),
    "a misspelt class": ("topic.ttl", "mkg:Field", "mkg:Feild", "Did you mean mkg:Field?"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_line_with_the_cure(fault: str, data: Path, run: Run) -> None:
    name, old, new, cure = FAULTS[fault]
    line, column = spoil(data / name, old, new)
    column += 0 if new.startswith(old[:4]) and " " not in new else new.index(" ") + 1

    done = run("validate", "--data", data)

    told = [
        text
        for text in done.stdout.splitlines()
        if text.startswith(f"{data / name}:{line}:{column}: violation: ")
    ]
    assert done.returncode == 1
    assert any(cure in text for text in told), done.stdout


def test_a_missing_label_is_told_at_the_thing_and_nothing_else_is(data: Path, run: Run) -> None:
    spoil(data / "venue.ttl", "@fr", "@de")

    done = run("validate", "--data", data)

    assert done.returncode == 1
    assert "Give a skos:prefLabel in French (@fr). (venue:" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 violation in ")


def test_a_bad_slug_is_told_at_the_subject(data: Path, run: Run) -> None:
    with (data / "language.ttl").open("a", encoding="utf-8") as file:
        lines = (data / "language.ttl").read_text(encoding="utf-8").count("\n")
        file.write(
            "\nlanguage:Tachelhit a mkg:Language ; dcterms:identifier 'shi' ; dcterms:source source:ror ;\n"
            "    skos:prefLabel 'Tachelhit'@en , 'tachelhit'@fr , 'تشلحيت'@ar .\n"
        )

    done = run("validate", "--data", data)

    assert done.returncode == 1
    assert done.stdout.startswith(
        f"{data}/language.ttl:{lines + 2}:1: violation: Name the language language:slug"
    )


def test_broken_turtle_in_two_files_is_told_in_both_and_nothing_is_validated(data: Path, run: Run) -> None:
    first, second = data / "topic.ttl", data / "venue.ttl"
    line, column = spoil(first, "mkg:Field", "mkgg:Field")
    second.write_text("venue:x a", encoding="utf-8")

    done = run("validate", "--data", data)

    assert (done.returncode, done.stderr) == (2, "")
    assert f"{first}:{line}:{column}: violation: The prefix mkgg: has not been declared" in done.stdout
    assert f"{second}:1:" in done.stdout
    assert done.stdout.count("[syntax]") == 2


@pytest.mark.parametrize(
    "content",
    [b"\x00\xff\xfe binary", b"<" * 10_000_000, b"\xff" * 1000],
    ids=["binary", "10 MB", "not UTF-8"],
)
def test_garbage_is_refused_in_one_line(content: bytes, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "garbage.ttl"
    path.write_bytes(content)

    done = run("validate", "--data", path)

    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith(f"{path}:1:")
    assert done.stdout.count("[syntax]") == 1
    assert len(done.stdout) < 1000


@pytest.mark.parametrize("option", ["--data", "--shapes", "--ontology"])
def test_a_missing_file_is_refused_with_its_name(option: str, run: Run) -> None:
    done = run("validate", option, "nowhere/x.ttl")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nowhere/x.ttl: no such file or folder; check the spelling of the path\n"


def test_an_unreadable_folder_is_refused(tmp_path: Path, without_rights: list[str]) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)

    command = [*without_rights, sys.executable, "-m", "mkg", "validate", "--data", str(locked)]
    done = run_process(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert (
        done.stderr
        == f"{locked}: cannot be read (Permission denied); check that it exists and its permissions\n"
    )


def test_an_unknown_format_is_refused_with_the_formats_there_are(run: Run) -> None:
    done = run("validate", "--format", "yaml")

    assert done.returncode == 2
    assert "'text', 'json', 'turtle'" in done.stderr


def test_json_holds_what_text_says(data: Path, run: Run) -> None:
    line, column = spoil(data / "venue.ttl", "skos:altLabel", "skos:altLable")

    body = json.loads(run("validate", "--data", data, "--format", "json").stdout)

    (finding,) = body["findings"]
    assert body["conforms"] is False
    place = finding["place"]
    assert (place["path"], place["line"], place["column"]) == (str(data / "venue.ttl"), line, column)
    assert "altLable" in json.dumps(finding["property"])
    assert finding["severity"] == "violation"


@pytest.mark.parametrize(("datatype", "word"), [("integer", "two"), ("boolean", "none")])
def test_an_ill_typed_literal_is_one_finding_and_no_noise(
    datatype: str, word: str, data: Path, run: Run
) -> None:
    line, _ = spoil(data / "claim.ttl", "mkg:sentence 2", f'mkg:sentence "{word}"^^<{XSD}{datatype}>')

    told, report = run("validate", "--data", data), run("validate", "--data", data, "--format", "turtle")

    assert told.stderr == report.stderr == ""
    assert told.stdout.splitlines()[-1].startswith("1 violation in ")
    assert told.stdout.startswith(f"{data}/claim.ttl:{line}:18: violation: Give exactly one mkg:sentence")
    assert [*parse(report.stdout, format=RdfFormat.TURTLE)]


def test_turtle_is_the_w3c_report_with_shapes_and_rules(data: Path, run: Run) -> None:
    spoil(data / "venue.ttl", "skos:altLabel", "skos:altLable")
    spoil(data / "claim.ttl", "mkg:evidence source:", "mkg:evidence source:nowhere-")

    report = Graph().parse(data=run("validate", "--data", data, "--format", "turtle").stdout, format="turtle")

    assert [str(value) for value in report.objects(None, SHACL.conforms)] == ["false"]
    assert len(set(report.subjects(SHACL.resultSeverity, SHACL.Violation))) == 2
    assert len(set(report.objects(None, SHACL.sourceShape))) == 2


def test_broken_turtle_is_told_whatever_its_file_is_called(tmp_path: Path, run: Run) -> None:
    for name in ("a b.ttl", "c<d>.ttl", 'e"f%.ttl', "ج.ttl"):
        (tmp_path / name).write_text("<a:b> <c:d> .\n", encoding="utf-8")
        done = run("validate", "--data", tmp_path / name, "--format", "turtle")

        assert (done.returncode, done.stderr) == (2, "")
        assert list(parse(done.stdout.encode(), format=RdfFormat.TURTLE))
