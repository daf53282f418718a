"""Lists as pages tell them: what can be chosen, what is chosen, and one row for each thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import lazy_gettext

from mkg.reading import listing, words
from mkg.reading.facets import Choice, Listing, Sifted
from mkg.reading.listed import Telling
from mkg.reading.texts import LANGUAGES, Text
from mkg.site import languages
from mkg.site.asking import reader
from mkg.site.state import current

FACETS = {
    "abroad": lazy_gettext("Works abroad"),
    "affiliation": lazy_gettext("Affiliation"),
    "author": lazy_gettext("Author"),
    "broader": lazy_gettext("Within"),
    "ccf": lazy_gettext("CCF rank"),
    "class": lazy_gettext("Type"),
    "core": lazy_gettext("CORE rank"),
    "kind": lazy_gettext("Kind of claim"),
    "language": lazy_gettext("Language"),
    "licence": lazy_gettext("Licence"),
    "organizer": lazy_gettext("Organiser"),
    "parent": lazy_gettext("Part of"),
    "place": lazy_gettext("Place"),
    "publisher": lazy_gettext("Publisher"),
    "read": lazy_gettext("Date read"),
    "topic": lazy_gettext("Topic"),
    "venue": lazy_gettext("Venue"),
    "verdict": lazy_gettext("Verdict"),
    "within": lazy_gettext("Within"),
    "year": lazy_gettext("Year"),
}
"""What things can be chosen by, in the reader's language."""

LABELS = {
    "authors": lazy_gettext("Authors:"),
    "ccf": lazy_gettext("CCF:"),
    "code": lazy_gettext("Code:"),
    "core": lazy_gettext("CORE:"),
    "founded": lazy_gettext("Founded:"),
    "linked": lazy_gettext("Mentions:"),
    "read": lazy_gettext("Read:"),
    "sentence": lazy_gettext("Sentence:"),
}
"""Words before those facts that would not be understood without."""

ORDERS = {
    "name": lazy_gettext("Name"),
    "year": lazy_gettext("Newest"),
    "linked": lazy_gettext("Most mentioned"),
}
"""The orders of a list."""

FIRST = 8
"""How many values of a facet stand open; the others unfold."""

MOST_OPTIONS = 300
"""How many values of a facet are offered: the commonest."""

_DATES = {"year", "read"}

MOST_WORDS, MOST_TEXT = 20, 200
"""How many values of a facet are heard, and how many characters of each and of what is typed."""


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, or is chosen: a link that turns it on or off."""

    name: Text
    count: int
    address: str
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """What the things can be chosen by, and its values, the first of which stand open."""

    name: str
    options: list[Option]
    first: int


@dataclass(frozen=True)
class Wanted:
    """What the address of a list asks for."""

    kind: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    order: str = ""
    language: str = ""

    @property
    def choice(self) -> Choice:
        """What is chosen of the things."""
        return Choice(self.values, self.text)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address, without the page."""
        told = [("lang", self.language), ("q", self.text)]
        told += [(facet, word) for facet, words in self.values.items() for word in words]
        return [(name, value) for name, value in (*told, ("sort", self.order)) if value]

    def address(self, **more: str) -> str:
        """Return its address, with more parameters."""
        query = urlencode([*self.pairs, *more.items()])
        return f"{url_for('lists.listing', kind=self.kind)}{'?' if query else ''}{query}"

    def but(self, facet: str, words: tuple[str, ...]) -> "Wanted":
        """Return the same with other words for one facet."""
        kept = {name: told for name, told in self.values.items() if name != facet}
        return replace(self, values=kept | ({facet: words} if words else {}))


def wanted(kind: str, facets: tuple[str, ...]) -> Wanted:
    """Return what the request at hand asks for; what nobody knows is not heard."""
    args = request.args
    values = {facet: tuple(dict.fromkeys(map(plain, args.getlist(facet)[:MOST_WORDS]))) for facet in facets}
    heard = {facet: tuple(filter(None, told)) for facet, told in values.items()}
    order, language = args.get("sort", ""), args.get("lang", "")
    return Wanted(
        kind,
        {facet: told for facet, told in heard.items() if told},
        plain(args.get("q", "")),
        order if order in ORDERS else "",
        language if language in LANGUAGES else "",
    )


def plain(text: str) -> str:
    """Return what can be read of a text that somebody sent, in one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:MOST_TEXT]).split())


def telling(kind: str) -> Telling:
    """Return the things of a kind, to be told in the reader's language. Raises what the engine raises."""
    site, asked = current(), reader()
    vocabulary = site.keep("vocabulary", lambda: words.vocabulary(asked))
    things: Listing = site.keep(f"list {kind}", lambda: listing.listing(asked, kind))
    return Telling(things, vocabulary, languages.chosen())


def facets(told: Telling, ask: Wanted, found: Sifted) -> list[Facet]:
    """Return the facets that leave a choice, each with the values that would show something."""
    made = ((name, _options(name, told, ask, found)) for name in told.listing.shape.facets)
    return [
        Facet(name, options, _open(options))
        for name, options in made
        if len(options) > 1 or _last_chosen(options)
    ]


def _open(options: list[Option]) -> int:
    """Return how many options stand open: those that are chosen do, and one alone is not folded away."""
    first = max(FIRST, _last_chosen(options))
    return first + (len(options) == first + 1)


def _last_chosen(options: list[Option]) -> int:
    return max((number for number, option in enumerate(options, 1) if option.chosen), default=0)


def _options(facet: str, told: Telling, ask: Wanted, found: Sifted) -> list[Option]:
    chosen, counts = found.chosen.get(facet, set()), found.counts[facet]
    names = {key: told.key(facet, key) for key in told.listing.keys[facet] if counts[key] or key in chosen}
    if facet in _DATES:
        keys = sorted(names, reverse=True)
    else:
        keys = sorted(names, key=lambda key: (key not in chosen, -counts[key], names[key].value))
    return [
        Option(names[key], counts[key], _toggled(facet, key, told.listing, ask), key in chosen)
        for key in keys[:MOST_OPTIONS]
    ]


def _toggled(facet: str, key: str, things: Listing, ask: Wanted) -> str:
    told = ask.values.get(facet, ())
    kept = tuple(word for word in told if key not in things.meant(facet, [word]))
    return ask.but(facet, kept if kept != told else (*told, things.keys[facet][key])).address()


def chosen(told: Telling, ask: Wanted) -> Iterator[tuple[str, Text, str]]:
    """Return what is chosen: the facet, the value's name, the address of the list without it."""
    for facet, asked_for in ask.values.items():
        for word in asked_for:
            keys = sorted(told.listing.meant(facet, [word]))
            without = ask.but(facet, tuple(each for each in asked_for if each != word)).address()
            yield facet, told.key(facet, keys[0]) if keys else Text(word), without
