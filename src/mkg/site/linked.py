"""Linked data: one address, its page and its RDF, agreed on by suffix, by `?format=` or by Accept.

Who names nothing, or takes anything, gets the page: previews of links and crawlers ask so, and RDF clients
name a format. https://www.w3.org/TR/cooluris/, https://www.rfc-editor.org/rfc/rfc9110#name-content-location
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

from flask import Response, request
from pyoxigraph import NamedNode, RdfFormat, parse

from mkg.engine import Answer
from mkg.errors import NotAcceptable, QueryError
from mkg.formats import GRAPHS, HTML, Format, asked, negotiate
from mkg.reading.jsonld import Compactor, context
from mkg.site import headers
from mkg.site.asking import reader
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.vocab import BASE

_BY_NAME = {item.name: item for item in GRAPHS}
TURTLE, NTRIPLES, JSONLD = (_BY_NAME[name] for name in ("turtle", "ntriples", "jsonld"))
SUFFIXES = {"ttl": TURTLE, "jsonld": JSONLD, "rdf": _BY_NAME["rdfxml"], "nt": NTRIPLES, "html": HTML}
"""The formats of each document of ours, by the end of its address."""

SUFFIX = f"<any({','.join(SUFFIXES)}):suffix>"
"""The end of an address in a route, such as `/ns.ttl`."""

TIDY = 1 << 20
"""Bytes up to which JSON-LD gets its context, and Turtle only the prefixes that it uses."""

_OFFERED = (HTML, *(item for item in SUFFIXES.values() if item is not HTML))
_PREFIX = re.compile(rb"@prefix ([\w-]*): [^\n]*\n")
_NAMED = re.compile(rb"(?<![\w-])([\w-]+):")


def split(name: str) -> tuple[str, str]:
    """Part the last step of an address from the suffix that names a format, which may be empty.

    >>> split("um6p.ttl")
    ('um6p', 'ttl')
    """
    slug, dot, suffix = name.rpartition(".")
    return (slug, suffix) if dot and slug and suffix in SUFFIXES else (name, "")


def node(path: str) -> NamedNode:
    """Return the IRI of ours that is read at a path."""
    try:
        return NamedNode(BASE + path)
    except ValueError:
        # What an IRI cannot hold as it is was sent percent-encoded, and stands so in the IRI too.
        return NamedNode(BASE + quote(path, safe="/"))


def document(
    path: str, view: Callable[[], str], query: str, *, suffix: str = "", it: NamedNode | None = None
) -> Response:
    """Answer with the document at a path of ours: the page that `view` makes, or the triples of a CONSTRUCT.

    In the query `$it` is the thing, by default that of the path; `$document` is the address of its Turtle.
    Raises NotAcceptable, QueryError, and what the engine raises.
    """
    chosen = chosen_format(suffix)
    at = quote(path, safe="/-._~")
    response = shown(view)() if chosen is HTML else _data(query, chosen, at, it or node(path))
    return _placed(response, f"{request.root_path}/{at}", chosen, negotiated=not suffix)


def chosen_format(suffix: str) -> Format:
    """Return the format that the request at hand asks for. Raises NotAcceptable, QueryError."""
    if suffix:
        return SUFFIXES[suffix]
    accept = request.headers.get("Accept")
    names = ",".join(request.args.getlist("format"))[:1000].replace(" ", "").split(",")
    for name in names:
        if found := SUFFIXES.get(name) or asked(name, _OFFERED):
            return found
    if any(names) and accept in {None, "", "*/*"}:
        raise QueryError(f"there is no format {max(names)[:60]!r}; the formats are {', '.join(SUFFIXES)}")
    if chosen := negotiate(accept, _OFFERED):
        return chosen
    told = ", ".join(item.media_type for item in _OFFERED)
    raise NotAcceptable(f"this is sent in none of the formats that Accept names; ask for one of {told}")


def _data(query: str, chosen: Format, path: str, it: NamedNode) -> Response:
    said = ("document", path, chosen.name)
    if unchanged := headers.unchanged(headers.tag_of(*said)):
        return unchanged
    terms = {"it": it, "document": NamedNode(f"{current().settings.address}{path}.ttl")}
    answer = reader().graph(query, NTRIPLES if chosen is JSONLD else chosen, **terms)
    tag = headers.tag_of(*said, version=answer.version)
    if answer.size <= TIDY and chosen in {TURTLE, JSONLD}:
        with answer.body:
            content = answer.body.read()
        tidied = _without_idle_prefixes(content) if chosen is TURTLE else _compacted(content, answer.version)
        if tidied is not None:
            return headers.whole(Answer(chosen, BytesIO(tidied), len(tidied)), tag)
    if chosen is JSONLD:
        answer.body.close()
        answer = reader().graph(query, JSONLD, **terms)
    return headers.whole(answer, tag if len(reader().versions) == 1 else None)


def _without_idle_prefixes(turtle: bytes) -> bytes:
    declared, start = [], 0
    while match := _PREFIX.match(turtle, start):
        declared.append(match)
        start = match.end()
    named = {*_NAMED.findall(turtle, start)}
    used = [match[0] for match in declared if match[1] in named]
    return b"".join((*used, b"\n" if used else b"", turtle[start:]))


def _compacted(ntriples: bytes, version: str) -> bytes | None:
    triples = (quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES))
    told = _compactor(version).document(triples)
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode() if told else None


@lru_cache(maxsize=2)
def _compactor(version: str) -> Compactor:
    del version  # another graph may have another ontology
    return Compactor(context(reader()))


def _placed(response: Response, address: str, chosen: Format, *, negotiated: bool) -> Response:
    """Say where the other representations of a document are."""
    # A 304 tells of the representation that is held: what it varies by depends on its type.
    response.content_type = chosen.content_type
    for suffix, item in SUFFIXES.items():
        if item is not chosen:
            response.headers.add("Link", f'<{address}.{suffix}>; rel="alternate"; type="{item.media_type}"')
        elif negotiated:
            response.headers["Content-Location"] = f"{address}.{suffix}"
    if chosen is HTML:
        response.headers.add("Link", f'<{address}.ttl>; rel="describedby"; type="{TURTLE.media_type}"')
    response.headers.add("Link", f'<{address}>; rel="canonical"')
    return response
