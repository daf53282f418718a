"""The requests that the protocol suites record, and whether a reply is as it must be.

https://www.w3.org/TR/HTTP-in-RDF10/
"""

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Dataset, RdfFormat, parse

from http_client import Reply
from w3c.compare import Fault, contains, same_graph
from w3c.manifests import Case, Record
from w3c.results import READERS
from w3c.servers import Server

_CODES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
_BOOLEANS = {"application/sparql-results+json", "application/sparql-results+xml"}


@dataclass(frozen=True)
class Request:
    """A request, and what the suite expects of the reply."""

    record: Record

    @cached_property
    def method(self) -> str:
        """The HTTP method."""
        return self.record.one("ht:methodName").value

    @cached_property
    def path(self) -> str:
        """The path with its parameters; the server under test has another one before the `?`."""
        return self.record.one("ht:absolutePath").value

    @cached_property
    def body(self) -> bytes | None:
        """The body in the encoding that the record names."""
        return _bytes(self.record)

    @cached_property
    def response(self) -> Record:
        """What is expected."""
        return self.record.one("ht:resp")

    @property
    def is_reading(self) -> bool:
        """Whether nothing is to be changed."""
        return self.method in {"GET", "HEAD"}

    @cached_property
    def content(self) -> bytes | None:
        """The body that is expected, in Turtle."""
        return _bytes(self.response)

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The status codes that are expected: three digits, or the first one of a class."""
        names = [item.value.partition("#")[2] for item in self.response.all("mf:expectedStatus")]
        return tuple(_CODES.get(name) or name.removeprefix("StatusCode").removesuffix("xx") for name in names)

    def send(self, server: Server, path: str) -> Reply:
        """Send the request as it is recorded, to this path."""
        fields = self.record.list("ht:headers")
        headers = {item.one("ht:fieldName").value: item.one("ht:fieldValue").value for item in fields}
        return server.ask(path, self.method, self.body, headers)

    def fault(self, reply: Reply) -> Fault | None:
        """Say what is wrong with a reply; None where it is right."""
        if str(reply.status).startswith(self.statuses) and self._is_right(reply):
            return None
        got = f"{reply.status} {reply.type} {reply.body.decode()}"
        return Fault(f"{self.method} {self.path}: not {' or '.join(self.statuses)} as recorded, but {got}")

    def _is_right(self, reply: Reply) -> bool:
        for header in self.response.list("ht:headers"):
            name, value = header.one("ht:fieldName").value, header.one("ht:fieldValue").value
            if reply.headers.get(name, "").partition(";")[0] != value.partition(";")[0]:
                return False
        if self.content:
            # A default graph may hold more: where it is the sum of the named graphs, what they hold.
            same = contains if "default" in self.path else same_graph
            return is_rdf(reply) and same(rdf(reply), turtle(self.content))
        expected = self.response.get("mf:expectedFormat")
        return expected is None or getattr(self, f"_is_{expected.value.lower()}")(reply)

    def _is_boolean(self, reply: Reply) -> bool:
        truth = self.response.get("mf:expectedBoolean")
        got = READERS[reply.type](reply.body).truth if reply.type in _BOOLEANS else None
        return got is not None and (truth is None or got is (truth.value == "true"))

    def _is_tabular(self, reply: Reply) -> bool:
        return reply.type in READERS and READERS[reply.type](reply.body).truth is None

    def _is_rdf(self, reply: Reply) -> bool:
        return is_rdf(reply) and rdf(reply) is not None


def requests(case: Case) -> list[Request]:
    """Return the requests of a test, in their order."""
    return [Request(record) for record in case.record.one("mf:action").list("ht:requests")]


def turtle(text: bytes) -> Dataset:
    """Read Turtle."""
    return Dataset(parse(text, format=RdfFormat.TURTLE))


def is_rdf(reply: Reply) -> bool:
    """Whether a reply says that it is RDF."""
    return RdfFormat.from_media_type(reply.type) is not None


def rdf(reply: Reply, base: str | None = None) -> Dataset:
    """Read a reply in the RDF format that it says it has. Raises SyntaxError."""
    return Dataset(parse(reply.body, format=RdfFormat.from_media_type(reply.type), base_iri=base))


def _bytes(record: Record) -> bytes | None:
    body = record.get("ht:body")
    return body.one("cnt:chars").value.encode(body.one("cnt:characterEncoding").value) if body else None
