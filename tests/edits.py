"""Edits of small graphs: the texts before and after, and what shapes then have to look at."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from mkg.sources import Source
from mkg.validation.change import Change, difference
from mkg.validation.retarget import Scope, narrowed

PREFIXES = """\
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def source(text: str, name: str = "x.ttl") -> Source:
    """Return a file of Turtle, the prefixes before it."""
    return Source(Path(name), (PREFIXES + text).encode())


def triples_of(*sources: Source) -> set[Triple]:
    """Return what files say."""
    return {quad.triple for each in sources for quad in each.quads()}


def store_of(triples: Iterable[Triple]) -> Store:
    """Return a store of triples."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def text_of(triples: Iterable[Triple]) -> bytes:
    """Return triples as N-Triples."""
    return serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES) or b""


def edited(old: str, new: str) -> Change:
    """Compare two states of one file."""
    return difference([source(old)], [source(new)])


def scope_of(shapes: str, kept: str, gone: str = "", more: str = "") -> Scope | None:
    """Return what the edit of a file, in which `kept` remains, can affect for shapes."""
    old, new = f"{kept}\n{gone}", f"{kept}\n{more}"
    data = store_of(triples_of(source(new)))
    return narrowed(triples_of(source(shapes)), data, edited(old, new))


def names(terms: Iterable[object]) -> set[str]:
    """Return terms as they are written in these texts; a blank node is `_`."""
    shown = (str(term).replace("<http://example.org/", ":").rstrip(">") for term in terms)
    return {"_" if each.startswith("_:") else each for each in shown}
