"""The W3C validation report, as Turtle and as JSON-LD. https://www.w3.org/TR/shacl/#validation-report.

The same report gives the same text: blank nodes are named by where they stand in it.
"""

import json
from io import BytesIO

from pyoxigraph import BlankNode, RdfFormat, Triple, serialize

from mkg.reports.plain import as_json, in_turtle
from mkg.turtle.writer import canonical
from mkg.validation import paths, results
from mkg.validation.findings import Finding, Report
from mkg.vocab import PREFIXES

_NAMED = dict[BlankNode, BlankNode]


def turtle(report: Report, lang: str = "en") -> str:  # noqa: ARG001 -- it holds the messages of all languages
    """Write the W3C report as canonical Turtle."""
    return in_turtle(canonical(_written(report, RdfFormat.TURTLE), "report"))


def jsonld(report: Report, lang: str = "en") -> str:  # noqa: ARG001 -- it holds the messages of all languages
    """Write the W3C report as JSON-LD, expanded."""
    return as_json(json.loads(_written(report, RdfFormat.JSON_LD)))


def _written(report: Report, form: RdfFormat) -> str:
    # Not by rdflib: it writes an ill-typed literal so that no strict parser reads it again.
    content = BytesIO()
    serialize(_triples(report), content, form, prefixes=PREFIXES if form == RdfFormat.TURTLE else None)
    return content.getvalue().decode()


def _triples(report: Report) -> list[Triple]:
    found = list(results.triples(sorted(report.results, key=_key)))
    names: _NAMED = {}
    for triple in found:
        for term in (triple.subject, triple.object):
            if isinstance(term, BlankNode):
                names.setdefault(term, BlankNode(f"b{len(names):07}"))
    return sorted((_renamed(triple, names) for triple in found), key=str)


def _renamed(triple: Triple, names: _NAMED) -> Triple:
    subject, value = triple.subject, triple.object
    return Triple(
        names[subject] if isinstance(subject, BlankNode) else subject,
        triple.predicate,
        names[value] if isinstance(value, BlankNode) else value,
    )


def _key(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.place
    terms = finding.focus, paths.show(finding.path), finding.value, finding.component, finding.shape
    others = finding.severity.name, finding.level, finding.constraint
    said = "\n".join([*map(str, (*terms, *others)), *sorted(map(str, finding.messages))])
    return (place.path, place.line, place.column, said) if place else ("", 0, 0, said)
