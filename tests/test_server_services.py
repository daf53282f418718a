"""SERVICE on a real server: whom the operator allows is asked by the web process, everyone else by nobody."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from endpoint import Endpoint, Handler, endpoint
from http_client import get, problem
from served import Served, serving

PREFIX = "PREFIX e: <http://e.example/> "


@pytest.fixture(scope="module")
def remote() -> Iterator[Endpoint]:
    with endpoint() as remote:
        yield remote


@pytest.fixture(scope="module")
def served(remote: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    allowed = ("--service-allow", remote.url(), "--service-private", "--timeout", "2")
    with serving(tmp_path_factory.mktemp("services"), "--no-validate", *allowed) as served:
        yield served


def call(remote: Endpoint, pattern: str = "?s e:q ?w FILTER(isLiteral(?w))") -> str:
    return f"SERVICE <{remote.url()}> {{ {pattern} }}"


def test_an_allowed_endpoint_is_joined(served: Served, remote: Endpoint) -> None:
    query = f"{PREFIX}SELECT ?w {{ VALUES ?w {{ 2 3 }} {call(remote)} ?claim a ?kind }} LIMIT 1"
    reply = get(served.address, query)

    assert reply.status == 200
    assert [row["w"]["value"] for row in json.loads(reply.body)["results"]["bindings"]] == ["2"]
    assert reply.headers["Cache-Control"] == "no-store"


def test_another_is_not_asked(served: Served, remote: Endpoint) -> None:
    before = len(remote.queries)
    reply = get(served.address, f"ASK {{ SERVICE <{remote.url()}x> {{}} }}")

    assert reply.status == 400
    assert "is not allowed here; ask " in problem(reply)
    assert len(remote.queries) == before


def test_an_endpoint_that_fails_is_told_unless_silent(served: Served, remote: Endpoint) -> None:
    broken = call(remote, "?s e:q ?w . FILTER(<urn:f>(?w))")
    loud, silent = (
        get(served.address, f"{PREFIX}ASK {{ {text} }}")
        for text in (broken, broken.replace("SERVICE", "SERVICE SILENT"))
    )

    assert (loud.status, silent.status) == (502, 200)
    assert remote.url() in problem(loud)


def test_a_slow_endpoint_ends_at_the_limit_of_the_query(tmp_path: Path) -> None:
    def never(handler: Handler) -> None:
        handler.rfile.read(1)

    with (
        endpoint(never) as slow,
        serving(
            tmp_path, "--no-validate", "--service-allow", slow.url(), "--service-private", "--timeout", "1"
        ) as served,
    ):
        reply = get(served.address, f"ASK {{ {call(slow)} }}")

    assert reply.status in {502, 504}
    assert problem(reply)


def test_an_endpoint_of_a_private_network_is_asked_only_where_that_is_meant(
    remote: Endpoint, tmp_path: Path
) -> None:
    before = len(remote.queries)
    with serving(tmp_path, "--no-validate", "--service-allow", remote.url()) as served:
        reply = get(served.address, f"ASK {{ {call(remote)} }}")

    assert reply.status == 502
    assert "not public" in problem(reply)
    assert len(remote.queries) == before
