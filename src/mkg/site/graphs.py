"""Whole graphs: their pages, the Graph Store Protocol for reading, dumps with checksums, the description.

https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import hashlib
import re
import shutil
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Blueprint, Response, jsonify, render_template, request, send_file, url_for
from pyoxigraph import NamedNode

from mkg.dataset import graph_of
from mkg.dumps import CHECKSUMS, DUMPS, Dump
from mkg.errors import NotAcceptable, NotFound, QueryError, Unavailable
from mkg.formats import GRAPHS, Format, negotiate
from mkg.reading import resources
from mkg.reading.names import names
from mkg.reading.resources import DESCRIPTION, GRAPH
from mkg.site import files, headers, linked
from mkg.site.asking import reader
from mkg.site.sparql import SERVICE, accepted, graph_answer
from mkg.site.state import current
from mkg.vocab import GRAPHS as GRAPH_NAMES

_RELOADED = "another graph was loaded just now; ask again"

bp = Blueprint("graphs", __name__)

# Any other may be ignored, one in another unit must: https://www.rfc-editor.org/rfc/rfc9110#section-14.2
_RANGE = re.compile(r"bytes=(\d+-\d*|-\d+)")


@bp.get("/graph")
def graph() -> Response:
    """Answer with one graph: `?default`, or `?graph=` and its IRI."""
    names, default = request.args.getlist("graph"), "default" in request.args
    if len(names) + default != 1:
        raise QueryError("name one graph: ?default, or ?graph= and the IRI of a named graph")
    if names and names[0] not in current().graph.graphs:
        raise NotFound(f"there is no graph {names[0][:200]}; /sparql without a query lists those there are")
    return graph_answer(names[0] if names else None, _format())


@bp.get("/graph/<name>")
def page(name: str) -> Response:
    """Tell what a graph of ours holds, or send it."""
    stem, suffix = linked.split(name)
    it = linked.node(f"graph/{stem}")
    if it.value not in current().graph.graphs:
        raise NotFound(f"there is no graph {it.value[:200]}; /sparql without a query lists those there are")
    return linked.document(f"graph/{stem}", partial(_page, it), GRAPH, suffix=suffix, it=it)


@bp.get("/void")
@bp.get(f"/void.{linked.SUFFIX}")
def void(suffix: str = "") -> Response:
    """Describe the dataset and its service, with the questions that are asked of it."""
    return linked.document("void", partial(_page, NamedNode(SERVICE)), DESCRIPTION, suffix=suffix)


def _page(it: NamedNode) -> str:
    held = resources.held(reader(), it)
    return render_template(
        "graph.html",
        it=it.value,
        name=it.value.removeprefix(GRAPH_NAMES),
        triples=current().graph.graphs.get(it.value, 0),
        held=held,
        called=names(reader(), held),
        files=[path for path in files.known() if graph_of(Path(path)) == it],
        suffixes=linked.SUFFIXES,
    )


@bp.get("/.well-known/void")
@bp.get("/catalog")
def description() -> Response:
    """Answer with the description of the dataset and its service: VoID, DCAT, service description."""
    return graph_answer(SERVICE, _format())


def _format() -> Format:
    wanted = accepted(request.args.getlist("format"))
    chosen = wanted.graph
    if chosen and wanted.page:
        # Browsers ask for XML because they render XHTML; they read RDF best as text.
        plain = tuple(replace(item, aliases=()) for item in GRAPHS)
        chosen = negotiate(request.headers.get("Accept"), plain) or chosen
    if chosen is None:
        raise NotAcceptable("a graph is sent in an RDF format; ask for text/turtle or another of them")
    return chosen


@bp.get("/dump/")
def dumps() -> Response:
    """List the dumps."""
    return jsonify(
        version=current().graph.version,
        checksums=url_for("graphs.dump", name=CHECKSUMS),
        dumps=[url_for("graphs.dump", name=name) for name in DUMPS],
    )


@bp.get("/dump/<name>")
def dump(name: str) -> Response:
    """Send a dump of the whole dataset, or the list of their checksums."""
    if name == CHECKSUMS:
        version = current().graph.version
        return Response(_checksums(version), content_type="text/plain; charset=utf-8")
    if name not in DUMPS:
        raise NotFound(f"there is no dump {name[:60]}; /dump/ lists those there are")
    version, found = current().graph.version, DUMPS[name]
    tag = headers.tag_of(name, version=version)
    if unchanged := headers.unchanged(tag):
        return unchanged
    if not _RANGE.fullmatch(request.headers.get("Range", "")):
        request.environ.pop("HTTP_RANGE", None)
    try:
        return send_file(_made(found, version), found.format.media_type, download_name=name, etag=tag[1:-1])
    except FileNotFoundError as error:
        raise Unavailable(_RELOADED) from error


def _made(dump: Dump, version: str) -> Path:
    """Return the file of a dump; it is made when it is first asked for, by one request at a time."""
    site = current()
    path = Path(site.folder) / f"{version}-{dump.name}"
    if path.exists():
        return path
    if path.name in site.making:
        raise Unavailable(f"{dump.name} is being made; ask again in a moment")
    path.parent.mkdir(exist_ok=True)  # whoever cleans temporary folders may have taken it
    site.making.add(path.name)
    with ExitStack() as undo:
        undo.callback(site.making.discard, path.name)
        answer = site.engine.dump(dump)
        undo.callback(answer.body.close)
        beside = undo.enter_context(NamedTemporaryFile(dir=site.folder, delete=False))
        undo.callback(Path(beside.name).unlink, missing_ok=True)
        shutil.copyfileobj(answer.body, beside)
        beside.close()
        if answer.version != version:
            raise Unavailable(_RELOADED)
        return Path(beside.name).replace(path)


def _checksums(version: str) -> str:
    try:
        return "".join(f"{_checksum(_made(dump, version))}  {dump.name}\n" for dump in DUMPS.values())
    except FileNotFoundError as error:
        raise Unavailable(_RELOADED) from error


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
