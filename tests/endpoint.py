"""Other servers, on loopback: a SPARQL endpoint, and whatever a test lets answer in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

JSON = "application/sparql-results+json"
DATA = "PREFIX e: <http://e.example/> e:a e:q 1 . e:b e:q 2 . e:c e:q [] ."


class Endpoint(ThreadingHTTPServer):
    """Answers SPARQL queries, and remembers them with the names that it was called by."""

    daemon_threads = True

    def __init__(self, act: "Callable[[Handler], None]") -> None:
        """Listen on a free port; `act` answers each request."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.act = act
        self.stopped = Event()
        self.queries: list[str] = []
        self.headers: list[dict[str, str]] = []

    def url(self, host: str = "127.0.0.1", path: str = "/sparql", scheme: str = "http") -> str:
        """Return the address of a path here, by a name."""
        return f"{scheme}://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that left."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Endpoint

    def do_POST(self) -> None:
        """Remember the query, then act."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.queries.append(parse_qs(body, strict_parsing=True)["query"][0])
        self.server.headers.append(dict(self.headers))
        self.server.act(self)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a whole response; Content_Type stands for Content-Type."""
        self.send_response(status)
        for name, value in {"Content_Type": JSON, "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as in the base class
        """Say nothing."""


def answer(handler: Handler) -> None:
    """Answer the query from DATA."""
    store = Store()
    store.load(DATA, format=RdfFormat.TURTLE)
    results = store.query(handler.server.queries[-1])
    assert isinstance(results, QuerySolutions)
    handler.reply(results.serialize(format=QueryResultsFormat.JSON) or b"")


@contextmanager
def endpoint(act: Callable[[Handler], None] = answer, tls: SSLContext | None = None) -> Iterator[Endpoint]:
    """Run an endpoint within this context."""
    with Endpoint(act) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
