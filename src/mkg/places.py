"""Where a finding is written: the offending value, else its predicate, else the thing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from mkg.errors import ParseError
from mkg.findings import Finding, Place, Term
from mkg.sources import Source
from mkg.turtle.reader import parse
from mkg.turtle.tokens import Lines
from mkg.turtle.tree import Statement, statements

Index = dict[Term, list[tuple[str, Lines, Statement]]]


def locate(findings: Iterable[Finding], sources: Iterable[Source]) -> list[Finding]:
    """Return the findings with their places, in the order of file, line and column.

    Only Turtle files have places, and of these only the ones that speak of a thing at fault are read again.
    """
    found = list(findings)
    wanted = {finding.focus for finding in found}
    index: Index = defaultdict(list)
    for source in sources:
        if source.is_turtle and any(quad.subject in wanted or quad.object in wanted for quad in source.quads):
            _add(index, source, wanted)
    placed = [replace(finding, place=_place(finding, index)) for finding in found]
    return sorted(placed, key=_order)


def _add(index: Index, source: Source, wanted: set[Term]) -> None:
    text = source.content.decode("utf-8-sig")
    try:
        document = parse(text, str(source.path), source.base)
    except ParseError:
        # Valid for the strict parser but beyond Turtle 1.1: its findings are told without their lines.
        return
    lines = Lines(text)
    for statement in statements(document):
        for term in {statement.subject, statement.object} & wanted:
            index[term].append((str(source.path), lines, statement))


def _place(finding: Finding, index: Index) -> Place | None:
    def at(path: str, lines: Lines, offset: int) -> Place:
        return Place(path, *lines.place(offset))

    own = [entry for entry in index[finding.focus] if entry[2].subject == finding.focus]
    told = [entry for entry in own if finding.path is not None and entry[2].predicate == finding.path]
    for path, lines, statement in told:
        if statement.object == finding.value:
            return at(path, lines, statement.predicate_at if finding.at_predicate else statement.object_at)
    for path, lines, statement in told:
        return at(path, lines, statement.predicate_at)
    for path, lines, statement in own:
        return at(path, lines, statement.subject_at)
    for path, lines, statement in index[finding.focus]:
        return at(path, lines, statement.object_at)
    return None


def _order(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.place or Place("", 0, 0)
    return place.path, place.line, place.column, finding.message
