"""The two servers under test, behind one way to ask them."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest

from conftest import free_port, wait_until_up
from http_client import FORM, Reply

NAMES = ("mkg", "oxigraph")


@dataclass(frozen=True)
class Server:
    """A server that listens, where it takes queries and where it gives graphs; one connection to it."""

    name: str
    port: int
    endpoint: str
    graphs: str
    connection: HTTPConnection = field(compare=False)

    @property
    def address(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.port}{self.endpoint}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request and wait for the whole reply."""
        self.connection.request(method, path, body, dict(headers or {}))
        response = self.connection.getresponse()
        return Reply(response.status, response.headers, response.read())

    def query(self, text: str, accept: str, default: list[str], named: list[str]) -> Reply:
        """Ask a query of graphs; of those that it names itself where none is given."""
        parameters = {"query": text, "default-graph-uri": default, "named-graph-uri": named}
        body = urlencode(parameters, doseq=True).encode()
        return self.ask(self.endpoint, "POST", body, {"Accept": accept, "Content-Type": FORM})


@contextmanager
def started(name: str, data: Path) -> Iterator[Server]:
    """Serve N-Quads from loopback for a while."""
    port = free_port()
    if name == "mkg":
        command = [sys.executable, "-m", "mkg", "serve", "--data", str(data), "--no-validate"]
        with _process([*command, "--port", str(port)]) as process:
            wait_until_up(f"http://127.0.0.1:{port}", process)
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                yield Server(name, port, "/sparql", "/graph", connection)
    else:
        program, location = _oxigraph(), ["--location", str(data.with_suffix(".oxigraph"))]
        subprocess.run(
            [program, "load", *location, "--file", str(data)], check=True, capture_output=True, timeout=60
        )
        with _process([program, "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"]) as process:
            _wait_until_open(port, process)
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                yield Server(name, port, "/query", "/store", connection)


def _oxigraph() -> str:
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not program:
        pytest.skip("no command oxigraph to compare with: pip install oxigraph")
    return program


@contextmanager
def _process(command: list[str]) -> Iterator["subprocess.Popen[str]"]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MKG_")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_open(port: int, process: "subprocess.Popen[str]") -> None:
    pause = Event()
    for _ in range(600):
        assert process.poll() is None, process.stderr.read() if process.stderr else "the server ended"
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except ConnectionRefusedError:
            pause.wait(0.05)
    pytest.fail("the server did not come up within 30 seconds")
