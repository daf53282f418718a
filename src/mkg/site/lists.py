"""`/<kind>/`: the things of a kind, with facets, sorting and paging; the same as CSV, JSON and RDF."""

import re
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from mkg.engine import Answer
from mkg.errors import NotAcceptable, QueryError
from mkg.formats import GRAPHS, HTML, Format, asked, negotiate
from mkg.reading.facets import SHAPES, Item
from mkg.reading.listed import Telling
from mkg.site import headers, languages, linked, listed
from mkg.site.asking import reader
from mkg.site.list_files import RDF, as_csv, as_json
from mkg.site.listed import FACETS, LABELS, ORDERS, Wanted
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.vocab import BASE, KINDS

CSV, JSON = Format("csv", "text/csv"), Format("json", "application/json")
_RDF = tuple(item for item in GRAPHS if item in linked.SUFFIXES.values())
OFFERED = (HTML, CSV, JSON, *_RDF)
"""The formats of a list, the default first."""

PAGE = 50
"""How many things stand on a page."""

_NUMBER = re.compile("[0-9]{1,6}")

bp = Blueprint("lists", __name__)


@bp.get(f"/<any({','.join(KINDS)}):kind>/")
def listing(kind: str) -> Response:
    """List the things of a kind that are asked for: as a page, as a table, as RDF."""
    chosen = _format()
    ask = listed.wanted(kind, SHAPES[kind].facets)
    response = shown(lambda: _page(ask))() if chosen is HTML else _file(ask, chosen)
    for item in OFFERED:
        if item is not chosen:
            link = f'<{ask.address(format=item.name)}>; rel="alternate"; type="{item.media_type}"'
            response.headers.add("Link", link)
    return response


def _format() -> Format:
    accept, name = request.headers.get("Accept"), request.args.get("format", "")[:100]
    chosen = linked.SUFFIXES.get(name) or asked(name, OFFERED)
    if name and not chosen and accept in {None, "", "*/*"}:
        told = ", ".join(item.name for item in OFFERED)
        raise QueryError(f"there is no format {name[:60]!r}; the formats are {told}")
    if chosen := chosen or negotiate(accept, OFFERED):
        return chosen
    told = ", ".join(item.media_type for item in OFFERED)
    raise NotAcceptable(f"lists are sent in none of the formats that Accept names; ask for one of {told}")


def _page(ask: Wanted) -> str:
    told = listed.telling(ask.kind)
    found = told.listing.sifted(ask.choice)
    order = ask.order or told.listing.shape.order
    items = found.ordered(order, told.language)
    pages = max(1, -(-len(items) // PAGE))
    page = min(_number(request.args.get("page", "")), pages)
    return render_template(
        "list.html",
        ask=ask,
        told=told,
        items=items[(page - 1) * PAGE : page * PAGE],
        count=len(items),
        first=(page - 1) * PAGE + 1,
        page=page,
        pages=pages,
        at=lambda number: ask.address(page=str(number)) if number > 1 else ask.address(),
        facets=listed.facets(told, ask, found),
        chosen=[*listed.chosen(told, ask)],
        without_text=replace(ask, text="").address(),
        cleared=Wanted(ask.kind, order=ask.order, language=ask.language).address(),
        orders=_orders(ask, order, told),
        facet_names=FACETS,
        labels=LABELS,
    )


def _number(text: str) -> int:
    return max(int(text), 1) if _NUMBER.fullmatch(text) else 1


def _orders(ask: Wanted, order: str, told: Telling) -> list[tuple[str, str, bool]]:
    """Return the orders that tell things apart: address, name, whether it is the one at hand."""
    dated = any(item.year for item in told.listing.items)
    return [
        (replace(ask, order=each).address(), name, each == order)
        for each, name in ORDERS.items()
        if each != "year" or dated
    ]


def _file(ask: Wanted, chosen: Format) -> Response:
    version, language = current().graph.version, languages.chosen()
    tag = headers.tag_of("list", chosen.name, request.full_path, language, version=version)
    if unchanged := headers.unchanged(tag):
        return unchanged
    told = listed.telling(ask.kind)
    order = ask.order or told.listing.shape.order
    items = told.listing.sifted(ask.choice).ordered(order, language)
    answer = _written(ask, chosen, told, items)
    response = headers.whole(answer, tag if reader().versions <= {version, ""} else None)
    response.vary.update(("Accept-Language", "Cookie"))
    ending = next((end for end, item in linked.SUFFIXES.items() if item is chosen), chosen.name)
    response.headers["Content-Disposition"] = f'inline; filename="{ask.kind}.{ending}"'
    return response


def _written(ask: Wanted, chosen: Format, told: Telling, items: list[Item]) -> Answer:
    if chosen in _RDF:
        query = urlencode(ask.pairs)
        name = NamedNode(f"{BASE}{ask.kind}/{'?' if query else ''}{query}")
        return reader().graph(RDF, chosen, list=name, things=[NamedNode(item.thing.iri) for item in items])
    content = as_csv(items, told) if chosen is CSV else as_json(items, told)
    return Answer(chosen, BytesIO(content), len(content))
