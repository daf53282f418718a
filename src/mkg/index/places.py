"""Where facts are written: the files that a graph was loaded from, and the lines in them."""

import zlib
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from mkg.index.handle import Index
from mkg.sources import Source
from mkg.validation.written import Node, Wanted, read

_ANY = NamedNode("x:x")


class Place(NamedTuple):
    """A line of a file, counted from 1."""

    path: str
    line: int


def places(index: Index, iri: str) -> list[Place]:
    """Return where the statements about a thing begin, in the order of files; none where nobody knows."""
    told = index.rows("SELECT path, line FROM block WHERE iri = :iri ORDER BY rowid", iri=iri)
    return [Place(*row) for row in told]


def place(index: Index, iri: str) -> Place | None:
    """Return where the first statement about a thing begins, or None."""
    return next(iter(places(index, iri)), None)


def lines(index: Index, iri: str) -> dict[tuple[str, str], Place]:
    """Return where each fact about a thing is written, by the IRI of its predicate and its object.

    The object is in N-Triples: `str(term)` of the term that the graph holds.
    """
    found: dict[tuple[str, str], Place] = {}
    for path in dict.fromkeys(each.path for each in places(index, iri)):
        source = _source(index, path)
        for each in read(source, Wanted({NamedNode(iri)})) if source else ():
            found.setdefault((each.predicate.value, _held(each.object)), Place(path, each.at_object.line))
    return found


def file(index: Index, path: str) -> str | None:
    """Return the text of a file as it was loaded, by the path that `Place` has; None where there is none."""
    source = _source(index, path)
    return source.text if source else None


def files(index: Index) -> list[str]:
    """Return the paths of the files whose texts are here."""
    return [path for (path,) in index.rows("SELECT path FROM file ORDER BY path")]


def _source(index: Index, path: str) -> Source | None:
    told = index.rows("SELECT origin, content FROM file WHERE path = :path", path=path)
    # Relative IRIs mean what they meant when it was loaded.
    return next((Source(Path(origin), zlib.decompress(content)) for origin, content in told), None)


def _held(term: Node) -> str:
    """Write a term as a store gives it back: numbers and times in their canonical form."""
    if not isinstance(term, Literal):
        return str(term)
    store = Store()
    store.add(Quad(_ANY, _ANY, term))
    return next(str(quad.object) for quad in store)
