"""A website on loopback that answers as a test wants, and remembers who asked for what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Act = Callable[["Visit"], None]


class Website(ThreadingHTTPServer):
    """Answers each path by what stands for it in `pages`, others by 404."""

    daemon_threads = True

    def __init__(self, pages: dict[str, Act]) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages = pages
        self.visits: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.visited, self.stopped = Event(), Event()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a path here, by a name."""
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that left."""


class Visit(BaseHTTPRequestHandler):
    """One request."""

    server: Website

    def do_GET(self) -> None:
        """Remember the visit, then act."""
        self.server.visits.append(f"{self.command} {self.path}")
        self.server.headers.append(dict(self.headers))
        self.server.visited.set()
        self.server.pages.get(self.path, gone)(self)

    def do_HEAD(self) -> None:
        """Do the same; `reply` leaves the body out."""
        self.do_GET()

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole response; Retry_After stands for Retry-After."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as in the base class
        """Say nothing."""


def gone(visit: Visit) -> None:
    """Answer that there is no such page."""
    visit.reply(404)


def status(number: int, **headers: str) -> Act:
    """Answer with a status and headers."""
    return lambda visit: visit.reply(number, b"body", **headers)


def on_head(head: Act, get: Act) -> Act:
    """Answer HEAD in one way and GET in another."""
    return lambda visit: (head if visit.command == "HEAD" else get)(visit)


def raw(content: bytes) -> Act:
    """Write bytes as they are and hang up."""
    return lambda visit: visit.wfile.write(content) and None


def hang(visit: Visit) -> None:
    """Answer nothing until the website closes."""
    visit.server.stopped.wait(60)


@contextmanager
def website(**pages: Act) -> Iterator[Website]:
    """Run a website within this context; `a` stands for the path /a."""
    with Website({f"/{name}": act for name, act in pages.items()}) as site:
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.stopped.set()
            site.shutdown()
            thread.join()
