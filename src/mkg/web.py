"""The Flask application: the first page, `/sparql` and `/health`. Only here flask is at work."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import FileWrapper

from mkg import protocol
from mkg.dataset import Dataset
from mkg.engine import Answer, Engine
from mkg.errors import MkgError, QueryError
from mkg.formats import GRAPHS, HTML, SOLUTIONS, Format, negotiate
from mkg.questions import Question
from mkg.vocab import KINDS, compact

MAX_BODY = 1 << 20
"""Bytes of a request body that are accepted; a longer one is answered 413."""

DRAINED = 64 * MAX_BODY
"""Bytes of a body too large that are read and thrown away, so that its sender hears the answer."""

PROBLEM = Format("problem", "application/problem+json")
EXAMPLE = """PREFIX mkg: <https://w3id.org/mkg/ns#>

SELECT (COUNT(*) AS ?n) WHERE { ?c a mkg:Claim }"""

bp = Blueprint("mkg", __name__)


@dataclass(frozen=True)
class Site:
    """What the pages show: the loaded graph, the engine that answers, the competency questions."""

    dataset: Dataset
    engine: Engine
    questions: list[Question]
    counts: dict[str, int]


def create_app(dataset: Dataset, engine: Engine, questions: list[Question]) -> Flask:
    """Make the WSGI application that serves a loaded graph through an engine."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.extensions["mkg"] = Site(dataset, engine, questions, dataset.counts())
    app.jinja_env.filters["compact"] = compact
    app.register_blueprint(bp)
    app.register_error_handler(MkgError, _refuse)
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.after_request(_headers)
    return app


def _site() -> Site:
    site: Site = current_app.extensions["mkg"]
    return site


@bp.get("/")
def home() -> str:
    """Say what this is, what is in it, and take a query."""
    return render_template("home.html", site=_site(), kinds=KINDS, example=EXAMPLE)


@bp.get("/health")
def health() -> Response:
    """Tell that the server is up, and with which graph."""
    dataset = _site().dataset
    return jsonify(status="ok", version=dataset.version, triples=dataset.triples)


@bp.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response | str:
    """Answer a query by the SPARQL 1.1 Protocol; show browsers a page."""
    query, engine = protocol.read(request), _site().engine
    if query is None:
        if not _wants_page():
            raise QueryError("give a parameter query with a SPARQL query, or post one")
        return render_template("query.html", text=EXAMPLE)
    if _wants_page():
        return _page(query.text, engine.answer(query, SOLUTIONS[0], GRAPHS[0]))
    accept = request.headers.get("Accept")
    return _whole(engine.answer(query, negotiate(accept, SOLUTIONS), negotiate(accept, GRAPHS)))


def _wants_page() -> bool:
    return negotiate(request.headers.get("Accept"), (*SOLUTIONS, *GRAPHS, HTML)) is HTML


def _page(text: str, answer: Answer) -> str:
    with answer.body:
        content = answer.body.read().decode()
    results = json.loads(content) if answer.format is SOLUTIONS[0] else None
    return render_template("query.html", text=text, results=results, turtle=None if results else content)


def _whole(answer: Answer) -> Response:
    response = Response(
        FileWrapper(answer.body), content_type=answer.format.content_type, direct_passthrough=True
    )
    response.content_length = answer.size
    return response


def _too_large(error: RequestEntityTooLarge) -> Response:
    # A client that is still sending when the connection closes never sees the answer: let it end first.
    body = request.environ["wsgi.input"]
    for _ in range(DRAINED // MAX_BODY):
        if not body.read(MAX_BODY):
            break
    return _refuse(error)


def _refuse(error: MkgError | HTTPException) -> Response:
    status = error.status if isinstance(error, MkgError) else error.code or 500
    detail = str(error) if isinstance(error, MkgError) else error.description
    title = HTTPStatus(status).phrase
    if negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is HTML:
        response = Response(render_template("error.html", status=status, title=title, detail=detail), status)
    else:
        # https://www.rfc-editor.org/rfc/rfc9457
        body = json.dumps({"title": title, "status": status, "detail": detail}, ensure_ascii=False)
        response = Response(body, status, content_type=PROBLEM.media_type)
    if isinstance(error, HTTPException):
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() not in {"content-type"}
        )
    return response


def _headers(response: Response) -> Response:
    response.headers.setdefault("Vary", "Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response
