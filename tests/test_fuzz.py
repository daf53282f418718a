"""Whatever reaches the port, the answer is in order or the refusal is, and the server goes on answering."""

import csv
import io
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse, RemoteDisconnected
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from http_client import BROWSER, COUNT, FORM, Reply, ask, problem
from mkg.formats import GRAPHS, HTML, SOLUTIONS
from served import serving

QUERY = "application/sparql-query"
WRITERS = {item.media_type: item.writer for item in (*SOLUTIONS, *GRAPHS)}
BOTH = "application/sparql-results+xml;q=0.9, text/turtle, application/rdf+xml;q=0.8"
ACCEPTS = st.sampled_from([*WRITERS, BOTH, BOTH, HTML.media_type, BROWSER, "*/*", "image/png", "", ";q=,,"])
ODD = [
    "الدارجة",
    "🇲🇦",
    "\0",
    "\x1b[0m",
    "\ufffe",
    "é" * 500,
    "x" * 9_000,
    "%zz",
    "../../etc/passwd",
    "'",
    '"',
]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(ODD)
LIMITS = ["--timeout=0.5", "--memory-limit=256", "--max-answer=1", "--upload-timeout=2", "--no-validate"]

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real graph with limits so low that requests meet them."""
    with serving(tmp_path_factory.mktemp("fuzz"), *LIMITS) as server:
        yield server.address
        assert "Traceback" not in server.said


@pytest.fixture(autouse=True)
def goes_on(served: str) -> Iterator[None]:
    """After each test, the server still answers, and truly."""
    yield
    reply = ask(served, f"/sparql?{urlencode({'query': COUNT})}")
    assert json.loads(reply.body)["results"]["bindings"][0]["n"]["value"] == "84"


def check(reply: Reply, *, bodiless: bool = False) -> None:
    """Fail where a reply is not in order: its status, the length and the syntax of its body."""
    assert reply.status < 500 or reply.status in {503, 504}
    if bodiless:
        assert reply.body == b""
        return
    assert reply.headers["Content-Length"] == str(len(reply.body))
    if reply.status >= 400 and reply.type != HTML.media_type:
        assert len(problem(reply)) > 10
    else:
        check_body(reply.type, reply.body)


def check_body(media_type: str, body: bytes) -> None:
    writer = WRITERS.get(media_type)
    if media_type == "text/csv":
        rows = csv.reader(io.StringIO(body.decode(), newline=""), strict=True)
        # An empty line is a row of one empty field.
        assert len({max(1, len(row)) for row in rows}) <= 1
    elif isinstance(writer, QueryResultsFormat):
        list(getattr(parse_query_results(body, format=writer), "variables", []))
    elif isinstance(writer, RdfFormat):
        list(parse(body, format=writer))
    elif media_type == "application/json":
        json.loads(body)
    else:
        assert media_type in {HTML.media_type, "text/plain", "text/css"}
        body.decode()


def exchange(served: str, request: bytes, *, end: bool = False) -> Reply | None:
    """Send bytes, and the end if asked to; return the reply, None where the server hung up without one."""
    host, _, port = served.removeprefix("http://").partition(":")
    method = request.partition(b" ")[0].decode("latin-1")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        try:
            connection.sendall(request)
            if end:
                connection.shutdown(socket.SHUT_WR)
            with closing(HTTPResponse(connection, method=method)) as response:
                response.begin()
                return Reply(response.status, response.headers, response.read())
        except (BrokenPipeError, ConnectionResetError, RemoteDisconnected):
            return None


METHODS = st.sampled_from(["GET"] * 3 + ["POST"] * 2 + ["HEAD", "OPTIONS", "PUT", "TRACE", "get", "X-1"])
PATHS = st.sampled_from(
    ["/sparql", "/sparql", "/graph", "/dump/mkg.nq", "/dump/", "/.well-known/void", "/catalog", "/health",
     "/", "/metrics", "/openapi.json", "/static/mkg.css", "/static/../x", "//", "/institution/um6p"]
)  # fmt: skip
ENCODED = (st.binary(max_size=40) | TEXTS.map(str.encode)).map(quote_from_bytes)
RESTS = st.just("") | st.just("") | st.just("") | ENCODED.map("/{}".format) | ENCODED
NAMES = ["query", "default-graph-uri", "named-graph-uri", "format", "graph", "default", "update"]
VALUES = ENCODED | st.sampled_from(["ASK{}", "SELECT*{}", "DESCRIBE%3Chttp://e/%3E", "csv", "json", "trig"])
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES).map("=".join), max_size=3).map("&".join)
FIELDS = st.sampled_from(
    ["Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "If-None-Match", "Range", "Origin",
     "Host", "If-Modified-Since", "Content-Encoding", "X-Forwarded-For", "Cookie", "Authorization"]
)  # fmt: skip
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20)
CONTENTS = ACCEPTS | st.sampled_from([FORM, QUERY, '"x"', "*", 'W/"', "bytes=5-1", "gzip;q=0", "br"]) | LATIN
HEADERS = st.lists(st.tuples(FIELDS, CONTENTS).map(": ".join), max_size=5)
BODIES = st.binary(max_size=60) | TEXTS.map(str.encode)


@many
@given(METHODS, PATHS, RESTS, PARAMETERS, HEADERS, BODIES)
def test_any_request_is_answered_in_order(
    served: str, method: str, path: str, rest: str, parameters: str, headers: list[str], body: bytes
) -> None:
    lines = [f"{method} {path}{rest}?{parameters} HTTP/1.1", "Host: x", "Connection: close", *headers]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""])

    reply = exchange(served, head.encode("latin-1") + body)

    note(f"{head}\n{reply}")
    assert reply
    check(reply, bodiless=method == "HEAD" or reply.status == 304)


START = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
CHUNK = b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK{}\r\n"
MALFORMED = {
    "no version": b"GET /health\r\n\r\n",
    "another version": b"GET /health HTTP/7.0\r\nHost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no colon": START + b"Accept\r\n\r\n",
    "NUL": START + b"Accept: \0\r\n\r\n",
    "space in a name": START + b"Acc ept: x\r\n\r\n",
    "bracket in the address": b"GET /sparql?query=<> HTTP/1.1\r\nHost: x\r\n\r\n",
    "negative length": POST + b"Content-Length: -1\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}x",
    "unknown coding": POST + b"Transfer-Encoding: gzip\r\n\r\nASK{}",
    "broken chunk": POST + CHUNK + b"zz\r\n",
    "5,000 headers": START + b"X: y\r\n" * 5_000 + b"\r\n",
    "a header of 1 MB": START + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n",
    "an address of 1 MB": b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_what_is_not_http_is_refused(served: str, sent: bytes) -> None:
    reply = exchange(served, sent)

    assert reply is None or 400 <= reply.status < 500


@pytest.mark.parametrize(
    "sent", [POST + b"Content-Length: 100\r\n\r\nASK{}", POST + CHUNK], ids=["length", "chunk"]
)
def test_a_query_that_arrives_in_part_is_never_answered(served: str, sent: bytes) -> None:
    reply = exchange(served, sent, end=True)

    assert reply is None or 400 <= reply.status < 500


def test_a_query_in_chunks_is_answered(served: str) -> None:
    reply = exchange(served, POST + CHUNK + b"0\r\n\r\n")

    assert reply
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


@many
@given(st.data())
def test_a_garbled_request_is_refused_or_answered_in_order(served: str, data: st.DataObject) -> None:
    request = bytearray(START)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(request)))
        request[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))

    reply = exchange(served, bytes(request) + b"\r\n\r\n")

    note(f"{request!r}\n{reply}")
    assert reply is None or reply.status < 500


@pytest.mark.parametrize("sent", [START[:20], START, POST, POST + b"Content-Length: 100\r\n\r\nASK"])
def test_clients_that_leave_in_the_middle_harm_nobody(served: str, sent: bytes) -> None:
    host, _, port = served.removeprefix("http://").partition(":")
    for _ in range(50):
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(sent)
