"""Clients that say nothing, read nothing or say too much take nothing from the others."""

import json
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from time import perf_counter
from urllib.parse import quote

import pytest

from http_client import FORM, ask, problem
from served import Served, eventually, memory_of, serving

MIB = 1 << 20
LARGE = quote("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 30000")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("slow")
    log = ("--log", folder / "log.jsonl")
    with serving(folder, "--no-validate", "--max-answer", "16", "--timeout", "20", *log) as served:
        yield served


def connected(served: Served, request: str = "") -> socket.socket:
    host, _, port = served.address.removeprefix("http://").rpartition(":")
    connection = socket.create_connection((host, int(port)), timeout=60)
    connection.sendall(request.encode())
    return connection


def unread(served: Served) -> socket.socket:
    """Ask for a large answer; read its head and no more."""
    connection = connected(served, f"GET /sparql?query={LARGE} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    return connection


def test_answers_that_nobody_reads_wait_outside_the_memory(served: Served) -> None:
    worker = served.child("worker")
    before = memory_of(worker)
    with ExitStack() as unread_answers:
        for _ in range(4):
            unread_answers.enter_context(unread(served))
        size = int(ask(served.address, f"/sparql?query={LARGE}", "HEAD").headers["Content-Length"])

        assert size > 10 * MIB
        assert memory_of(worker) < before + 2 * size
        # The share of one client is four answers of the largest size; these are a little smaller.
        replies = [ask(served.address, f"/sparql?query={LARGE}") for _ in range(2)]
        assert replies[-1].status in {200, 429}
        assert ask(served.address, "/health").status == 200


def test_a_client_that_leaves_in_the_middle_is_noted(served: Served) -> None:
    log = served.errors.with_name("log.jsonl")
    with unread(served):
        pass

    def is_noted() -> bool:
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        return any(line.get("status") == 200 and line.get("whole") is False for line in lines)

    eventually(is_noted)


def test_a_part_of_a_large_file_is_not_held_in_memory_either(served: Served) -> None:
    whole = ask(served.address, "/dump/mkg.nq").body
    before = memory_of(served.child("worker"))
    request = "GET /dump/mkg.nq HTTP/1.1\r\nHost: x\r\nRange: bytes=1-\r\n\r\n"
    with ExitStack() as unread_answers:
        for _ in range(4):
            connection = unread_answers.enter_context(connected(served, request))
            assert connection.recv(12) == b"HTTP/1.1 206"
        # Held, they would be four; threads keep some of what they have sent.
        assert memory_of(served.child("worker")) < before + 3 * len(whole)


def test_a_connection_that_says_nothing_is_closed(served: Served) -> None:
    with connected(served) as silent:
        assert silent.recv(1) == b""


def test_headers_that_name_too_much_are_refused_at_once(served: Served) -> None:
    begun = perf_counter()
    for name in ("Accept", "Accept-Encoding", "If-None-Match"):
        reply = ask(served.address, "/sparql?query=ASK%7B%7D", headers={name: "a/b," * 10_000})
        assert reply.status == 431
        assert f"the header {name} names more than 64 choices" in problem(reply)

    assert perf_counter() - begun < 5


def test_too_many_parameters_are_refused(served: Served) -> None:
    body = b"query=ASK{}" + b"&a" * 300
    reply = ask(served.address, "/sparql", "POST", body, {"Content-Type": FORM})

    assert reply.status == 400
    assert "more than 256 parameters" in problem(reply)


def test_a_name_that_only_looks_like_a_proxy_s_is_not_believed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("proxy")
    log = folder / "log.jsonl"
    with serving(folder, "--no-validate", "--proxies", "1", "--log", log, "--log-clients") as served:
        told = {
            "X-Forwarded-For": "192.0.2.1",
            "X_Forwarded_For": "192.0.2.6",
            "X-Forwarded-Prefix": "//evil.example",
        }
        reply = ask(served.address, "/sparql?query=ASK%7B%7D", headers=told)

        assert b"evil" not in reply.body + str(reply.headers).encode()
        eventually(lambda: "192.0.2.1" in log.read_text(encoding="utf-8"))
        assert "192.0.2.6" not in log.read_text(encoding="utf-8")


def test_requests_that_do_not_end_fill_no_memory(served: Served) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {MIB}\r\n\r\n"
    with ExitStack() as stalled:
        connections = [stalled.enter_context(connected(served, head + "x" * (MIB - 1))) for _ in range(66)]
        refused = select.select(connections, [], [], 20)[0]

        assert refused
        assert refused[0].recv(12) == b"HTTP/1.1 503"
        assert ask(served.address, "/health").status == 200
