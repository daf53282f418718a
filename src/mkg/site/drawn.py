"""The drawings that fit the rows of an answer: a chart, a map, a graph."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from flask_babel import format_decimal, gettext
from markupsafe import Markup

from mkg.drawings.bars import Bar, bars
from mkg.drawings.coast import City, coast_map
from mkg.drawings.columns import columns
from mkg.drawings.labels import Label
from mkg.drawings.links import Link, Point, links
from mkg.reading.answers import Cell, Found, are_years, charted, linked, located, placed
from mkg.reading.names import names
from mkg.site import languages
from mkg.site.asking import reader
from mkg.site.rendering import here
from mkg.site.state import current
from mkg.vocab import BASE

MARKS, LINKS = 40, 30
"""How many bars and how many links are drawn: the first of them."""

COAST = (-17.6, 20.6, -0.8, 36.3)
"""West, south, east and north of the map, in degrees."""


_PLACE = f"{BASE}place/"

Named = Callable[[Cell], Label]


@dataclass(frozen=True)
class View:
    """A drawing with its name, how much of the rows it shows, and of how many."""

    key: str
    name: str
    drawing: Markup
    shown: int
    of: int


def views(found: Found) -> list[View]:
    """Draw what fits: a chart of names and numbers, a map of places, a graph of links."""
    made = (chart(found), _map(found), _graph(found))
    return [view for view in made if view and view.drawing]


def chart(found: Found) -> View | None:
    """Draw names with their numbers as bars, or years as columns; None where there is nothing such."""
    pairs = list(_pairs(found))
    if len(pairs) < 2 or min(number for _, number in pairs) < 0:
        return None
    title, name = _said(gettext("Chart of the answer")), gettext("Chart")
    if are_years([cell for cell, _ in pairs]) and all(number.is_integer() for _, number in pairs):
        years = {int(cell.value): int(number) for cell, number in pairs}
        drawing = columns(years, prefix="chart", title=title, rtl=_rtl())
        return View("chart", name, drawing, len(pairs), len(found.rows))
    named = _named(cell for cell, _ in pairs[:MARKS])
    marks = [
        Bar(named(cell), number, format_decimal(number), here(cell.iri)) for cell, number in pairs[:MARKS]
    ]
    return View(
        "chart", name, bars(marks, prefix="chart", title=title, rtl=_rtl()), len(marks), len(found.rows)
    )


def _pairs(found: Found) -> Iterator[tuple[Cell, float]]:
    if chosen := charted(found):
        for row in found.rows:
            name, number = (row[index] for index in chosen)
            if name and number and number.number is not None:
                yield name, number.number


def _map(found: Found) -> View | None:
    spots = list(_spots(found))
    west, south, east, north = COAST
    inside = [spot for spot in spots if west < spot[2] < east and south < spot[1] < north]
    if not inside:
        return None
    named = _named(cell for cell, *_ in inside)
    cities = [City(named(cell), x, y, size, here(cell.iri)) for cell, y, x, size in inside]
    drawing = coast_map(
        current().keep("rings", _rings),
        cities,
        prefix="map",
        title=_said(gettext("Map of the answer")),
        bounds=COAST,
    )
    return View("map", gettext("Map"), drawing, len(inside), len(spots))


def _spots(found: Found) -> Iterator[tuple[Cell, float, float, float]]:
    """Give what is to be on a map, each place once: its name, latitude, longitude and size."""
    sizes = _sizes(found)
    if chosen := placed(found):
        names = [index for index in range(len(found.columns)) if index not in chosen]
        for row, size in zip(found.rows, sizes, strict=True):
            y, x = (cell.number if (cell := row[index]) else None for index in chosen)
            name = next((cell for index in names if (cell := row[index])), None)
            if y is not None and x is not None:
                yield name or Cell(f"{y}, {x}"), y, x, size
        return
    added: dict[Cell, float] = {}
    for row, size in zip(found.rows, sizes, strict=True):
        if city := next((cell for cell in row if cell and cell.iri.startswith(_PLACE)), None):
            added[city] = added.get(city, 0) + size
    known = located(reader(), (city.iri for city in added))
    yield from ((city, *known[city.iri], size) for city, size in added.items() if city.iri in known)


def _sizes(found: Found) -> list[float]:
    """Give each row its number, where a column of numbers is beside names; else each counts as one."""
    chosen = charted(found)
    if not chosen or placed(found):
        return [1] * len(found.rows)
    cells = (row[chosen[1]] for row in found.rows)
    return [max(0, cell.number) if cell and cell.number is not None else 0 for cell in cells]


def _graph(found: Found) -> View | None:
    chosen = linked(found)
    rows = [[row[index] for index in chosen] for row in found.rows] if chosen else []
    told = [(s, p, o) for s, p, o in rows if s and p and o and p.iri]
    # What a thing is called, or how large it is, reads better in the table.
    drawn = ([link for link in told if link[2].iri] or told)[:LINKS]
    if not drawn:
        return None
    named = _named(cell for link in drawn for cell in link)
    ends = dict.fromkeys(cell for s, _, o in drawn for cell in (s, o))
    drawing = links(
        [Point(_key(cell), named(cell), here(cell.iri)) for cell in ends],
        [Link(_key(s), _key(o), p.iri) for s, p, o in drawn],
        {p.iri: named(p) for _, p, _ in drawn},
        prefix="graph",
        title=_said(gettext("Graph of the answer")),
        rtl=_rtl(),
    )
    return View("graph", gettext("Graph"), drawing, len(drawn), len(told))


def _key(cell: Cell) -> str:
    return cell.iri or f"{cell.value}@{cell.lang}^{cell.kind}"


def _named(cells: Iterable[Cell]) -> Named:
    """Return what tells the name of a cell: that of a thing, in the language of the reader."""
    known = names(reader(), (cell.iri for cell in cells if cell.iri))

    def name(cell: Cell) -> Label:
        if cell.iri:
            text = known[cell.iri].name(languages.chosen())
            return Label(text.value, text.lang, text.dir)
        return Label(cell.value, cell.lang)

    return name


def _rings() -> list[list[list[float]]]:
    path = Path(current_app.root_path) / "static" / "built" / "coast.json"
    rings: list[list[list[float]]] = json.loads(path.read_text(encoding="utf-8"))["rings"]
    return rings


def _said(words: str) -> Label:
    return Label(words, languages.chosen())


def _rtl() -> bool:
    return languages.chosen() == "ar"
