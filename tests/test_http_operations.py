"""What an operator sees and sets: health, figures, log lines, who waits, who is refused, options."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from http_client import COUNT, ask, get, problem
from served import Served, eventually, serving
from test_http_caching import project_in

DIRECT = {"Content-Type": "application/sparql-query"}


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


CONSTRUCT = "CONSTRUCT { ?c a ?type } WHERE { ?c a ?type } LIMIT 7"


NASTY = 'VALUES ?x { "a" "b,c" "d\\ne" "f\\"g" "}},{\\"" "<result>" "خلية" }'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "requests.jsonl"


@pytest.fixture(scope="module")
def served(project: Path, log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("operations")
    with serving(folder, "--no-validate", "--timeout", "1", "--log", log, root=project) as served:
        yield served


def health(served: Served) -> tuple[int, dict[str, object]]:
    reply = ask(served.address, "/health")
    return reply.status, json.loads(reply.body)


def test_health_tells_of_the_graph(served: Served) -> None:
    status, told = health(served)

    assert status == 200
    assert {*told} == {"status", "live", "ready", "version", "triples", "loaded", "problem"}
    assert (told["status"], told["live"], told["ready"], told["problem"]) == ("ok", True, True, None)
    count = get(served.address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").body
    assert told["triples"] == int(count.split()[1])


@contextmanager
def without_engines(served: Served) -> Iterator[None]:
    """Lose the loader, and let the next one wait for a file to be written until the context ends."""
    data = Path(f"/proc/{served.child('loader')}/cwd").readlink() / "data" / "language.ttl"
    content = data.read_bytes()
    data.unlink()
    os.mkfifo(data)
    os.kill(served.child("loader"), signal.SIGKILL)
    eventually(lambda: health(served)[0] == 503)
    try:
        yield
    finally:
        with data.open("wb") as pipe:
            data.unlink()
            data.write_bytes(content)
            pipe.write(content)


def test_while_there_are_no_engines_who_asks_is_told_to_come_back(tmp_path: Path) -> None:
    project = project_in(tmp_path / "project")
    with serving(tmp_path, "--no-validate", "--patience", "0.2", root=project) as served:
        _, before = health(served)
        assert get(served.address, "ASK {}").status == 200
        with without_engines(served):
            _, told = health(served)
            replies = [get(served.address, COUNT), ask(served.address, "/dump/mkg.nq")]
            ready = figure(served, "mkg_ready")
        eventually(lambda: health(served)[0] == 200)
        _, after = health(served)
        assert get(served.address, COUNT).status == 200

    assert (told["status"], told["live"], told["ready"]) == ("loading", True, False)
    assert (ready, told["version"]) == (0, before["version"])
    assert [(reply.status, reply.headers["Retry-After"]) for reply in replies] == [(503, "1")] * 2
    assert all("being loaded" in problem(reply) for reply in replies)
    assert {**after, "loaded": ""} == {**before, "loaded": ""}


def figure(served: Served, name: str, **labels: str) -> float:
    """Return one figure; 0 where it is not there yet."""
    reply = ask(served.address, "/metrics")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    samples = [
        sample
        for family in text_string_to_metric_families(reply.body.decode())
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return sum(sample.value for sample in samples)


OUTCOMES = {
    "answered": ("ASK {}", {}, 200),
    "QueryError": ("ASK {", {}, 400),
    "NotAcceptable": ("ASK {}", {"Accept": "image/png"}, 406),
    "QueryTimeout": (ENDLESS, {}, 504),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_queries_are_counted_by_outcome(outcome: str, served: Served) -> None:
    query, headers, status = OUTCOMES[outcome]

    def figures() -> tuple[float, ...]:
        return (
            figure(served, "mkg_queries_total", outcome=outcome),
            figure(served, "mkg_requests_total", method="POST", status=str(status)),
            figure(served, "mkg_query_seconds_count"),
        )

    before = figures()
    assert ask(served.address, "/sparql", "POST", query.encode(), DIRECT | headers).status == status

    eventually(lambda: figures() == tuple(count + 1 for count in before), seconds=5)


def test_what_is_unchanged_is_counted_as_such(served: Served) -> None:
    path = "/sparql?query=ASK%7B%7D"
    before = figure(served, "mkg_queries_total", outcome="unchanged")
    tag = ask(served.address, path).headers["ETag"]
    assert ask(served.address, path, headers={"If-None-Match": tag}).status == 304

    assert figure(served, "mkg_queries_total", outcome="unchanged") == before + 1


def test_bytes_and_time_are_counted(served: Served) -> None:
    sent, requests = figure(served, "mkg_sent_bytes_total"), figure(served, "mkg_request_seconds_count")
    size = len(ask(served.address, "/sparql").body)

    assert figure(served, "mkg_sent_bytes_total") >= sent + size
    assert figure(served, "mkg_request_seconds_count") > requests


def test_gauges_tell_what_is_now(served: Served) -> None:
    names = ("mkg_ready", "mkg_queries_running", "mkg_queries_waiting", "mkg_reload_failed")

    assert [figure(served, name) for name in names] == [1, 0, 0, 0]
    assert figure(served, "mkg_triples") == health(served)[1]["triples"]
    assert figure(served, "process_resident_memory_bytes") > 0


def test_methods_of_a_clients_own_make_no_figures_of_their_own(served: Served) -> None:
    for number in range(5):
        assert ask(served.address, "/health", f"METHOD{number}").status == 405

    assert b"METHOD" not in ask(served.address, "/metrics").body


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def line_of(log: Path, query: str) -> dict[str, object]:
    """Return the line of a query, which is asked once."""
    eventually(lambda: any(line.get("query") == query for line in lines(log)), seconds=5)
    (found,) = (line for line in lines(log) if line.get("query") == query)
    return found


def test_a_log_line_tells_all_of_a_query(served: Served, log: Path) -> None:
    query = "SELECT ?n { BIND ('الدارجة 🇲🇦' AS ?n) }\n# é"
    reply = get(served.address, query)
    line = line_of(log, query)

    assert {*line} == {
        *("time", "method", "path", "status", "bytes", "ms", "query", "outcome", "rows", "version", "whole")
    }
    assert (line["method"], line["path"], line["status"], line["outcome"]) == (
        "GET",
        "/sparql",
        200,
        "answered",
    )
    assert (line["rows"], line["bytes"], line["whole"]) == (1, len(reply.body), True)
    assert line["version"] == health(served)[1]["version"]
    assert isinstance(line["ms"], float)
    assert "الدارجة 🇲🇦" in log.read_text(encoding="utf-8")
    assert "127.0.0.1" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "accept", "rows"),
    [
        *((f"SELECT ?x {{ {NASTY} }}", accept, 7) for accept in ("text/csv", "text/tab-separated-values")),
        (f"SELECT ?x {{ {NASTY} }}", "application/sparql-results+xml", 7),
        ("SELECT ?x { VALUES ?x { 1 2 3 } }", "application/sparql-results+json", 3),
        ("SELECT ?x { VALUES ?x { } }", "application/sparql-results+json", 0),
        ("SELECT * { ?s ?p ?o } LIMIT 4000", "text/csv", 4000),
        ("ASK {}", "application/sparql-results+json", None),
        *((CONSTRUCT, accept, 7) for accept in ("text/turtle", "application/rdf+xml", "application/ld+json")),
    ],
)
def test_rows_are_counted(query: str, accept: str, rows: int | None, served: Served, log: Path) -> None:
    marked = f"{query} # {accept}"
    assert get(served.address, marked, accept).status == 200

    assert line_of(log, marked)["rows"] == rows


def test_a_query_that_fails_is_logged_with_its_outcome(served: Served, log: Path) -> None:
    broken, slow = "ASK { # broken", f"{ENDLESS} # slow"
    assert [get(served.address, query).status for query in (broken, slow)] == [400, 504]

    assert line_of(log, broken)["outcome"] == "QueryError"
    assert (line_of(log, slow)["outcome"], line_of(log, slow)["status"]) == ("QueryTimeout", 504)
    assert 1000 <= float(str(line_of(log, slow)["ms"])) < 2000


def test_clients_are_logged_where_that_is_wanted_and_a_rotated_log_is_begun_anew(
    project: Path, tmp_path: Path
) -> None:
    log, old = tmp_path / "log", tmp_path / "log.1"
    options = ("--log", log, "--log-clients")
    with serving(tmp_path, "--no-validate", *options, root=project) as served:
        get(served.address, "ASK { # before\n}")
        before = line_of(log, "ASK { # before\n}")
        log.rename(old)
        get(served.address, "ASK { # after\n}")
        eventually(log.exists)
        after = line_of(log, "ASK { # after\n}")

    assert before["client"] == after["client"] == "127.0.0.1"
    assert "after" not in old.read_text(encoding="utf-8")
    assert "before" not in log.read_text(encoding="utf-8")


def test_a_log_can_go_to_standard_error(project: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--no-validate", "--log", "-", root=project) as served:
        get(served.address, "ASK { # الدارجة\n}")
        eventually(lambda: "الدارجة" in served.said)
