"""A query that takes too much ends at its limit, with a clean answer, and nobody else notices."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Event, Thread
from time import perf_counter

import pytest

from http_client import Reply, ask, problem
from runaways import RUNAWAYS
from served import Served, eventually, is_alive, memory_of, serving

SECONDS = 2
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("limits")
    limits = ("--timeout", str(SECONDS), "--memory-limit", "256", "--max-answer", "16")
    with serving(folder, "--no-validate", *limits) as served:
        yield served


def post(served: Served, query: str) -> Reply:
    return ask(served.address, "/sparql", "POST", query.encode(), DIRECT)


def latencies(served: Served, stop: Event) -> list[float]:
    """Ask the simplest question as another client, again and again; return how long each answer took."""
    connection = HTTPConnection(
        served.address.removeprefix("http://"), timeout=30, source_address=("127.0.0.2", 0)
    )
    found = []
    while not stop.is_set():
        begun = perf_counter()
        connection.request("POST", "/sparql", b"ASK {}", DIRECT)
        assert json.load(connection.getresponse())["boolean"] is True
        found.append(perf_counter() - begun)
        stop.wait(0.005)
    connection.close()
    return sorted(found)


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_ends_at_its_limit_and_nobody_else_notices(name: str, served: Served) -> None:
    stop, others = Event(), list[float]()
    asking = Thread(target=lambda: others.extend(latencies(served, stop)))
    asking.start()
    begun = perf_counter()
    reply = post(served, RUNAWAYS[name])
    took = perf_counter() - begun
    stop.set()
    asking.join()

    if reply.status != 200:
        assert reply.status in {400, 503, 504}
        assert problem(reply)
    else:
        # Some are merely long: what is answered is answered whole.
        assert isinstance(json.loads(reply.body)["boolean"], bool)
    # Half a second and a hundredth of the others are promised, and measured in benchmarks/: here the machine
    # runs other tests at the same time.
    assert took <= SECONDS + 2
    assert others[len(others) // 2] < 0.1


def test_which_limit_it_was_is_told_with_the_cure(served: Served) -> None:
    slow, fat, large = (
        post(served, RUNAWAYS[name])
        for name in ("a cross product", "a sorted cross product", "a hundred million rows")
    )

    assert (slow.status, fat.status, large.status) == (504, 503, 503)
    assert "ran for 2 seconds" in problem(slow)
    assert "more memory or deeper nesting" in problem(fat)
    assert "larger than 16,777,216 bytes; add a LIMIT, or take the whole graph from /dump/" in problem(large)


def test_the_memory_of_a_query_is_given_back(served: Served) -> None:
    def total() -> int:
        return sum(memory_of(pid) for pid in served.children() if is_alive(pid))

    post(served, "ASK {}")
    before = total()
    for name in ("a sorted cross product", "a memory bomb", "a hundred million rows"):
        assert post(served, RUNAWAYS[name]).status == 503
    # Far more than the server itself takes went through it. (Not by ?o: values of many types have no order.)
    assert post(served, "SELECT * { ?s ?p ?o } ORDER BY STR(?o)").status == 200

    eventually(lambda: total() < before + (32 << 20))


def test_the_stack_of_native_code_ends_one_engine_and_no_more(served: Served) -> None:
    before = served.child("loader"), served.child("worker")

    assert post(served, RUNAWAYS["negations"]).status == 503
    assert post(served, RUNAWAYS["sums"]).status == 503

    assert (served.child("loader"), served.child("worker")) == before
    assert "has overflowed" not in served.said
