"""A validation report as text, JSON or Turtle."""

import json
from collections import Counter
from collections.abc import Callable
from io import BytesIO

from pyoxigraph import RdfFormat, serialize

from mkg.findings import Finding, Report, Severity, show
from mkg.shacl import triples_of
from mkg.turtle.writer import canonical
from mkg.vocab import PREFIXES


def text(report: Report) -> str:
    """One line a finding, `path:line:col: severity: message (thing, property, value)`, then a summary."""
    return "\n".join([*map(line, report.findings), summary(report)]) + "\n"


def line(finding: Finding) -> str:
    """Write one finding as one line."""
    value = None if finding.value == finding.focus else finding.value
    about = ", ".join(_short(show(term)) for term in (finding.focus, finding.path, value) if term)
    place = finding.place or "(no place)"
    return f"{place}: {finding.severity.name}: {finding.message} ({about})"


def summary(report: Report) -> str:
    """Say in one line what was validated and what was found."""
    found = Counter(finding.severity for finding in report.findings)
    counts = ", ".join(
        _count(found[severity], severity.name) for severity in reversed(Severity) if found[severity]
    )
    scope = f"{_count(report.triples, 'triple')} in {_count(report.files, 'file')}"
    return f"{counts} in {scope}" if counts else f"conforms: {scope}"


def as_json(report: Report) -> str:
    """Write the report as JSON: `conforms`, `files`, `triples`, `findings`."""
    findings = [_as_dict(finding) for finding in report.findings]
    body = {
        "conforms": report.conforms,
        "files": report.files,
        "triples": report.triples,
        "findings": findings,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def turtle(report: Report) -> str:
    """Write the W3C validation report. https://www.w3.org/TR/shacl/#validation-report."""
    # Not by rdflib: it writes an ill-typed literal so that no strict parser reads it again.
    content = BytesIO()
    serialize(triples_of(report.graph), content, RdfFormat.TURTLE, prefixes=PREFIXES)
    return canonical(content.getvalue().decode(), "report")


FORMATS: dict[str, Callable[[Report], str]] = {"text": text, "json": as_json, "turtle": turtle}


def _as_dict(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "severity": finding.severity.name,
        "message": finding.message,
        "thing": str(finding.focus),
        "property": finding.path.value if finding.path else None,
        "value": str(finding.value) if finding.value else None,
        "shape": finding.shape or None,
        "component": finding.component,
    }


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(term: str) -> str:
    flat = " ".join(term.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
