"""`/<kind>/<slug>.bib`, `/<kind>/<slug>.csl.json`: how to cite a thing, for programs that keep references."""

import json
from io import BytesIO

from flask import Blueprint, Response

from mkg.engine import Answer
from mkg.errors import NotFound
from mkg.formats import Format
from mkg.reading import citation
from mkg.reading.citation import Citation
from mkg.site import headers
from mkg.site.asking import reader
from mkg.site.cards import cite, read_card
from mkg.site.state import current
from mkg.vocab import KINDS

_BIBTEX = Format("bibtex", "text/x-bibtex")
_CSL = Format("csl", "application/vnd.citationstyles.csl+json")

bp = Blueprint("citing", __name__)

# Any kind, as in the route of things: only so is the longer of two rules tried first.
_KIND = f"<any({','.join(KINDS)}):kind>"


@bp.get(f"/{_KIND}/<slug>.bib")
def bibtex(kind: str, slug: str) -> Response:
    """Send an entry of BibTeX."""
    return _sent(kind, slug, _BIBTEX)


@bp.get(f"/{_KIND}/<slug>.csl.json")
def csl(kind: str, slug: str) -> Response:
    """Send an item of CSL-JSON."""
    return _sent(kind, slug, _CSL)


def _sent(kind: str, slug: str, chosen: Format) -> Response:
    version = current().graph.version
    tag = headers.tag_of("citation", kind, slug, chosen.name, version=version)
    if unchanged := headers.unchanged(tag):
        return unchanged
    cited = cite(read_card(kind, slug, "en"))
    if cited is None:
        raise NotFound(f"a {kind} is not cited as a work; the page of {slug[:100]} tells what is known of it")
    content = _written(cited, chosen).encode()
    is_of_one = reader().versions <= {version, ""}
    return headers.whole(Answer(chosen, BytesIO(content), len(content)), tag if is_of_one else None)


def _written(cited: Citation, chosen: Format) -> str:
    if chosen is _BIBTEX:
        return citation.bibtex(cited)
    return json.dumps(citation.csl(cited), ensure_ascii=False, indent=1) + "\n"
