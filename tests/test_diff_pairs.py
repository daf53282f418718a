"""What became of what: renames only where they are certain, values and blank nodes where they are alike."""

from collections.abc import Sequence

import pytest
from pyoxigraph import BlankNode, Literal

from diff_texts import difference, e, side
from mkg.diff import pairs
from mkg.diff.blank import Term
from mkg.diff.snapshot import read


def renames(before: str, after: str) -> dict[str, str]:
    found = pairs.renamed(read(side(before), {}), read(side(after), {}))
    return {old.value.rsplit("/", 1)[1]: new.value.rsplit("/", 1)[1] for old, new in found.items()}


def test_a_thing_that_says_the_same_under_another_iri_is_renamed() -> None:
    assert renames("e:a e:p 1 ; e:q 2 .", "e:b e:q 2 ; e:p 1 .") == {"a": "b"}


def test_what_a_thing_says_of_itself_follows_its_name() -> None:
    assert renames("e:a e:p e:a ; e:q 2 .", "e:b e:p e:b ; e:q 2 .") == {"a": "b"}


def test_a_part_follows_the_whole_and_its_part_follows_that() -> None:
    whole = "e:{0} e:p 1 ; e:q 2 . e:{0}-1 e:of e:{0} ; e:n 1 . e:{0}-1-1 e:of e:{0}-1 ; e:n 1 ."

    found = renames(whole.format("a"), whole.format("b"))

    assert found == {"a": "b", "a-1": "b-1", "a-1-1": "b-1-1"}


NOT_CERTAIN = [
    ("one statement is too little", "e:a e:p 1 .", "e:b e:p 1 ."),
    ("a class tells nothing", "e:a a e:T ; e:p 1 .", "e:b a e:T ; e:p 1 ."),
    ("something else is said", "e:a e:p 1 ; e:q 2 .", "e:b e:p 1 ; e:q 3 ."),
    ("something more is said", "e:a e:p 1 ; e:q 2 .", "e:b e:p 1 ; e:q 2 ; e:r 3 ."),
    ("two came", "e:a e:p 1 ; e:q 2 .", "e:b e:p 1 ; e:q 2 . e:c e:p 1 ; e:q 2 ."),
    ("two went", "e:a e:p 1 ; e:q 2 . e:c e:p 1 ; e:q 2 .", "e:b e:p 1 ; e:q 2 ."),
    ("it is still there", "e:a e:p 1 ; e:q 2 .", "e:a e:r 1 . e:b e:p 1 ; e:q 2 ."),
    ("it was there before", "e:a e:p 1 ; e:q 2 . e:b e:r 1 .", "e:b e:p 1 ; e:q 2 ."),
    ("a blank node has no name", "[ e:p 1 ; e:q 2 ] .", "e:b e:p 1 ; e:q 2 ."),
    ("another thing is meant by it", "e:a e:p e:x ; e:q 2 .", "e:b e:p e:b ; e:q 2 ."),
]


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in NOT_CERTAIN], ids=[case[0] for case in NOT_CERTAIN]
)
def test_what_is_not_certain_is_no_rename(before: str, after: str) -> None:
    assert renames(before, after) == {}


def test_what_refers_to_a_renamed_thing_does_not_differ() -> None:
    found = difference(
        "e:a e:p 1 ; e:q 2 . e:c e:of e:a , [ e:of e:a ] .",
        "e:b e:p 1 ; e:q 2 . e:c e:of e:b , [ e:of e:b ] .",
    )

    assert (found.renames, found.things) == ({e("a"): e("b")}, [])
    assert found


def test_a_reference_to_the_former_name_that_stayed_is_told() -> None:
    found = difference("e:a e:p 1 ; e:q 2 . e:c e:of e:a .", "e:b e:p 1 ; e:q 2 . e:c e:of e:a .")

    ((change,),) = [thing.changes for thing in found.things]
    assert (change.removed, change.added) == ((e("b"),), (e("a"),))


def test_a_chain_of_renames_longer_than_the_rounds_ends() -> None:
    def chain(name: str) -> str:
        links = "".join(f"e:{name}{n} e:of e:{name}{n - 1} ; e:n {n} . " for n in range(1, 50))
        return f"e:{name}0 e:p 1 ; e:q 2 . {links}"

    assert len(renames(chain("a"), chain("b"))) == pairs.ROUNDS


def values(removed: Sequence[Term], added: Sequence[Term], kept: Sequence[Term] = ()) -> list[pairs.Pair]:
    return pairs.values(removed, added, kept, {}, {})


EN, EN2 = Literal("one", language="en"), Literal("uno", language="en")
FR, FR2 = Literal("un", language="fr"), Literal("une", language="fr")


def test_a_single_value_that_was_changed_is_paired_whatever_it_is() -> None:
    assert values([EN], [e("a")]) == [(EN, e("a"))]


def test_one_of_several_values_is_replaced_rather_than_changed() -> None:
    assert values([e("a")], [e("b")], [e("c")]) == [(e("a"), None), (None, e("b"))]


def test_texts_are_paired_by_their_language() -> None:
    assert values([EN, FR], [FR2, EN2]) == [(EN, EN2), (FR, FR2)]


def test_a_language_with_several_texts_is_not_paired() -> None:
    assert values([EN], [EN2], [Literal("eins", language="en")]) == [(EN, None), (None, EN2)]
    assert values([EN, EN2], [Literal("eins", language="en")])[:2] == [(EN, None), (EN2, None)]


def test_values_without_a_language_are_not_paired_by_it() -> None:
    old, new = Literal("1"), Literal("2")

    assert values([old, EN], [new, EN2]) == [(old, None), (EN, EN2), (None, new)]


def nested(before: str, after: str) -> list[tuple[bool, bool]]:
    found = difference(f"e:a e:p {before} .", f"e:a e:p {after} .")
    ((change,),) = [thing.changes for thing in found.things]
    return sorted((old is not None, new is not None) for old, new in change.pairs)


def test_nested_nodes_are_paired_with_the_ones_most_like_them() -> None:
    assert (
        nested("[ e:q 1 ; e:r 2 ] , [ e:q 3 ; e:r 4 ]", "[ e:q 3 ; e:r 5 ] , [ e:q 1 ; e:r 6 ]")
        == [(True, True)] * 2
    )


def test_nested_nodes_with_little_in_common_are_not_paired() -> None:
    told = nested("[ e:q 1 ; e:r 2 ; e:s 3 ] , e:x", "[ e:q 1 ; e:r 7 ; e:s 8 ] , e:y")

    assert (True, True) not in told


def test_what_very_many_nodes_say_pairs_none() -> None:
    common = (e("p"), Literal("x"), e("g"))
    old = {BlankNode(f"told{n}"): (common,) for n in range(1_000)}
    new = {BlankNode(f"tnew{n}"): (common,) for n in range(1_000)}

    assert pairs.nodes(old, new, old, new) == []


def test_a_node_is_paired_once() -> None:
    said = (e("p"), Literal("x"), e("g"))
    old = {BlankNode("t1"): (said,), BlankNode("t2"): (said,)}

    assert pairs.nodes(old, [BlankNode("t3")], old, {BlankNode("t3"): (said,)}) == [
        (BlankNode("t1"), BlankNode("t3"))
    ]
