"""Whether two answers are the same: solutions as a bag, blank nodes by their place."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, Quad, Triple

from w3c.manifests import Record
from w3c.results import Solution, Table, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_VALUES: dict[str, Callable[[str], object]] = {
    f"{_XSD}boolean": {"0": "false", "false": "false", "1": "true", "true": "true"}.__getitem__,
    f"{_XSD}decimal": lambda text: Decimal(text).normalize(),
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}integer": int,
}
"""Datatypes of which one value can be written in several ways, and what finds the value."""


class Fault(NamedTuple):
    """What is wrong with an answer; `of_writing` where it has the right values, written otherwise."""

    text: str
    of_writing: bool = False


Renaming = dict[BlankNode, BlankNode]


def difference(expected: Table, got: Table, *, ordered: bool = False) -> str | None:
    """Say in what two results of a query differ, None where they do not."""
    if (expected.truth, expected.variables) != (got.truth, got.variables):
        return f"expected {_head(expected)}, got {_head(got)}"
    missing = Counter(map(_shape, expected.solutions))
    missing.subtract(map(_shape, got.solutions))
    uneven = [f"{-count:+} {dict(shape)}" for shape, count in missing.items() if count]
    if uneven:
        return "solutions too many or too few: " + "; ".join(uneven)
    if not _match(expected.solutions, got.solutions, {}, ordered=ordered):
        return "the same solutions, with blank nodes or an order that do not fit"
    return None


def _head(table: Table) -> str:
    return f"the variables {sorted(table.variables)}" if table.truth is None else str(table.truth).lower()


def _shape(solution: Solution) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, _unnamed(term)) for name, term in solution.items()))


def _unnamed(term: Term) -> str:
    if isinstance(term, Triple):
        return f"<<{' '.join(map(_unnamed, (term.subject, term.predicate, term.object)))}>>"
    return "_:" if isinstance(term, BlankNode) else str(term)


def _match(left: list[Solution], right: list[Solution], bound: Renaming, *, ordered: bool) -> bool:
    if not left:
        return True
    for index, other in enumerate(right[:1] if ordered else right):
        extended = _unify(left[0], other, bound)
        rest = [*right[:index], *right[index + 1 :]]
        if extended is not None and _match(left[1:], rest, extended, ordered=ordered):
            return True
    return False


def _unify(left: Solution, right: Solution, bound: Renaming) -> Renaming | None:
    if _shape(left) != _shape(right):
        return None
    pairs = [pair for name, term in left.items() for pair in _blanks(term, right[name])]
    extended = dict(bound)
    for ours, theirs in pairs:
        if extended.setdefault(ours, theirs) != theirs:
            return None
    return extended if len(set(extended.values())) == len(extended) else None


def _blanks(left: Term, right: Term) -> list[tuple[BlankNode, BlankNode]]:
    if isinstance(left, BlankNode) and isinstance(right, BlankNode):
        return [(left, right)]
    if isinstance(left, Triple) and isinstance(right, Triple):
        return _blanks(left.subject, right.subject) + _blanks(left.object, right.object)
    return []


def as_strings(table: Table) -> Table:
    """Take from a result what CSV cannot carry: kinds, datatypes and languages of terms.

    https://www.w3.org/TR/sparql11-results-csv-tsv/#csv-terms
    """
    rows = [{name: _string(term) for name, term in row.items()} for row in table.solutions]
    return Table(
        table.variables,
        [{name: term for name, term in row.items() if term != Literal("")} for row in rows],
        table.truth,
    )


def _string(term: Term) -> Term:
    return term if isinstance(term, BlankNode | Triple) else Literal(term.value)


def strings_by_value(table: Table) -> Table:
    """Write each string of a result that looks like a number in the one way."""
    rows = [{name: _number(term) for name, term in row.items()} for row in table.solutions]
    return Table(table.variables, rows, table.truth)


def _number(term: Term) -> Term:
    is_number = isinstance(term, Literal) and re.fullmatch(r"[+-]?[\d.]+(E[+-]?\d+)?", term.value)
    return Literal(str(float(term.value))) if is_number else term


def same_graph(left: Dataset, right: Dataset) -> bool:
    """Whether two graphs are the same but for the names of their blank nodes."""
    copies = [Dataset(left), Dataset(right)]
    for copy in copies:
        copy.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return copies[0] == copies[1]


def contains(whole: Dataset, part: Dataset) -> bool:
    """Whether a graph holds another one, whatever the names of the blank nodes."""
    return _match(_rows(part), _rows(whole), {}, ordered=False)


def _rows(graph: Dataset) -> list[Solution]:
    return [{"s": quad.subject, "p": quad.predicate, "o": quad.object} for quad in graph]


def table_by_value(table: Table) -> Table:
    """Write each number and truth value of a result in the one way."""
    rows = [{name: _by_value(term) for name, term in row.items()} for row in table.solutions]
    return Table(table.variables, rows, table.truth)


def graph_by_value(graph: Dataset) -> Dataset:
    """Write each number and truth value of a graph in the one way."""
    return Dataset(Quad(quad.subject, quad.predicate, _by_value(quad.object)) for quad in graph)


def _by_value(term: Term) -> Term:
    if isinstance(term, Triple):
        return Triple(term.subject, term.predicate, _by_value(term.object))
    if not isinstance(term, Literal) or term.datatype.value not in _VALUES:
        return term
    try:
        return Literal(str(_VALUES[term.datatype.value](term.value)), datatype=term.datatype)
    except (ValueError, ArithmeticError, KeyError):
        return term


def table_of(record: Record) -> Table:
    """Read a result that is written in RDF, with the vocabulary of the tests."""
    truth = record.get("rs:boolean")
    if truth:
        return Table(truth=truth.value == "true")
    names = frozenset(name.value for name in record.all("rs:resultVariable"))
    return Table(names, [_solution(row) for row in record.all("rs:solution")])


def _solution(row: Record) -> Solution:
    return {item.one("rs:variable").value: item.one("rs:value").term for item in row.all("rs:binding")}
