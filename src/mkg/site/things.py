"""`/<kind>/<slug>`: the page of one thing, and its RDF; `/question/<slug>`: a question as a thing."""

from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import NamedNode
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as Redirect

from mkg.errors import NotFound
from mkg.formats import HTML, negotiate
from mkg.index.find import search
from mkg.index.handle import opened
from mkg.reading.names import names
from mkg.reading.resources import THING, Standing, standing
from mkg.site import linked
from mkg.site.asking import reader
from mkg.site.cards import card
from mkg.site.problems import PROBLEM
from mkg.site.rendering import here
from mkg.site.state import current
from mkg.vocab import KINDS

_WORDS, _SIMILAR = 100, 6

bp = Blueprint("things", __name__)


@bp.get(f"/<any({','.join(KINDS)}):kind>/<name>")
def thing(kind: str, name: str) -> Response:
    """Tell what the graph says of one thing; of a retired one, what has replaced it."""
    slug, suffix = linked.split(name)
    it, path = linked.node(f"{kind}/{slug}"), f"{kind}/{slug}"
    stands = standing(reader(), it)
    if stands is None:
        return _missing(it, slug)
    if stands.retired:
        return _gone(path, it, stands, suffix)
    return linked.document(path, partial(card, kind, slug), THING, suffix=suffix, it=it)


@bp.get("/question/<name>")
def question(name: str) -> Response | Redirect:
    """Tell of a question in RDF; who reads pages is sent to that of the question."""
    slug, suffix = linked.split(name)
    path, it = f"question/{slug}", linked.node(f"question/{slug}")
    if standing(reader(), it) is None:
        return _missing(it, slug)
    if linked.chosen_format(suffix) is HTML:
        return redirect(f"{request.root_path}/questions/{quote(slug)}", 303)
    return linked.document(path, lambda: "", THING, suffix=suffix, it=it)


def _missing(it: NamedNode, slug: str) -> Response:
    """Answer for what is not there, with things whose names are alike. Raises NotFound for programs."""
    words, index = slug[:_WORDS].replace("-", " "), current().graph.index
    if negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is not HTML:
        raise NotFound(f"there is no {it.value[:200]} in this graph; look for {words!r} at /search")
    found = [hit.iri for hit in search(opened(index), words, _SIMILAR)] if index else []
    page = render_template("missing.html", words=words, similar=[*names(reader(), found).values()])
    return Response(page, 404)


def _gone(path: str, it: NamedNode, stands: Standing, suffix: str) -> Response:
    """Answer for a retired thing, with status 410: what is still said of it, and what stands in its place."""
    page = partial(_farewell, it.value, stands.replaced_by)
    response = linked.document(path, page, THING, suffix=suffix, it=it)
    if response.status_code == 200:
        response.status_code = 410
        response.headers["Cache-Control"] = "no-store"
        del response.headers["ETag"]
    for iri in stands.replaced_by:
        # https://www.rfc-editor.org/rfc/rfc5829#section-3.3
        if address := here(iri):
            response.headers.add("Link", f'<{iri_to_uri(address)}>; rel="successor-version"')
    return response


def _farewell(iri: str, replacements: tuple[str, ...]) -> str:
    called = names(reader(), (iri, *replacements))
    return render_template("gone.html", it=called[iri], replacements=[called[each] for each in replacements])
