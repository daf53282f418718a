"""`/file/<path>`: a file of the graph as it was loaded, by its lines, so that a fact is seen in its place."""

from io import BytesIO
from pathlib import PurePath
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat

from mkg.engine import Answer
from mkg.errors import NotAcceptable, NotFound
from mkg.formats import GRAPHS, HTML, Format, asked, negotiate
from mkg.index import handle, places
from mkg.site import headers
from mkg.site.showing import shown
from mkg.site.state import current

_PLAIN = Format("text", "text/plain")

bp = Blueprint("files", __name__)


def known() -> list[str]:
    """Return the paths of the files whose texts are at hand."""
    index = _index()
    return places.files(index) if index else []


@bp.get("/file/<path:path>")
def file(path: str) -> Response:
    """Show a file of the graph; send it as it is to who does not ask for a page."""
    index = _index()
    text = places.file(index, path) if index else None
    if text is None:
        raise NotFound(f"there is no file {path[:200]} here; the pages of graphs name those there are")
    own = _format(path)
    offered = (own, HTML)
    accept = request.headers.get("Accept")
    chosen = asked(request.args.get("format", ""), offered) or negotiate(accept, offered)
    if chosen is None:
        raise NotAcceptable(f"a file is sent as {own.media_type} or text/html; ask for one of them")
    response = shown(lambda: _page(path, text, own))() if chosen is HTML else _sent(path, text, own)
    here = f"{request.root_path}/file/{quote(path)}"
    for item in offered:
        if item is not chosen:
            response.headers.add(
                "Link", f'<{here}?format={item.name}>; rel="alternate"; type="{item.media_type}"'
            )
    return response


def _index() -> handle.Index | None:
    path = current().graph.index
    return handle.opened(path) if path else None


def _format(path: str) -> Format:
    found = RdfFormat.from_extension(PurePath(path).suffix.removeprefix("."))
    return next((item for item in GRAPHS if found and item.writer == found), _PLAIN)


def _page(path: str, text: str, own: Format) -> str:
    lines = text.removesuffix("\n").split("\n")
    return render_template("file.html", path=path, lines=lines, format=own.name)


def _sent(path: str, text: str, own: Format) -> Response:
    tag = headers.tag_of("file", path)
    content = text.encode()
    return headers.unchanged(tag) or headers.whole(Answer(own, BytesIO(content), len(content)), tag)
