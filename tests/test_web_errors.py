"""The server over real HTTP: each bad request has its status and one sentence that names the cure."""

import pytest

from http_client import BROWSER, COUNT, FORM, ask, get, problem

BAD_PATHS = {
    "/sparql?query=": "the query is empty",
    "/sparql?query=%20%0A": "the query is empty",
    "/sparql?query=ASK%20%7B": "the query cannot be read at line 1",
    "/sparql?query=ASK%7B%7D&query=ASK%7B%7D": "give exactly one parameter query, not 2",
    "/sparql?query=%ff%fe": "not percent-encoded UTF-8",
    "/sparql?query=%zz": "the query cannot be read",
    "/sparql?query=ASK%7B%7D%00": "NUL",
    "/sparql?update=CLEAR%20ALL&query=ASK%7B%7D": "updates are not taken here",
    "/sparql?query=CLEAR%20ALL": "updates are not taken here",
    "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri": "no iri",
    "/sparql?query=ASK%7BSERVICE%20%3Chttp%3A%2F%2F127.0.0.1%3A9%2F%3E%7B%7D%7D": "SERVICE is not allowed",
}


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_bad_request_is_400_with_one_sentence(server: str, path: str) -> None:
    reply = ask(server, path)

    assert reply.status == 400
    assert BAD_PATHS[path] in problem(reply)


def test_a_syntax_error_is_told_with_its_line_and_column(server: str) -> None:
    assert "line 2, column 7, near 'WERE { ?s ?p" in problem(get(server, "SELECT *\nWERE { ?s ?p ?o }"))


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (COUNT.encode(), "text/plain", 415),
        (b"\xff\xfe\x00", "application/sparql-query", 400),
        (b"\x00\x01\x02" * 10, "application/sparql-query", 400),
        (b"", "application/sparql-query", 400),
        (b"nothing=here", FORM, 400),
        (b"\xff" * 10_000_000, "application/sparql-query", 413),
        (b"query=" + b"\xff" * 10_000_000, FORM, 413),
    ],
    ids=["media type", "not UTF-8", "binary", "empty", "no query", "10 MB", "10 MB form"],
)
def test_a_bad_post_has_its_own_status_and_a_sentence(
    server: str, body: bytes, kind: str, status: int
) -> None:
    reply = ask(server, "/sparql", "POST", body, {"Content-Type": kind})

    assert reply.status == status
    assert "Traceback" not in problem(reply)


def test_another_method_is_405_and_another_path_404(server: str) -> None:
    put, lost = ask(server, "/sparql", "PUT", b"x"), ask(server, "/nowhere")

    assert (put.status, lost.status) == (405, 404)
    assert "GET" in put.headers["Allow"]
    assert problem(put)
    assert problem(lost)


def test_browsers_get_a_page_for_an_error(server: str) -> None:
    reply = get(server, "SELECT", BROWSER)

    assert (reply.status, reply.type) == (400, "text/html")
    assert b"the query cannot be read at line 1" in reply.body
