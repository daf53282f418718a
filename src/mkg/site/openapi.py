"""The HTTP surface in OpenAPI 3.1, made from the formats on offer so that it cannot fall out of step.

https://spec.openapis.org/oas/v3.1.0
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from mkg.dumps import CHECKSUMS, DUMPS
from mkg.formats import GRAPHS, HTML, SOLUTIONS, Format
from mkg.site.protocol import FORM, QUERY

Json = dict[str, Any]

_STATUSES = {
    304: "The representation that If-None-Match names is still the current one.",
    400: "The request cannot be understood; the problem says where and how to mend it.",
    404: "There is no such thing here.",
    405: "The path does not take this method; Allow names those that it takes.",
    406: "None of the formats on offer is one that Accept or format names.",
    408: "The request took too long to arrive.",
    413: "The request body is too large.",
    414: "The address is too long; post the query.",
    415: "The request body is in a media type that is not read here.",
    429: "This client has as many queries at work as one may have; ask again after Retry-After seconds.",
    431: "The headers of the request are too large.",
    502: "An endpoint that the query names with SERVICE did not answer.",
    503: "No engine is free, or the query or its answer took more than one may; the problem says which.",
    504: "The query ran for as long as one may; ask for less.",
}
_ANYWHERE = (400, 405, 408, 414, 431)
_EVALUATED = (429, 503, 504)
_JSON = "application/json"
_TEXT: Json = {"type": "string"}
_TAG: Json = {"ETag": {"schema": _TEXT}}
_ALLOW: Json = {"Allow": {"required": True, "schema": _TEXT}}
_LATER: Json = {"schema": {"type": "integer", "minimum": 0}, "description": "Seconds to wait."}
_HEADERS: dict[int, Json] = {
    304: _TAG,
    405: _ALLOW,
    429: {"Retry-After": _LATER | {"required": True}},
    503: {"Retry-After": _LATER},
}
_REFERENCE: Json = {"type": "string", "format": "uri-reference"}
_IRI: Json = {"type": "string", "format": "iri"}

_QUERY_TEXT: Json = {
    "type": "string",
    "description": "A SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.",
    "examples": [
        "PREFIX mkg: <https://w3id.org/mkg/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?c a mkg:Claim }",
        "DESCRIBE <https://w3id.org/mkg/language/arabic>",
    ],
}


def _format(offered: Iterable[Format]) -> Json:
    names = [item.name for item in offered]
    return {"type": "string", "enum": names, "description": "The name of a format; it wins over Accept."}


_GRAPH_LIST: Json = {"type": "array", "items": _IRI}
# https://www.w3.org/TR/sparql11-protocol/#query-operation
_PROTOCOL: Json = {
    "query": _QUERY_TEXT,
    "default-graph-uri": _GRAPH_LIST | {"description": "The graphs whose sum is the default graph."},
    "named-graph-uri": _GRAPH_LIST | {"description": "The graphs that GRAPH can name."},
    "format": _format((*SOLUTIONS, *GRAPHS, HTML)),
}
_RDF_FORMAT: Json = {"name": "format", "in": "query", "schema": _format(GRAPHS)}
_SCHEMAS: Json = {
    # https://www.rfc-editor.org/rfc/rfc9457
    "Problem": {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "type": _REFERENCE,
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "minLength": 1, "description": "What is wrong, and the cure."},
        },
    },
    # https://www.w3.org/TR/sparql11-results-json/
    "Results": {
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object"},
            "results": {"type": "object", "required": ["bindings"]},
            "boolean": {"type": "boolean"},
        },
        "oneOf": [{"required": ["results"]}, {"required": ["boolean"]}],
    },
    "Health": {
        "type": "object",
        "required": ["status", "ready", "version"],
        "properties": {
            "status": {"type": "string"},
            "ready": {"type": "boolean"},
            "version": {"type": ["string", "null"], "description": "The version of the graph."},
            "problem": {"type": ["string", "null"], "description": "Why the last graph was refused."},
        },
    },
    "Dumps": {
        "type": "object",
        "required": ["version", "checksums", "dumps"],
        "properties": {
            "version": {"type": "string", "description": "The version of the graph."},
            "checksums": _REFERENCE,
            "dumps": {"type": "array", "items": _REFERENCE},
        },
    },
}


def document(base_url: str, version: str) -> dict[str, object]:
    """Return the OpenAPI description of the site at an address; `version` is that of what it serves."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mkg: the knowledge graph of deep learning in Morocco",
            "version": version,
            "summary": "Linked data and a SPARQL 1.1 endpoint, to be read by anyone without a key.",
        },
        "servers": [{"url": base_url.rstrip("/")}],
        "paths": {path: _named(path, operations) for path, operations in _paths().items()},
        "components": {
            "parameters": {name: _parameter(name, schema) for name, schema in _PROTOCOL.items()},
            "responses": {str(status): _response(status) for status in _STATUSES},
            "schemas": _SCHEMAS,
        },
    }


def _paths() -> Json:
    rdf = _content(item.media_type for item in GRAPHS)
    plain = _content(["text/plain"])
    dumps: Json = {dump.format.media_type: {} for dump in DUMPS.values()}
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": [*DUMPS]}}
    described = (304, 406, *_EVALUATED)
    return {
        "/": _reading("Show what this is, and take a query", _content([HTML.media_type]), (503,)),
        "/sparql": _asking(_content(item.media_type for item in (*SOLUTIONS, *GRAPHS, HTML))),
        "/graph": _reading("Read one graph whole", rdf, (404, *described), _graph_store()),
        "/dump/": _reading("List the files that hold the whole dataset", _json("Dumps"), (503,)),
        f"/dump/{CHECKSUMS}": _reading("List their SHA-256 checksums", plain, _EVALUATED),
        "/dump/{name}": _reading("Fetch the whole dataset", dumps, (304, 404, *_EVALUATED), [name]),
        "/.well-known/void": _reading("Describe the dataset in VoID", rdf, described, [_RDF_FORMAT]),
        "/catalog": _reading("Describe the dataset in DCAT", rdf, described, [_RDF_FORMAT]),
        "/health": _health(),
        "/metrics": _reading("Tell figures to Prometheus", plain),
        "/openapi.json": _reading("Describe the HTTP surface", {_JSON: {"schema": {"type": "object"}}}),
    }


def _content(media_types: Iterable[str]) -> Json:
    special = {
        SOLUTIONS[0].media_type: {"$ref": "#/components/schemas/Results"},
        "application/ld+json": {"type": ["array", "object"]},
    }
    return {name: {"schema": special.get(name, _TEXT)} for name in media_types}


def _json(schema: str) -> Json:
    return {_JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _health() -> Json:
    operations = _reading("Tell whether the server is up, and with which graph", _json("Health"))
    for operation in operations.values():
        operation["responses"]["503"] = {"description": "It has no graph yet.", "content": _json("Health")}
    return operations


def _graph_store() -> list[Json]:
    # https://www.w3.org/TR/sparql11-http-rdf-update/#http-get
    default = {"type": "string", "enum": [""], "description": "Present, it names the default graph."}
    graph = _IRI | {"description": "The IRI of a named graph. Give exactly one of default and graph."}
    return [_parameter("default", default), _parameter("graph", graph), _RDF_FORMAT]


def _parameter(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


def _asking(content: Json) -> Json:
    errors = (406, *_EVALUATED, 502)
    told = {name: {"$ref": f"#/components/parameters/{name}"} for name in _PROTOCOL}
    operations = _reading(
        "Answer a query; without one, describe the service", content, (304, *errors), told.values()
    )
    operations["post"] = {
        "summary": "Answer a query in the request body",
        "parameters": [reference for name, reference in told.items() if name != "query"],
        "requestBody": {
            "required": True,
            "content": {
                FORM: {"schema": {"type": "object", "required": ["query"], "properties": _PROTOCOL}},
                QUERY: {"schema": _QUERY_TEXT},
            },
        },
        "responses": _responses(content, (*errors, 413, 415)),
    }
    operations["options"] = {
        "summary": "Tell the methods, to other origins too",
        "responses": {"200": {"description": "The methods, in Allow.", "headers": _ALLOW}}
        | _refused(_ANYWHERE),
    }
    return operations


def _reading(
    summary: str, content: Json, errors: Iterable[int] = (), parameters: Iterable[Json] = ()
) -> Json:
    shared = {"parameters": list(parameters), "responses": _responses(content, errors)}
    return {
        "get": {"summary": summary, **shared},
        "head": {"summary": f"{summary}: the headers alone", **shared},
    }


def _responses(content: Json, others: Iterable[int]) -> Json:
    well = {"description": "The representation asked for.", "content": content, "headers": _TAG}
    return {"200": well} | _refused((*others, *_ANYWHERE))


def _refused(statuses: Iterable[int]) -> Json:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _response(status: int) -> Json:
    content = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        HTML.media_type: {"schema": _TEXT},
    }
    told = {"description": _STATUSES[status], "headers": _HEADERS.get(status, {})}
    return told | ({"content": content} if status >= HTTPStatus.BAD_REQUEST else {})


def _named(path: str, operations: Json) -> Json:
    words = "".join(letter if letter.isalnum() else " " for letter in path).title().split()
    return {
        method: {"operationId": method + ("".join(words) or "Home"), **operation}
        for method, operation in operations.items()
    }
