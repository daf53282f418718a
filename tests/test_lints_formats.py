"""Lints as `mkg validate` tells them, and in formats that are not Turtle."""

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from conftest import Run
from looked_at import XSD, found
from mkg.lints import Checked
from mkg.sources import FORMATS, Source

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TURTLE = f"""
@prefix ex: <http://example.org/> .
ex:a a ex:C ; <{LABEL}> "Fes"@en ; ex:b "x " , "Hello"@ar , "now"^^<{XSD}date> .
ex:c a ex:C ; <{LABEL}> "FES"@en ; ex:b <https://x.org/y> , <http://x.org/y> , "Un texte"@fr , "A text" .
ex:rabat ex:b 1 . ex:agadir ex:b 1 . ex:a ex:twin ex:rabbat .
"""
OF_TRIPLES = {
    "blank-edge",
    "dangling-link",
    "ill-typed",
    "mixed-scheme",
    "near-duplicate-label",
    "untagged-text",
    "wrong-language",
}
FAULTY = '@prefix ex: <http://example.org/> .\n\nex:a ex:b "x " .\n'
SHAPES = """
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Shape a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:b ; sh:minCount 1 ] .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "a.ttl").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def arguments(graph: Path, *more: str) -> list[str]:
    named = [
        "--data",
        str(graph / "a.ttl"),
        "--shapes",
        str(graph / "shapes.ttl"),
        "--ontology",
        str(graph / "a.ttl"),
    ]
    return ["validate", *named, *more]


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_lints_of_triples_hold_in_every_format(extension: str) -> None:
    quads = list(parse(TURTLE.encode(), format=RdfFormat.TURTLE))
    form = FORMATS[extension]
    content = serialize(quads if form.supports_datasets else [quad.triple for quad in quads], format=form)
    assert content is not None
    findings = found(Checked([Source(Path(f"/graph/a{extension}"), content)], [], []))

    assert OF_TRIPLES.issubset(each.rule for each in findings)
    assert all(
        each.focus.value.startswith("http://example.org/") for each in findings if each.rule in OF_TRIPLES
    )


def test_a_lint_is_told_at_its_line_with_its_cure(run: Run, graph: Path) -> None:
    result = run(*arguments(graph, "--lint"), cwd=graph)

    assert f"{graph / 'a.ttl'}:3:11" in result.stdout
    assert "Take out the blanks at the beginning or end of this text." in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Retirez les espaces au début ou à la fin"), ("ar", "احذف الفراغات في أول هذا النص أو آخره")],
)
def test_a_lint_is_told_in_the_language_that_is_asked_for(
    language: str, said: str, run: Run, graph: Path
) -> None:
    assert said in run(*arguments(graph, "--lint", "--lang", language), cwd=graph).stdout


def test_lints_are_off_for_other_shapes_unless_they_are_asked_for(run: Run, graph: Path) -> None:
    result = run(*arguments(graph), cwd=graph)

    assert (result.returncode, "blanks" in result.stdout) == (0, False)


def test_the_configuration_above_the_files_is_followed(run: Run, graph: Path) -> None:
    chosen = '[lint.blank-edge]\nseverity = "off"\nreason = "The blanks are meant."\n'
    (graph / "mkg.toml").write_text(chosen, encoding="utf-8")
    result = run(*arguments(graph, "--lint"))

    assert (result.returncode, "blanks" in result.stdout) == (0, False)


def test_a_fault_of_the_configuration_is_told_with_file_and_key(run: Run, graph: Path) -> None:
    (graph / "mkg.toml").write_text('[lint.blank-edge]\nseverity = "of"\n', encoding="utf-8")
    result = run(*arguments(graph, "--lint"))

    assert result.returncode == 2
    assert f"{graph / 'mkg.toml'}: lint.blank-edge.severity: write off, info, warning" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_comment_silences_what_would_be_told(run: Run, graph: Path) -> None:
    silent = FAULTY.replace("\n\n", "\n# mkg: ignore blank-edge -- the blank is meant\n")
    (graph / "a.ttl").write_text(silent, encoding="utf-8")

    assert run(*arguments(graph, "--lint"), cwd=graph).returncode == 0


def test_a_report_in_json_names_the_lint(run: Run, graph: Path) -> None:
    result = run(*arguments(graph, "--lint", "--format", "json"), cwd=graph)

    assert "blank-edge" in json.dumps(json.loads(result.stdout))
