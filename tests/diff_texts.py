"""Sides written as Turtle, and graphs drawn at random, for the tests of the difference."""

import random
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from git_repository import PREFIXES
from mkg.diff.blank import Graph, Node, Statement, Term
from mkg.diff.changes import Diff, compare
from mkg.diff.sides import Side
from mkg.diff.words import Words
from mkg.questions import Question
from mkg.sources import Source

E = "http://example.org/"


def e(name: str) -> NamedNode:
    """Return the IRI of a name."""
    return NamedNode(E + name)


def side(text: str = "", name: str = "side", **files: str) -> Side:
    """Return a side of Turtle files, the first one main.ttl."""
    texts = {"main": text, **files}
    return Side(
        name, [Source(Path(f"{file}.ttl"), (PREFIXES + each).encode()) for file, each in texts.items()]
    )


def difference(before: str, after: str, questions: Sequence[Question] = ()) -> Diff:
    """Return the difference of two Turtle texts."""
    return compare(side(before, "old"), side(after, "new"), questions)


def words(diff: Diff, language: str = "en") -> Words:
    """Return the words for a difference."""
    return Words.of(diff, language)


def relabelled(statements: Sequence[Statement], seed: int) -> list[Statement]:
    """Return the statements in another order, with other names for blank nodes."""
    chosen = random.Random(seed)  # noqa: S311 -- any order will do
    names = [f"z{number}" for number in range(100)]
    chosen.shuffle(names)
    known: dict[BlankNode, BlankNode] = {}

    def new(term: object) -> object:
        return known.setdefault(term, BlankNode(names[len(known)])) if isinstance(term, BlankNode) else term

    mixed = [tuple(map(new, statement)) for statement in statements]
    chosen.shuffle(mixed)
    return mixed  # type: ignore[return-value]


BLANKS = [BlankNode(f"b{number}") for number in range(4)]
NODES: list[Node] = [e("a"), e("b"), *BLANKS]
VALUES: list[Term] = [*NODES, Literal("x"), Literal("x", language="fr")]
GRAPHS: list[Graph] = [DefaultGraph(), DefaultGraph(), e("g")]

statements = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from([e("p"), e("q")]),
        st.sampled_from(VALUES),
        st.sampled_from(GRAPHS),
    ),
    max_size=10,
    unique=True,
)
"""Graphs of a few nodes: trees, shared nodes and cycles among them."""


def turtle(told: Sequence[Statement]) -> str:
    """Write statements as N-Triples, their graphs left out."""
    return "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value, _ in told)
