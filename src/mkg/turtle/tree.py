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
    `below` those before its closing bracket.
    """

    term: Term
    start: int
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
    """A whole Turtle text: prefixes, blocks in their order, comments at its head and foot."""

    prefixes: dict[str, str]
    blocks: list[Block]
    head: list[str]
    foot: list[str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple and the offsets at which its three terms are written."""

    subject: Term
    predicate: NamedNode
    object: Term
    subject_at: int
    predicate_at: int
    object_at: int


def statements(document: Document) -> Iterator[Statement]:
    """List the triples of a document with their places, in the order of the text."""
    for block in document.blocks:
        yield from _of_value(block.subject)
        yield from _of_properties(block.subject, block.properties)


def _of_properties(subject: Value, properties: list[Property]) -> Iterator[Statement]:
    for prop in properties:
        for value in prop.values:
            yield Statement(subject.term, prop.predicate, value.term, subject.start, prop.start, value.start)
            yield from _of_value(value)


def _of_value(value: Value) -> Iterator[Statement]:
    if value.properties is not None:
        yield from _of_properties(value, value.properties)
    node, items = value.term, value.items or []
    for item, rest in zip_longest(items, items[1:]):
        tail = BlankNode() if rest else NamedNode(RDF + "nil")
        yield Statement(node, NamedNode(RDF + "first"), item.term, value.start, value.start, item.start)
        yield from _of_value(item)
        yield Statement(node, NamedNode(RDF + "rest"), tail, value.start, value.start, value.start)
        node = tail
