"""What of the W3C suites does not apply is refused, and changes nothing."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest

from http_client import FORM, Reply, problem
from w3c.data import EMPTY, query
from w3c.manifests import HOME, MISSING, Case, cases, path_of
from w3c.recorded import requests
from w3c.servers import Server
from w3c.suites import applying, reason
from w3c.tables import CALLS, KNOWN, UPDATES

pytestmark = pytest.mark.skipif(not HOME, reason=MISSING)
EVERYTHING = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def excluded(why: str) -> list[Case]:
    return [case for case in cases() if reason(case) == why]


@contextmanager
def nothing_changes(server: Server) -> Iterator[None]:
    """Hold that a server gives the same count of everything before and after."""
    before = server.query(EVERYTHING, "*/*", [], [])
    yield
    assert server.query(EVERYTHING, "*/*", [], []).body == before.body
    assert int(json.loads(before.body)["results"]["bindings"][0]["n"]["value"]) > 1000


def is_refused(reply: Reply) -> bool:
    return 400 <= reply.status < 500 and bool(problem(reply))


def update_of(case: Case) -> str:
    action = case.record.one("mf:action")
    request = action.get("ut:request")
    return path_of((request or action).value).read_text(encoding="utf-8")


def test_updates_are_refused_however_they_are_sent(mkg: Server) -> None:
    texts = {case.name: update_of(case) for case in excluded(UPDATES) if case.kind != "ProtocolTest"}
    ways = {
        f"{name} {way}": (body.encode(), kind)
        for name, text in texts.items()
        for way, body, kind in (
            ("as a query", urlencode({"query": text}), FORM),
            ("as an update", urlencode({"update": text}), FORM),
            ("directly", text, "application/sparql-update"),
        )
    }

    assert len(texts) > 150
    with nothing_changes(mkg):
        replies = {
            name: mkg.ask(mkg.endpoint, "POST", body, {"Content-Type": kind})
            for name, (body, kind) in ways.items()
        }
    assert [name for name, reply in replies.items() if not is_refused(reply)] == []


def test_the_updates_of_the_protocol_are_refused(mkg: Server) -> None:
    updates = [case for case in excluded(UPDATES) if case.kind == "ProtocolTest"]
    with nothing_changes(mkg):
        replies = {
            case.name: requests(case)[0].send(
                mkg, mkg.endpoint + requests(case)[0].path.removeprefix("/sparql/")
            )
            for case in updates
        }

    assert len(replies) == 7
    assert [name for name, reply in replies.items() if not is_refused(reply)] == []


def test_other_servers_are_not_called(mkg: Server) -> None:
    replies = {case.name: mkg.query(_called(case), "*/*", [], []) for case in excluded(CALLS)}

    assert len(replies) == 10
    assert [name for name, reply in replies.items() if "SERVICE" not in problem(reply)] == []
    assert [name for name, reply in replies.items() if not is_refused(reply)] == []


def _called(case: Case) -> str:
    action = case.record.one("mf:action")
    return path_of((action.get("qt:query") or action).value).read_text(encoding="utf-8")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("parameter", ["default", f"graph={quote(EMPTY, safe='')}"])
def test_graphs_are_not_written(mkg: Server, method: str, parameter: str) -> None:
    body = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> ."
    with nothing_changes(mkg):
        reply = mkg.ask(f"{mkg.graphs}?{parameter}", method, body, {"Content-Type": "text/turtle"})

    assert reply.status == 405
    assert {"GET", "HEAD"} <= set(reply.headers["Allow"].split(", "))


def test_a_bad_query_is_refused_with_its_place(mkg: Server) -> None:
    bad = [
        case
        for suite in ("sparql11", "sparql12")
        for case in applying(suite)
        if case.kind.startswith("Negative")
    ]
    told = {
        case.name: problem(mkg.query(query(case), "*/*", [], [])) for case in bad if case.name not in KNOWN
    }

    assert len(told) > 100
    assert {
        name: text for name, text in told.items() if not re.search(r"at line \d+, column \d+", text)
    } == {}
