"""Processes come and go: none is left behind, none is missed, and clients never get half an answer."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from http_client import COUNT, Reply, ask, get, problem
from served import Served, eventually, is_alive, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, "--no-validate", "--timeout", "20") as served:
        yield served


def health(served: Served) -> dict[str, object]:
    return dict(json.loads(ask(served.address, "/health").body))


def is_answered(served: Served) -> bool:
    reply = get(served.address, COUNT)
    return reply.status == 200 and int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"]) > 0


@contextmanager
def running(served: Served) -> Iterator[HTTPConnection]:
    """Send a query that does not end; hang up at the end of the context."""
    engines = served.children("loader")
    connection = HTTPConnection(served.address.removeprefix("http://"), timeout=30)
    connection.request("POST", "/sparql", ENDLESS.encode(), DIRECT)
    eventually(lambda: len(served.children("loader")) > len(engines))
    yield connection
    connection.close()


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


def is_up(served: Served) -> bool:
    try:
        return health(served)["status"] == "ok"
    except (ConnectionError, TimeoutError):
        return False


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
    eventually(lambda: len(served.children("loader")) > 1)
    for engine in served.children("loader") - {loader}:
        os.kill(engine, signal.SIGKILL)
    asking.join()

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


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """Return a project of one's own that may be edited."""
    folder = tmp_path / "project"
    for name in ("ontology", "shapes"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(root / name)
    copytree(root / "tests" / "toy" / "data", folder / "data")
    return folder


def version(served: Served) -> object:
    return health(served)["version"]


def edit(copy: Path, text: str) -> None:
    """Add to a file as editors do: write beside, then rename."""
    path = copy / "data" / "language.ttl"
    beside = path.with_suffix(".new")
    beside.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    beside.replace(path)


def test_sighup_loads_what_changed(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        before, loader = version(served), served.children("loader")
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)

        eventually(lambda: version(served) != before)
        asked = get(served.address, "ASK { <https://w3id.org/mkg/language/x> ?p ?o }")
        assert json.loads(asked.body)["boolean"] is True
        eventually(lambda: not any(map(is_alive, loader)))


def test_a_query_that_runs_while_another_graph_comes_is_answered_by_the_old_one(
    tmp_path: Path, copy: Path
) -> None:
    with serving(tmp_path, "--no-validate", "--timeout", "6", root=copy) as served, running(served) as busy:
        before = version(served)
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)
        eventually(lambda: version(served) != before)
        assert is_answered(served)
        response = busy.getresponse()

        # It ended at its own limit, not with its loader.
        assert response.status == 504
        assert json.loads(response.read())["status"] == 504


def test_an_edit_is_seen_and_a_broken_one_keeps_the_old_graph(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--watch", root=copy) as served:
        before = version(served)
        edit(copy, "\nlanguage:x a mkg:Language .\n")
        eventually(lambda: health(served)["problem"] is not None, seconds=60)

        told = str(health(served)["problem"])
        assert "data/language.ttl:" in told
        assert "violation" in told
        assert (version(served), health(served)["status"]) == (before, "ok")
        assert "the graph was not reloaded" in served.said
        assert is_answered(served)

        path = copy / "data" / "language.ttl"
        path.write_text(path.read_text(encoding="utf-8").replace("\nlanguage:x a mkg:Language .\n", "\n"))
        eventually(lambda: health(served)["problem"] is None, seconds=60)
        assert is_answered(served)


def test_a_loader_that_ends_again_and_again_ends_the_server(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        (copy / "data" / "language.ttl").write_text("broken", encoding="utf-8")
        os.kill(served.child("loader"), signal.SIGKILL)

        assert served.process.wait(timeout=30) == 2
        assert "data/language.ttl:1" in served.said
        assert "Traceback" not in served.said
