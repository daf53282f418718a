"""Mixed load for a server: requests whose answers are known beforehand, and clients that misbehave.

As a program it works out what is right for one state of the data (`soak.py truths PROJECT`), or is some of
the clients (`soak.py clients PLAN ADDRESS…`): what loads a server should not slow what watches it.
"""

import gzip
import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, IncompleteRead
from itertools import chain
from pathlib import Path
from socket import SO_RCVBUF, SOL_SOCKET
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlencode

import brotli

from http_client import Reply, problem
from mkg import questions
from mkg.coding import zstd
from mkg.describe import SERVICE_GRAPH
from mkg.dumps import CHECKSUMS, DUMPS
from mkg.engine import InProcessEngine
from mkg.formats import GRAPHS, SOLUTIONS
from mkg.journal import Journal
from mkg.project import find
from mkg.server.loader import load, told_of
from mkg.server.settings import Settings
from mkg.server.worker import IDLE
from mkg.site import Site, Status, create_app

ADDRESS = "https://soak.example/"
EVERYTHING = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
EDIT = '\nlanguage:soak skos:prefLabel "soak"@en .\n'
EDITED = "SELECT * { <https://w3id.org/mkg/language/soak> ?p ?o } ORDER BY ?p"
DIRECT = {"Content-Type": "application/sparql-query"}
DECODERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
BUSY = {429, 503, 504}
"""What any request may be told where others, or a kill, came in its way."""

LEFT, BROKEN = -1, 0
"""In place of a status: the client hung up; the connection broke."""

Truths = dict[str, dict[str, tuple[str, str, int]]]
"""By address and entity tag: the version of the data, the digest of the body, its size."""


class Seen(NamedTuple):
    """One request as its client saw it; `version` is of the data that the answer claims."""

    begun: float
    ended: float
    name: str
    status: int
    version: str
    fault: str


def paths(root: Path) -> Iterator[str]:
    """Yield addresses that can be answered: queries, graphs, dumps."""
    asked = [(question.text, SOLUTIONS[0]) for question in questions.load(find(root).questions)]
    asked += [(EDITED, SOLUTIONS[0]), *((EVERYTHING, item) for item in SOLUTIONS)]
    for text, item in [*asked, *(("CONSTRUCT WHERE { ?s ?p ?o }", item) for item in GRAPHS)]:
        yield f"/sparql?{urlencode({'query': text, 'format': item.name})}"
    for path in ("/graph?default", f"/graph?graph={SERVICE_GRAPH.value}", "/catalog?"):
        yield from (f"{path}&format={item.name}" for item in GRAPHS[::2])
    yield from (f"/dump/{name}" for name in (*DUMPS, CHECKSUMS))


def truths(root: Path) -> Truths:
    """Answer each address in this process, which nobody disturbs."""
    settings = Settings(root=str(root), base_url=ADDRESS)
    loaded, asked = load(settings, root)
    engine, found = InProcessEngine(loaded.store, loaded.version), Truths()
    status = Status.of(told_of(loaded, asked) | {"loaded": ""})
    with TemporaryDirectory() as folder:
        client = create_app(Site(engine, settings, Journal(), status, folder=folder)).test_client()
        for path in paths(root):
            with client.get(path) as response:
                assert response.status_code == 200
                body, tag = response.data, response.headers.get("ETag")
            found[path] = {tag or body.decode(): (loaded.version, sha256(body).hexdigest(), len(body))}
    return found


class _Connection(HTTPConnection):
    """A connection from an address of one's own; a slow one has little room, and pauses while it reads."""

    def __init__(self, port: int, address: str, *, slow: bool = False) -> None:
        super().__init__("127.0.0.1", port, timeout=30, source_address=(address, 0))
        self.slow, self.used = slow, monotonic()

    def connect(self) -> None:
        super().connect()
        if self.slow:
            self.sock.setsockopt(SOL_SOCKET, SO_RCVBUF, 1 << 14)

    def reply(self, until: float = 0) -> Reply:
        response, body, begun = self.getresponse(), b"", monotonic()
        while self.slow and monotonic() < until and (chunk := response.read(1 << 16)):
            body += chunk
            Event().wait(0.02)
        body += response.read()
        if response.length:  # read by pieces, it does not tell by itself
            raise IncompleteRead(body, response.length)
        if monotonic() > begun + IDLE:  # the system held the end of the answer while the server heard nothing
            self.close()
        return Reply(response.status, response.headers, body)


class _Client:
    """Asks one thing after the other until its time is up, and judges what it is told."""

    def __init__(self, plan: dict[str, Any], address: str, seed: str) -> None:
        self._plan, self._address = plan, address
        self._truths: Truths = plan["truths"]
        self._weights = [plan["weights"].get(path, 10 if "%23" in path else 1) for path in self._truths]
        self._random = random.Random(seed)  # noqa: S311 -- a load that can be had again
        self._held: dict[str, str] = {}
        self._connection = self._new()
        self._seen: list[Seen] = []

    def run(self) -> list[Seen]:
        doings = {self._ask: 200, self._err: 24, self._run_away: 3, self._leave: 6, self._crowd: 1}
        while monotonic() < self._plan["until"]:
            self._random.choices([*doings], [*doings.values()])[0]()
        self._connection.close()
        return self._seen

    def _ask(self) -> None:
        """Ask for something sound, in one of many ways."""
        (path,) = self._random.choices([*self._truths], self._weights)
        method = self._random.choice(["GET"] * 7 + ["HEAD"])
        headers = {"Accept-Encoding": self._random.choice([*DECODERS])} if method == "GET" else {}
        if path in self._held and self._random.random() < 0.4:
            headers["If-None-Match"] = self._held[path]
        if self._random.random() < 0.2:
            self._renew(slow=self._random.random() < 0.3)
        self._exchange(method, path, b"", headers, {200, 304} if "If-None-Match" in headers else {200})

    def _err(self) -> None:
        """Ask for something that is refused."""
        method, path, size, headers, status = self._random.choice(self._plan["errors"])
        self._exchange(method, path, b"x" * size, headers, {status})

    def _run_away(self) -> None:
        """Ask for more than a query may take."""
        text = self._random.choice(self._plan["runaways"]).encode()
        self._exchange("POST", "/sparql", text, DIRECT, {400})

    def _leave(self) -> None:
        """Hang up in the middle of a query, or of a large download."""
        size = self._random.choice([0, 1, 1 << 18])
        self._renew(slow=True)
        with self._noted("leave" if size else "hang up") as note:
            self._connection.request("POST", "/sparql", (EVERYTHING if size else ENDLESS).encode(), DIRECT)
            if size:
                self._connection.getresponse().read(size)
            Event().wait(self._random.random())
            self._renew()
            note(LEFT)

    def _crowd(self) -> None:
        """Ask more at a time than one client may; hang up when the last of it is refused."""
        crowd = [self._new() for _ in range(20)]
        with self._noted("crowd") as note:
            for connection in crowd:
                connection.request("POST", "/sparql", ENDLESS.encode(), DIRECT)
            reply = crowd[-1].reply()
            note(reply.status, self._version("POST", "", reply, {429}))
        for connection in crowd:
            connection.close()

    def _new(self, *, slow: bool = False) -> _Connection:
        return _Connection(self._plan["port"], self._address, slow=slow)

    def _renew(self, *, slow: bool = False) -> None:
        self._connection.close()
        self._connection = self._new(slow=slow)

    def _exchange(self, method: str, path: str, body: bytes, headers: dict[str, str], fit: set[int]) -> None:
        with self._noted(f"{method} {path[:200]}") as note:
            self._connection.request(method, path, body or None, headers)
            reply = self._connection.reply(self._plan["until"])
            note(reply.status)
            note(reply.status, self._version(method, path, reply, fit))
        self._connection.used = monotonic()

    @contextmanager
    def _noted(self, name: str) -> Iterator[Callable[..., None]]:
        """Note how a request went, as far as it went."""
        begun, used, news, fault = monotonic(), self._connection.used, (BROKEN, ""), ""

        def note(status: int, version: str = "") -> None:
            nonlocal news
            news = status, version

        try:
            yield note
        except (HTTPException, OSError, AssertionError) as error:
            fault = repr(error)
            self._renew()
            Event().wait(0.1)  # where nobody listens, asking at once again is no use
        # A connection that was kept may have broken at any time since it was last used.
        self._seen.append(Seen(begun if news[0] else min(begun, used), monotonic(), name, *news, fault))

    def _version(self, method: str, path: str, reply: Reply, fit: set[int]) -> str:
        """Return the version of the data that a right answer claims; fail where it is not right."""
        assert reply.status in fit | BUSY, f"status {reply.status} {reply.body[:300]!r}"
        if reply.status not in {200, 304}:
            assert method == "HEAD" or problem(reply)
            return ""
        tag = reply.headers.get("ETag", "")
        claimed = re.sub(r'-(gzip|br|zstd)"$', '"', tag) or reply.body.decode()
        version, digest, size = self._truths[path].get(claimed, ("", "", 0))
        # The list of checksums has no tag, and to HEAD no body.
        assert version or not claimed, f"of no version: {claimed[:300]}"
        if reply.status == 200 and claimed:
            assert int(reply.headers["Content-Length"]) == (len(reply.body) if method == "GET" else size)
        if reply.status == 200 and method == "GET":
            content = DECODERS[reply.headers.get("Content-Encoding", "")](reply.body)
            assert sha256(content).hexdigest() == digest, f"not {claimed[:60]}: {content[:300]!r}"
        self._held |= {path: tag} if tag else {}
        return version


def _clients(path: Path, addresses: list[str]) -> list[Seen]:
    plan = json.loads(path.read_text(encoding="utf-8"))
    # Clients on other machines would not take the server's processor away.
    os.nice(10)
    clients = [_Client(plan, address, f"{number} {address}") for number, address in enumerate(addresses)]
    with ThreadPoolExecutor(len(clients)) as pool:
        return list(chain.from_iterable(pool.map(_Client.run, clients)))


if __name__ == "__main__":
    program, place, *others = sys.argv[1:]
    print(json.dumps(truths(Path(place)) if program == "truths" else _clients(Path(place), others)))
