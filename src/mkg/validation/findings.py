"""What validation finds, and the report that holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.sources import Source
from mkg.validation.paths import Path, Term
from mkg.vocab import LINTS, SH, SHAPES, XSD, compact


class Severity(IntEnum):
    """How bad a finding is, the mildest first. https://www.w3.org/TR/shacl/#severity."""

    info = 1
    warning = 2
    violation = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written; line and column from 1, in characters, `width` characters long.

    A thing that goes on over the end of its line is as wide as what stands on its first line.
    """

    path: str
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        """Write it as editors and compilers do."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: the thing (focus node), the property path and the value at fault, and how to mend it.

    `shape` is the shape, rule or lint that found it; `component` the IRI of the kind of constraint.
    `constraint` is what was expected: the value of its parameter, the nearest property that a closed shape
    knows, the node of a SPARQL constraint. `level` is the shape's own severity where that is none of the
    three. `messages` are in one language or several, or none; `origin` is the place of the shape.
    """

    severity: Severity
    focus: Term
    messages: tuple[Literal, ...] = ()
    path: Path | None = None
    value: Term | None = None
    shape: NamedNode | BlankNode | None = None
    component: str = ""
    constraint: Term | None = None
    level: NamedNode | None = None
    place: Place | None = None
    origin: Place | None = None

    @property
    def rule(self) -> str:
        """The name under which it can be silenced: of the lint, rule or shape, else of the component."""
        if not isinstance(self.shape, NamedNode):
            return compact(self.component)
        for namespace in (LINTS, SHAPES):
            if self.shape.value.startswith(namespace):
                return self.shape.value.removeprefix(namespace)
        return compact(self.shape.value)

    @property
    def at_predicate(self) -> bool:
        """Whether the property itself is at fault, not its value."""
        return self.component == SH + "ClosedConstraintComponent" or self.value is None


@dataclass(frozen=True)
class Report:
    """The outcome of a validation: all results by place, what was validated, and by what.

    It is `broken` where a file could not be parsed, so that nothing else was checked.
    https://www.w3.org/TR/shacl/#validation-report
    """

    results: list[Finding]
    sources: Sequence[Source] = field(default=(), repr=False)
    triples: int = 0
    engine: str = ""
    shapes: Sequence[Source] = field(default=(), repr=False)
    broken: bool = False

    @cached_property
    def findings(self) -> list[Finding]:
        """What people are told: one fault once, however many constraints of a shape it breaks."""
        told: dict[object, Finding] = {}
        for each in self.results:
            told.setdefault((each.focus, each.path, each.value, each.shape, each.place, each.messages), each)
        return list(told.values())

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found."""
        return not self.results

    @property
    def files(self) -> int:
        """How many files were validated."""
        return len(self.sources)

    def fails(self, threshold: Severity) -> bool:
        """Whether something at least as bad as `threshold` was found."""
        return any(finding.severity >= threshold for finding in self.results)

    def line(self, place: Place) -> str:
        """Return the text of the line of a place, without its end; empty where there is none."""
        lines = self._lines.get(place.path, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        # Not splitlines, which also splits where neither Turtle nor an editor does.
        return {
            str(source.path): re.split(r"\r\n|\r|\n", source.text) for source in (*self.shapes, *self.sources)
        }


def show(term: Term | None) -> str:
    """Write a term as people read it in Turtle."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, Literal) and not term.language and term.datatype.value != XSD + "string":
        return f"{Literal(term.value)}^^{compact(term.datatype.value)}"
    return "" if term is None else str(term)
