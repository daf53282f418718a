"""`/sparql`: the SPARQL 1.1 Protocol, the service description, a page for browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, request

from mkg.engine import Answer, Query
from mkg.errors import MkgError, QueryError
from mkg.formats import GRAPHS, HTML, SOLUTIONS, Format, asked, negotiate
from mkg.server.wsgi import TOLD
from mkg.site import answering, etag, headers, languages, protocol
from mkg.site.asking import ask, reader
from mkg.site.assets import look
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.vocab import GRAPHS as GRAPH

SERVICE = GRAPH + "service"
"""The graph that describes the service and what it serves."""

_EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"

LOGGED = 10_000
"""Characters of a query that are written to the log."""

bp = Blueprint("sparql", __name__)


@dataclass(frozen=True)
class Wanted:
    """The formats that a request accepts: for solutions, for triples, and whether it is for a person."""

    solutions: Format | None
    graph: Format | None
    page: bool

    @property
    def names(self) -> tuple[str, str]:
        """What of the formats goes into an entity tag."""
        return (
            (self.solutions.name if self.solutions else "", self.graph.name if self.graph else "")
            if not self.page
            else ("html", f"{languages.chosen()} {look()}")
        )


@bp.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query by the SPARQL 1.1 Protocol; describe the service where there is none."""
    query, formats = protocol.read(request, f"{current().settings.address}sparql")
    wanted = accepted(formats)
    if query is None:
        return shown(answering.asked_nothing)() if wanted.page else _description(wanted)
    try:
        return _answer(query, wanted)
    except MkgError as error:
        if not wanted.page:
            raise
        response = Response(answering.failed(query.text, error), error.status)
        if retry_after := getattr(error, "retry_after", None):
            response.headers["Retry-After"] = str(retry_after)
        return response


def _answer(query: Query, wanted: Wanted) -> Response:
    told = request.environ.get(TOLD, {})
    told["query"] = query.text[:LOGGED]
    graphs = (" ".join(names) for names in (query.default_graphs, query.named_graphs))
    said = query.text, *graphs, *wanted.names
    tag = headers.tag_of(*said) if etag.deterministic(query.text) else None
    with _outcome(told):
        if tag and (unchanged := headers.unchanged(tag)):
            told["outcome"] = "unchanged"
            return unchanged
        if wanted.page:
            html = answering.answered(query.text, ask(query, SOLUTIONS[0], GRAPHS[0])).encode()
            # Parts of two graphs, where another was loaded meanwhile, are not to be kept.
            is_of_one = reader().versions <= {current().graph.version}
            return headers.whole(Answer(HTML, BytesIO(html), len(html)), tag if is_of_one else None)
        answer = ask(query, wanted.solutions, wanted.graph)
        told |= {"rows": answer.rows, "version": answer.version}
        return headers.whole(answer, tag and headers.tag_of(*said, version=answer.version))


@contextmanager
def _outcome(told: dict[str, Any]) -> Iterator[None]:
    """Tell the log how a query ended."""
    told["outcome"] = "answered"
    try:
        yield
    except MkgError as error:
        told["outcome"] = type(error).__name__
        raise


def graph_answer(graph: str | None, chosen: Format) -> Response:
    """Answer with all triples of a named graph, or of the default graph."""
    tag = headers.tag_of(graph or "", chosen.name)
    if unchanged := headers.unchanged(tag):
        return unchanged
    answer = ask(Query(_EVERYTHING, (graph,) if graph else ()), None, chosen)
    return headers.whole(answer, headers.tag_of(graph or "", chosen.name, version=answer.version))


def accepted(formats: list[str]) -> Wanted:
    """Read what a request accepts: the first known of the formats that it names wins over Accept.

    Raises QueryError where it names none that is known, and Accept says nothing either.
    """
    offered, accept = (*SOLUTIONS, *GRAPHS, HTML), request.headers.get("Accept")
    # Clients send several spellings of one wish, and lists of them.
    names = [name for name in ",".join(formats)[:1000].replace(" ", "").split(",") if name]
    for name in names:
        if first := asked(name, offered):
            return Wanted(asked(name, SOLUTIONS), asked(name, GRAPHS), first is HTML)
    if names and accept in {None, "", "*/*"}:
        told = ", ".join(item.name for item in offered)
        raise QueryError(f"there is no format {names[0][:60]!r}; the formats are {told}")
    page = negotiate(accept, offered) is HTML
    return Wanted(negotiate(accept, SOLUTIONS), negotiate(accept, GRAPHS), page)


def _description(wanted: Wanted) -> Response:
    # https://www.w3.org/TR/sparql11-service-description/#accessing
    if wanted.graph is None:
        raise QueryError("give a parameter query with a SPARQL query, or post one")
    return graph_answer(SERVICE, wanted.graph)
