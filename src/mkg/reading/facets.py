"""What a list tells of the things of each kind, what they can be chosen by, and the choosing and counting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mkg.index.fold import bare, fold
from mkg.reading.asking import Term
from mkg.reading.names import Thing
from mkg.reading.words import licence
from mkg.vocab import BASE, TERMS

CLASS = "class"
"""The facet of the most telling class of a thing."""


@dataclass(frozen=True)
class Shape:
    """What is told of a kind: facets to choose by, facts in a row, and the order that is usual."""

    facets: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    order: str = "name"


SHAPES = {
    "application": Shape(("topic", "language"), ("definition",)),
    "catalog": Shape((), ("definition",)),
    "claim": Shape(("verdict", "kind", "topic"), ("verdict", "kind", "sentence")),
    "dataset": Shape(
        (CLASS, "topic", "language", "licence", "year", "publisher"), ("language", "size", "licence", "year")
    ),
    "event": Shape(("year", "place", "topic", "venue", "organizer"), ("dates", "place"), "year"),
    "institution": Shape((CLASS, "place", "topic", "parent"), ("place", "founded", "parent")),
    "language": Shape((), ("code", "linked")),
    "method": Shape(("broader",), ("definition",)),
    "model": Shape(("topic", "language", "licence", "year", "publisher"), ("language", "size", "year")),
    "person": Shape(("affiliation", "place", "topic", "abroad"), ("job", "affiliation")),
    "place": Shape((CLASS, "within"), ("within", "linked")),
    "programme": Shape((CLASS, "topic", "organizer", "language", "year"), ("organizer", "dates")),
    "publication": Shape(
        ("year", "topic", "language", "venue", "affiliation", "author"), ("year", "venue", "authors"), "year"
    ),
    "software": Shape(("topic", "language", "licence", "year"), ("language", "licence", "year")),
    "source": Shape(("publisher", "licence", "read"), ("publisher", "read", "licence")),
    "topic": Shape((CLASS, "broader"), ("definition",)),
    "venue": Shape(("core", "ccf"), ("core", "ccf", "linked")),
}
"""How each kind is listed."""


@dataclass(frozen=True)
class Item:
    """One thing in a list.

    `facts` holds terms by column, `keys` what it can be chosen by: IRIs or plain words, by facet. `linked`
    counts what points to it; `places` are its names as they are sorted, by language; `text` is what it can be
    found by, folded.
    """

    thing: Thing
    facts: Mapping[str, tuple[Term, ...]]
    keys: Mapping[str, frozenset[str]]
    linked: int
    places: Mapping[str, str]
    text: str

    @property
    def year(self) -> str:
        """Its year, or the last of several; empty where it has none."""
        return max(self.keys.get("year") or self.keys.get("founded") or ("",))

    def says(self, words: Iterable[str]) -> bool:
        """Tell whether each folded word begins a word of its names."""
        return all(f" {word}" in self.text or f" {bare(word)}" in self.text for word in words)


@dataclass(frozen=True)
class Choice:
    """What is wanted of a list: for a facet any of some words for its values; and words of names."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Listing:
    """The things of a kind, with what their values are called; `total` is how many the graph has."""

    kind: str
    items: tuple[Item, ...]
    named: Mapping[str, Thing]
    total: int

    @property
    def shape(self) -> Shape:
        """What is told of the kind."""
        return SHAPES[self.kind]

    @cached_property
    def by_iri(self) -> dict[str, Item]:
        """The things by their IRIs."""
        return {item.thing.iri: item for item in self.items}

    @cached_property
    def keys(self) -> dict[str, dict[str, str]]:
        """The values of each facet, each with the word that an address names it by."""
        return {facet: dict(_worded(self._all(facet))) for facet in self.shape.facets}

    @cached_property
    def _spelled(self) -> dict[str, dict[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        for facet, words in self.keys.items():
            meant = found.setdefault(facet, defaultdict(set))
            for key, word in words.items():
                for spelling in (key, word, short(key)):
                    meant[spelling.casefold()].add(key)
        return found

    def meant(self, facet: str, words: Iterable[str]) -> set[str]:
        """Return the values of a facet that words of an address mean, in any case of letters."""
        spelled = self._spelled[facet]
        return {key for word in words for key in spelled.get(word.casefold(), ())}

    def sifted(self, choice: Choice) -> "Sifted":
        """Return what is chosen, and how many things each value would show beside the other facets."""
        chosen = {facet: self.meant(facet, words) for facet, words in choice.values.items()}
        words, fitting = fold(choice.text).split(), list[Item]()
        counts = {facet: Counter[str]() for facet in self.shape.facets}
        for item in self.items:
            if not item.says(words):
                continue
            missed = [facet for facet, keys in chosen.items() if keys.isdisjoint(item.keys.get(facet, ()))]
            if not missed:
                fitting.append(item)
            # What fits but for one facet is what another value of that facet would show.
            for facet in missed or counts:
                if len(missed) < 2:
                    counts[facet].update(item.keys.get(facet, ()))
        return Sifted(fitting, counts, chosen)

    def _all(self, facet: str) -> set[str]:
        return {key for item in self.items for key in item.keys.get(facet, ())}


@dataclass(frozen=True)
class Sifted:
    """What is left of a list: its things, counts by facet and value, and the values that are chosen."""

    items: list[Item]
    counts: Mapping[str, Counter[str]]
    chosen: Mapping[str, set[str]]

    def ordered(self, by: str, language: str) -> list[Item]:
        """Return the things by `name`, by `year` or by how much is `linked` to them, the most first."""
        items = sorted(self.items, key=lambda item: (item.places[language], item.thing.iri))
        if by == "year":
            items.sort(key=lambda item: item.year, reverse=True)
        elif by == "linked":
            items.sort(key=lambda item: -item.linked)
        return items


def short(key: str) -> str:
    """Return the word for a value: what an IRI of ours ends with, the name of a licence, else all of it.

    >>> short("https://w3id.org/mkg/place/rabat"), short("https://creativecommons.org/licenses/by/4.0/")
    ('rabat', 'CC-BY-4.0')
    """
    if name := licence(key):
        return name.replace(" ", "-")
    return key.replace("#", "/").rpartition("/")[2] if key.startswith(BASE) else key


def _worded(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    told = sorted(keys)
    used = Counter(map(short, told))
    for key in told:
        # Where two values end alike, the kind stands before.
        yield key, short(key) if used[short(key)] == 1 else key.removeprefix(TERMS).removeprefix(BASE)
