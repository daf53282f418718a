"""What points to a thing: grouped by the property and the kind of what points, the first few of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from mkg.reading.about import Pointer, Told
from mkg.reading.asking import bound
from mkg.reading.authors import Author
from mkg.reading.facts import Knowing
from mkg.reading.names import Thing, kind_of
from mkg.reading.words import Words, facet, heading
from mkg.vocab import BASE, GRAPHS, RDF, SCHEMA, TERMS

FIRST = 10
"""Things of a group that a page shows."""

_KINDS = (
    *("institution", "person", "publication", "dataset", "model", "software", "programme", "event"),
    *("topic", "method", "application", "place", "language", "venue", "source", "catalog", "claim", None),
)
_WIDER = {"affiliation", "broader", "organizer", "parent", "place", "topic", "within"}
_CLAIMED = {RDF + "subject", RDF + "object", TERMS + "isAbout"}
_ALL = """SELECT DISTINCT ?thing ?name WHERE {
  $pattern
  FILTER (STRSTARTS(STR(?thing), $start))
  OPTIONAL { ?thing skos:prefLabel ?name FILTER (lang(?name) = $language) }
}
ORDER BY ?name ?thing"""


@dataclass(frozen=True)
class Item:
    """One thing that points here, with its year, its verdict if it is a claim, its authors if it has any."""

    thing: Thing
    when: str = ""
    verdict: Thing | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True)
class Pointing:
    """Things of a kind that point here by a property: how many, and the first of them.

    All of them are what `query` finds, and what a list shows at `listed`, a path of ours, if there is one.
    """

    term: Thing
    kind: str | None
    title: Words
    count: int
    items: tuple[Item, ...]
    query: str
    listed: str = ""

    @property
    def is_wider(self) -> bool:
        """Whether the list also shows what points to parts of the thing, or to narrower ones."""
        return self.listed.partition("?")[2].partition("=")[0] in _WIDER


Bundle = tuple[str, str | None, list[Pointer]]


def bundles(told: Told) -> list[Bundle]:
    """Return what points to a thing, by property and kind: the newest first, else by IRI."""
    found: dict[tuple[str, str | None], list[Pointer]] = {}
    for pointer in told.pointers:
        # The description of the service counts things; it tells nothing of them.
        if not pointer.subject.startswith(GRAPHS):
            found.setdefault((pointer.predicate, kind_of(pointer.subject)), []).append(pointer)
    ordered = sorted(found.items(), key=lambda item: (_KINDS.index(item[0][1]), item[0][0]))
    return [(predicate, kind, _sorted(pointers)) for (predicate, kind), pointers in ordered]


def shown(found: Iterable[Bundle]) -> Iterator[str]:
    """Return the IRIs of the things that a page shows."""
    return (pointer.subject for _, _, pointers in found for pointer in pointers[:FIRST])


def pointing(
    told: Told, found: Iterable[Bundle], knowing: Knowing, bylines: Mapping[str, list[Author]]
) -> list[Pointing]:
    """Return what points to a thing, as a page tells it; claims about it are told by `claims`."""
    return [
        Pointing(
            knowing.thing(predicate),
            kind,
            heading(predicate, kind),
            len(pointers),
            tuple(_item(pointer, knowing, bylines) for pointer in pointers[:FIRST]),
            _query(told.iri, predicate, kind, knowing.language),
            _listed(told.iri, predicate, kind),
        )
        for predicate, kind, pointers in found
        if not (kind == "claim" and predicate in _CLAIMED)
    ]


def claims(found: Iterable[Bundle], knowing: Knowing) -> list[Item]:
    """Return the claims about a thing, in the order of the document."""
    about = {
        pointer.subject: pointer
        for predicate, kind, pointers in found
        if kind == "claim" and predicate in _CLAIMED
        for pointer in pointers
    }
    return [_item(about[iri], knowing, {}) for iri in sorted(about)]


def claimed(found: Iterable[Bundle]) -> Iterator[str]:
    """Return the IRIs of the claims about a thing, and of their verdicts."""
    for predicate, kind, pointers in found:
        if kind == "claim":
            for pointer in pointers if predicate in _CLAIMED else pointers[:FIRST]:
                yield from (pointer.subject, pointer.verdict)


def _sorted(pointers: list[Pointer]) -> list[Pointer]:
    # Twice, as what is newest comes first and, within a year, what comes first in the alphabet.
    return sorted(
        sorted(pointers, key=lambda each: each.subject), key=lambda each: each.when[:4], reverse=True
    )


def _item(pointer: Pointer, knowing: Knowing, bylines: Mapping[str, list[Author]]) -> Item:
    verdict = knowing.thing(pointer.verdict) if pointer.verdict else None
    written = tuple(bylines.get(pointer.subject, ()))
    return Item(knowing.thing(pointer.subject), pointer.when[:4], verdict, written)


def _listed(iri: str, predicate: str, kind: str | None) -> str:
    chosen = facet(predicate, kind)
    return f"{kind}/?{urlencode({chosen: iri.rpartition('/')[2]})}" if chosen and kind_of(iri) else ""


def _query(iri: str, predicate: str, kind: str | None, language: str) -> str:
    through = kind == "publication" and predicate in {SCHEMA + "affiliation", SCHEMA + "author"}
    pattern = "?share $property $it ; mkg:isAuthorshipOf ?thing ." if through else "?thing $property $it ."
    return bound(
        _ALL.replace("$pattern", pattern),
        {
            "property": NamedNode(predicate),
            "it": NamedNode(iri),
            "start": Literal(f"{BASE}{kind}/" if kind else ""),
            "language": Literal(language),
        },
    )
