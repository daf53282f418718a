"""When many ask at a time: each has a share, and who is refused is told to come back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from http_client import Reply, ask, problem
from served import Served, eventually, serving
from test_http_caching import project_in
from test_http_operations import DIRECT, ENDLESS, figure


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def crowded(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    limits = ("--engines", "4", "--per-client", "1", "--queue", "4", "--patience", "0.3", "--timeout", "30")
    with serving(tmp_path_factory.mktemp("crowded"), "--no-validate", *limits, root=project) as served:
        yield served


def connection_from(served: Served, client: str) -> HTTPConnection:
    return HTTPConnection(served.address.removeprefix("http://"), timeout=30, source_address=(client, 0))


def ask_from(served: Served, client: str, query: str) -> Reply:
    connection = connection_from(served, client)
    connection.request("POST", "/sparql", query.encode(), DIRECT)
    response = connection.getresponse()
    reply = Reply(response.status, response.headers, response.read())
    connection.close()
    return reply


@contextmanager
def busy(served: Served, clients: Sequence[str]) -> Iterator[None]:
    """Run an endless query for each of some clients; they hang up with the context."""
    connections = [connection_from(served, client) for client in clients]
    for connection in connections:
        connection.request("POST", "/sparql", ENDLESS.encode(), DIRECT)
    eventually(lambda: figure(served, "mkg_queries_running") == len(clients))
    yield
    for connection in connections:
        connection.close()
    eventually(lambda: figure(served, "mkg_queries_running") == 0)


def test_a_client_with_its_share_waits_its_turn_and_others_are_served(crowded: Served) -> None:
    with busy(crowded, ["127.0.0.1"]):
        refused = ask_from(crowded, "127.0.0.1", "ASK {}")
        other = ask_from(crowded, "127.0.0.2", "ASK {}")

    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert "1 queries of yours run already" in problem(refused)
    assert (other.status, json.loads(other.body)["boolean"]) == (200, True)
    assert ask_from(crowded, "127.0.0.1", "ASK {}").status == 200


def test_when_every_engine_is_busy_others_are_told_to_come_back(crowded: Served) -> None:
    before = figure(crowded, "mkg_queries_total", outcome="Unavailable")
    with busy(crowded, [f"127.0.0.{number}" for number in range(1, 5)]):
        refused = ask_from(crowded, "127.0.0.5", "ASK {}")
        alive = ask(crowded.address, "/health")

    assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
    assert "every engine is busy" in problem(refused)
    assert alive.status == 200
    assert figure(crowded, "mkg_queries_total", outcome="Unavailable") == before + 1
