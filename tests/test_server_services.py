"""SERVICE on a real server: whom the operator allows is asked by the web process, everyone else by nobody."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest

from endpoint import Endpoint, Handler, answer, endpoint
from http_client import ask, get, problem
from served import Served, serving

PREFIX = "PREFIX e: <http://e.example/> "
URI = {"type": "uri", "value": "http://e.example/a"}
LONG = {"type": "literal", "value": "x" * 8_000_000}
LARGE = {
    name: json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": rows}}).encode()
    for name, rows in {"e:many": [{"s": URI}] * 160_000, "e:long": [{"s": LONG}]}.items()
}


def act(handler: Handler) -> None:
    body = next((body for name, body in LARGE.items() if name in handler.server.queries[-1]), b"")
    if body:
        handler.reply(body)
    else:
        answer(handler)


@pytest.fixture(scope="module")
def remote() -> Iterator[Endpoint]:
    with endpoint(act) as remote:
        yield remote


@pytest.fixture(scope="module")
def served(remote: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    allowed = ("--service-allow", remote.url(), "--service-private", "--timeout", "5")
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


@pytest.mark.parametrize(("name", "status"), [("e:many", 502), ("e:long", 200)])
def test_a_large_answer_keeps_nobody_else_waiting(
    served: Served, remote: Endpoint, name: str, status: int
) -> None:
    query = f"{PREFIX}SELECT (COUNT(*) AS ?n) {{ {call(remote, f'?s {name} ?o')} }}"
    waits = []

    with ThreadPoolExecutor() as pool:
        replies = [pool.submit(get, served.address, query) for _ in range(2)]
        while not all(reply.done() for reply in replies):
            begun = monotonic()
            assert ask(served.address, "/health").status == 200
            waits.append(monotonic() - begun)

    assert [reply.result().status for reply in replies] == [status] * 2
    assert max(waits) < 1.5


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
