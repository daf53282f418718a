"""Charts of a thing: the questions in panels/, asked, and kept where the answer says something."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode, QuerySolution

from mkg.reading.asking import Reader
from mkg.reading.texts import Text
from mkg.reading.words import Words

_HEAD = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_LEAST = {"columns": 2, "bars": 3, "timeline": 2}
"""How many marks a chart must have to say something."""


@dataclass(frozen=True)
class Panel:
    """A question about things of some kinds, and the sort of chart that shows its answer."""

    name: str
    title: Words
    kinds: frozenset[str]
    sort: str
    query: str


@dataclass(frozen=True)
class Mark:
    """One mark of a chart: a thing with a number, or with a time; or a year with a number."""

    thing: str = ""
    year: int = 0
    number: int = 0
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Chart:
    """The answer to a panel: `sort` is `columns` (years), `bars` (things) or `timeline` (things in time)."""

    name: str
    title: Words
    sort: str
    marks: tuple[Mark, ...]

    @property
    def total(self) -> int:
        """The sum of its numbers."""
        return sum(mark.number for mark in self.marks)


@cache
def panels() -> tuple[Panel, ...]:
    """Return the panels, read from their files once."""
    found = sorted(files("mkg.reading").joinpath("panels").iterdir(), key=lambda file: file.name)
    return tuple(
        _panel(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in found
        if file.name.endswith(".rq")
    )


def charts(reader: Reader, kind: str, iri: str) -> list[Chart]:
    """Ask the panels of a kind about a thing; return those whose answer says something, columns first."""
    made = (_chart(panel, reader, iri) for panel in panels() if kind in panel.kinds)
    found = [chart for chart in made if len(chart.marks) >= _LEAST[chart.sort]]
    return sorted(found, key=lambda chart: list(_LEAST).index(chart.sort))


def _panel(name: str, text: str) -> Panel:
    head = dict(_HEAD.findall(text))
    title = tuple(Text(head[language], language) for language in ("en", "fr", "ar"))
    query = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return Panel(name, title, frozenset(head["of"].split()), head["chart"], query)


def _chart(panel: Panel, reader: Reader, iri: str) -> Chart:
    rows = reader.rows(panel.query, it=NamedNode(iri))
    return Chart(panel.name, panel.title, panel.sort, tuple(_marks(panel.sort, rows)))


def _marks(sort: str, rows: Iterable[QuerySolution]) -> Iterable[Mark]:
    for row in rows:
        if sort == "columns":
            if row["year"] and row["year"].value.isdecimal():
                yield Mark(year=int(row["year"].value), number=int(row["n"].value))
        elif isinstance(row["thing"], NamedNode):
            if sort == "bars":
                yield Mark(row["thing"].value, number=int(row["n"].value))
            else:
                yield Mark(
                    row["thing"].value, start=row["start"].value, end=row["end"].value if row["end"] else ""
                )
