"""`mkg validate` on anyone's data and shapes: nothing of ours is mixed in."""

from pathlib import Path

import pytest

from conftest import Run
from mkg.vocab import RDF

FOREIGN = {
    "turtle": (".ttl", '<http://e/a> a <http://e/C> ; <http://e/p> "x" .'),
    "N-Triples": (
        ".nt",
        f'<http://e/a> <{RDF}type> <http://e/C> .\n<http://e/a> <http://e/p> "x" .',
    ),
    "TriG": (".trig", '<http://e/g> { <http://e/a> a <http://e/C> ; <http://e/p> "x" }'),
    "JSON-LD": (".jsonld", '{"@id": "http://e/a", "@type": "http://e/C", "http://e/p": "x"}'),
    "RDF/XML": (
        ".rdf",
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">'
        '<e:C rdf:about="http://e/a"><e:p>x</e:p></e:C></rdf:RDF>',
    ),
}
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://e/S> sh:targetClass <http://e/C> ;
    sh:property [ sh:path <http://e/p> ; sh:maxCount 0 ; sh:severity sh:Warning ] ."""


@pytest.mark.parametrize("syntax", FOREIGN)
def test_anyones_data_and_shapes_are_validated_with_nothing_of_ours(
    syntax: str, tmp_path: Path, run: Run
) -> None:
    extension, content = FOREIGN[syntax]
    data, shapes = tmp_path / f"data{extension}", tmp_path / "shapes.ttl"
    data.write_text(content, encoding="utf-8")
    shapes.write_text(SHAPES, encoding="utf-8")

    done = run("validate", "--data", data, "--shapes", shapes)

    assert done.returncode == 1
    assert "warning: " in done.stdout
    assert "(<http://e/a>, <http://e/p>)" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 warning in 2 triples in 1 file"


@pytest.mark.parametrize(("threshold", "code"), [("violation", 0), ("warning", 1), ("info", 1)])
def test_fail_on_sets_how_bad_a_finding_must_be(threshold: str, code: int, tmp_path: Path, run: Run) -> None:
    (tmp_path / "data.ttl").write_text(FOREIGN["turtle"][1], encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")

    done = run(
        "validate",
        "--data",
        tmp_path / "data.ttl",
        "--shapes",
        tmp_path / "shapes.ttl",
        "--fail-on",
        threshold,
    )

    assert done.returncode == code


BROKEN_SHAPES = {
    "a pattern": '<http://e/S> sh:targetClass <http://e/C> ; sh:pattern "(" .',
    "a query": '<http://e/S> sh:targetClass <http://e/C> ; sh:sparql [ sh:select "SELECT" ] .',
    "no path": "<http://e/S> sh:targetClass <http://e/C> ; sh:property [ sh:minCount 1 ] .",
}


@pytest.mark.parametrize("fault", BROKEN_SHAPES)
def test_shapes_that_cannot_be_used_are_refused_in_one_sentence(fault: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "data.ttl").write_text(FOREIGN["turtle"][1], encoding="utf-8")
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n" + BROKEN_SHAPES[fault]
    (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")

    done = run("validate", "--data", tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl")

    assert (done.returncode, done.stderr) == (2, "")
    assert f"{tmp_path}/shapes.ttl: violation: the shapes cannot be used: " in done.stdout
    assert "[unusable-shapes]" in done.stdout


def test_a_fault_without_a_line_is_told_by_its_file_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "data.rdf").write_text("no XML at all", encoding="utf-8")

    done = run("validate", "--data", tmp_path / "data.rdf")

    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith(f"{tmp_path}/data.rdf: violation: ")
