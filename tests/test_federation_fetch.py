from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from endpoint import JSON, Endpoint, Handler, answer, endpoint
from mkg.errors import QueryError, ServiceError
from mkg.federation import MAX_CALLS, Call, federate
from mkg.federation.answers import tables
from mkg.federation.fetch import fetch
from mkg.federation.outbound import Outbound

PREFIX = "PREFIX e: <http://e.example/> "
QUERY = PREFIX + "SELECT ?s ?w { ?s e:q ?w FILTER(isLiteral(?w)) } ORDER BY ?s"
EMPTY = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
SIZE = 100_000
NEAR = Outbound(private=True)


def call(url: str, query: str = QUERY, *, silent: bool = False) -> Call:
    return Call(0, 0, url, silent, query)


def ask(server: Endpoint) -> list[object]:
    calls = [call(server.url())]
    (table,) = tables(calls, fetch(calls, [server.url()], NEAR, 5, SIZE))
    return [table.variables, *table.rows]


def federated(text: str, server: Endpoint, size: int = SIZE) -> list[tuple[str, ...]]:
    allowed = [server.url()]
    text = federate(
        PREFIX + text.replace("THERE", server.url()),
        allowed,
        lambda calls: fetch(calls, allowed, NEAR, 5, size),
    )
    results = Store().query(text)
    assert isinstance(results, QuerySolutions)
    return sorted(tuple(str(term) for term in row) for row in results)


def test_an_endpoint_is_asked_by_the_protocol_and_answers_terms() -> None:
    with endpoint() as server:
        assert ask(server) == [
            ("s", "w"),
            (NamedNode("http://e.example/a"), Literal(1)),
            (NamedNode("http://e.example/b"), Literal(2)),
        ]

    [headers] = server.headers
    assert server.queries == [QUERY]
    assert headers["Accept"] == JSON
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"
    assert headers["User-Agent"].startswith("mkg/")


def test_a_query_is_joined_with_what_an_endpoint_answers() -> None:
    with endpoint() as server:
        rows = federated(
            "SELECT ?s ?w { VALUES ?w { 2 3 } SERVICE <THERE> { ?s e:q ?w FILTER(?w > 1) } }", server
        )

    assert rows == [("<http://e.example/b>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>')]
    assert server.queries == [f"{PREFIX}SELECT * WHERE {{ ?s e:q ?w FILTER(?w > 1) }}"]


def test_a_service_within_a_service_reaches_the_endpoint_untouched() -> None:
    with endpoint(lambda handler: handler.reply(EMPTY)) as server:
        federated("SELECT * { SERVICE <THERE> { ?s e:q ?w SERVICE SILENT <urn:x> { ?s ?p 'é' } } }", server)

    assert server.queries == [
        f"{PREFIX}SELECT * WHERE {{ ?s e:q ?w SERVICE SILENT <urn:x> {{ ?s ?p 'é' }} }}"
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://e.example.other/",
        "http://e.example@other/",
        "http://e.example:1/",
        "http://e.example\\@other/",
    ],
)
def test_an_allowed_name_is_whole(url: str) -> None:
    with pytest.raises(QueryError, match="is not allowed here"):
        fetch([call(url)], ["http://e.example", "http://e.example/"], NEAR, 5)


def test_an_entry_that_ends_with_a_slash_allows_what_is_below() -> None:
    with endpoint() as server:
        fetch([call(server.url(path="/a/sparql?x=1"))], [server.url(path="/")], NEAR, 5)

    assert len(server.queries) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { SERVICE <THERE> { ?s e:q ?w } SERVICE <urn:x> {} }", "<urn:x> is not allowed here"),
        ("SELECT * { SERVICE <THERE> { ?s e:q ?w } SERVICE ?w {} }", "asks whom the data name"),
        ("SELECT * { SERVICE <THERE> { ?s e:q ?w } SERVICESILENT<THERE>{} }", "cannot be told from the text"),
        (r"SELECT * { \u0053ERVICE <THERE> { ?s e:q ?w } }", "cannot be told from the text"),
        ("SELECT * {" + "SERVICE <THERE> { }" * (MAX_CALLS + 1) + "}", "holds 6 SERVICE clauses"),
        ("SELECT * { SERVICE <THERE> { }" + "{" * 600 + "}" * 601, "nest deeper"),
    ],
)
def test_nobody_is_asked_for_a_query_that_is_refused(text: str, reason: str) -> None:
    with endpoint() as server, pytest.raises(QueryError, match=reason):
        federated(text, server)

    assert server.queries == []


def test_a_blank_node_is_told_even_if_the_asker_wants_silence() -> None:
    with endpoint() as server, pytest.raises(QueryError, match="answers with a blank node"):
        federated("SELECT * { SERVICE SILENT <THERE> { ?s e:q ?w } }", server)


def reply(body: bytes, status: int = 200, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(body, status, **headers)


FAULTS = [
    (reply(b"", 301, Location="http://127.0.0.1/"), "sends the asker elsewhere"),
    (reply(b"", 303, Location="http://127.0.0.1/"), "sends the asker elsewhere"),
    (reply(b"bad", 400), "the status 400"),
    (reply(b"", 503), "the status 503"),
    (reply(b"", 204), "the status 204"),
    (reply(b"<html>", Content_Type="text/html"), "answers in text/html"),
    (reply(EMPTY, Content_Encoding="gzip"), r"answers in .* \(gzip\)"),
    (reply(b"x" * (SIZE + 1)), "more than 100000 bytes"),
    (reply(b"{"), "what cannot be read"),
]


@pytest.mark.parametrize(("act", "reason"), FAULTS, ids=map(str, range(len(FAULTS))))
def test_what_is_no_answer_is_told_or_kept_silent(act: Callable[[Handler], None], reason: str) -> None:
    with endpoint(act) as server:
        with pytest.raises(ServiceError, match=rf"^<{server.url()}> .*{reason}") as caught:
            ask(server)
        assert federated("SELECT (1 AS ?n) { SERVICE SILENT <THERE> { ?s e:q ?w } }", server)
    assert caught.value.status == 502
    assert len(server.queries) == 2


def test_results_may_be_called_plain_json() -> None:
    with endpoint(reply(EMPTY, Content_Type="application/json; charset=utf-8")) as server:
        assert ask(server) == [("s",)]


def test_the_size_holds_for_all_calls_of_a_query_together() -> None:
    text = "SELECT * { SERVICE <THERE> { ?s e:q 1 } SERVICE <THERE> { ?s e:q ?w FILTER(?w < 3) } }"

    with endpoint() as server:
        assert len(federated(text, server)) == 1
        with pytest.raises(ServiceError, match="bytes"):
            federated(text, server, size=400)
    assert len(server.queries) == 4


def test_what_is_sent_is_not_read_and_nobody_is_asked_after_a_fault() -> None:
    with endpoint(
        lambda handler: handler.reply(b"{", 200 if "1" in handler.server.queries[-1] else 500)
    ) as server:
        calls = [call(server.url(), query, silent=query != "3") for query in ("1", "2", "3", "1")]
        found = fetch(calls, [server.url()], NEAR, 5)

    assert found == [b"{", found[1], found[1]]
    assert "the status 500" in str(found[1])
    assert server.queries == ["1", "2", "3"]


def test_an_endpoint_answers_as_if_its_data_were_here_within_the_whole() -> None:
    text = "SELECT ?s ?w ?x { VALUES ?s { e:a e:c } OPTIONAL { SERVICE <THERE> { SELECT ?s (MAX(?v) AS ?w) "
    text += "{ ?s e:q ?v FILTER(isNumeric(?v)) } GROUP BY ?s } BIND(?w + 1 AS ?x) } }"

    with endpoint(answer) as server:
        rows = federated(text, server)

    assert [(row[0], row[2][:3]) for row in rows] == [
        ("<http://e.example/a>", '"2"'),
        ("<http://e.example/c>", "Non"),
    ]
