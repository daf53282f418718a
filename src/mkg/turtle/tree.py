"""Turtle text as a tree that keeps what a set of triples forgets: places, comments, nesting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.vocab import RDF

Term = NamedNode | BlankNode | Literal


@dataclass(slots=True)
class Value:
    """A subject or object: a plain term, a `[ … ]` with its properties or a `( … )` with its items.

    `above` holds the comments on lines of their own before it, `beside` those behind it on its line,
    `below` those before its closing bracket. It stands from `start` to `end`.
    """

    term: Term
    start: int
    end: int
    properties: "list[Property] | None" = None
    items: "list[Value] | None" = None
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Property:
    """A predicate with its values."""

    predicate: NamedNode
    start: int
    end: int
    values: list[Value]
    above: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A subject with its properties, up to the full stop, and the comments just before that."""

    subject: Value
    properties: list[Property]
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A whole Turtle text: prefixes, blocks in their order, comments at its head and foot, its last base."""

    prefixes: dict[str, str]
    blocks: list[Block]
    head: list[str]
    foot: list[str]
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple and the offsets from and to which its three terms are written."""

    subject: Term
    predicate: NamedNode
    object: Term
    subject_at: int
    predicate_at: int
    object_at: int
    subject_end: int
    predicate_end: int
    object_end: int

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its subject, predicate and object begin and end."""
        return (
            (self.subject_at, self.subject_end),
            (self.predicate_at, self.predicate_end),
            (self.object_at, self.object_end),
        )


def statements(document: Document) -> Iterator[Statement]:
    """List the triples of a document with their places, in the order of the text."""
    for block in document.blocks:
        yield from _of_value(block.subject)
        yield from _of_properties(block.subject, block.properties)


def _of_properties(subject: Value, properties: list[Property]) -> Iterator[Statement]:
    for prop in properties:
        for value in prop.values:
            yield _stated(subject, subject.term, prop, value, value.term)
            yield from _of_value(value)


def _of_value(value: Value) -> Iterator[Statement]:
    if value.properties is not None:
        yield from _of_properties(value, value.properties)
    node, items, bracket = value.term, value.items or [], (value.start, value.start + 1)
    for item, rest in zip_longest(items, items[1:]):
        tail = BlankNode() if rest else NamedNode(RDF + "nil")
        yield _stated(value, node, Property(NamedNode(RDF + "first"), *bracket, []), item, item.term)
        yield from _of_value(item)
        yield _stated(value, node, Property(NamedNode(RDF + "rest"), *bracket, []), value, tail)
        node = tail


def _stated(of: Value, subject: Term, prop: Property, value: Value, term: Term) -> Statement:
    starts, ends = (of.start, prop.start, value.start), (of.end, prop.end, value.end)
    return Statement(subject, prop.predicate, term, *starts, *ends)
