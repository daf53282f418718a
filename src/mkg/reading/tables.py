"""The answer of a SELECT as people read it: things by their names, in place of IRIs."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution

from mkg.reading.asking import Reader, Term
from mkg.reading.names import Thing, names
from mkg.reading.texts import Text

Cell = Thing | Text | None

_LABEL = "Label"


@dataclass(frozen=True)
class Table:
    """Named columns and rows of cells: things, words, or nothing; `total` counts the rows that there are."""

    columns: list[str]
    rows: list[list[Cell]]
    total: int


def table(reader: Reader, text: str, limit: int | None = None) -> Table:
    """Ask a SELECT; of its rows, the first `limit` are told. Raises what the engine raises.

    A column `xLabel` beside a column `x` is left out: things have names in the language of each reader.
    """
    return told(reader, *reader.table(text), limit)


def told(
    reader: Reader, columns: Sequence[str], rows: Sequence[QuerySolution], limit: int | None = None
) -> Table:
    """Tell rows that are there already; see `table`."""
    kept = [name for name in columns if not (name.endswith(_LABEL) and name.removesuffix(_LABEL) in columns)]
    return Table(kept, cells(reader, kept, rows[:limit]), len(rows))


def cells(reader: Reader, columns: Sequence[str], rows: Sequence[QuerySolution]) -> list[list[Cell]]:
    """Return the cells of rows, each thing with its names, which are asked for at once."""
    terms = [[row[name] for name in columns] for row in rows]
    named = names(reader, (term.value for row in terms for term in row if isinstance(term, NamedNode)))
    return [[_cell(term, named) for term in row] for row in terms]


def _cell(term: Term | None, named: dict[str, Thing]) -> Cell:
    if isinstance(term, NamedNode):
        return named[term.value]
    if isinstance(term, Literal):
        return Text.of(term)
    return Text(term.value) if term else None
