"""Behind the refusal of SERVICE and updates stands a second wall: an engine has no files and no network."""

import json
import subprocess
import sys

import pytest

from endpoint import endpoint
from http_client import ask
from served import DIRECT

# Run as an engine runs, and tell on a descriptor that was open before what came of it.
PROGRAM = """
import os, socket, sys
told = os.dup(1)
from pyoxigraph import QueryResultsFormat, Store
from mkg.server.loader import _confine
from mkg.server.settings import Limits
store = Store()
_confine(Limits(memory=64 << 20))
def attempt(act):
    try:
        act()
    except (OSError, MemoryError, RuntimeError, SyntaxError) as error:
        return type(error).__name__
    return "done"
query = f"SELECT * {{ SERVICE <{sys.argv[1]}> {{ ?s ?p ?o }} }}"
outcomes = [
    attempt(lambda: store.query(query).serialize(format=QueryResultsFormat.JSON)),
    attempt(lambda: store.update(f"LOAD <{sys.argv[1]}>")),
    attempt(lambda: socket.create_connection(("127.0.0.1", 9))),
    attempt(lambda: open("/etc/passwd", "rb")),
    attempt(lambda: bytearray(256 << 20)),
]
os.write(told, " ".join(outcomes).encode())
"""


def test_an_engine_reaches_neither_network_nor_file_nor_much_memory() -> None:
    with endpoint() as remote:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, remote.url()],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        asked = list(remote.queries)

    outcomes = done.stdout.split()
    assert "done" not in outcomes
    assert outcomes[2:5] == ["OSError", "OSError", "MemoryError"]
    assert asked == []


UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "# a comment\nPREFIX e: <urn:e> # SELECT\nDELETE WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <file:///etc/passwd>",
    "CLEAR ALL",
    "CL\\u0045AR ALL",
    "\\u0044ROP ALL",
    "SELECT * { ?s ?p ?o } ; CLEAR ALL",
    "ASK {} ; DELETE WHERE { ?s ?p ?o }",
    "BASE <urn:x> CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
)


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_changes_nothing_however_it_is_spelt(update: str, server: str) -> None:
    before = ask(server, "/sparql", "POST", b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", DIRECT).body
    for body, kind in (
        (update.encode(), "application/sparql-query"),
        (update.encode(), "application/sparql-update"),
    ):
        reply = ask(server, "/sparql", "POST", body, {"Content-Type": kind})
        assert reply.status in {400, 415}
        assert json.loads(reply.body)["status"] == reply.status

    assert ask(server, "/sparql", "POST", b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", DIRECT).body == before
