"""What every address promises: formats by name, other origins, headers, links, mounting, limits."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, parse

from http_client import BROWSER, COUNT, FORM, Reply, ask, get, problem
from mkg.formats import GRAPHS, SOLUTIONS, Format
from served import Served, serving
from test_http_caching import project_in

CONSTRUCT = "CONSTRUCT { ?c a ?type } WHERE { ?c a ?type } LIMIT 5"


DIRECT = {"Content-Type": "application/sparql-query"}


MAX_URL, MAX_BODY = 2000, 2048


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, limit = tmp_path_factory.mktemp("surface"), ("--max-url", str(MAX_URL))
    with serving(folder, "--no-validate", *limit, root=project_in(folder / "project")) as served:
        yield served


def query_path(query: str, **parameters: str) -> str:
    return f"/sparql?{urlencode({'query': query, **parameters})}"


@pytest.mark.parametrize("item", [*SOLUTIONS, *GRAPHS], ids=lambda item: str(item.name))
@pytest.mark.parametrize("how", ["name", "media_type"])
def test_a_format_is_asked_for_by_name_or_media_type(how: str, item: Format, served: Served) -> None:
    query = COUNT if item in SOLUTIONS else CONSTRUCT
    reply = get(served.address, query, "text/html, */*;q=0.1", format=getattr(item, how))

    assert (reply.status, reply.headers["Content-Type"]) == (200, item.content_type)
    if isinstance(item.writer, RdfFormat):
        assert len([*parse(reply.body, format=item.writer)]) == 5


@pytest.mark.parametrize("name", ["html", "text/html"])
def test_a_page_is_asked_for_too(name: str, served: Served) -> None:
    reply = get(served.address, COUNT, "application/json", format=name)

    assert (reply.status, reply.type) == (200, "text/html")
    assert b'id="answer"' in reply.body


def test_a_format_in_a_posted_form_is_as_good(served: Served) -> None:
    form = urlencode({"query": COUNT, "format": "csv"}).encode()
    posted = ask(served.address, "/sparql", "POST", form, {"Content-Type": FORM})
    in_address = ask(served.address, "/sparql?format=csv", "POST", COUNT.encode(), DIRECT)

    assert [reply.type for reply in (in_address, posted)] == ["text/csv"] * 2


@pytest.mark.parametrize("name", ["JSON", "excel", "excel, word", "text/plain;charset=latin-1", "ü" * 99])
@pytest.mark.parametrize("path", ["/sparql", "/graph?default", "/.well-known/void", "/catalog"])
def test_a_format_that_is_not_on_offer_is_400_and_those_are_told(
    path: str, name: str, served: Served
) -> None:
    told = urlencode({"query": COUNT, "format": name})
    reply = ask(served.address, f"{path}{'&' if '?' in path else '?'}{told}")

    assert reply.status == 400
    assert "json, xml, csv, tsv, turtle" in problem(reply)
    assert len(problem(reply)) < 250


def test_a_format_that_is_not_on_offer_gives_way_to_accept(served: Served) -> None:
    reply = get(served.address, COUNT, "text/csv", format="excel")

    assert (reply.status, reply.type) == (200, "text/csv")


@pytest.mark.parametrize(("query", "name"), [(COUNT, "turtle"), (CONSTRUCT, "csv")])
def test_a_format_that_does_not_fit_is_406(query: str, name: str, served: Served) -> None:
    reply = get(served.address, query, "*/*", format=name)

    assert reply.status == 406
    assert "no format you accept fits this query" in problem(reply)


@pytest.mark.parametrize(
    "path", ["/", "/sparql", query_path(COUNT), query_path(CONSTRUCT), query_path("ASK {}")]
)
def test_browsers_get_pages(path: str, served: Served) -> None:
    reply = ask(served.address, path, headers={"Accept": BROWSER})

    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert (b"<textarea" in reply.body) is ("sparql" in path)
    assert (b'id="answer"' in reply.body) is ("query=" in path)


@pytest.mark.parametrize("path", ["/graph?default", "/.well-known/void", "/catalog"])
def test_browsers_get_a_graph_as_turtle(path: str, served: Served) -> None:
    # They ask for XML because they render XHTML, not because they read RDF.
    assert ask(served.address, path, "HEAD", headers={"Accept": BROWSER}).type == "text/turtle"


@pytest.mark.parametrize("item", GRAPHS, ids=lambda item: str(item.name))
def test_the_service_is_described_to_who_asks_nothing(item: Format, served: Served) -> None:
    reply = ask(served.address, "/sparql", headers={"Accept": item.media_type})
    assert (reply.status, reply.type) == (200, item.media_type)
    assert isinstance(item.writer, RdfFormat)
    told = {(quad.predicate.value, quad.object.value) for quad in parse(reply.body, format=item.writer)}

    assert ("http://www.w3.org/ns/sparql-service-description#endpoint", f"{served.address}/sparql") in told


def test_who_accepts_no_description_is_asked_for_a_query(served: Served) -> None:
    reply = ask(served.address, "/sparql", headers={"Accept": "application/sparql-results+json"})

    assert reply.status == 400
    assert "give a parameter query" in problem(reply)


def test_a_query_has_the_graphs_that_the_protocol_names(served: Served) -> None:
    graphs = [f"https://w3id.org/mkg/graph/{name}" for name in ("language", "venue", "place")]
    sizes = []
    for named in ([graphs[0]], [graphs[1]], graphs[:2]):
        told = urlencode(
            [("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] + [("default-graph-uri", g) for g in named]
        )
        got, posted = (
            ask(served.address, f"/sparql?{told}", headers={"Accept": "text/csv"}),
            ask(
                served.address, "/sparql", "POST", told.encode(), {"Content-Type": FORM, "Accept": "text/csv"}
            ),
        )
        assert (got.status, got.body) == (200, posted.body)
        sizes.append(int(got.body.split()[1]))
    assert 0 < max(sizes[:2]) < sizes[2] <= sum(sizes[:2])

    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    told = urlencode([("query", query)] + [("named-graph-uri", graph) for graph in graphs])
    rows = ask(served.address, f"/sparql?{told}", headers={"Accept": "text/csv"}).body.decode().split()
    assert rows == ["g", *sorted(graphs)]


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("/graph?default", {"GET", "HEAD", "OPTIONS"}),
        ("/dump/mkg.nq", {"GET", "HEAD", "OPTIONS"}),
        ("/", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_page_of_another_origin_may_ask(path: str, methods: set[str], served: Served) -> None:
    told = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,if-none-match",
    }
    reply = ask(served.address, path, "OPTIONS", headers=told)
    allowed = {name.strip().lower() for name in reply.headers["Access-Control-Allow-Headers"].split(",")}

    assert (reply.status, reply.body) == (200, b"")
    assert {*reply.headers["Allow"].split(", ")} == methods
    assert {*reply.headers["Access-Control-Allow-Methods"].split(", ")} == methods
    assert {"accept", "content-type", "if-none-match"} <= allowed
    assert int(reply.headers["Access-Control-Max-Age"]) > 0


REPLIES = {
    "an answer": ("GET", query_path(COUNT), {}, 200),
    "a page": ("GET", "/", {}, 200),
    "a style sheet": ("GET", "/static/mkg.css", {}, 200),
    "a dump": ("GET", "/dump/mkg.ttl.gz", {}, 200),
    "a part of one": ("GET", "/dump/mkg.nq", {"Range": "bytes=0-9"}, 206),
    "checksums": ("GET", "/dump/SHA256SUMS", {}, 200),
    "figures": ("GET", "/metrics", {}, 200),
    "a preflight": ("OPTIONS", "/sparql", {"Origin": "https://app.example"}, 200),
    "unchanged": ("GET", "/dump/mkg.ttl.gz", {"If-None-Match": "*"}, 304),
    "a redirect": ("GET", "/dump//mkg.nq", {}, 308),
    "bad": ("GET", "/sparql?query=", {}, 400),
    "bad, as a page": ("GET", "/sparql?query=", {"Accept": BROWSER}, 400),
    "not there": ("GET", "/nowhere", {}, 404),
    "not a method": ("PUT", "/sparql", {}, 405),
    "not acceptable": ("GET", query_path(COUNT), {"Accept": "image/png"}, 406),
    "too long": ("GET", f"/sparql?query={'x' * MAX_URL}", {}, 414),
    "a wrong part": ("GET", "/dump/mkg.nq", {"Range": "bytes=999999999-"}, 416),
}


@pytest.mark.parametrize("kind", REPLIES)
def test_every_reply_has_the_same_headers(kind: str, served: Served) -> None:
    method, path, headers, status = REPLIES[kind]
    reply = ask(served.address, path, method, headers={"Origin": "https://app.example"} | headers)
    exposed = {name.strip() for name in reply.headers["Access-Control-Expose-Headers"].split(",")}

    assert reply.status == status
    assert reply.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    assert {"ETag", "Link", "Retry-After", "Content-Length"} <= exposed
    assert "Access-Control-Allow-Credentials" not in reply.headers
    assert "Set-Cookie" not in reply.headers
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert reply.headers["Referrer-Policy"]
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "Strict-Transport-Security" not in reply.headers
    assert links(reply) == {
        "describedby": "/.well-known/void",
        "service-desc": "/openapi.json",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def links(reply: Reply) -> dict[str, str]:
    return {rel: target for target, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', reply.headers["Link"])}


def test_the_links_lead_somewhere(served: Served) -> None:
    found = links(ask(served.address, "/sparql"))

    assert ask(served.address, found["describedby"]).type == "text/turtle"
    assert json.loads(ask(served.address, found["service-desc"]).body)["openapi"].startswith("3.")


@pytest.mark.parametrize("path", ["/sparql", "/graph", "/catalog", "/.well-known/void", "/health", "/dump"])
def test_a_slash_at_the_end_makes_no_difference(path: str, served: Served) -> None:
    told = "?default" if path == "/graph" else ""
    without, with_slash = ask(served.address, f"{path}{told}"), ask(served.address, f"{path}/{told}")

    assert (without.status, with_slash.status) == (200, 200)
    assert without.body == with_slash.body


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Original-URL"])
def test_without_proxies_nothing_forwarded_is_believed(name: str, served: Served) -> None:
    told = {name: "host=evil.example;proto=https", "X-Forwarded-Proto": "https"}
    for path in ("/", "/dump/", "/sparql", "/dump//mkg.nq"):
        reply = ask(served.address, path, headers=told)
        assert b"evil" not in reply.body
        assert "evil" not in str(reply.headers)
        assert "Strict-Transport-Security" not in reply.headers
