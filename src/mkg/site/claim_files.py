"""Claims as files: CSV for tables, JSON for programs. Turtle comes from the graph itself."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal

from mkg.reading.asking import Term
from mkg.reading.claims import Claim
from mkg.reading.texts import Text, best

TURTLE = (
    "CONSTRUCT { ?it ?p ?o } { VALUES ?it { $claims } GRAPH ?g { ?it ?p ?o } FILTER (?g != graph:inferred) }"
)
"""The claims `$claims` as their files say them."""

COLUMNS = (
    *(
        "claim",
        "document",
        "sentence",
        "start",
        "end",
        "wording",
        "kind",
        "verdict",
        "reason",
        "evidence",
        "about",
    ),
    *("subject", "predicate", "object", "asserted", "file", "line"),
)
"""What is told of each claim; in CSV several IRIs stand in one cell with spaces between them."""

Lines = dict[str, tuple[str, int]]
"""The file and the line at which the description of a claim begins, by its IRI."""


def as_json(claims: Iterable[Claim], lines: Lines) -> bytes:
    """Write claims as a list of objects, their words in every language there is."""
    told = [dict(zip(COLUMNS, _cells(claim, lines), strict=True)) for claim in claims]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(claims: Iterable[Claim], lines: Lines, language: str) -> bytes:
    """Write claims as a table with a head, in the words that a reader of a language understands best."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for claim in claims:
        writer.writerow([_cell(value, language) for value in _cells(claim, lines)])
    return file.getvalue().encode()


def _cells(claim: Claim, lines: Lines) -> list[Any]:
    file, line = lines.get(claim.iri, (None, None))
    return [
        *(claim.iri, claim.document or None, *claim.place),
        *(_words(claim.wordings), claim.kind or None, claim.verdict or None, _words(claim.reasons)),
        *(list(claim.evidence), list(claim.about)),
        *(_term(term) for term in claim.triple),
        *(claim.asserted if claim.states else None, file, line),
    ]


def _words(texts: Iterable[Text]) -> dict[str, str]:
    return {text.lang: text.value for text in texts}


def _term(term: Term | None) -> str | None:
    return str(term) if isinstance(term, Literal) else term and term.value


def _cell(value: Any, language: str) -> str:  # noqa: ANN401 -- whatever JSON can say
    if isinstance(value, dict):
        text = best((Text(words, lang) for lang, words in value.items()), language)
        return text.value if text else ""
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
