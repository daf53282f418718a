from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.findings import Finding, Place, Severity, Term
from mkg.places import locate
from mkg.sources import Source, read

E = "http://example.org/"
TEXT = """\
@prefix e: <http://example.org/> .
# المغرب 😀
e:a
    a e:C ;
    e:name "ا" , "b" ;
    e:knows e:b .
e:b e:knows e:a , e:c .
<#own> e:name "own" .
e:d e:p [ e:name "inner" ] .
"""
CLOSED = "http://www.w3.org/ns/shacl#ClosedConstraintComponent"


def e(name: str) -> NamedNode:
    return NamedNode(E + name)


def source(folder: Path, text: str = TEXT, name: str = "a.ttl") -> Source:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read(folder / name)


def finding(
    focus: Term, path: Term | None = None, value: Term | None = None, component: str = "", message: str = ""
) -> Finding:
    predicate = path if isinstance(path, NamedNode) else None
    return Finding(Severity.violation, message, focus, predicate, value, component=component)


def place(found: Finding, *sources: Source) -> tuple[int, int] | None:
    (placed,) = locate([found], sources)
    return (placed.place.line, placed.place.column) if placed.place else None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding(e("a"), e("name"), Literal("b")), (5, 18)),
        (finding(e("a"), e("name"), Literal("ا")), (5, 12)),
        (finding(e("a"), e("name"), Literal("b"), CLOSED), (5, 5)),
        (finding(e("a"), e("name")), (5, 5)),
        (finding(e("a"), e("name"), Literal("none")), (5, 5)),
        (finding(e("a"), e("missing")), (3, 1)),
        (finding(e("a")), (3, 1)),
        (finding(e("a"), None, e("a")), (3, 1)),
        (finding(e("b"), e("knows"), e("c")), (7, 19)),
        (finding(e("c")), (7, 19)),
        (finding(e("c"), e("name")), (7, 19)),
        (finding(e("C")), (4, 7)),
        (finding(e("nowhere")), None),
        (finding(BlankNode()), None),
    ],
)
def test_a_finding_is_placed_at_the_value_else_the_predicate_else_the_thing(
    found: Finding, expected: tuple[int, int] | None, tmp_path: Path
) -> None:
    assert place(found, source(tmp_path)) == expected


def test_relative_iris_have_their_places_too(tmp_path: Path) -> None:
    given = source(tmp_path)

    assert place(finding(NamedNode(given.base + "#own")), given) == (8, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(newline: str, tmp_path: Path) -> None:
    assert place(finding(e("b")), source(tmp_path, TEXT.replace("\n", newline))) == (7, 1)


def test_the_first_file_that_says_it_is_its_place(tmp_path: Path) -> None:
    first, second = (
        source(tmp_path, "<urn:a> <urn:p> 1 .", "1.ttl"),
        source(tmp_path, "<urn:a> <urn:p> 1, 2 .", "2.ttl"),
    )
    one = Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    two = Literal("2", datatype=one.datatype)

    found = [finding(NamedNode("urn:a"), NamedNode("urn:p"), value) for value in (two, one)]

    assert [item.place for item in locate(found, [first, second])] == [
        Place(str(tmp_path / "1.ttl"), 1, 17),
        Place(str(tmp_path / "2.ttl"), 1, 20),
    ]


def test_findings_come_in_the_order_of_file_line_column_and_message(tmp_path: Path) -> None:
    sources = [source(tmp_path, TEXT, "b.ttl"), source(tmp_path, "<urn:a> <urn:p> 1 .", "a.ttl")]
    found = [
        finding(e("b")),
        finding(e("a"), e("name"), Literal("b")),
        finding(e("a"), e("name"), Literal("ا")),
        finding(NamedNode("urn:a"), message="2"),
        finding(NamedNode("urn:a"), message="1"),
        finding(e("nowhere")),
    ]

    placed = locate(found, sources)

    assert [item.focus for item in placed[:1]] == [e("nowhere")]
    assert [item.message for item in placed[1:3]] == ["1", "2"]
    assert [item.place and item.place.line for item in placed[3:]] == [5, 5, 7]
    assert [item.place and item.place.column for item in placed[3:]] == [12, 18, 1]


@pytest.mark.parametrize("name", ["a.nt", "a.trig"])
def test_only_turtle_has_places(name: str, tmp_path: Path) -> None:
    assert place(finding(NamedNode("urn:a")), source(tmp_path, "<urn:a> <urn:p> <urn:b> .", name)) is None


def test_turtle_beyond_the_reader_is_told_without_its_lines(tmp_path: Path) -> None:
    text = "<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:b> )>> ."

    assert place(finding(NamedNode("urn:a")), source(tmp_path, text)) is None


def test_without_findings_there_is_nothing_to_place(tmp_path: Path) -> None:
    assert locate([], [source(tmp_path)]) == []


def test_a_place_is_written_as_compilers_do() -> None:
    assert str(Place("data/a.ttl", 3, 14)) == "data/a.ttl:3:14"
