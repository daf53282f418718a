"""`/sparql/terms.json`, `/sparql/things.json`: what the query editor offers while somebody types."""

import json
from io import BytesIO

from flask import Blueprint, Response, request

from mkg.engine import Answer
from mkg.formats import Format
from mkg.index.find import Hit, suggest
from mkg.index.handle import opened
from mkg.reading.terms import terms
from mkg.reading.texts import Text, best
from mkg.site import headers, languages
from mkg.site.asking import reader
from mkg.site.state import current

JSON = Format("json", "application/json")
_MOST, _LONGEST = 12, 100

bp = Blueprint("completing", __name__)


@bp.get("/sparql/terms.json")
def used() -> Response:
    """Tell which classes and properties the graph uses: IRI, name and count of each, the most used first."""
    language = languages.chosen()
    tag = headers.tag_of("terms", language)
    if unchanged := headers.unchanged(tag):
        return unchanged
    return _sent(current().keep("terms", lambda: terms(reader())).told(language), tag)


@bp.get("/sparql/things.json")
def called() -> Response:
    """Tell which things are called as `q` begins: IRI, name and kind of each, the best first."""
    language, words = languages.chosen(), request.args.get("q", "")[:_LONGEST]
    tag = headers.tag_of("things", words, language)
    if unchanged := headers.unchanged(tag):
        return unchanged
    index = current().graph.index
    found = suggest(opened(index), words, _MOST, language) if index else []
    return _sent([(hit.iri, _name(hit, language), hit.kind) for hit in found], tag)


def _sent(told: object, tag: str) -> Response:
    body = json.dumps(told, ensure_ascii=False).encode()
    return headers.whole(Answer(JSON, BytesIO(body), len(body)), tag)


def _name(hit: Hit, language: str) -> str:
    name = best((Text(text, lang) for lang, text in hit.labels.items()), language)
    return name.value if name else hit.matched
