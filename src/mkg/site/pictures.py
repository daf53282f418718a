"""The drawings on the page of a thing: what it is joined to, and its charts."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_decimal, gettext
from markupsafe import Markup

from mkg.drawings.bars import Bar, bars
from mkg.drawings.columns import columns
from mkg.drawings.labels import Label
from mkg.drawings.neighbourhood import Group, Node, neighbourhood
from mkg.drawings.svg import Tone
from mkg.drawings.timeline import DATE, Moment, timeline
from mkg.reading import charts as asked
from mkg.reading.charts import Chart
from mkg.reading.names import Thing
from mkg.reading.pointing import Pointing
from mkg.reading.texts import Text, best
from mkg.reading.thing import Card
from mkg.reading.values import day
from mkg.site.rendering import KIND_NAMES, here
from mkg.vocab import DCTERMS

_MOST, _OF_A_GROUP, _ROOM, _READ = 20, 5, 14, 200
_TONES: dict[str, Tone] = {
    **dict.fromkeys(("institution", "place"), "teal"),
    **dict.fromkeys(("publication", "source"), "blue"),
    **dict.fromkeys(("topic", "method", "application", "language"), "violet"),
    **dict.fromkeys(("person",), "pink"),
    **dict.fromkeys(("dataset", "model", "software"), "amber"),
    **dict.fromkeys(("event", "venue", "programme"), "green"),
}


@dataclass(frozen=True)
class Figure:
    """A drawing under a title."""

    title: Text
    drawing: Markup
    sort: str = ""


def neighbours(card: Card) -> Markup | None:
    """Draw what a thing is joined to; None where that is nothing, or one thing only."""
    language, left, seen, groups = card.knowing.language, _MOST, {card.thing.iri}, []
    for label, things in _joined(card):
        fresh = [thing for thing in things if thing.iri not in seen and thing.kind][: min(_OF_A_GROUP, left)]
        if fresh:
            nodes = [Node(thing.iri, _brief(thing.name(language)), here(thing.iri)) for thing in fresh]
            groups.append(Group(_capital(label), nodes, _TONES.get(fresh[0].kind or "", "grey")))
            seen |= {thing.iri for thing in fresh}
            left -= len(fresh)
    if len(seen) < 3:
        return None
    title = Text(gettext("What it is joined to, drawn from the facts on this page"), language)
    return neighbourhood(_brief(card.name), groups, prefix="near", title=title, rtl=language == "ar")


def charts(card: Card) -> list[Figure]:
    """Draw the charts of a thing."""
    return [_chart(chart, card) for chart in card.charts]


def _joined(card: Card) -> Iterator[tuple[Text, list[Thing]]]:
    language = card.knowing.language
    if written := [author.thing for author in card.authors if author.thing]:
        yield Text(gettext("Authors"), language), written
    for section in card.sections:
        for row in section.rows:
            yield row.term.name(language), [value.thing for value in row.values if value.thing]
    for pointing in card.pointing:
        if pointing.kind and pointing.kind != "claim":
            yield _short(pointing, language), [item.thing for item in pointing.items]


def _short(pointing: Pointing, language: str) -> Text:
    """Return the heading of a group where there is room for it, else the name of the kind."""
    title = best(pointing.title, language)
    if title and len(title.value) <= _ROOM and pointing.term.iri != DCTERMS + "source":
        return title
    return Text(str(KIND_NAMES[pointing.kind or ""]), language)


def _capital(text: Text) -> Text:
    return Text(text.value[:1].upper() + text.value[1:_READ], text.lang)


def _brief(text: Text) -> Text:
    # A drawing has room for a few words; how many they are of is not to be measured.
    return Text(text.value[:_READ], text.lang)


def _chart(chart: Chart, card: Card) -> Figure:
    language = card.knowing.language
    title, rtl = best(chart.title, language) or Text(chart.name), language == "ar"
    named = Label(title.value, title.lang, title.dir)
    if chart.sort == "columns":
        points = {mark.year: mark.number for mark in chart.marks}
        drawing = columns(points, prefix=chart.name, title=named, rtl=rtl)
    elif chart.sort == "bars":
        rows = [_bar(mark, card) for mark in chart.marks]
        drawing = bars(rows, prefix=chart.name, title=named, rtl=rtl)
    else:
        moments = [_moment(mark, card) for mark in chart.marks if DATE.match(mark.start)]
        drawing = timeline(moments, prefix=chart.name, title=named, rtl=rtl)
    return Figure(title, drawing, chart.sort)


def _bar(mark: asked.Mark, card: Card) -> Bar:
    thing = card.knowing.thing(mark.thing)
    name = _brief(thing.name(card.knowing.language))
    return Bar(name, mark.number, format_decimal(mark.number), here(thing.iri))


def _moment(mark: asked.Mark, card: Card) -> Moment:
    thing, language = card.knowing.thing(mark.thing), card.knowing.language
    try:
        shown = day(mark.start, language)
    except ValueError:
        shown = mark.start[:10]
    end = mark.end if DATE.match(mark.end) else ""
    return Moment(_brief(thing.name(language)), mark.start[:10], end[:10], shown, here(thing.iri))
