"""The SPARQL 1.1 Protocol: an HTTP request to a query. https://www.w3.org/TR/sparql11-protocol/."""

from collections import defaultdict
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from mkg.engine import Query
from mkg.errors import QueryError, UnsupportedMediaType

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"

MAX_PARAMETERS = 256
"""How many parameters a request may have."""

Parameters = dict[str, list[str]]


def read(request: Request, base: str) -> tuple[Query | None, list[str]]:
    """Return the query that a request carries, None where a GET carries none, and the formats it names.

    `base` is what relative IRIs of the query begin with, unless it has a BASE of its own.

    Raises QueryError (400) and UnsupportedMediaType (415); werkzeug raises RequestEntityTooLarge (413).
    """
    parameters = _parameters(request.query_string)
    if request.method == "POST":
        text = _posted(request, parameters)
    elif parameters.keys() & {"query", "update"}:
        text = _only(parameters, "query")
    else:
        return None, parameters["format"]
    if "\0" in text:
        raise QueryError("the query holds a NUL character; take it out")
    graphs = tuple(parameters["default-graph-uri"]), tuple(parameters["named-graph-uri"])
    return Query(text, *graphs, base=base), parameters["format"]


def _posted(request: Request, parameters: Parameters) -> str:
    if request.mimetype == QUERY:
        return _decoded(request.get_data(), "the request body")
    if request.mimetype != FORM:
        raise UnsupportedMediaType(
            f"post a query as {FORM} or {QUERY}, not as {request.mimetype or 'nothing named'}"
        )
    for name, values in _parameters(request.get_data()).items():
        parameters[name] += values
    return _only(parameters, "query")


def _only(parameters: Parameters, name: str) -> str:
    if "update" in parameters:
        raise QueryError("updates are not taken here: the graph changes through its files in git")
    values = parameters[name]
    if len(values) != 1:
        raise QueryError(f"give exactly one parameter {name}, not {len(values)}")
    return values[0]


def _parameters(encoded: bytes) -> Parameters:
    parameters: Parameters = defaultdict(list)
    try:
        # Decoded exactly once and strictly: a wrong byte is told, never replaced.
        for name, value in parse_qsl(
            _decoded(encoded, "the query string"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        ):
            parameters[name].append(value)
    except UnicodeDecodeError as error:
        raise QueryError("a parameter is not percent-encoded UTF-8; encode it again") from error
    except ValueError as error:
        raise QueryError(f"the request has more than {MAX_PARAMETERS} parameters; send fewer") from error
    return parameters


def _decoded(text: bytes, what: str) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"byte {error.start + 1} of {what} is not UTF-8; send UTF-8") from error
