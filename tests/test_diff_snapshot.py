"""A snapshot tells what a side says, by thing, with labels and classes."""

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from diff_texts import e, side
from mkg.diff.sides import Side
from mkg.diff.snapshot import Page, Snapshot, read
from mkg.sources import Source

LABELS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix s: <https://schema.org/> .
@prefix s0: <http://schema.org/> .
e:all skos:prefLabel "pref" ; rdfs:label "label" ; foaf:name "name" .
e:label rdfs:label "label" ; dct:title "title" .
e:s s:name "schema" . e:s0 s0:name "schema 0" . e:t dct:title "title" . e:f foaf:name "name" .
e:langs rdfs:label "chat"@fr , "cat"@en , "قط"@ar , "Katze"@de .
e:british rdfs:label "colour"@en-GB , "couleur"@fr .
e:plain rdfs:label "plain" , "Katze"@de .
e:german rdfs:label "Katze"@de .
e:iri rdfs:label e:x . e:none e:p 1 .
"""


def snapshot(text: str, **files: str) -> Snapshot:
    return read(side(text, **files), {})


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        ("all", "pref"),
        ("label", "label"),
        ("s", "schema"),
        ("s0", "schema 0"),
        ("t", "title"),
        ("f", "name"),
        ("iri", None),
        ("none", None),
        ("unknown", None),
    ],
)
def test_the_label_is_of_the_first_property_that_has_one(thing: str, label: str | None) -> None:
    found = snapshot(LABELS).label(e(thing), "en")

    assert (found.value if found else None) == label


@pytest.mark.parametrize(
    ("thing", "language", "label"),
    [
        ("langs", "en", "cat"),
        ("langs", "fr", "chat"),
        ("langs", "ar", "قط"),
        ("british", "en", "colour"),
        ("british", "ar", "colour"),
        ("plain", "fr", "plain"),
        ("german", "fr", "Katze"),
    ],
)
def test_the_label_is_in_the_language_else_english_else_any(thing: str, language: str, label: str) -> None:
    found = snapshot(LABELS).label(e(thing), language)

    assert found is not None
    assert found.value == label


def test_classes_come_by_name_and_only_iris() -> None:
    told = snapshot('e:a a e:Z , e:B , [] , "text" .')

    assert told.types(e("a")) == [e("B"), e("Z")]


def test_things_are_iris_and_blank_nodes_to_which_none_leads() -> None:
    told = snapshot("e:a e:p [ e:q [] ] . [ e:q 1 ] . _:x e:p _:y . _:y e:p _:x , [ e:r 1 ] .")

    blank = [thing for thing in told.said if isinstance(thing, BlankNode)]

    assert e("a") in told.said
    assert sorted(str(name.value) for node in blank for name, *_ in told.said[node]) == [
        "http://example.org/p",
        "http://example.org/p",
        "http://example.org/p",
        "http://example.org/q",
        "http://example.org/r",
    ]


def test_what_is_said_of_nested_nodes_is_kept_by_their_name() -> None:
    told = snapshot("e:a e:p [ e:q 1 , 2 ] . e:b e:p [ e:q 1 , 2 ] .")

    ((_, node, _),) = told.said[e("a")]

    assert isinstance(node, BlankNode)
    assert [value.value for _, value, _ in told.nodes[node] if isinstance(value, Literal)] == ["1", "2"]
    assert len(told.nodes) == 1


def test_a_statement_in_two_files_is_one_and_like_blank_nodes_are_two() -> None:
    told = snapshot("e:a e:p 1 , [ e:q 1 ] .", other="e:a e:p 1 , [ e:q 1 ] .")

    assert sorted(told.statements.values()) == [1, 2]
    assert told.triples == 5


def test_all_statements_are_counted_nested_ones_too() -> None:
    assert snapshot("e:a e:p ( 1 2 ) , [ e:q [ e:r 1 ] ] . [ e:p 1 ] .").triples == 9


def test_a_file_that_is_known_is_not_read_again() -> None:
    known: dict[tuple[Path, str], Page] = {}
    one, other = read(side("e:a e:p 1 ."), known), read(side("e:a e:p 1 ."), known)

    assert one.pages[Path("main.ttl")] is other.pages[Path("main.ttl")]


def test_a_renamed_thing_is_renamed_wherever_it_stands() -> None:
    told = read(side("e:old e:p 1 . e:b e:old e:old , [ e:q e:old ] ."), {}, {e("old"): e("new")})
    same = snapshot("e:new e:p 1 . e:b e:new e:new , [ e:q e:new ] .")

    assert told.statements == same.statements


def test_a_thing_is_renamed_inside_of_a_triple_term() -> None:
    quad = Quad(e("a"), e("p"), Triple(e("old"), e("q"), Literal("x")))
    content = serialize([quad], format=RdfFormat.N_QUADS) or b""
    told = read(Side("side", [Source(Path("x.nq"), content)]), {}, {e("old"): e("new")})

    assert [value for *_, value, _ in told.statements] == [Triple(e("new"), e("q"), Literal("x"))]


def test_named_graphs_are_kept_apart() -> None:
    content = b"<x:a> <x:p> <x:o> <x:g> .\n<x:a> <x:p> <x:o> .\n"
    told = read(Side("side", [Source(Path("x.nq"), content)]), {})

    assert {str(graph) for *_, graph in told.statements} == {"<x:g>", "DEFAULT"}
    assert told.values(NamedNode("x:a"), "x:p") == [NamedNode("x:o")] * 2
