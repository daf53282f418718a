"""`/claims`: what documents claim, sentence by sentence, each claim with its verdict, reason and evidence."""

from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from itertools import groupby

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import format_decimal, format_percent, gettext
from markupsafe import Markup
from pyoxigraph import NamedNode

from mkg.drawings.labels import Label
from mkg.drawings.stacked import Part, stacked
from mkg.drawings.svg import Tone
from mkg.engine import Answer
from mkg.errors import NotAcceptable, QueryError
from mkg.formats import GRAPHS, HTML, Format, asked, negotiate
from mkg.index.handle import Index, opened
from mkg.index.places import place
from mkg.reading import claims as reading
from mkg.reading.claim_sums import FACETS, Choice, crossed, offered, sums, word
from mkg.reading.claims import VERDICTS, Claim, Claims
from mkg.reading.texts import LANGUAGES, direction
from mkg.site import headers, languages
from mkg.site.asking import reader
from mkg.site.claim_files import TURTLE, Lines, as_csv, as_json
from mkg.site.showing import shown
from mkg.site.state import current

CSV, JSON = Format("csv", "text/csv"), Format("json", "application/json")
OFFERED = (HTML, CSV, JSON, GRAPHS[0])
"""The formats of the claims, the default first."""

_TONES: dict[str, Tone] = dict(zip(VERDICTS, ("green", "amber", "grey", "red"), strict=True))

bp = Blueprint("claims", __name__)


@bp.get("/claims")
def claims() -> Response:
    """Show what documents claim, and whether other sources bear it out; as a file where one is asked for."""
    chosen = _format()
    return _page() if chosen is HTML else _file(chosen)


def _format() -> Format:
    accept, wanted = request.headers.get("Accept"), request.args.get("format", "")
    chosen = asked(wanted, OFFERED)
    if wanted and not chosen and accept in {None, "", "*/*"}:
        told = ", ".join(item.name for item in OFFERED)
        raise QueryError(f"there is no format {wanted[:60]!r}; the formats are {told}")
    chosen = chosen or negotiate(accept, OFFERED)
    if chosen is None:
        told = ", ".join(item.media_type for item in OFFERED)
        raise NotAcceptable(
            f"claims are sent in none of the formats that Accept names; ask for one of {told}"
        )
    return chosen


def _choice() -> Choice:
    return Choice(**{facet: request.args.get(facet, "") for facet in FACETS})


def _told() -> Claims:
    return current().keep("claims", lambda: reading.read(reader()))


def _lines() -> Lines:
    path = current().graph.index
    return current().keep("lines of claims", lambda: _lines_in(opened(path), _told())) if path else {}


def _lines_in(index: Index, told: Claims) -> Lines:
    found = ((claim.iri, place(index, claim.iri)) for claim in told.all)
    return {iri: (at.path, at.line) for iri, at in found if at}


def _file(chosen: Format) -> Response:
    version = current().graph.version
    tag = headers.tag_of("claims", chosen.name, request.full_path, languages.chosen(), version=version)
    if unchanged := headers.unchanged(tag):
        return unchanged
    found = _choice().of(_told().all)
    answer = _written(found, chosen)
    response = headers.whole(answer, tag if reader().versions <= {version, ""} else None)
    response.vary.update(("Accept-Language", "Cookie"))
    ending = "ttl" if chosen in GRAPHS else chosen.name
    response.headers["Content-Disposition"] = f'attachment; filename="claims.{ending}"'
    return response


def _written(found: list[Claim], chosen: Format) -> Answer:
    if chosen in GRAPHS:
        return reader().graph(TURTLE, chosen, claims=[NamedNode(claim.iri) for claim in found])
    lines = _lines()
    content = as_csv(found, lines, languages.chosen()) if chosen is CSV else as_json(found, lines)
    return Answer(chosen, BytesIO(content), len(content))


@shown
def _page() -> str:
    if request.args.keys() - {"lang"}:
        return _rendered()
    # The page that most ask for is made once.
    name = f"page of claims in {languages.chosen()} at {request.root_path} with {_tongue()}"
    return current().keep(name, _rendered)


def _tongue() -> str:
    """Return the language that the address names, to be kept by links; empty where it names none of ours."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else ""


def _rendered() -> str:
    told, choice = _told(), _choice()
    if not told.all:
        return render_template("claims.html", told=told)
    fitting = {claim.iri for claim in choice.of(told.all)}
    return render_template(
        "claims.html",
        told=told,
        choice=choice,
        fitting=fitting,
        documents=_documents(told.all),
        facets={facet: offered(told.all, choice, facet) for facet in FACETS},
        chart=_chart(told),
        crossed=crossed(told.all),
        sums=sums(told),
        told_of=_told_of(told),
        address=_address,
        share=_share,
        word=word,
        look=_look,
    )


def _told_of(told: Claims) -> dict[str, str]:
    """Return what the page tells of each claim: in HTML: the longest part of it, whatever is chosen."""
    lines = _lines()

    def tell() -> dict[str, str]:
        return {
            claim.iri: render_template(
                "claim.html", told=told, claim=claim, line=lines.get(claim.iri), look=_look
            )
            for claim in told.all
        }

    return current().keep(f"claims told in {languages.chosen()} at {request.root_path}", tell)


def _documents(claims: Iterable[Claim]) -> list[tuple[str, list[tuple[int, list[Claim]]]]]:
    """Group claims by document and sentence, in their order."""
    return [
        (document, [(number, [*of]) for number, of in groupby(said, lambda claim: claim.place[0])])
        for document, said in groupby(claims, lambda claim: claim.document)
    ]


def _chart(told: Claims) -> Markup:
    language = languages.chosen()
    parts = [
        Part(
            told.things[iri].name(language),
            count,
            _TONES.get(iri, "violet"),
            shown=f"{format_decimal(count)} · {_share(count, len(told.all))}",
            href=_address(only=True, verdict=word(iri)),
        )
        for iri, count in offered(told.all, Choice(), "verdict").items()
    ]
    title = Label(gettext("Claims by verdict"), language)
    return stacked(parts, prefix="verdicts", title=title, rtl=direction(language) == "rtl")


def _address(*, only: bool = False, **changes: str) -> str:
    """Return the address of this page with other things chosen; with `only`, with nothing else chosen."""
    kept = {} if only else asdict(_choice())
    wanted = {"lang": _tongue(), **kept, **changes}
    return url_for("claims.claims", **{name: value for name, value in wanted.items() if value})


def _share(part: int, whole: int) -> str:
    return format_percent(part / whole) if whole else ""


def _look(verdict: str) -> str:
    return word(verdict) if verdict in VERDICTS else "Other"
