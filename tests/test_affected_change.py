"""Two states of a file are compared by what they say, however their blank nodes are called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, Triple

from edits import edited, names, source, triples_of
from mkg.errors import ParseError
from mkg.sources import Source
from mkg.validation.change import Change, difference

PEOPLE = """
:paper :author [ :name "A" ; :at [ :city "Rabat" ] ] , [ :name "B" ; :at [ :city "Fes" ] ] .
:other :author [ :name "A" ] , [ :name "A" ] .
"""
nodes = st.sampled_from([":a", ":b", "_:x", "_:y", "_:z"])
values = nodes | st.sampled_from(["1", "( :a [] )", "[ :p [ :q :b ] ]"])
texts = st.lists(st.builds("{} {} {} .".format, nodes, st.sampled_from([":p", ":q"]), values)).map("\n".join)


def canonical(triples: set[Triple]) -> Dataset:
    graph = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return graph


@given(texts, texts, texts)
def test_the_new_state_without_what_was_added_and_with_what_was_removed_is_the_old_one(
    kept: str, gone: str, more: str
) -> None:
    old, new = f"{kept}\n{gone}", f"{kept}\n{more}"
    change = edited(old, new)
    now = triples_of(source(new))

    assert change.added <= now
    assert not change.removed & now
    assert canonical((now - change.added) | change.removed) == canonical(triples_of(source(old)))


def test_statements_about_named_things_are_compared_one_by_one() -> None:
    change = edited(":a :p 1 , 2 .", ":a :p 2 , 3 .")

    assert names(triple.object.value for triple in change.added) == {"3"}
    assert names(triple.object.value for triple in change.removed) == {"1"}
    assert names(change.subjects) == {":a"}


def test_a_statement_is_found_by_its_predicate() -> None:
    change = edited(":a :p 1 .", ":a :q 1 .")

    assert {str(predicate): len(found) for predicate, found in change.by_predicate.items()} == {
        "<http://example.org/p>": 1,
        "<http://example.org/q>": 1,
    }


@pytest.mark.parametrize(
    "new",
    [
        PEOPLE,
        f"# a comment\n{PEOPLE}",
        "\n".join(reversed(PEOPLE.strip().splitlines())),
        f":a :p 1 .{PEOPLE}",
    ],
    ids=["the same", "a comment", "another order", "a statement more"],
)
def test_blank_nodes_of_which_the_same_is_said_are_the_same(new: str) -> None:
    change = edited(f":a :p 1 .{PEOPLE}", f":a :p 1 .{new}")

    assert change == Change(frozenset(), frozenset())


def test_a_thing_whose_blank_node_says_something_else_has_changed() -> None:
    change = edited(PEOPLE, PEOPLE.replace('"B"', '"C"'))

    assert names(change.subjects) == {":paper", "_"}


def test_only_what_is_near_a_change_within_blank_nodes_has_changed() -> None:
    old = "( 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 )"
    change = edited(f":a :p {old} .", f":a :p {old.replace(' 10 ', ' 0 ')} .")

    assert ":a" not in names(change.subjects)
    assert 0 < len(change.added) < 20


def test_a_file_that_is_moved_says_the_same() -> None:
    old, new = source(PEOPLE, "old.ttl"), source(PEOPLE, "new.ttl")

    assert difference([old], [new]) == Change(frozenset(), frozenset())


def test_things_that_are_moved_from_file_to_file_have_not_changed() -> None:
    first, second = PEOPLE.strip().splitlines()
    old, new = [source(first, "a.ttl"), source(second, "b.ttl")], [source(PEOPLE, "b.ttl")]

    assert difference(old, new) == Change(frozenset(), frozenset())


def test_a_file_that_is_new_or_gone_has_changed_as_a_whole() -> None:
    text = source(":a :p [ :q 1 ] .")

    assert len(difference([], [text]).added) == 2
    assert len(difference([text], []).removed) == 2


def test_blank_nodes_that_are_no_more_have_names_that_nobody_else_has() -> None:
    # Files of one name and content have the same names of blank nodes, wherever they are.
    same = "[] :p 1 ."
    old = [source(same, "y.ttl"), source(same, "old/x.ttl")]
    change = difference(old, [source(same, "new/x.ttl")])

    assert change.added == set()
    assert len(change.removed) == 1


def test_blank_nodes_that_are_alike_are_paired_in_their_order() -> None:
    zeros = ":a :p ( 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ) ."

    assert edited(zeros, f"# a comment\n{zeros}") == Change(frozenset(), frozenset())


def test_a_state_that_cannot_be_parsed_is_refused_with_its_place() -> None:
    with pytest.raises(ParseError, match=r"x\.ttl:1:"):
        difference([Source(Path("x.ttl"), b"no Turtle")], [source(":a :p 1 .")])
