"""Requests that take too much are refused, each with its own status, whole and in time."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from http_client import FORM, ask, problem
from served import Served, eventually, serving
from test_http_caching import project_in
from test_http_operations import lines
from test_http_surface import DIRECT, MAX_BODY, MAX_URL


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "requests.jsonl"


@pytest.fixture(scope="module")
def served(log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    limits = ("--max-url", str(MAX_URL), "--max-body", str(MAX_BODY // 1024), "--upload-timeout", "1")
    folder = tmp_path_factory.mktemp("refusals")
    with serving(
        folder, "--no-validate", *limits, "--log", log, root=project_in(folder / "project")
    ) as served:
        yield served


@pytest.mark.parametrize("length", [MAX_URL + 1, 60_000, 70_000])
def test_an_address_that_is_too_long_is_414(length: int, served: Served) -> None:
    reply = ask(served.address, f"/sparql?query=ASK%7B%7D%20%23{'x' * length}")

    assert reply.status == 414
    if length < 65_000:  # what is longer is refused before it is read
        assert "send the query by POST" in problem(reply)


def test_an_address_up_to_its_limit_is_taken(served: Served) -> None:
    path = "/sparql?query=ASK%7B%7D%20%23"

    assert ask(served.address, path + "x" * (MAX_URL - len(path))).status == 200
    assert ask(served.address, path + "x" * (MAX_URL - len(path) + 2)).status == 414


@pytest.mark.parametrize("kind", [DIRECT, {"Content-Type": FORM}], ids=["direct", "form"])
@pytest.mark.parametrize("size", [MAX_BODY + 1, 20 * MAX_BODY, 200 * MAX_BODY])
def test_a_body_that_is_too_large_is_413(size: int, kind: dict[str, str], served: Served) -> None:
    begun = b"query=ASK%7B%7D%20%23" if FORM in kind.values() else b"ASK {} #"
    reply = ask(served.address, "/sparql", "POST", begun.ljust(size, b"x"), kind)

    assert reply.status == 413
    assert "send a shorter query" in problem(reply)


def test_a_body_up_to_its_limit_is_taken(served: Served) -> None:
    reply = ask(served.address, "/sparql", "POST", b"ASK {} #".ljust(MAX_BODY, b"x"), DIRECT)

    assert json.loads(reply.body)["boolean"] is True


def test_a_body_that_never_comes_is_408(served: Served) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    head = (
        "POST /sparql?late HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"{head}ASK".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    told, _, body = answer.partition(b"\r\n\r\n")

    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in told.lower()
    assert b"access-control-allow-origin: *" in told.lower()
    assert json.loads(body)["status"] == 408


def test_a_request_that_never_came_is_logged_and_counted(served: Served, log: Path) -> None:
    test_a_body_that_never_comes_is_408(served)

    eventually(lambda: any(line.get("status") == 408 for line in lines(log)), seconds=2)
    assert b'status="408"' in ask(served.address, "/metrics").body


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/sparql"),
        ("DELETE", "/"),
        ("POST", "/health"),
        ("PATCH", "/dump/"),
        ("POST", "/catalog"),
        ("LOCK", "/sparql"),
    ],
)
def test_a_method_that_is_not_taken_is_405(method: str, path: str, served: Served) -> None:
    reply = ask(served.address, path, method, b"x")
    allowed = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if path == "/sparql" else set())

    assert reply.status == 405
    assert {*reply.headers["Allow"].split(", ")} == allowed
    assert problem(reply)
