"""Texts to check, sent to a server as people and programs send them."""

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from http_client import Reply, ask

TURTLE = "text/turtle"
HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mkg: <https://w3id.org/mkg/ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/mkg/source/> .
@prefix topic: <https://w3id.org/mkg/topic/> .
"""
GOOD = HEAD.replace("@prefix schema: <https://schema.org/> .\n", "") + (
    "\ntopic:weaving\n    a mkg:Topic ;\n"
    '    skos:prefLabel "weaving of carpets"@en , "tissage de tapis"@fr , "نسج الزرابي"@ar ;\n'
    '    skos:definition "Making carpets on a loom."@en , "Fabriquer des tapis sur un métier."@fr ,\n'
    '        "صنع الزرابي على النول."@ar ;\n'
    "    dcterms:source source:deep-learning-in-morocco ;\n.\n"
)
"""What conforms together with the graph: its source is there."""

BAD = HEAD + (
    "\ntopic:weaving\n    a mkg:Topic ;\n"
    '    skos:prefLabel "weaving of carpets"@en , "tissage de tapis"@fr ;\n'
    '    schema:email "x" ;\n    skos:broader topic:weaving ;\n'
    '    skos:definition "Making carpets on a loom."@en , "Fabriquer des tapis sur un métier."@fr ,\n'
    '        "صنع الزرابي على النول."@ar ;\n'
    "    dcterms:source source:nobody-knows ;\n.\n"
)
BROKEN = '@prefix e: <http://example.org/> .\n\ne:a e:b "c" .\ne:a e:b e: c .\n'
ENDLESS = """\
@prefix e: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:N .
e:N sh:path e:name ; sh:pattern "^(a+)+$" .
"""
LONG = f'@prefix e: <http://example.org/> .\ne:a a e:C ; e:name "{"a" * 40}!" .\n'
BOUNDARY = "a-line-of-no-text"


class Part(NamedTuple):
    """One field of a form, a file where it has a name."""

    field: str
    content: str | bytes
    filename: str | None = None


def form(*parts: Part) -> tuple[bytes, dict[str, str]]:
    """Encode a form as browsers do; return its body and header. https://www.rfc-editor.org/rfc/rfc7578."""
    body = b""
    for field, content, filename in parts:
        name = f'; filename="{filename}"' if filename is not None else ""
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"{name}\r\n\r\n'.encode()
        body += (content.encode() if isinstance(content, str) else content) + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode(), {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"
    }


def post(server: str, text: str | bytes, kind: str = TURTLE, accept: str = "*/*", **options: str) -> Reply:
    """Send a text as the body of a request."""
    content = text.encode() if isinstance(text, str) else text
    headers = {"Content-Type": kind, "Accept": accept} if kind else {"Accept": accept}
    return ask(server, f"/validate?{urlencode(options)}", "POST", content, headers)


def send(server: str, *parts: Part, accept: str = "*/*", **options: str) -> Reply:
    """Send a form."""
    body, headers = form(*parts)
    return ask(server, f"/validate?{urlencode(options)}", "POST", body, headers | {"Accept": accept})


def report(reply: Reply) -> dict[str, Any]:
    """Return a report in JSON."""
    assert (reply.status, reply.type) == (200, "application/json"), reply.body
    return dict(json.loads(reply.body))


def told(reply: Reply) -> list[tuple[str, int | None]]:
    """Return what a report in JSON tells: rules and lines."""
    return [(each["rule"], each["place"]["line"]) for each in report(reply)["findings"]]
