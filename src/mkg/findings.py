"""What validation finds, and the report that holds it."""

from dataclasses import dataclass, field
from enum import IntEnum

from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph

from mkg.vocab import XSD, compact

Term = NamedNode | BlankNode | Literal


class Severity(IntEnum):
    """How bad a finding is, the mildest first. https://www.w3.org/TR/shacl/#severity."""

    info = 1
    warning = 2
    violation = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written; line and column from 1, in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write it as editors and compilers do."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the thing (focus node), the property (path) and value at fault, and how to mend it.

    `shape` is the IRI or label of the shape or rule that found it, `component` the kind of constraint.
    """

    severity: Severity
    message: str
    focus: Term
    path: NamedNode | None = None
    value: Term | None = None
    shape: str = ""
    component: str = ""
    place: Place | None = None

    @property
    def at_predicate(self) -> bool:
        """Whether the property itself is at fault, not its value."""
        return self.component.endswith("ClosedConstraintComponent") or self.value is None


@dataclass(frozen=True)
class Report:
    """The outcome of a validation: its findings by place, and the same as an RDF graph.

    `files` and `triples` count what was validated. https://www.w3.org/TR/shacl/#validation-report
    """

    findings: list[Finding]
    graph: Graph = field(repr=False)
    files: int
    triples: int

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found."""
        return not self.findings

    def fails(self, threshold: Severity) -> bool:
        """Whether something at least as bad as `threshold` was found."""
        return any(finding.severity >= threshold for finding in self.findings)


def show(term: Term | None) -> str:
    """Write a term as people read it in Turtle."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, Literal) and not term.language and term.datatype.value != XSD + "string":
        return f"{Literal(term.value)}^^{compact(term.datatype.value)}"
    return "" if term is None else str(term)
