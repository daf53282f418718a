"""Blank nodes are named by what is said of them: equally where the same is said, and never otherwise."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, Quad, Triple

from diff_texts import e, relabelled, side, statements
from mkg.diff import blank
from mkg.diff.blank import Statement

HERE = DefaultGraph()


def named(told: Sequence[Statement]) -> Counter[Statement]:
    names = blank.names(told)
    return Counter(blank.rename(statement, names) for statement in told)


def read(text: str) -> list[Statement]:
    compared = side(text)
    return [tuple(quad) for source in compared.sources for quad in compared.quads(source)]  # type: ignore[misc]


def canonical(told: Sequence[Statement]) -> set[Quad]:
    dataset = Dataset(Quad(*statement) for statement in told)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@given(statements, st.integers(0, 99))
def test_order_and_names_in_the_file_do_not_matter(told: list[Statement], seed: int) -> None:
    assert named(relabelled(told, seed)) == named(told)


@given(statements, statements)
def test_equal_names_mean_equal_graphs(one: list[Statement], other: list[Statement]) -> None:
    assert (named(one) == named(other)) == (canonical(one) == canonical(other))


@given(statements, st.data())
def test_one_statement_more_or_less_is_seen(told: list[Statement], data: st.DataObject) -> None:
    if told:
        gone = data.draw(st.sampled_from(told))
        rest = [statement for statement in told if statement != gone]

        assert named(rest) != named(told)


SAME = [
    ("e:a e:p [ e:q 1 ; e:r 2 ] .", "_:x e:r 2 . e:a e:p _:x . _:x e:q 1 ."),
    ("e:a e:p _:x . e:b e:p _:x . _:x e:q 1 .", "_:y e:q 1 . e:b e:p _:y . e:a e:p _:y ."),
    ("_:x e:p _:y . _:y e:p _:x .", "_:y e:p _:x . _:x e:p _:y ."),
    ("_:x e:p _:x .", "_:other e:p _:other ."),
    ("e:a e:p ( 1 [ e:q ( 2 ) ] ) .", "e:a e:p ( 1 [ e:q ( 2 ) ] ) ."),
]
DIFFERENT = [
    ("e:a e:p [] , [] .", "e:a e:p [] ."),
    ("e:a e:p _:x . e:b e:p _:x .", "e:a e:p [] . e:b e:p [] ."),
    ("e:a e:p _:x ; e:q _:x .", "e:a e:p [] ; e:q [] ."),
    ("_:x e:p _:y . _:y e:p _:x .", "_:x e:p _:x ."),
    ("e:a e:p _:x , _:y . e:b e:p _:x , _:y .", "e:a e:p _:x , _:y . e:b e:p _:x , _:z ."),
    # Which of two like nodes is shared with whom.
    (
        "e:a e:p _:x . e:b e:p _:x . e:c e:p _:y . e:d e:p _:y .",
        "e:a e:p _:x . e:c e:p _:x . e:b e:p _:y . e:d e:p _:y .",
    ),
    # Two triangles and one hexagon: refining colours does not tell them apart.
    (
        "_:a e:p _:b . _:b e:p _:c . _:c e:p _:a . _:d e:p _:e . _:e e:p _:f . _:f e:p _:d .",
        "_:a e:p _:b . _:b e:p _:c . _:c e:p _:d . _:d e:p _:e . _:e e:p _:f . _:f e:p _:a .",
    ),
    (
        "e:h e:p _:a , _:b , _:c , _:d . _:a e:p _:b . _:b e:p _:a . _:c e:p _:d . _:d e:p _:c .",
        "e:h e:p _:a , _:b , _:c , _:d . _:a e:p _:b . _:b e:p _:c . _:c e:p _:d . _:d e:p _:a .",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_under_other_names_is_the_same(one: str, other: str) -> None:
    assert named(read(one)) == named(read(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_the_same_is_different(one: str, other: str) -> None:
    assert named(read(one)) != named(read(other))


def test_a_name_tells_trees_shared_nodes_and_knots_apart() -> None:
    told = read("e:a e:p [ e:q 1 ] , _:s , _:k . e:b e:p _:s . _:k e:p _:k .")

    sorts = Counter(name.value[0] for name in blank.names(told).values())

    assert sorts == {blank.TREE: 1, blank.SHARED: 1, blank.KNOT: 1}


def test_a_node_in_a_triple_term_is_named_too() -> None:
    def about(name: str) -> list[Statement]:
        inner, outer = BlankNode(name), BlankNode(f"{name}1")
        return [
            (outer, e("reifies"), Triple(inner, e("p"), Literal("x")), HERE),
            (inner, e("q"), Literal("y"), HERE),
        ]

    assert named(about("one")) == named(about("other"))
    assert not {"one", "other"} & {
        node.value for s in named(about("one")) for part in s[2:3] for node in blank.blanks(part)
    }


def test_a_graph_that_is_a_blank_node_is_named_by_what_is_said_of_it() -> None:
    def inside(name: str, word: str) -> list[Statement]:
        graph = BlankNode(name)
        return [(e("a"), e("p"), Literal("x"), graph), (graph, e("q"), Literal(word), HERE)]

    assert named(inside("one", "y")) == named(inside("other", "y"))
    assert named(inside("one", "y")) != named(inside("one", "z"))


def ring(size: int, start: int = 0) -> list[Statement]:
    nodes = [BlankNode(f"n{(start + number) % size}") for number in range(size)]
    return [(node, e("p"), nodes[number - 1], HERE) for number, node in enumerate(nodes)]


def test_a_marked_ring_of_5000_is_the_same_from_wherever_it_is_read() -> None:
    mark: Statement = (BlankNode("n7"), e("q"), Literal("x"), HERE)

    assert named([*ring(5_000), mark]) == named([mark, *ring(5_000, 1_200)])


def test_a_ring_of_2000_without_a_mark_is_the_same_from_wherever_it_is_read() -> None:
    assert named(ring(2_000)) == named(ring(2_000, 700))


def test_nodes_that_each_refer_twice_to_the_next_are_named_in_linear_time() -> None:
    def doubled(last: str) -> list[Statement]:
        nodes = [BlankNode(f"n{number}") for number in range(5_000)]
        links: list[Statement] = [
            (one, e(name), other, HERE) for one, other in pairwise(nodes) for name in "pq"
        ]
        return [(e("a"), e("p"), nodes[0], HERE), *links, (nodes[-1], e("p"), Literal(last), HERE)]

    assert named(doubled("x")) == named(doubled("x"))
    assert named(doubled("x"))[doubled("x")[0]] == 0
    assert named(doubled("x")) != named(doubled("y"))


def test_a_list_of_20000_items_is_read_to_its_end() -> None:
    assert named(read(f"e:a e:p ({' 1' * 20_000} ) .")) != named(read(f"e:a e:p ({' 1' * 19_999} 2 ) ."))


def hub(size: int) -> list[Statement]:
    nodes = [BlankNode(f"n{number}") for number in range(size)]
    return [(one, e("p"), other, HERE) for one in nodes for other in nodes if one != other]


def test_where_the_budget_ends_each_node_still_has_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blank, "BUDGET", 5_000)

    names = blank.names(hub(40))

    assert len(set(names.values())) == 40
    assert named(hub(40)) != named(hub(40)[1:])
