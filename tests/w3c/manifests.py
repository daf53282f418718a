"""The manifests of the W3C SPARQL suites. https://w3c.github.io/rdf-tests/."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from turtle_texts import suite

MISSING = "no W3C test suite: set MKG_W3C to the folder that holds it"
BASE = "https://w3c.github.io/rdf-tests/sparql/"
"""Where the suites live: the base of every file, data and query in them."""

_FOLDER = suite()
HOME = _FOLDER / "rdf-tests" / "sparql" if _FOLDER else None

_PREFIXES = {
    "cnt": "http://www.w3.org/2011/content#",
    "dawgt": "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#",
    "ht": "http://www.w3.org/2011/http#",
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rs": "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
}


@dataclass(frozen=True)
class Record:
    """A thing in a graph, with what the graph says of it."""

    term: object
    graph: Store

    @property
    def value(self) -> str:
        """The text of a literal, the address of a name."""
        return cast("NamedNode", self.term).value

    def all(self, name: str) -> list[Self]:
        """Return the values of a property such as `mf:action`, in the order of the file."""
        found = self.graph.quads_for_pattern(
            cast("NamedNode | BlankNode", self.term), named(name), None, DefaultGraph()
        )
        return [type(self)(quad.object, self.graph) for quad in found]

    def get(self, name: str) -> Self | None:
        """Return the only value of a property, None where there is none."""
        return next(iter(self.all(name)), None)

    def one(self, name: str) -> Self:
        """Return the only value of a property."""
        (found,) = self.all(name)
        return found

    def list(self, name: str) -> list[Self]:
        """Return the items of an RDF list; none where the property is absent."""
        node, items = self.get(name), []
        while node and node.term != named("rdf:nil"):
            items.append(node.one("rdf:first"))
            node = node.one("rdf:rest")
        return items


@dataclass(frozen=True)
class Case:
    """A test of a suite: `sparql11/aggregates/agg01`, its type, its record in the manifest."""

    name: str
    kind: str
    record: Record

    @property
    def folder(self) -> str:
        """The suite, such as `sparql11/aggregates`."""
        return self.name.rpartition("/")[0]


def named(name: str) -> NamedNode:
    """Return the term behind a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def path_of(iri: str) -> Path:
    """Return the file that an address in the suites stands for."""
    assert HOME, MISSING
    return HOME / iri.removeprefix(BASE)


def read(iri: str) -> Store:
    """Read a Turtle or RDF/XML file of the suites."""
    path = path_of(iri)
    syntax = RdfFormat.from_extension(path.suffix[1:]) or RdfFormat.TURTLE
    store = Store()
    store.bulk_extend(
        cast("Iterator[Quad]", parse(path.read_bytes(), format=syntax, base_iri=iri, rename_blank_nodes=True))
    )
    return store


@cache
def cases() -> tuple[Case, ...]:
    """Return every test that a manifest of the suites lists."""
    assert HOME, MISSING
    files = sorted(HOME.glob("sparql1[12]/*/manifest.ttl"))
    return tuple(case for file in files for case in _entries(BASE + file.relative_to(HOME).as_posix()))


def _entries(iri: str) -> Iterator[Case]:
    store = read(iri)
    (found,) = store.quads_for_pattern(None, named("rdf:type"), named("mf:Manifest"), DefaultGraph())
    manifest = Record(found.subject, store)
    folder = iri.removeprefix(BASE).rpartition("/")[0]
    for entry in manifest.list("mf:entries"):
        kind = entry.one("rdf:type").value.partition("#")[2]
        yield Case(f"{folder}/{entry.value.partition('#')[2]}", kind, entry)
    for included in manifest.list("mf:include"):
        yield from _entries(included.value)
