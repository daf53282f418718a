"""What came, went and changed, by thing; what makes no difference."""

import pytest
from pyoxigraph import BlankNode, Literal

from diff_texts import difference, e, side
from mkg.diff.changes import Change, Diff, Thing, compare

NOTHING = [
    ("layout", "e:a e:p 1 , 2 .", "\n\ne:a\n    e:p 2 ;\n    e:p 1 ;\n."),
    ("order", "e:a e:p 1 . e:b e:p 1 .", "e:b e:p 1 . e:a e:p 1 ."),
    ("prefixes", "e:a e:p 1 .", "PREFIX x: <http://example.org/> x:a x:p 1 ."),
    ("names of blank nodes", "e:a e:p _:x . _:x e:q 1 .", "e:a e:p _:y . _:y e:q 1 ."),
    ("brackets", "e:a e:p [ e:q ( 1 2 ) ] .", "e:a e:p _:y . _:y e:q ( 1 2 ) ."),
    ("said twice", "e:a e:p 1 .", "e:a e:p 1 . e:a e:p 1 ."),
    ("comments", "e:a e:p 1 .", "# a\ne:a e:p 1 . # b"),
]


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in NOTHING], ids=[case[0] for case in NOTHING]
)
def test_what_says_the_same_is_no_difference(before: str, after: str) -> None:
    found = difference(before, after)

    assert not found
    assert (found.things, found.moved) == ([], 0)


def only(found: Diff) -> Thing:
    (thing,) = found.things
    return thing


def sole(found: Diff) -> Change:
    (change,) = only(found).changes
    return change


def test_a_thing_of_which_nothing_was_said_is_added() -> None:
    thing = only(difference("e:a e:p 1 .", "e:a e:p 1 . e:b e:p 1 ; e:q 2 , 3 ."))

    assert (thing.status, thing.node, thing.added, thing.removed) == ("added", e("b"), 3, 0)
    assert [change.property for change in thing.changes] == [e("p"), e("q")]


def test_a_thing_of_which_nothing_is_said_is_removed() -> None:
    thing = only(difference("e:a e:p 1 . e:b e:p 1 , 2 .", "e:a e:p 1 ."))

    assert (thing.status, thing.node, thing.added, thing.removed) == ("removed", e("b"), 0, 2)


def test_a_changed_value_is_told_as_old_and_new() -> None:
    found = difference('e:a e:p "one" ; e:q 1 .', 'e:a e:p "two" ; e:q 1 .')

    assert only(found).status == "changed"
    assert sole(found).pairs == ((Literal("one"), Literal("two")),)


def test_the_same_number_written_otherwise_is_a_change() -> None:
    assert difference("e:a e:p 1 .", "e:a e:p 01 .")
    assert difference("e:a e:p 1 .", 'e:a e:p "1" .')


def test_values_of_each_property_are_told_apart() -> None:
    thing = only(difference("e:a e:p 1 , 2 ; e:q 3 .", "e:a e:p 2 , 4 ; e:q 3 , 5 ."))

    told = [(change.property, len(change.removed), len(change.added)) for change in thing.changes]
    assert told == [(e("p"), 1, 1), (e("q"), 0, 1)]


def test_a_nested_node_that_changed_is_a_change_of_its_owner() -> None:
    change = sole(difference("e:a e:p [ e:q 1 ; e:r [ e:s 1 ] ] .", "e:a e:p [ e:q 1 ; e:r [ e:s 2 ] ] ."))

    ((old, new),) = change.pairs
    assert change.property == e("p")
    assert isinstance(old, BlankNode)
    assert isinstance(new, BlankNode)


def test_only_the_nested_node_that_changed_is_told() -> None:
    change = sole(difference("e:a e:p [ e:q 1 ] , [ e:q 2 ] .", "e:a e:p [ e:q 1 ] , [ e:q 3 ] ."))

    assert (len(change.removed), len(change.added)) == (1, 1)


def test_one_of_two_like_nested_nodes_that_went_is_told() -> None:
    change = sole(difference("e:a e:p [ e:q 1 ] , [ e:q 1 ] .", "e:a e:p [ e:q 1 ] ."))

    assert (len(change.removed), len(change.added)) == (1, 0)


def test_a_blank_node_without_owner_that_changed_is_one_thing() -> None:
    found = difference("[ a e:T ; e:p 1 ; e:q 2 ] .", "[ a e:T ; e:p 1 ; e:q 3 ] .")
    thing = only(found)

    assert thing.status == "changed"
    assert thing.was in found.before.said
    assert thing.node in found.after.said
    assert sole(found).pairs == ((*sole(found).removed, *sole(found).added),)


def test_blank_nodes_without_owner_come_and_go() -> None:
    found = difference("[ e:p 1 ; e:q 2 ] .", "[ e:p 3 ; e:r 4 ] .")

    assert sorted(thing.status for thing in found.things) == ["added", "removed"]


def test_one_of_two_like_blank_nodes_that_went_is_removed() -> None:
    found = difference("[ e:p 1 ] . [ e:p 1 ] .", "[ e:p 1 ] .")

    assert (only(found).status, only(found).removed) == ("removed", 1)


def test_things_come_in_the_order_of_their_names() -> None:
    found = difference("", "e:b e:p 1 . e:a e:p 1 . e:c e:p 1 .")

    assert [thing.node for thing in found.things] == [e("a"), e("b"), e("c")]


def test_a_statement_that_moved_to_another_file_is_counted_only() -> None:
    before, after = (
        side("e:a e:p 1 , [ e:q 1 ] .", b="e:b e:p 1 ."),
        side("", b="e:b e:p 1 . e:a e:p 1 , [ e:q 1 ] ."),
    )

    found = compare(before, after)

    assert not found
    assert found.moved == 2


def test_a_file_that_was_renamed_moves_what_it_says() -> None:
    assert compare(side("", old="e:a e:p 1 ."), side("", new="e:a e:p 1 .")).moved == 1


def test_a_statement_that_one_of_two_files_still_makes_has_not_moved() -> None:
    found = compare(side("e:a e:p 1 .", b="e:a e:p 1 ."), side("e:a e:p 1 .", b=""))

    assert (bool(found), found.moved) == (False, 0)


def test_the_side_that_has_a_thing_tells_what_it_is() -> None:
    found = difference('e:a rdfs:label "old" . e:b rdfs:label "gone" .', 'e:a rdfs:label "new" .')

    labels = [found.snapshot(thing).label(thing.node, "en") for thing in found.things]

    assert labels == [Literal("new"), Literal("gone")]


def test_from_nothing_all_is_added_and_to_nothing_all_is_removed() -> None:
    text = "e:a e:p ( 1 2 ) . [ e:p 1 ] ."

    assert {thing.status for thing in difference("", text).things} == {"added"}
    assert {thing.status for thing in difference(text, "").things} == {"removed"}


def test_a_change_in_a_hostile_text_is_found_and_nothing_else() -> None:
    ring = " ".join(f"_:n{n} e:p _:n{(n + 1) % 500} ; e:q _:n{(n + 7) % 500} ." for n in range(500))

    found = difference(f"e:a e:p 1 . {ring}", f"{ring.replace('_:n', '_:m')} e:a e:p 2 .")

    assert [thing.node for thing in found.things] == [e("a")]
