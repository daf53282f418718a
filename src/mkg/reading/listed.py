"""What a list says of one thing in the reader's language, and what the values of facets are called."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mkg.reading import values
from mkg.reading.asking import Term
from mkg.reading.facets import Item, Listing
from mkg.reading.facts import readable
from mkg.reading.names import Thing
from mkg.reading.texts import Text, best
from mkg.reading.words import licence, truth, unit
from mkg.vocab import TERMS

SHOWN = 3
"""How many values of a column are told of a thing."""


@dataclass(frozen=True)
class Fact:
    """A column, its first values, and how many more there are."""

    column: str
    values: tuple[Text, ...]
    more: int = 0


@dataclass(frozen=True)
class Telling:
    """Says what is in a listing, in one language; `vocabulary` names the terms."""

    listing: Listing
    vocabulary: Mapping[str, Thing]
    language: str

    def facts(self, item: Item) -> list[Fact]:
        """Return the facts that a row tells of a thing, those that it has."""
        return [fact for column in self.listing.shape.facts if (fact := self._fact(item, column)).values]

    def class_of(self, thing: Thing) -> Text | None:
        """Return the name of a class that tells more of a thing than its kind; None where there is none."""
        general = TERMS + self.listing.kind.capitalize()
        named = self.vocabulary.get(thing.own_class or "") if thing.own_class != general else None
        return named.name(self.language) if named else None

    def values(self, item: Item, column: str) -> list[Text]:
        """Return all values of a column, as words."""
        terms = item.facts.get(column, ())
        literals = readable((term for term in terms if isinstance(term, Literal)), self.language)
        things = [term for term in terms if isinstance(term, NamedNode)]
        shown: list[Term] = [*literals, *things]
        told = dict.fromkeys(map(self.term, shown))
        return sorted(told, key=lambda text: text.value.casefold())

    def term(self, term: Term) -> Text:
        """Return a term as a reader knows it: a name, a date, a number, words."""
        if isinstance(term, Literal):
            return values.literal(term, self.language)
        return self._name(term.value)

    def key(self, facet: str, key: str) -> Text:
        """Return what a value of a facet is called."""
        if facet == "abroad":
            return best(truth(key), self.language) or Text(key)
        if facet == "read":
            with suppress(ValueError):
                return Text(values.day(key, self.language), self.language)
        return self._name(key)

    def _name(self, iri: str) -> Text:
        if name := licence(iri):
            return Text(name, "zxx")
        thing = self.vocabulary.get(iri) or self.listing.named.get(iri)
        return thing.name(self.language) if thing else Text(iri)

    def _fact(self, item: Item, column: str) -> Fact:
        if column == "linked":
            return Fact(column, (self._number(item.linked),) if item.linked else ())
        if column == "authors":
            count = len(item.facts.get(column, ()))
            return Fact(column, (self._number(count),) if count else ())
        if column == "dates":
            ends = [*self.values(item, "year")[:1], *self.values(item, "ended")[:1]]
            return Fact(column, self._joined(ends, " – "))
        if column == "size":
            return Fact(column, self._joined([*self.values(item, "size")[:1], *self._unit(item)], " "))
        told: Sequence[Text] = self.values(item, column)
        return Fact(column, tuple(told[:SHOWN]), max(len(told) - SHOWN, 0))

    def _unit(self, item: Item) -> list[Text]:
        counted = next((term.value for term in item.facts.get("unit", ())), "")
        word = best(unit(counted), self.language) if counted and item.facts.get("size") else None
        return [word] if word else []

    def _joined(self, texts: Sequence[Text], between: str) -> tuple[Text, ...]:
        # A unit that nobody has translated keeps the line in its own language.
        told = dict.fromkeys(text.value for text in texts)
        return (Text(between.join(told), texts[-1].lang),) if told else ()

    def _number(self, number: int) -> Text:
        return Text(values.number(number, self.language), self.language)
