"""The parts of which the OpenAPI description is made: operations, answers, parameters, schemas.

https://spec.openapis.org/oas/v3.1.0
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from mkg.formats import HTML, SOLUTIONS, Format

Json = dict[str, Any]

STATUSES = {
    303: "What is asked for is at another address, which Location names.",
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
ANYWHERE = (400, 405, 408, 414, 431)
EVALUATED = (429, 503, 504)
JSON = "application/json"
TEXT: Json = {"type": "string"}
_TAG: Json = {"ETag": {"schema": TEXT}}
ALLOW: Json = {"Allow": {"required": True, "schema": TEXT}}
_LATER: Json = {"schema": {"type": "integer", "minimum": 0}, "description": "Seconds to wait."}
_HEADERS: dict[int, Json] = {
    303: {"Location": {"required": True, "schema": TEXT}},
    304: _TAG,
    405: ALLOW,
    429: {"Retry-After": _LATER | {"required": True}},
    503: {"Retry-After": _LATER},
}
_REFERENCE: Json = {"type": "string", "format": "uri-reference"}
IRI: Json = {"type": "string", "format": "iri"}
SCHEMAS: Json = {
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


def format_of(offered: Iterable[Format]) -> Json:
    """Return the schema of the parameter that names a format."""
    names = [item.name for item in offered]
    return {"type": "string", "enum": names, "description": "The name of a format; it wins over Accept."}


def content_of(media_types: Iterable[str]) -> Json:
    """Return the content of an answer in these media types."""
    special = {
        SOLUTIONS[0].media_type: {"$ref": "#/components/schemas/Results"},
        "application/ld+json": {"type": ["array", "object"]},
    }
    return {name: {"schema": special.get(name, TEXT)} for name in media_types}


def in_json(schema: str) -> Json:
    """Return the content of an answer in JSON that has a schema of ours."""
    return {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def parameter(name: str, schema: Json) -> Json:
    """Return a parameter in the query of an address."""
    return {"name": name, "in": "query", "schema": schema}


def reading(summary: str, content: Json, errors: Iterable[int] = (), parameters: Iterable[Json] = ()) -> Json:
    """Return the operations of a path that is read, GET and HEAD; `errors` are statuses of its own."""
    shared = {"parameters": list(parameters), "responses": responses(content, errors)}
    return {
        "get": {"summary": summary, **shared},
        "head": {"summary": f"{summary}: the headers alone", **shared},
    }


def responses(content: Json, others: Iterable[int]) -> Json:
    """Return what an operation answers: well, and each way to fail."""
    well = {"description": "The representation asked for.", "content": content, "headers": _TAG}
    return {"200": well} | refused((*others, *ANYWHERE))


def refused(statuses: Iterable[int]) -> Json:
    """Return references to the answers of these statuses."""
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def response(status: int) -> Json:
    """Return the answer of a status that several operations share."""
    content = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        HTML.media_type: {"schema": TEXT},
    }
    told = {"description": STATUSES[status], "headers": _HEADERS.get(status, {})}
    return told | ({"content": content} if status >= HTTPStatus.BAD_REQUEST else {})
