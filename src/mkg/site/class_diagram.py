"""The diagram of the vocabulary: its classes and the properties between them, our own and those of others."""

from collections.abc import Callable, Iterator

from flask_babel import gettext
from markupsafe import Markup

from mkg.drawings.diagram import Column, Row, diagram
from mkg.reading.shapes import Shapes
from mkg.reading.texts import Text, direction
from mkg.reading.vocabulary import Vocabulary
from mkg.reading.words import PROPERTIES
from mkg.site import languages
from mkg.vocab import OWL, compact

Address = Callable[[str], str]


def drawn(known: Vocabulary, shapes: Shapes, address: Address) -> Markup:
    """Draw the most general classes and what joins them, in the language of the page."""
    language = languages.chosen()
    joins = dict(_joins(known, shapes))
    rows = [_row(known, iri, *ends, address) for iri, ends in joins.items()]
    classes = [iri for iri in _ordered(joins) if iri in known.terms]
    columns = [_column(known, iri, address) for iri in classes]
    rows.sort(key=lambda row: [index for index, iri in enumerate(classes) if iri in row.sources])
    title = Text(gettext("Classes of the vocabulary and the properties that join them"), language)
    return diagram(columns, rows, prefix="classes", title=title, rtl=direction(language) == "rtl")


def _joins(known: Vocabulary, shapes: Shapes) -> Iterator[tuple[str, tuple[set[str], set[str]]]]:
    """Give each property with the most general classes that it joins: as it says, else as shapes say."""
    said = shapes.joins()
    for term in known.of("property"):
        targets = _general(known, {*term.ranges}) or _general(known, said.get(term.iri, (set(), set()))[1])
        if targets:
            yield term.iri, (_general(known, {*term.domains}), targets)
    for iri, ends in said.items():
        sources, targets = (_general(known, end) for end in ends)
        if iri not in known.terms and not iri.startswith(OWL) and sources and targets:
            yield iri, (sources, targets)


def _general(known: Vocabulary, iris: set[str]) -> set[str]:
    """Return the most general classes of ours of which these are, or which these comprise."""
    ours = {known.root(iri) for iri in iris if iri in known.terms}
    comprised = {term.iri for iri in iris - known.terms.keys() for term in known.below(iri)}
    return ours | {iri for iri in comprised if known.kind(iri)}


def _ordered(joins: dict[str, tuple[set[str], set[str]]]) -> list[str]:
    """Order classes by how much more often properties lead from them than to them."""
    classes = {iri for ends in joins.values() for end in ends for iri in end}
    lead = {iri: sum((iri in a) - (iri in b) for a, b in joins.values()) for iri in classes}
    return sorted(classes, key=lambda iri: (-lead[iri], iri))


def _column(known: Vocabulary, iri: str, address: Address) -> Column:
    term = known.terms[iri]
    return Column(iri, term.thing.name(languages.chosen()), [*map(compact, term.above)], address(iri))


def _row(known: Vocabulary, iri: str, sources: set[str], targets: set[str], address: Address) -> Row:
    language = languages.chosen()
    ends = frozenset(sources), frozenset(targets)
    if iri in known.terms:
        return Row(known.terms[iri].thing.name(language), *ends, address(iri))
    name = PROPERTIES[iri].name(language) if iri in PROPERTIES else Text(compact(iri))
    return Row(name, *ends, address(iri), "violet")
