"""Figures of a loaded graph: things, labels, sources and links of each kind, and the verdicts on claims."""

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from mkg.dataset import class_of
from mkg.vocab import DCTERMS, KINDS, OWL, PROV, RDF, SKOS, TERMS, compact

LANGUAGES = ("en", "fr", "ar")
_SOURCES = (DCTERMS + "source", PROV + "wasQuotedFrom")
_LINKS = (OWL + "sameAs", SKOS + "exactMatch")


@dataclass(frozen=True)
class Figures:
    """What is counted of one kind.

    Its things; how many of them have a label in each language; how many sources they name in all (a claim,
    the document that makes it); how many link to the same thing elsewhere.
    """

    kind: str
    things: int
    labels: dict[str, int]
    sources: int
    linked: int

    @property
    def sources_per_thing(self) -> float:
        """How many sources a thing names on average."""
        return self.sources / self.things if self.things else 0.0


def of_kinds(store: Store) -> list[Figures]:
    """Return the figures of every kind, in the order of their names."""
    return [_figures(store, kind) for kind in KINDS]


def verdicts(store: Store) -> dict[str, int]:
    """Return how many claims have each verdict, the most frequent first, by the verdict's prefixed name."""
    found = Counter(str(verdict) for verdict in _objects(store, None, TERMS + "verification"))
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return {compact(verdict.strip("<>")): number for verdict, number in ranked}


def _figures(store: Store, kind: str) -> Figures:
    typed = store.quads_for_pattern(None, NamedNode(RDF + "type"), class_of(kind), DefaultGraph())
    things = {quad.subject for quad in typed}
    languages = [
        {label.language for label in _objects(store, thing, SKOS + "prefLabel") if isinstance(label, Literal)}
        for thing in things
    ]
    return Figures(
        kind=kind,
        things=len(things),
        labels={language: sum(language in told for told in languages) for language in LANGUAGES},
        sources=sum(len(_objects(store, thing, link)) for thing in things for link in _SOURCES),
        linked=sum(any(_objects(store, thing, link) for link in _LINKS) for thing in things),
    )


def _objects(store: Store, subject: object, predicate: str) -> list[object]:
    quads = store.quads_for_pattern(subject, NamedNode(predicate), None, DefaultGraph())  # type: ignore[arg-type]
    return [quad.object for quad in quads]
