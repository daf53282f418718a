"""Plain HTTP for the tests: a request and its reply, headers and all."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPMessage
from typing import NamedTuple
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
COUNT = "PREFIX mkg: <https://w3id.org/mkg/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?c a mkg:Claim }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        """Return the media type, its parameters left out."""
        return str(self.headers.get_content_type())


def ask(
    server: str,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    connection = HTTPConnection(server.removeprefix("http://"), timeout=30)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


def get(server: str, query: str, accept: str | None = None, **parameters: str) -> Reply:
    path = f"/sparql?{urlencode({'query': query, **parameters})}"
    return ask(server, path, headers={"Accept": accept} if accept else None)


def problem(reply: Reply) -> str:
    assert reply.type == "application/problem+json"
    body = json.loads(reply.body)
    assert body["status"] == reply.status
    return str(body["detail"])
