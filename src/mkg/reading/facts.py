"""Facts as a page tells them: in groups, each value named, with its line in git and what is claimed of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from mkg.reading import values
from mkg.reading.about import Fact, Judged, Term, Told
from mkg.reading.names import Thing, kind_of
from mkg.reading.texts import Text, best
from mkg.reading.words import GROUPS, Words, identifier, licence, unit
from mkg.vocab import BASE, DCTERMS, PREFIXES, RDF, RDFS, SKOS, TERMS

# Told elsewhere on the page, or meant for programs.
_ELSEWHERE = {
    *(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel", "definition")),
    *(TERMS + name for name in ("verification", "verificationNote", "evidence", "sizeUnit")),
    *(RDF + name for name in ("type", "subject", "predicate", "object")),
    *(PREFIXES["oa"] + name for name in ("start", "end")),
    RDFS + "label",
    DCTERMS + "source",
}
_WITH_CLASS = {"institution", "place", "programme"}
"""Kinds of things whose class says more than their name does."""


class Place(Protocol):
    """A line of a file."""

    @property
    def path(self) -> str:
        """Its path, such as `data/place.ttl`."""

    @property
    def line(self) -> int:
        """Its number, from one."""


@dataclass(frozen=True)
class Value:
    """One object of a property: what is shown, where it leads, and how far it is to be trusted.

    `thing` is a thing or a term of ours, `link` an address outside, `service` who gives the identifier shown;
    `aside` is a word more; `place` is where the fact stands; `judged` are the claims that state it.
    """

    shown: Text
    thing: Thing | None = None
    link: str = ""
    service: str = ""
    aside: Text | None = None
    place: Place | None = None
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class Span:
    """Lines of a file, from the first to the last."""

    path: str
    first: int
    last: int


@dataclass(frozen=True)
class Row:
    """A property and its values."""

    term: Thing
    values: tuple[Value, ...]

    @property
    def spans(self) -> list[Span]:
        """The lines in which its values stand, for each file."""
        lines: dict[str, list[int]] = {}
        for value in self.values:
            if value.place:
                lines.setdefault(value.place.path, []).append(value.place.line)
        return [Span(path, min(found), max(found)) for path, found in sorted(lines.items())]


@dataclass(frozen=True)
class Section:
    """A group of facts under a heading."""

    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Knowing:
    """What is needed to tell facts: the language, what terms and things are called, where facts stand."""

    language: str
    vocabulary: Mapping[str, Thing]
    named: Mapping[str, Thing]
    places: Mapping[tuple[str, str], Place]

    def thing(self, iri: str) -> Thing:
        """Return a thing or a term, with its names where they are known."""
        return self.vocabulary.get(iri) or self.named.get(iri) or Thing(iri)

    def class_of(self, thing: Thing) -> Thing | None:
        """Return the most telling class of a thing, by its name."""
        name = thing.own_class or next(iter(thing.classes), None)
        return self.thing(name) if name else None


def sections(told: Told, knowing: Knowing) -> list[Section]:
    """Return what is said of a thing, in the groups and the order of words.toml."""
    rows = {row.term.iri: row for row in _rows(told.said, told, knowing)}
    named = {name for group in GROUPS for name in group.properties}
    last = sorted(set(rows) - named)
    groups = [(group.title, group.properties) for group in GROUPS[:-1]] + [(GROUPS[-1].title, tuple(last))]
    found = (
        Section(title, tuple(rows[name] for name in properties if name in rows))
        for title, properties in groups
    )
    return [section for section in found if section.rows]


def stated(told: Told, knowing: Knowing) -> list[Row]:
    """Return what the starting document alone states of a thing."""
    return list(_rows(told.stated, told, knowing))


def mentioned(told: Told) -> Iterator[str]:
    """Return the IRIs that must be named to tell the facts."""
    for fact in (*told.said, *told.stated):
        if fact.predicate not in _ELSEWHERE or fact.predicate.startswith(RDF):
            yield fact.predicate
            if isinstance(fact.object, NamedNode) and _is_named(fact.object.value):
                yield fact.object.value


def readable(literals: Iterable[Literal], language: str) -> list[Literal]:
    """Return the literals that a reader is shown: those of one language, and those that have none."""
    told = list(literals)
    tagged = [literal for literal in told if literal.language]
    chosen = best(map(Text.of, tagged), language)
    return [each for each in told if not each.language or (chosen and each.language.lower() == chosen.lang)]


def _is_named(iri: str) -> bool:
    return iri.startswith(BASE) or not identifier(iri)


def _rows(facts: Iterable[Fact], told: Told, knowing: Knowing) -> Iterator[Row]:
    objects: dict[str, list[Term]] = {}
    for fact in facts:
        if fact.predicate not in _ELSEWHERE:
            objects.setdefault(fact.predicate, []).append(fact.object)
    for predicate, terms in objects.items():
        literals = [term for term in terms if isinstance(term, Literal)]
        shown: list[Literal | NamedNode] = [*readable(literals, knowing.language)]
        shown += [term for term in terms if isinstance(term, NamedNode)]
        made = (_value(Fact(predicate, term), told, knowing) for term in shown)
        if found := sorted(made, key=lambda value: (value.service, value.shown.value.casefold())):
            yield Row(knowing.thing(predicate), tuple(found))


def _value(fact: Fact, told: Told, knowing: Knowing) -> Value:
    place = knowing.places.get((fact.predicate, str(fact.object)))
    judged = tuple(each for each in told.judged if fact in each.facts)
    if isinstance(fact.object, Literal):
        shown = values.literal(fact.object, knowing.language)
        return Value(shown, aside=_unit(fact, told, knowing.language), place=place, judged=judged)
    iri = fact.object.value
    if name := licence(iri):
        return Value(Text(name, "zxx"), link=iri, place=place, judged=judged)
    thing = knowing.thing(iri)
    if thing.names or kind_of(iri):
        return Value(
            thing.name(knowing.language), thing, aside=_aside(thing, knowing), place=place, judged=judged
        )
    if known := identifier(iri):
        return Value(
            Text(values.cut(known.name), "zxx"), link=iri, service=known.service, place=place, judged=judged
        )
    return Value(Text(values.address(iri), "zxx"), link=iri, place=place, judged=judged)


def _unit(fact: Fact, told: Told, language: str) -> Text | None:
    counted = told.first(TERMS + "sizeUnit")
    return best(unit(counted), language) if fact.predicate == TERMS + "size" and counted else None


def _aside(thing: Thing, knowing: Knowing) -> Text | None:
    class_ = knowing.class_of(thing) if thing.kind in _WITH_CLASS else None
    return class_.name(knowing.language) if class_ and class_.names else None
