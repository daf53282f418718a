from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.validation.findings import Finding, Place, Severity
from mkg.validation.paths import Inverse, Term
from mkg.validation.places import locate
from placed import CLOSED, SHAPES, TEXT, blank, e, finding, place, source


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding(e("a"), e("name"), Literal("b", language="en-gb")), (5, 18, 9)),
        (finding(e("a"), e("name"), Literal("b", language="EN-GB")), (5, 18, 9)),
        (finding(e("a"), e("name"), Literal("ا")), (5, 12, 3)),
        (finding(e("a"), e("name"), Literal("ا"), CLOSED), (5, 5, 6)),
        (finding(e("a"), e("name")), (5, 5, 6)),
        (finding(e("a"), e("name"), Literal("none")), (5, 5, 6)),
        (finding(e("a"), e("missing")), (3, 1, 3)),
        (finding(e("a"), e("missing"), e("b")), (6, 13, 3)),
        (finding(e("a")), (3, 1, 3)),
        (finding(e("a"), None, e("a")), (3, 1, 3)),
        (finding(e("a"), None, e("b")), (6, 13, 3)),
        (finding(e("b"), e("knows"), e("c")), (7, 19, 3)),
        (finding(e("c")), (7, 19, 3)),
        (finding(e("c"), e("name")), (7, 19, 3)),
        (finding(e("C")), (4, 7, 3)),
        (finding(Literal("own")), (8, 15, 5)),
        (finding(Literal("own"), None, Literal("own")), (8, 15, 5)),
        (finding(e("nowhere")), None),
        (finding(BlankNode()), None),
    ],
)
def test_a_finding_is_placed_at_the_value_else_the_predicate_else_the_thing(
    found: Finding, expected: tuple[int, int, int] | None, tmp_path: Path
) -> None:
    assert place(found, source(tmp_path)) == expected


@pytest.mark.parametrize(
    ("predicate", "value", "inside", "expected"),
    [
        ("name", Literal("inner"), False, (9, 9, 48)),
        ("name", Literal("deep"), False, (9, 32, 23)),
        ("list", e("d"), True, (9, 67, 9)),
        ("name", Literal("root"), False, (10, 1, 2)),
        ("name", Literal("label"), False, (11, 15, 3)),
    ],
)
def test_a_blank_node_is_placed_at_its_own_text(
    predicate: str, value: Term, expected: tuple[int, int, int], tmp_path: Path, *, inside: bool
) -> None:
    given = source(tmp_path)
    node = blank(given, predicate, value, inside=inside)

    assert place(finding(node), given) == expected


def test_what_a_blank_node_says_is_placed_where_it_is_said(tmp_path: Path) -> None:
    given = source(tmp_path)
    node, label = blank(given, "name", Literal("deep")), blank(given, "name", Literal("label"))

    assert place(finding(node, e("name"), Literal("deep")), given) == (9, 47, 6)
    assert place(finding(node, e("name")), given) == (9, 34, 6)
    assert place(finding(e("d"), e("p"), blank(given, "q", node)), given) == (9, 9, 48)
    assert place(finding(label, e("text"), Literal("long\ntext")), given) == (11, 43, 7)
    assert place(finding(label, Inverse(e("p")), blank(given, "p", label)), given) == (11, 9, 3)


def test_relative_iris_have_their_places_too(tmp_path: Path) -> None:
    given = source(tmp_path)
    based = source(tmp_path, "@base <http://example.org/> .\n<a> <p> '😀' , <b#c> .\n<../d> <p> 1 .", "b.ttl")

    assert place(finding(NamedNode(given.base + "#own")), given) == (8, 1, 6)
    assert place(finding(e("a"), e("p"), e("b#c")), based) == (2, 15, 5)
    assert place(finding(e("d")), based) == (3, 1, 6)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_and_columns_are_counted_whatever_ends_and_begins_them(
    newline: str, mark: str, tmp_path: Path
) -> None:
    given = source(tmp_path, mark + TEXT.replace("\n", newline))
    one_line = source(tmp_path, mark + "<urn:a> <urn:p> '😀' , 1 .", "b.ttl")

    assert place(finding(e("b")), given) == (7, 1, 3)
    assert place(finding(NamedNode("urn:a"), NamedNode("urn:p"), Literal("😀")), one_line) == (1, 17, 3)


def test_the_file_that_holds_the_statement_is_its_place(tmp_path: Path) -> None:
    first = source(tmp_path, "<urn:a> <urn:p> 1 .", "1.ttl")
    second = source(tmp_path, "<urn:a> <urn:p> 1, 2 .", "2.ttl")
    third = source(tmp_path, '{"@id": "urn:a", "urn:p": 3}', "3.jsonld")
    one, two, three = (
        Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")) for text in "123"
    )

    found = [finding(NamedNode("urn:a"), NamedNode("urn:p"), value) for value in (three, two, one)]

    assert [item.place for item in locate(found, [first, second, third])] == [
        Place(str(tmp_path / "1.ttl"), 1, 17, 1),
        Place(str(tmp_path / "2.ttl"), 1, 20, 1),
        Place(str(tmp_path / "3.jsonld"), 0, 0),
    ]


def test_findings_come_in_the_order_of_file_line_column_and_message(tmp_path: Path) -> None:
    sources = [source(tmp_path, TEXT, "b.ttl"), source(tmp_path, "<urn:a> <urn:p> 1 .", "a.ttl")]
    found = [
        finding(e("b")),
        finding(e("a"), e("name"), Literal("b", language="en-gb")),
        finding(e("a"), e("name"), Literal("ا")),
        finding(NamedNode("urn:a"), message="2"),
        finding(NamedNode("urn:a"), message="1"),
        finding(e("nowhere")),
    ]

    placed = locate(found, sources)

    assert [item.focus for item in placed[:1]] == [e("nowhere")]
    assert [item.messages[0].value for item in placed[1:3]] == ["1", "2"]
    assert [item.place and item.place.line for item in placed[3:]] == [5, 5, 7]
    assert [item.place and item.place.column for item in placed[3:]] == [12, 18, 1]


def test_what_is_nowhere_in_the_data_is_placed_where_the_shapes_name_it(tmp_path: Path) -> None:
    data, shapes = source(tmp_path), source(tmp_path, SHAPES, "shapes.ttl")
    found = [finding(focus, shape=e("Shape")) for focus in (e("none"), Literal("literal"), e("computed"))]

    places = [each.place for each in locate(found, [data], [shapes])]

    path = str(shapes.path)
    assert places == [Place(path, 2, 1, 7), Place(path, 3, 19, 6), Place(path, 3, 28, 9)]


def test_the_origin_of_a_finding_is_where_its_shape_is_written(tmp_path: Path) -> None:
    data, shapes = source(tmp_path), source(tmp_path, SHAPES, "shapes.ttl")
    (node,) = {quad.subject for quad in shapes.quads() if isinstance(quad.subject, BlankNode)}
    given = [finding(e("a"), shape=e("Shape")), finding(e("b"), shape=node), finding(e("d"), shape=e("lint"))]

    origins = [each.origin for each in locate(given, [data], [shapes])]

    assert origins == [Place(str(shapes.path), 2, 1, 7), Place(str(shapes.path), 4, 17, 18), None]


def test_a_place_that_is_known_is_kept(tmp_path: Path) -> None:
    own = Place("other.ttl", 7, 8, 9)
    found = Finding(severity=Severity.info, focus=e("a"), place=own)

    assert [each.place for each in locate([found], [source(tmp_path)])] == [own]


def test_without_findings_there_is_nothing_to_place(tmp_path: Path) -> None:
    assert locate([], [source(tmp_path)]) == []


def test_a_place_is_written_as_compilers_do() -> None:
    assert str(Place("data/a.ttl", 3, 14)) == "data/a.ttl:3:14"
