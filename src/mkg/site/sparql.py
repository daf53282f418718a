"""`/sparql`: the SPARQL 1.1 Protocol, the service description, a page for browsers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from mkg.engine import Answer, Query
from mkg.errors import MkgError, QueryError
from mkg.formats import GRAPHS, HTML, SOLUTIONS, Format, asked, negotiate
from mkg.server.wsgi import TOLD
from mkg.site import etag, headers, protocol
from mkg.site.asking import ask
from mkg.site.state import current
from mkg.vocab import GRAPHS as GRAPH

EXAMPLE = """PREFIX mkg: <https://w3id.org/mkg/ns#>

SELECT (COUNT(*) AS ?n) WHERE { ?c a mkg:Claim }"""

SERVICE = GRAPH + "service"
"""The graph that describes the service and what it serves."""

_EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"

LOGGED = 10_000
"""Characters of a query that are written to the log."""

SHOWN = 1 << 17
"""Bytes of an answer that a page shows; a larger one is offered as a file."""

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
            else ("html", "")
        )


@bp.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response | str:
    """Answer a query by the SPARQL 1.1 Protocol; describe the service where there is none."""
    query, formats = protocol.read(request, f"{current().settings.address}sparql")
    wanted = accepted(formats)
    if query is None:
        return render_template("query.html", text=EXAMPLE) if wanted.page else _description(wanted)
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
            return headers.page(_page(query.text, ask(query, SOLUTIONS[0], GRAPHS[0])), tag)
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


def _page(text: str, answer: Answer) -> str:
    with answer.body:
        if answer.size > SHOWN:
            names = ("csv", "json", "xml") if answer.format in SOLUTIONS else ("turtle", "ntriples", "jsonld")
            return render_template("query.html", text=text, size=answer.size, names=names)
        content = answer.body.read().decode()
    results = json.loads(content) if answer.format is SOLUTIONS[0] else None
    return render_template("query.html", text=text, results=results, turtle=None if results else content)
