"""Terms are written as people read them, and nothing in them hides or moves other text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from diff_texts import difference, e, words
from mkg.diff.words import LONGEST, Words, count, visible
from mkg.sources import base_of

EMPTY = Words("en", {}, {})


def value(text: str) -> str:
    """Write the value that a thing got, as a report does."""
    found = difference("", f"e:a e:p {text} .")
    return words(found).term(found.things[0].changes[0].added[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e:b", "e:b"),
        ("rdfs:label", "rdfs:label"),
        ("<http://example.org/a/b>", "<http://example.org/a/b>"),
        ("<http://example.org/>", "<http://example.org/>"),
        ("<http://elsewhere.org/x>", "<http://elsewhere.org/x>"),
        ('"text"', '"text"'),
        ('"text"@fr', '"text"@fr'),
        ("5", "5"),
        ("-5.0", "-5.0"),
        ("true", "true"),
        ('"five"^^<http://www.w3.org/2001/XMLSchema#integer>', '"five"^^xsd:integer'),
        ('"x"^^e:type', '"x"^^e:type'),
        ('"a\\"b\\\\c\\n"', r'"a\"b\\c\n"'),
        ("[]", "[]"),
        ("[ e:q 1 ]", "[ e:q 1 ]"),
        ("[ a e:T ; e:q [ e:r 2 ] ]", "[ e:q [ e:r 2 ] ; a e:T ]"),
        ("( 1 e:b ( 2 ) )", "( 1 e:b ( 2 ) )"),
        ("()", "rdf:nil"),
    ],
)
def test_a_value_is_written_as_in_turtle(text: str, shown: str) -> None:
    assert value(text) == shown


def test_a_shared_node_is_written_with_a_name_and_a_cycle_ends() -> None:
    shared = value("_:x . e:b e:p _:x . _:x e:q 1")
    cycle = value("_:x . _:x e:q _:x")

    assert shared.startswith("_:s")
    assert shared.endswith("[ e:q 1 ]")
    assert cycle.count("_:k") == 2


def test_a_list_that_ends_in_itself_ends() -> None:
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#{0}>".format

    assert value(f"_:x . _:x {rdf('first')} 1 ; {rdf('rest')} _:x").endswith("( 1 )")


def test_long_and_deep_values_are_cut() -> None:
    assert len(value('"' + "x" * 10_000 + '"')) == LONGEST
    assert value(f"({' 1' * 10_000} )").endswith("…")
    assert "[ … ]" in value("[ e:p " * 100 + "1" + " ]" * 100)


def test_a_triple_term_is_written_in_its_brackets() -> None:
    triple = Triple(
        NamedNode("x:a"), NamedNode("x:p"), Triple(NamedNode("x:b"), NamedNode("x:p"), Literal("v"))
    )

    assert EMPTY.term(triple) == '<<( <x:a> <x:p> <<( <x:b> <x:p> "v" )>> )>>'


def test_the_prefixes_of_the_files_do_not_replace_those_of_mkg() -> None:
    found = difference(
        "", "PREFIX skos: <http://evil.example/>\nPREFIX own: <http://own.example/>\nskos:a own:p 1 ."
    )

    assert words(found).term(found.things[0].node) == "<http://evil.example/a>"
    assert words(found).iri(NamedNode("http://own.example/p")) == "own:p"


def test_a_relative_iri_is_written_without_the_folder() -> None:
    here = base_of(Path("data/x.ttl"))

    assert EMPTY.iri(NamedNode(f"{here}#a")) == "<data/x.ttl#a>"


@pytest.mark.parametrize(
    "character",
    ["\u202e", "\u2066", "\u200b", "\u200f", "\x1b", "\x07", "\n", "\u2028", "\u00a0", "\ufeff", "\x9b"],
)
def test_what_cannot_be_seen_is_escaped_in_labels_values_and_names(character: str) -> None:
    found = difference("", f"e:a e:p 'x' ; rdfs:label '''a{character}b''' .")
    name = words(found).thing(found.things[0], found)
    (shown,) = [
        words(found).term(change.added[0])
        for change in found.things[0].changes
        if "label" in change.property.value
    ]

    assert character not in name + shown
    assert f"\\u{ord(character):04X}" in name


def test_a_mark_that_turns_text_around_is_escaped_in_an_iri() -> None:
    assert EMPTY.iri(NamedNode("http://example.org/\u202ea")) == r"<http://example.org/\u202Ea>"


@given(st.text())
def test_what_is_visible_has_no_control_and_arabic_stays(text: str) -> None:
    shown = visible(text)

    assert all(each == " " or unicodedata.category(each)[0] not in "CZ" for each in shown)
    assert visible("الرباط é 日本") == "الرباط é 日本"


def test_a_thing_has_its_label_and_classes() -> None:
    found = difference("", 'e:a a e:T , e:U ; rdfs:label "chat"@fr , "cat"@en .')

    assert words(found).thing(found.things[0], found) == 'e:a "cat" (e:T, e:U)'
    assert words(found, "fr").thing(found.things[0], found) == 'e:a "chat" (e:T, e:U)'


def test_a_thing_without_label_or_class_is_its_name() -> None:
    found = difference("", "e:a e:p 1 .")

    assert words(found).thing(found.things[0], found) == "e:a"


def test_long_texts_are_shown_around_what_differs() -> None:
    start, end = "a" * 500, "z" * 500

    old, new = EMPTY.pair((Literal(f"{start}one{end}"), Literal(f"{start}two{end}")))

    assert old == f"…{'a' * 20}one{'z' * 20}…"
    assert new == old.replace("one", "two")


@given(st.text(alphabet="ab", min_size=150, max_size=700), st.text(alphabet="ab", min_size=150, max_size=700))
def test_two_texts_that_differ_are_never_shown_alike(one: str, other: str) -> None:
    old, new = EMPTY.pair((Literal(one), Literal(other)))

    assert (old == new) == (one == other)
    assert max(len(old), len(new)) <= LONGEST + 2


def test_short_texts_are_shown_whole() -> None:
    assert EMPTY.pair((Literal("one"), e("b"))) == ('"one"', "<http://example.org/b>")


def test_a_row_has_a_cell_for_each_variable() -> None:
    assert EMPTY.row((Literal("x"), None, BlankNode("some"))) == '"x" |  | []'


def test_a_number_agrees_with_its_noun() -> None:
    assert [count(number, "row") for number in (0, 1, 2, 1234)] == ["0 rows", "1 row", "2 rows", "1,234 rows"]
