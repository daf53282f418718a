"""The query page: a query and its answer, in every view that fits it."""

import re

from flask import render_template

from mkg.engine import Answer
from mkg.errors import MkgError
from mkg.formats import GRAPHS, SOLUTIONS
from mkg.reading.answers import Found, read
from mkg.site.drawn import views
from mkg.site.state import current
from mkg.site.writing import programs
from mkg.vocab import PREFIXES

ROWS = 500
"""How many rows of an answer a page shows; all of them are in the files that it offers."""

WRITTEN = 1 << 16
"""Bytes of a graph in Turtle that a page shows as it is written."""

EXAMPLE = """PREFIX mkg: <https://w3id.org/mkg/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?city (COUNT(*) AS ?institutions)
WHERE {
    ?institution a mkg:Institution ;
        mkg:isLocatedIn ?city .
}
GROUP BY ?city
ORDER BY DESC(?institutions)"""

FEATURED = (
    "19-people-in-darija-speech",
    "30-publications-by-year",
    "36-institutions-by-city",
    "42-most-prolific-authors",
)
"""Questions to begin with, where the graph has them."""

_PLACE = re.compile(r"\bline (\d+), column (\d+)\b")
_AROUND = 60
"""Characters on each side of a fault that are shown with it."""

FILES = (
    (("csv", "CSV", "csv"), ("tsv", "TSV", "tsv"), ("json", "JSON", "json"), ("xml", "XML", "xml")),
    (
        ("turtle", "Turtle", "ttl"),
        ("jsonld", "JSON-LD", "jsonld"),
        ("ntriples", "N-Triples", "nt"),
        ("rdfxml", "RDF/XML", "rdf"),
    ),
)
"""The files in which an answer is offered, of solutions and of triples: format, name, suffix."""


def asked_nothing() -> str:
    """Show the page with an example to begin with."""
    return _page(EXAMPLE)


def answered(text: str, answer: Answer) -> str:
    """Show a query with its answer, which is read and closed."""
    with answer.body:
        found = read(answer, ROWS)
        written = _written(answer)
    if isinstance(found, bool):
        return _page(text, truth=found, files=FILES[0][2:])
    files = FILES[found.is_graph]
    return _page(text, found=found, written=written, files=files, size=answer.size, drawings=views(found))


def failed(text: str, error: MkgError) -> str:
    """Show a query that was not answered, and why."""
    place = _PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    return _page(text, error=str(error), line=line, column=column, excerpt=_excerpt(text, line, column))


def _page(query: str, **answer: object) -> str:
    address = f"{current().settings.address}sparql"
    is_graph = isinstance(found := answer.get("found"), Found) and found.is_graph
    accept = (GRAPHS if is_graph else SOLUTIONS)[0].media_type
    return render_template(
        "query.html",
        query=query,
        prefixes=PREFIXES,
        rows=ROWS,
        featured=[question for question in current().graph.questions if question.slug in FEATURED],
        programs=programs(address, query, accept),
        **answer,
    )


def _excerpt(text: str, line: int, column: int) -> tuple[str, str, str] | None:
    """Return what stands before, at and behind a place of a text, on its line."""
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return None
    written, at = lines[line - 1], column - 1
    return written[max(0, at - _AROUND) : at], written[at : at + 1] or " ", written[at + 1 :][:_AROUND]


def _written(answer: Answer) -> str:
    if answer.format not in GRAPHS or answer.size > WRITTEN:
        return ""
    answer.body.seek(0)
    return answer.body.read().decode()
