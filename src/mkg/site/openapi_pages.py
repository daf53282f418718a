"""What OpenAPI says of the pages that people read, and of what their scripts ask for.

https://spec.openapis.org/oas/v3.1.0
"""

from mkg.formats import HTML
from mkg.site.linked import SUFFIXES
from mkg.site.openapi_parts import EVALUATED, JSON, TEXT, Json, content_of, parameter, reading
from mkg.vocab import KINDS

_PAGES = {
    "/about": "Tell what this is, how to cite it, how to correct it",
    "/questions/": "Show the questions that the graph was made to answer",
    "/search": "Show what is found by a name",
}
_FILES = {"text/csv", JSON, *(item.media_type for item in SUFFIXES.values())}
_ANY: Json = {"*/*": {}}
_FOUND = (304, *EVALUATED)


def pages() -> Json:
    """Return the operations of pages, lists and citations, and of suggestions."""
    html, name, kind = content_of([HTML.media_type]), _step("name"), _step("kind", enum=[*KINDS])
    words = parameter("q", TEXT | {"description": "What is looked for."})
    lost = (404, *_FOUND)
    listed = content_of({HTML.media_type, *_FILES})
    found = {path: reading(summary, html, _FOUND, [words]) for path, summary in _PAGES.items()}
    return found | {
        "/claims": reading("Show what documents claim, each with its verdict", listed, (406, *_FOUND)),
        "/questions/{slug}": reading("Show a question and its answer", html, lost, [_step("slug")]),
        "/{kind}/": reading("List the things of a kind", listed, (406, *lost), [kind, words]),
        "/{kind}/{slug}.bib": _citing("BibTeX", "text/x-bibtex"),
        "/{kind}/{slug}.csl.json": _citing("CSL-JSON", "application/vnd.citationstyles.csl+json"),
        "/suggest": reading("Suggest things by what their names begin with", _told(), _FOUND, [words]),
        "/sparql/terms.json": reading("Tell the classes and properties in use", _told(), _FOUND),
        "/sparql/things.json": reading("Tell things by their names", _told(), _FOUND, [words]),
        "/opensearch.xml": reading(
            "Describe the search to browsers", content_of(["application/opensearchdescription+xml"])
        ),
        "/static/{name}": reading("Send a style sheet, a script or a picture", _ANY, (304, 404), [name]),
    }


def _citing(format_: str, media_type: str) -> Json:
    parameters = [_step("kind", enum=[*KINDS]), _step("slug")]
    return reading(f"Cite a thing in {format_}", {media_type: {}}, (404, *_FOUND), parameters)


def _told() -> Json:
    return {
        name: {"schema": {"type": ["array", "object"]}} for name in (JSON, "application/x-suggestions+json")
    }


def _step(name: str, **schema: object) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": TEXT | schema}
