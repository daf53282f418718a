"""Documents of linked data for the tests: asked for on one connection, read as triples."""

import json
from http.client import HTTPConnection

from pyoxigraph import Quad, RdfFormat, parse

from http_client import Reply

DATA = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}
"""The RDF formats of each document: suffix, media type, syntax."""

CONTEXT = "https://w3id.org/mkg/context.jsonld"


class Client:
    """Asks one server for documents on one connection; keeps the context of its JSON-LD."""

    def __init__(self, server: str) -> None:
        """Connect to a server and fetch the context."""
        self._connection = HTTPConnection(server.removeprefix("http://"), timeout=60)
        self.context = json.loads(self.ask("/context.jsonld").body)["@context"]

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def ask(self, path: str, accept: str | None = None, hops: int = 3) -> Reply:
        """Return what is at a path, redirects followed."""
        self._connection.request("GET", path, headers={"Accept": accept} if accept else {})
        response = self._connection.getresponse()
        reply = Reply(response.status, response.headers, response.read())
        if reply.status in {301, 302, 303, 308} and hops:
            return self.ask(reply.headers["Location"], accept, hops - 1)
        return reply

    def triples(self, reply: Reply, suffix: str) -> set[Quad]:
        """Read a document; none of its statements may come twice."""
        media_type, syntax = DATA[suffix]
        assert (reply.status, reply.type) == (200, media_type), reply
        body = inlined(reply.body, self.context) if suffix == "jsonld" else reply.body
        found = [*parse(body, format=syntax)]
        assert len(found) == len({*found}), reply
        return {*found}


def inlined(body: bytes, context: object) -> bytes:
    """Put the context in the place of its address, which nothing may be fetched from."""
    told = json.loads(body)
    if isinstance(told, dict) and told.get("@context") == CONTEXT:
        told["@context"] = context
    return json.dumps(told).encode()
