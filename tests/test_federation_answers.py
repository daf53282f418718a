"""What endpoints send is read as rows, refused, or kept silent."""

import gc
import json
from collections.abc import Mapping
from threading import Thread

import pytest
from pyoxigraph import Literal

from mkg.errors import ServiceError
from mkg.federation.answers import MAX_ROWS, Found, tables
from mkg.federation.clauses import UNKNOWN, Call, Table

LOUD, SILENT = (Call(0, 0, "http://e.example/", silent, "SELECT ?s { ?s ?p ?o }") for silent in (False, True))
UNREAD = "what cannot be read as rows of application/sparql-results.json"
URI = {"type": "uri", "value": "urn:x"}
DEEP = '{"type":"triple","value":{"subject":' * 50_000


def results(*rows: Mapping[str, object], names: tuple[str, ...] = ("s",), **other: object) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}, **other}).encode()


def read(answer: Found) -> Table:
    (table,) = tables([LOUD], [answer])
    return table


FAULTS: list[tuple[Found, str]] = [
    ("is no plain address", "is no plain address"),
    (b"{", UNREAD),
    (b"", UNREAD),
    (b"\xff", UNREAD),
    (results() + b"}", UNREAD),
    (b'{"head":{},"boolean":true}', UNREAD),
    (results({"s": {"type": "uri", "value": "x> } SERVICE <y"}}), UNREAD),
    (results({"s": {"type": "uri", "value": "relative"}}), UNREAD),
    (results({"t": URI}), UNREAD),
    (results(names=("s } x",)), UNREAD),
    (results(names=("s", "s")), UNREAD),
    (results({"x": URI}, names=("x",)), "variables that it was not asked for"),
    (results(*[{"s": URI}] * (MAX_ROWS + 1)), "more than 10000 rows"),
    (DEEP.encode(), UNREAD),
    (results({"s": {"type": "literal", "value": "x" * 9_000_000}}), UNREAD),
    (results({"s": json.loads(DEEP[:360] + json.dumps(URI) + "}}" * 10)}), UNREAD),
]


@pytest.mark.parametrize(("answer", "reason"), FAULTS, ids=map(str, range(len(FAULTS))))
def test_what_is_no_answer_is_told_or_kept_silent(answer: Found, reason: str) -> None:
    with pytest.raises(ServiceError, match=f"^<{LOUD.endpoint}> .*{reason}"):
        read(answer)
    assert tables([SILENT, LOUD], [answer, results()]) == [UNKNOWN, Table(("s",), [])]


def test_an_answer_so_deep_that_the_parser_would_die_is_refused() -> None:
    value = DEEP + json.dumps(URI) + "}}" * 50_000
    body = f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{{"s":{value}}}]}}}}'

    with pytest.raises(ServiceError, match=UNREAD):
        read(body.encode())


def test_brackets_within_strings_do_not_count() -> None:
    value = {"type": "literal", "value": '{["' * 99 + "\\"}

    assert read(results({"s": value})).rows == [(Literal(value["value"]),)]


def test_the_rows_are_for_all_calls_of_a_query_together() -> None:
    half, more = (results(*[{"s": URI}] * count) for count in (MAX_ROWS // 2, MAX_ROWS // 2 + 1))

    assert [len(table.rows) for table in tables([LOUD, LOUD], [half, half])] == [MAX_ROWS // 2] * 2
    assert tables([LOUD, SILENT, LOUD], [half, more, half])[1] == UNKNOWN
    with pytest.raises(ServiceError, match="more than 10000 rows"):
        tables([LOUD, LOUD], [half, more])


def test_a_fault_ends_what_was_found() -> None:
    with pytest.raises(ServiceError, match=f"^<{LOUD.endpoint}> has not answered in time"):
        tables([SILENT, LOUD, LOUD], [results(), "has not answered in time"])


def test_a_fault_may_be_dropped_in_another_thread() -> None:
    faults = list[ServiceError]()

    def fail() -> None:
        try:
            read(results({"s": URI}, {"t": URI}))
        except ServiceError as error:
            faults.append(error)

    thread = Thread(target=fail)
    thread.start()
    thread.join()
    assert len(faults) == 1

    # What pyoxigraph reads dies with a complaint, which fails this test, in any thread but its own.
    faults.clear()
    gc.collect()
