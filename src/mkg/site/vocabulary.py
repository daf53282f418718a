"""`/ns`, `/ontology`, `/shapes`, `/fn`: the vocabulary, its shapes and functions, told by themselves."""

from difflib import get_close_matches
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from pyoxigraph import Literal, NamedNode
from werkzeug.wrappers import Response as Redirect

from mkg.errors import NotFound
from mkg.formats import HTML, negotiate
from mkg.index.functions import FN
from mkg.index.functions import FUNCTIONS as CALLABLE
from mkg.reading import vocabulary as told
from mkg.reading.asking import bound
from mkg.reading.examples import Piece, pieces
from mkg.reading.facets import CLASS, SHAPES
from mkg.reading.names import Thing, names
from mkg.reading.resources import FUNCTIONS, VOCABULARY, version_of
from mkg.reading.spaces import spaces
from mkg.reading.terms import Terms, terms
from mkg.reading.texts import Text, best
from mkg.reading.values import literal
from mkg.reading.vocabulary import TERM, Term, Vocabulary
from mkg.reading.words import PROPERTIES, licence
from mkg.site import languages, linked
from mkg.site.asking import reader
from mkg.site.class_diagram import drawn
from mkg.site.problems import PROBLEM
from mkg.site.rendering import here
from mkg.site.shaped import document, ruled
from mkg.site.state import current
from mkg.vocab import BASE, ONTOLOGY, PREFIXES, TERMS

_IT = NamedNode(ONTOLOGY)
_MANY, _SIMILAR = 8, 5
_USES = {
    "class": "SELECT ?thing ?name {\n  ?thing a $it .\n  OPTIONAL { ?thing skos:prefLabel ?name }\n}",
    "property": "SELECT ?thing ?value {\n  ?thing $it ?value .\n}",
    "individual": "SELECT ?thing ?property {\n  ?thing ?property $it .\n}",
}

bp = Blueprint("vocabulary", __name__)


@bp.get("/ns")
@bp.get(f"/ns.{linked.SUFFIX}")
def overview(suffix: str = "") -> Response:
    """Show the vocabulary as a whole, or send it."""
    return linked.document("ns", _overview, VOCABULARY, suffix=suffix, it=_IT)


@bp.get("/ns/<name>")
def term(name: str) -> Response:
    """Tell of one term, or send it."""
    word, suffix = linked.split(name)
    known = vocabulary().terms.get(TERMS + word)
    if known is None:
        return _missing(word)
    return linked.document(f"ns/{word}", partial(_term, known), TERM, suffix=suffix, it=NamedNode(known.iri))


@bp.get("/ontology")
@bp.get(f"/ontology.{linked.SUFFIX}")
def ontology(suffix: str = "") -> Response:
    """Show the ontology, which is the vocabulary, or send it."""
    return linked.document("ontology", _overview, VOCABULARY, suffix=suffix, it=_IT)


@bp.get("/ontology/<name>")
def ontology_version(name: str) -> Redirect:
    """Lead from the version that is loaded to the ontology."""
    version, suffix = linked.split(name)
    if f"{ONTOLOGY}/{version}" not in version_of(reader(), _IT):
        raise NotFound(f"version {version[:60]} of the ontology is not the one here; /ontology has that")
    told = f"?format={suffix}" if suffix else ""
    return redirect(f"{request.root_path}/ontology{told}", 303)


@bp.get("/shapes")
@bp.get(f"/shapes.{linked.SUFFIX}")
def shapes(suffix: str = "") -> Response:
    """Tell what must hold of the things of each class, or send the shapes that say it."""
    chosen = linked.chosen_format(suffix)
    if chosen is HTML:
        return linked.document("shapes", _shapes, VOCABULARY, suffix=suffix)
    return document(suffix, chosen)


@bp.get("/fn")
@bp.get(f"/fn.{linked.SUFFIX}")
def functions(suffix: str = "") -> Response:
    """Tell what the functions of ours do that queries can call."""
    return linked.document("fn", _functions, FUNCTIONS, suffix=suffix, it=NamedNode(f"{BASE}fn"))


def vocabulary() -> Vocabulary:
    """Return the vocabulary of the graph that is served."""
    return current().keep("vocabulary and its uses", lambda: told.vocabulary(reader(), _used()))


def _used() -> Terms:
    return current().keep("terms", lambda: terms(reader()))


def _overview() -> str:
    known = vocabulary()
    return render_template(
        "vocabulary.html",
        drawing=drawn(known, ruled().shapes, _address),
        groups=_grouped(known),
        members=_by_class(known),
        spaces=spaces(_used()),
        prefixes=PREFIXES,
        **_tools(known),
    )


def _grouped(known: Vocabulary) -> list[tuple[tuple[str, ...], list[Term]]]:
    """Group the properties by the most general classes whose things may have them."""
    groups: dict[tuple[str, ...], list[Term]] = {}
    for each in known.of("property"):
        groups.setdefault(tuple(sorted({known.root(iri) for iri in each.domains})), []).append(each)
    return sorted(groups.items())


def _by_class(known: Vocabulary) -> list[tuple[str, list[Term]]]:
    """Group the individuals by a class of each: one of ours where it has one."""
    groups: dict[str, list[Term]] = {}
    for each in known.of("individual"):
        of = min(each.thing.classes, key=lambda iri: (iri not in known.terms, iri), default="")
        groups.setdefault(of, []).append(each)
    return sorted(groups.items())


def _term(known: Term) -> str:
    whole = vocabulary()
    found = told.examples(reader(), known, _MANY)
    values = {iri: _value(values) for iri, values in found.items()}
    iris = [value.value for value in values.values() if isinstance(value, NamedNode)]
    return render_template(
        "term.html",
        term=known,
        examples=[[*map(_piece, pieces(text))] for text in known.examples],
        found=values,
        things=names(reader(), [*found, *iris]),
        literal=lambda value: literal(value, languages.chosen()) if isinstance(value, Literal) else None,
        checks=ruled().shapes.on(known.iri),
        places=ruled().places,
        query=_query(known),
        **_tools(whole),
    )


def _value(values: list[NamedNode | Literal]) -> NamedNode | Literal | None:
    """Choose the value that the reader understands best."""
    words = {Text.of(value): value for value in values if isinstance(value, Literal)}
    chosen = best(words, languages.chosen())
    return words[chosen] if chosen else next(iter(values), None)


def _piece(piece: Piece) -> tuple[str, str, str]:
    return piece.text, piece.sort, _address(piece.iri) if piece.iri else ""


def _shapes() -> str:
    return render_template(
        "shapes.html",
        ruled=ruled(),
        severities=_severities(),
        texts=lambda messages: [*map(Text.of, messages)],
        **_tools(vocabulary()),
    )


def _functions() -> str:
    return render_template("functions.html", functions=CALLABLE, namespace=FN)


def _severities() -> dict[str, str]:
    return {"violation": gettext("Violation"), "warning": gettext("Warning"), "info": gettext("Information")}


def _tools(known: Vocabulary) -> dict[str, Any]:
    """Return what the templates call: what terms are called, where they and their uses are told of."""
    return {
        "known": known,
        "address": _address,
        "licence": licence,
        "called": lambda iri: _called(known, iri),
        "query_of": _query,
        "listed": partial(_listed, known),
    }


def _called(known: Vocabulary, iri: str) -> Thing | None:
    """Return a term with its name where the vocabulary or the words of these pages have one."""
    found = known.terms.get(iri)
    return found.thing if found else PROPERTIES.get(iri)


def _address(iri: str) -> str:
    """Return where a term is told of: on its page if it is ours, else at its own address."""
    if iri in vocabulary().terms:
        return url_for("vocabulary.term", name=iri.removeprefix(TERMS))
    return here(iri)


def _listed(known: Vocabulary, each: Term) -> str:
    """Return where the uses of a term are listed: the list of a kind, or the answer to a query."""
    kind = known.kind(each.iri) if each.sort == "class" else None
    # /catalog is the description of the dataset, whatever stands behind it.
    if kind and kind != "catalog" and each.iri == known.root(each.iri):
        return url_for("lists.listing", kind=kind)
    if kind and CLASS in SHAPES[kind].facets:
        return f"{url_for('lists.listing', kind=kind)}?{urlencode({CLASS: each.word})}"
    return url_for("sparql.sparql", query=_query(each))


def _query(each: Term) -> str:
    return bound(_USES[each.sort], {"it": NamedNode(each.iri)})


def _missing(word: str) -> Response:
    """Answer for a term that is not there, with those spelled nearly so. Raises NotFound for programs."""
    known = vocabulary().terms
    spelled = {iri.removeprefix(TERMS).lower(): iri for iri in known}
    near = [spelled[each] for each in get_close_matches(word[:100].lower(), spelled, _SIMILAR, 0.6)]
    if negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is not HTML:
        meant = f"; did you mean {', '.join(iri.removeprefix(TERMS) for iri in near)}?" if near else ""
        raise NotFound(f"the vocabulary has no term {word[:100]!r}{meant or '; /ns lists those it has'}")
    page = render_template(
        "term_missing.html", words=word[:100], near=[known[iri] for iri in near], address=_address
    )
    return Response(page, 404)
