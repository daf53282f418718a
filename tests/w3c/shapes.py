"""The W3C SHACL suite: its tests, and its reports made comparable.

https://w3c.github.io/data-shapes/data-shapes-test-suite/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import BlankNode, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from mkg.vocab import RDF, SH
from turtle_texts import suite
from w3c.compare import same_graph

_FOLDER = suite()
HOME = _FOLDER / "data-shapes-test-suite" / "tests" if _FOLDER else None

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
Node = NamedNode | BlankNode

_KEPT = (
    "focusNode",
    "resultPath",
    "resultSeverity",
    "sourceConstraint",
    "sourceConstraintComponent",
    "sourceShape",
    "value",
)
"""What is compared of a result, its type apart; the messages only where the suite gives some."""


class Graph:
    """Statements to walk through."""

    def __init__(self, store: Store) -> None:  # noqa: D107 -- the class says it
        self.store = store

    def all(self, subject: Node, name: str) -> list[Node]:
        """Return the objects of a subject and a predicate."""
        quads = self.store.quads_for_pattern(subject, NamedNode(name), None, DefaultGraph())
        return [cast("Node", quad.object) for quad in quads]

    def one(self, subject: Node, name: str) -> Node:
        """Return the only one of them."""
        (found,) = self.all(subject, name)
        return found

    def list(self, node: Node) -> Iterator[Node]:
        """Yield the items of a list."""
        while node.value != RDF + "nil":
            yield self.one(node, RDF + "first")
            node = self.one(node, RDF + "rest")


@dataclass(frozen=True)
class Case:
    """A test: `core/path/path-alternative-001`, its files, and its report, None where it must be refused."""

    name: str
    data: Path
    shapes: Path
    report: Dataset | None

    @property
    def conforms(self) -> bool:
        """Whether the data conforms to the shapes."""
        assert self.report is not None
        return any(
            quad.predicate.value == SH + "conforms" and quad.object.value == "true" for quad in self.report
        )

    @property
    def has_messages(self) -> bool:
        """Whether messages are to be compared."""
        assert self.report is not None
        return any(quad.predicate.value == SH + "resultMessage" for quad in self.report)

    def is_right(self, report: Dataset) -> bool:
        """Whether a report is what the suite expects, as it says that it is to be compared."""
        assert self.report is not None
        (head,) = (quad.subject for quad in report if quad.object == NamedNode(SH + "ValidationReport"))
        return same_graph(self.report, compared(_graph(report), head, messages=self.has_messages))


@cache
def cases() -> tuple[Case, ...]:
    """Return every test that the manifests of the suite list."""
    assert HOME
    return tuple(_cases(HOME / "manifest.ttl"))


def _cases(path: Path) -> Iterator[Case]:
    manifest = NamedNode(path.as_uri())
    graph = _graph(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=manifest.value))
    for included in graph.all(manifest, MF + "include"):
        yield from _cases(_path(included))
    for entries in graph.all(manifest, MF + "entries"):
        for entry in graph.list(entries):
            yield _case(graph, entry)


def _case(graph: Graph, entry: Node) -> Case:
    assert HOME
    action, result = graph.one(entry, MF + "action"), graph.one(entry, MF + "result")
    data, shapes = (_path(graph.one(action, SHT + name)) for name in ("dataGraph", "shapesGraph"))
    report = None if result.value == SHT + "Failure" else compared(graph, result, messages=True)
    return Case(_path(entry).relative_to(HOME).as_posix(), data, shapes, report)


def _path(node: Node) -> Path:
    return Path(node.value.removeprefix("file://"))


def _graph(quads: object) -> Graph:
    store = Store()
    store.bulk_extend(cast("Iterator[Quad]", quads))
    return Graph(store)


def compared(graph: Graph, head: Node, *, messages: bool) -> Dataset:
    """Return what is compared of a report; blank nodes of shapes and data stand for themselves alone."""
    kept = (RDF + "type", *(SH + name for name in _KEPT), *([SH + "resultMessage"] if messages else []))
    results = graph.all(head, SH + "result")
    triples = [*_of(graph, head, (RDF + "type", SH + "conforms", SH + "result"))]
    for result in results:
        triples += _of(graph, result, kept)
        for path in graph.all(result, SH + "resultPath"):
            triples += _path_statements(graph, path)
    return Dataset(Quad(*triple) for triple in triples)


def _of(graph: Graph, subject: Node, predicates: tuple[str, ...]) -> Iterator[Triple]:
    for name in predicates:
        for value in graph.all(subject, name):
            yield Triple(subject, NamedNode(name), value)


def _path_statements(graph: Graph, node: Node) -> Iterator[Triple]:
    if isinstance(node, BlankNode):
        for quad in graph.store.quads_for_pattern(node, None, None, DefaultGraph()):
            yield quad.triple
            yield from _path_statements(graph, cast("Node", quad.object))
