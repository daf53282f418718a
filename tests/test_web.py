"""The server over real HTTP: the SPARQL protocol, negotiation, errors."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import RdfFormat, parse

from conftest import Run, free_port, wait_until_up
from http_client import BROWSER, COUNT, FORM, Reply, ask, get, problem

CONSTRUCT = "CONSTRUCT { ?c a ?type } WHERE { ?c a ?type } LIMIT 5"


def count_of(reply: Reply) -> str:
    assert (reply.status, reply.type) == (200, "application/sparql-results+json")
    return str(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def test_a_query_is_answered_by_get_by_form_and_by_direct_post(server: str) -> None:
    posted = ask(server, "/sparql", "POST", urlencode({"query": COUNT}).encode(), {"Content-Type": FORM})
    direct = ask(server, "/sparql", "POST", COUNT.encode(), {"Content-Type": "application/sparql-query"})

    assert [count_of(reply) for reply in (get(server, COUNT), posted, direct)] == ["84"] * 3


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0.2, text/csv;q=0.7", "text/csv"),
        (BROWSER, "text/html"),
    ],
)
def test_results_come_in_the_format_that_is_liked_best(
    server: str, accept: str | None, expected: str
) -> None:
    reply = get(server, COUNT, accept)

    assert (reply.status, reply.type) == (200, expected)
    assert "Accept" in reply.headers["Vary"]
    assert b"84" in reply.body


@pytest.mark.parametrize(
    ("accept", "expected", "syntax"),
    [
        (None, "text/turtle", RdfFormat.TURTLE),
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-quads", "application/n-quads", RdfFormat.N_QUADS),
        ("application/trig", "application/trig", RdfFormat.TRIG),
    ],
)
def test_triples_come_in_the_format_that_is_liked_best(
    server: str, accept: str | None, expected: str, syntax: RdfFormat
) -> None:
    reply = get(server, CONSTRUCT, accept)

    assert (reply.status, reply.type) == (200, expected)
    assert len([*parse(reply.body, format=syntax)]) == 5


@pytest.mark.parametrize(
    ("query", "accept"), [(COUNT, "text/turtle"), (CONSTRUCT, "text/csv"), (COUNT, "image/png")]
)
def test_a_format_that_does_not_fit_is_406(server: str, query: str, accept: str) -> None:
    reply = get(server, query, accept)

    assert reply.status == 406
    assert "no format you accept fits this query" in problem(reply)


def test_the_protocol_names_the_graphs_to_ask(server: str) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    venues = "https://w3id.org/mkg/graph/venue"

    assert (
        0
        < int(count_of(get(server, everything, **{"default-graph-uri": venues})))
        < int(count_of(get(server, everything)))
    )
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count_of(get(server, named, **{"named-graph-uri": venues})) == "1"


def test_arabic_and_emoji_pass_untouched(server: str) -> None:
    query = "SELECT ?n { BIND ('الدارجة 🇲🇦 100%25 + é' AS ?n) }"
    post = ask(server, "/sparql", "POST", f"query={quote(query)}".encode(), {"Content-Type": FORM})

    assert count_of(get(server, query)) == count_of(post) == "الدارجة 🇲🇦 100%25 + é"


def test_a_query_of_100_kilobytes_is_answered(server: str) -> None:
    long = f"{COUNT} #{'x' * 100_000}".encode()

    assert (
        count_of(ask(server, "/sparql", "POST", long, {"Content-Type": "application/sparql-query"})) == "84"
    )


def test_head_tells_the_length_and_sends_no_body(server: str) -> None:
    path = f"/sparql?{urlencode({'query': COUNT})}"
    got, head = ask(server, path), ask(server, path, "HEAD")

    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.body))


def test_options_tells_the_methods_to_other_origins(server: str) -> None:
    reply = ask(server, "/sparql", "OPTIONS")

    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(reply.headers["Allow"].split(", "))
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]


def test_health_tells_the_version_of_the_graph(server: str) -> None:
    body = json.loads(ask(server, "/health").body)

    assert body["status"] == "ok"
    assert body["triples"] > 5000
    assert len(body["version"]) == 16


def test_a_port_in_use_is_told(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", port)

    assert done.returncode == 2
    assert done.stderr.startswith(
        f"cannot listen on 127.0.0.1:{port} (Address already in use); choose another"
    )


@pytest.mark.parametrize(
    ("content", "code"), [("<http://e/a> <http://e/b>", 2), ("place:x a mkg:Place .", 1)]
)
def test_a_broken_graph_is_not_served(content: str, code: int, tmp_path: Path, root: Path, run: Run) -> None:
    for folder in ("ontology", "shapes"):
        (tmp_path / folder).symlink_to(root / folder)
    (tmp_path / "data").mkdir()
    prefixes = "@prefix mkg: <https://w3id.org/mkg/ns#> .\n@prefix place: <https://w3id.org/mkg/place/> .\n"
    (tmp_path / "data" / "place.ttl").write_text(prefixes + content, encoding="utf-8")

    done = run("--root", tmp_path, "serve", "--port", free_port())

    assert done.returncode == code
    assert "data/place.ttl:3:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_none_is_told(run: Run) -> None:
    done = run("serve", "--host", "no-such-host.invalid")

    assert done.returncode == 2
    assert "cannot listen on no-such-host.invalid:8000 (" in done.stderr
    assert "Unknown error" not in done.stderr


def test_the_server_ends_when_it_is_told_to(root: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "mkg", "serve", "--port", str(port), "--no-validate"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
        wait_until_up(f"http://127.0.0.1:{port}", process)
        process.terminate()

        assert process.wait(timeout=20) == 0
