"""Processes come and go: none is left behind, none is missed, and clients never get half an answer."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from http_client import Reply, ask, problem
from served import DIRECT, ENDLESS, Served, eventually, is_alive, is_answered, is_up, running, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, "--no-validate", "--timeout", "20") as served:
        yield served


def test_a_query_is_stopped_when_its_client_hangs_up(served: Served) -> None:
    with running(served):
        engine = served.children("loader")

    eventually(lambda: len(served.children("loader")) < len(engine), seconds=1)
    assert is_answered(served)


@pytest.mark.parametrize("name", ["loader", "worker"])
def test_a_process_that_is_killed_is_replaced(name: str, served: Served) -> None:
    assert is_answered(served)
    killed = served.child(name)

    os.kill(killed, signal.SIGKILL)
    told = f"the {'web process' if name == 'worker' else name} ended (code -9); starting another"
    eventually(lambda: told in served.said)
    eventually(lambda: is_up(served))

    assert is_answered(served)
    assert served.child(name) != killed


def test_while_the_loader_is_away_queries_wait_for_the_next(served: Served) -> None:
    os.kill(served.child("loader"), signal.SIGKILL)

    assert is_answered(served)


def test_an_engine_that_is_killed_fails_one_query(served: Served) -> None:
    loader = served.child("loader")
    replies: list[Reply] = []
    asking = Thread(
        target=lambda: replies.append(ask(served.address, "/sparql", "POST", ENDLESS.encode(), DIRECT))
    )
    asking.start()

    def ended() -> bool:
        # Which of the engines has the query cannot be seen from here.
        for engine in served.children("loader") - {loader}:
            with suppress(ProcessLookupError):
                os.kill(engine, signal.SIGKILL)
        return not asking.is_alive()

    eventually(ended)

    assert replies[0].status == 503
    assert problem(replies[0])
    assert is_answered(served)


def test_a_server_that_is_ended_finishes_what_it_is_at_and_leaves_nothing(served: Served) -> None:
    known = served.children()
    some = "{ SELECT * { ?a ?b ?c } LIMIT 4000 } { SELECT * { ?d ?e ?f } LIMIT 1000 }"
    long = f"SELECT (COUNT(*) AS ?n) {{ {some} }}"
    replies: list[Reply] = []
    asking = Thread(
        target=lambda: replies.append(ask(served.address, "/sparql", "POST", long.encode(), DIRECT))
    )
    asking.start()
    eventually(lambda: len(served.children("loader")) > 1)
    known |= served.children()
    served.process.terminate()
    asking.join()

    assert served.process.wait(timeout=30) == 0
    assert replies[0].status == 200
    assert b'"4000000"' in replies[0].body
    eventually(lambda: not any(map(is_alive, known)))


def test_a_server_that_is_killed_leaves_nothing(served: Served) -> None:
    with running(served):
        known = served.children()
        assert len(known) >= 3
        served.process.kill()

        eventually(lambda: not any(map(is_alive, known)), seconds=3)
