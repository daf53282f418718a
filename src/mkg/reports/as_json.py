"""A report for programs: JSON of the form that `report.schema.json` describes."""

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.reports.plain import as_json
from mkg.reports.summary import counts
from mkg.validation import paths
from mkg.validation.baseline import marks, relative
from mkg.validation.findings import Finding, Place, Report
from mkg.validation.messages import LANGUAGES, help_for, say
from mkg.validation.paths import Term

VERSION = 1
"""Of the form: it is counted up when a program that reads it would have to change."""


def write(report: Report, lang: str = "en") -> str:
    """Write a report as JSON: values are exact, `message` and `help` in the language asked for."""
    told = zip(report.findings, marks(report, report.findings), strict=True)
    body = {
        "version": VERSION,
        "conforms": report.conforms,
        "broken": report.broken,
        "engine": report.engine,
        "files": report.files,
        "triples": report.triples,
        "counts": {severity.name: number for severity, number in counts(report).items()},
        "findings": [_finding(finding, mark, lang) for finding, mark in told],
    }
    return as_json(body)


def _finding(finding: Finding, mark: str, lang: str) -> dict[str, object]:
    return {
        "place": _place(finding.place),
        "severity": finding.severity.name,
        "level": finding.level.value if finding.level else None,
        "rule": finding.rule,
        "message": say(finding, lang),
        "help": help_for(finding, lang) or None,
        "messages": _messages(finding),
        "thing": _term(finding.focus),
        "property": paths.sparql(finding.path) if finding.path else None,
        "value": _term(finding.value),
        "expected": _term(finding.constraint),
        "component": finding.component,
        "shape": _term(finding.shape),
        "origin": _place(finding.origin),
        "fingerprint": mark,
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    known = place.line > 0
    return {
        "path": relative(place.path),
        "line": place.line if known else None,
        "column": place.column if known else None,
        "width": place.width if known else None,
    }


def _messages(finding: Finding) -> dict[str, list[str]]:
    if not finding.messages:
        return {lang: [say(finding, lang)] for lang in LANGUAGES}
    said: dict[str, list[str]] = {}
    for each in sorted(finding.messages, key=str):
        said.setdefault(each.language or "und", []).append(each.value)
    return said


def _term(term: Term | None) -> dict[str, str] | None:
    # https://www.w3.org/TR/sparql11-results-json/#select-encode-terms
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    return {"type": "literal", "value": term.value} | _kind(term)


def _kind(term: Literal) -> dict[str, str]:
    return {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
