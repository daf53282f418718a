"""The answer to anybody's query as a page shows it: rows of cells, and which drawings fit them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)

from mkg.engine import Answer
from mkg.formats import GRAPHS
from mkg.reading.asking import Reader
from mkg.reading.texts import direction
from mkg.vocab import XSD, compact

TRIPLE = ("subject", "predicate", "object")
"""The columns of an answer that is a graph."""

_NUMBERS = {XSD + name for name in ("decimal", "double", "float", "gYear", "integer", "nonNegativeInteger")}
_LATITUDE, _LONGITUDE = (
    re.compile("lat(itude)?", re.IGNORECASE),
    re.compile("lon(g|gitude)?|lng", re.IGNORECASE),
)
_YEAR = re.compile("(1[5-9]|2[01])[0-9]{2}")
_WHERE = """SELECT ?it (SAMPLE(?y) AS ?latitude) (SAMPLE(?x) AS ?longitude) {
  VALUES ?it { $things } ?it schema:latitude ?y ; schema:longitude ?x
} GROUP BY ?it"""
_MARKS = 2
"""How many marks a chart has at least."""


@dataclass(frozen=True)
class Cell:
    """One term: as it reads, its IRI where it is one, its language, its number where it is one."""

    value: str
    iri: str = ""
    lang: str = ""
    number: float | None = None
    kind: str = ""

    @property
    def dir(self) -> str:
        """The direction in which it reads, as HTML names it."""
        return "ltr" if self.iri or self.number is not None else direction(self.lang) if self.lang else "auto"


@dataclass(frozen=True)
class Found:
    """The first rows of an answer; `total` counts the rows that there are, None where nobody counted them."""

    columns: tuple[str, ...]
    rows: list[list[Cell | None]]
    total: int | None
    is_graph: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether no row was left out."""
        return self.total == len(self.rows)

    @property
    def numbers(self) -> list[int]:
        """Which columns hold numbers and nothing else."""
        return [index for index in range(len(self.columns)) if _is_all_numbers(self.column(index))]

    @property
    def by_column(self) -> list[list[Cell]]:
        """The cells of each column that hold something."""
        return [*map(self.column, range(len(self.columns)))]

    def column(self, index: int) -> list[Cell]:
        """Return the cells of a column that hold something."""
        return [cell for row in self.rows if (cell := row[index])]


def read(answer: Answer, limit: int) -> Found | bool:
    """Read the first rows of an answer, or the truth of an ASK; its body stays open.

    The answer is in JSON, or in a format of triples. No more is read of it than is told.
    """
    if answer.format in GRAPHS:
        quads = parse(answer.body, format=cast(RdfFormat, answer.format.writer))
        rows = ((quad.subject, quad.predicate, quad.object) for quad in quads)
        return Found(TRIPLE, _cells(rows, limit), answer.rows, is_graph=True)
    found = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return bool(found)
    columns = tuple(variable.value for variable in found.variables)
    return Found(columns, _cells((map(row.__getitem__, columns) for row in found), limit), answer.rows)


def charted(found: Found) -> tuple[int, int] | None:
    """Return which columns a chart can show, as names and as numbers; None where it has no such two."""
    numbers = found.numbers
    others = [index for index in range(len(found.columns)) if index not in numbers and found.column(index)]
    if found.is_graph or len(found.rows) < _MARKS or not numbers:
        return None
    if others:
        names = found.column(others[0])
        # Numbers of several units are not to be compared, nor several of one thing to be told apart.
        is_mixed = any(map(_is_mixed_unit, found.columns, found.by_column))
        return (others[0], numbers[0]) if len({*names}) == len(names) and not is_mixed else None
    return (numbers[0], numbers[1]) if len(numbers) > 1 and are_years(found.column(numbers[0])) else None


def are_years(cells: Sequence[Cell]) -> bool:
    """Tell whether cells hold years, each once."""
    values = [cell.value for cell in cells]
    return len({*values}) == len(values) > 1 and all(_YEAR.fullmatch(value) for value in values)


def placed(found: Found) -> tuple[int, int] | None:
    """Return which columns hold latitudes and longitudes; None where none do."""
    by_name = (
        next((index for index, name in enumerate(found.columns) if pattern.fullmatch(name)), None)
        for pattern in (_LATITUDE, _LONGITUDE)
    )
    latitude, longitude = by_name
    if latitude is None or longitude is None:
        return None
    both = (found.column(latitude), found.column(longitude))
    return (latitude, longitude) if all(map(_is_all_numbers, both)) else None


def located(reader: Reader, iris: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of those of the IRIs whose place the graph knows."""
    wanted = [NamedNode(iri) for iri in dict.fromkeys(iris)]
    rows = reader.rows(_WHERE, things=wanted) if wanted else []
    points = ((row["it"].value, cell_of(row["latitude"]), cell_of(row["longitude"])) for row in rows)
    return {
        iri: (y.number, x.number)
        for iri, y, x in points
        if y and x and y.number is not None and x.number is not None
    }


def linked(found: Found) -> tuple[int, int, int] | None:
    """Return which columns are the ends and the name of a link; None where the answer tells of none."""
    names = [name.lower() for name in found.columns]
    for wanted in (TRIPLE, ("s", "p", "o")):
        if {*wanted} <= {*names}:
            first, middle, last = map(names.index, wanted)
            return first, middle, last
    return None


def _cells(rows: Iterable[Iterable[Any]], limit: int) -> list[list[Cell | None]]:
    return [[cell_of(term) for term in row] for row in islice(rows, limit)]


def cell_of(term: Any) -> Cell | None:  # noqa: ANN401 -- any term there is
    """Tell how a term reads: an IRI shortened, a literal without its quotes."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Cell(compact(term.value).strip("<>"), term.value)
    if isinstance(term, Literal):
        return Cell(term.value, "", (term.language or "").lower(), _number(term), _kind(term))
    return Cell(str(term))


def _kind(literal: Literal) -> str:
    return (
        ""
        if literal.language or literal.datatype.value == XSD + "string"
        else compact(literal.datatype.value)
    )


def _number(literal: Literal) -> float | None:
    if literal.datatype.value not in _NUMBERS:
        return None
    try:
        value = float(literal.value)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_mixed_unit(name: str, cells: list[Cell]) -> bool:
    return "unit" in name.lower() and len({*cells}) > 1


def _is_all_numbers(cells: list[Cell]) -> bool:
    return bool(cells) and all(cell.number is not None for cell in cells)
