"""The HTTP surface in OpenAPI 3.1, made from the formats on offer so that it cannot fall out of step.

https://spec.openapis.org/oas/v3.1.0
"""

from mkg.dumps import CHECKSUMS, DUMPS
from mkg.formats import GRAPHS, HTML, SOLUTIONS
from mkg.site.linked import SUFFIXES
from mkg.site.openapi_checking import REPORT, checking
from mkg.site.openapi_pages import pages
from mkg.site.openapi_parts import (
    ALLOW,
    ANYWHERE,
    EVALUATED,
    IRI,
    JSON,
    SCHEMAS,
    STATUSES,
    TEXT,
    Json,
    content_of,
    format_of,
    in_json,
    parameter,
    reading,
    refused,
    response,
    responses,
)
from mkg.site.protocol import FORM, QUERY
from mkg.vocab import KINDS

_QUERY_TEXT: Json = {
    "type": "string",
    "description": "A SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.",
    "examples": [
        "PREFIX mkg: <https://w3id.org/mkg/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?c a mkg:Claim }",
        "DESCRIBE <https://w3id.org/mkg/language/arabic>",
    ],
}


_GRAPH_LIST: Json = {"type": "array", "items": IRI}
# https://www.w3.org/TR/sparql11-protocol/#query-operation
_PROTOCOL: Json = {
    "query": _QUERY_TEXT,
    "default-graph-uri": _GRAPH_LIST | {"description": "The graphs whose sum is the default graph."},
    "named-graph-uri": _GRAPH_LIST | {"description": "The graphs that GRAPH can name."},
    "format": format_of((*SOLUTIONS, *GRAPHS, HTML)),
}
_RDF_FORMAT: Json = {"name": "format", "in": "query", "schema": format_of(GRAPHS)}

_DOCUMENTS = {
    "/ns": "Tell the vocabulary",
    "/ontology": "Tell the ontology, which is the vocabulary",
    "/shapes": "Tell what is checked of the graph, and how to mend it",
    "/fn": "Tell the functions that queries can call",
    "/void": "Describe the dataset, its service and the questions asked of it",
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
            "parameters": {name: parameter(name, schema) for name, schema in _PROTOCOL.items()},
            "responses": {str(status): response(status) for status in STATUSES},
            "schemas": SCHEMAS | {"Report": REPORT},
        },
    }


def _paths() -> Json:
    rdf = content_of(item.media_type for item in GRAPHS)
    plain = content_of(["text/plain"])
    dumps: Json = {dump.format.media_type: {} for dump in DUMPS.values()}
    name = _step("name", enum=[*DUMPS])
    described = (304, 406, *EVALUATED)
    return (
        _documents()
        | pages()
        | {
            "/": reading("Show what this is, and take a query", content_of([HTML.media_type]), (503,)),
            "/sparql": _asking(content_of(item.media_type for item in (*SOLUTIONS, *GRAPHS, HTML))),
            "/graph": reading("Read one graph whole", rdf, (404, *described), _graph_store()),
            "/dump/": reading("List the files that hold the whole dataset", in_json("Dumps"), (503,)),
            f"/dump/{CHECKSUMS}": reading("List their SHA-256 checksums", plain, EVALUATED),
            "/dump/{name}": reading("Fetch the whole dataset", dumps, (304, 404, *EVALUATED), [name]),
            "/.well-known/void": reading("Describe the dataset in VoID", rdf, described, [_RDF_FORMAT]),
            "/catalog": reading("Describe the dataset in DCAT", rdf, described, [_RDF_FORMAT]),
            "/validate": checking(),
            "/health": _health(),
            "/metrics": reading("Tell figures to Prometheus", plain),
            "/openapi.json": reading("Describe the HTTP surface", {JSON: {"schema": {"type": "object"}}}),
        }
    )


def _documents() -> Json:
    """Describe what is read as a page and as RDF: things, graphs, the vocabulary."""
    told = content_of(item.media_type for item in SUFFIXES.values())
    found, lost = (304, 406, *EVALUATED), (304, 404, 406, *EVALUATED)
    name, kind = _step("name"), _step("kind", enum=[*KINDS])
    suffix, wanted = _step("suffix", enum=[*SUFFIXES]), parameter("format", TEXT | {"enum": [*SUFFIXES]})
    context = content_of(["application/ld+json"])
    file = content_of({"text/plain", HTML.media_type, *(item.media_type for item in GRAPHS)})
    paths = {path: reading(summary, told, found, [wanted]) for path, summary in _DOCUMENTS.items()}
    paths |= {
        f"{path}.{{suffix}}": reading(f"{summary}, in one format", told, lost, [suffix])
        for path, summary in _DOCUMENTS.items()
    }
    return paths | {
        "/{kind}/{name}": _retiring(reading("Tell of a thing", told, lost, [kind, name, wanted]), told),
        "/ns/{name}": reading("Tell of a term of the vocabulary", told, lost, [name, wanted]),
        "/graph/{name}": reading("Tell what a graph holds, or send it", told, lost, [name, wanted]),
        "/question/{name}": reading("Tell of a question", told, (303, *lost), [name, wanted]),
        "/ontology/{name}": reading("Lead to the ontology", told, (303, 404, *EVALUATED), [name]),
        "/context.jsonld": reading("Tell the context of our JSON-LD", context, (304, *EVALUATED)),
        "/file/{path}": reading("Show a file of the graph, or send it", file, lost, [_step("path")]),
    }


def _step(name: str, **schema: object) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": TEXT | schema}


def _retiring(operations: Json, content: Json) -> Json:
    for operation in operations.values():
        operation["responses"]["410"] = {
            "description": "The thing is retired; links lead to what stands in its place.",
            "content": content,
        }
    return operations


def _health() -> Json:
    operations = reading("Tell whether the server is up, and with which graph", in_json("Health"))
    for operation in operations.values():
        operation["responses"]["503"] = {"description": "It has no graph yet.", "content": in_json("Health")}
    return operations


def _graph_store() -> list[Json]:
    # https://www.w3.org/TR/sparql11-http-rdf-update/#http-get
    default = {"type": "string", "enum": [""], "description": "Present, it names the default graph."}
    graph = IRI | {"description": "The IRI of a named graph. Give exactly one of default and graph."}
    return [parameter("default", default), parameter("graph", graph), _RDF_FORMAT]


def _asking(content: Json) -> Json:
    errors = (406, *EVALUATED, 502)
    told = {name: {"$ref": f"#/components/parameters/{name}"} for name in _PROTOCOL}
    operations = reading(
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
        "responses": responses(content, (*errors, 413, 415)),
    }
    operations["options"] = {
        "summary": "Tell the methods, to other origins too",
        "responses": {"200": {"description": "The methods, in Allow.", "headers": ALLOW}} | refused(ANYWHERE),
    }
    return operations


def _named(path: str, operations: Json) -> Json:
    words = "".join(letter if letter.isalnum() else " " for letter in path).title().split()
    return {
        method: {"operationId": method + ("".join(words) or "Home"), **operation}
        for method, operation in operations.items()
    }
