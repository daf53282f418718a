"""`/sparql` in a browser without a script: a form, answers in every view that fits, faults, files."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from http_client import BROWSER, COUNT, Reply, ask, get
from served import Served, serving

MKG = "PREFIX mkg: <https://w3id.org/mkg/ns#>\n"
CITIES = (
    f"{MKG}SELECT ?city (COUNT(*) AS ?n) {{ ?i a mkg:Institution ; mkg:isLocatedIn ?city }} GROUP BY ?city"
)
DESCRIBE = "DESCRIBE <https://w3id.org/mkg/institution/um6p>"
RESULTS = ["application/sparql-results+json", "application/sparql-results+xml"]
HOSTILE = {
    "markup": '"<script>alert(1)</script><img src=x onerror=alert(2)>"',
    "an attribute": "'\"><svg onload=alert(3)>'",
    "an address that runs": "<javascript:alert(4)>",
    "an address that holds markup": "<data:text/html,%3Cscript%3Ealert(5)%3C/script%3E>",
    "another direction": '"\u202e\u2066gnp.exe"@ar',
    "much": f'"{"x" * 10_000}"',
}
FORMS = {
    "a table": "SELECT ({} AS ?x) (1 AS ?n) {{}}",
    "a chart": "SELECT ?x ?n {{ VALUES (?x ?n) {{ ({0} 1) ({0} 2) }} }}",
    "a map": "SELECT ({} AS ?x) (33.9 AS ?latitude) (-6.8 AS ?longitude) {{}}",
    "a graph": "SELECT ({0} AS ?s) (<urn:p> AS ?p) ({0} AS ?o) {{}}",
}


def page(server: str, query: str, lang: str = "en") -> str:
    reply = get(server, query, BROWSER, lang=lang)
    assert (reply.status, reply.type) == (200, "text/html")
    return reply.body.decode()


def views(html: str) -> list[str]:
    return re.findall(r'<section class="view" id="view-(\w+)">', html)


def test_without_a_query_there_is_one_to_begin_with_and_questions(server: str) -> None:
    html = ask(server, "/sparql", headers={"Accept": BROWSER}).body.decode()

    assert "SELECT ?city (COUNT(*) AS ?institutions)" in html
    assert 'id="answer"' not in html
    assert html.count('class="chip" href="/sparql?query=') == 4


def test_the_form_keeps_the_query_letter_by_letter(server: str) -> None:
    query = f"\n\n{COUNT} # <b>&amp; 'é'\n"
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page(server, query), re.DOTALL)

    assert found
    assert unescape(found[1]) == query


def test_things_of_ours_are_links_to_pages_here_and_numbers_are_numbers(server: str) -> None:
    html = page(server, CITIES)

    assert '<a href="/place/rabat"><bdi dir="ltr">place:rabat</bdi></a>' in html
    assert '<td class="number" data-number="53.0"><bdi dir="ltr">53</bdi></td>' in html
    assert "https://w3id.org/mkg/place" not in html.partition('id="result"')[2].partition('id="programs"')[0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (CITIES, ["table", "chart", "map"]),
        (DESCRIBE, ["table", "map", "graph", "turtle"]),
        ("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 9", ["table", "graph"]),
        ("SELECT ?x { VALUES ?x { 'a' 'b' } }", ["table"]),
        ("SELECT ?year ?n { VALUES (?year ?n) { (2020 1) (2021 3) } }", ["table", "chart"]),
        ("SELECT ?x ?n { VALUES (?x ?n) { ('a' 1) ('b' -3) } }", ["table"]),
        (
            "SELECT ?x ?n { VALUES (?x ?n) { ('a' 'INF'^^<http://www.w3.org/2001/XMLSchema#double>) } }",
            ["table"],
        ),
        ("SELECT ('Tunis' AS ?x) (36.8 AS ?lat) (10.2 AS ?lng) {}", ["table"]),
        ("SELECT ?x ?n { VALUES (?x ?n) { ('a' 1) ('a' 3) } }", ["table"]),
        ("SELECT ?x ?n ?unit { VALUES (?x ?n ?unit) { ('a' 1 'm') ('b' 3 'kg') } }", ["table"]),
        ("SELECT ?x ?n ?unit { VALUES (?x ?n ?unit) { ('a' 1 'kg') ('b' 3 'kg') } }", ["table", "chart"]),
        ("SELECT * {} LIMIT 0", []),
    ],
)
def test_each_view_is_there_only_where_it_fits(server: str, query: str, expected: list[str]) -> None:
    assert views(page(server, query)) == expected


@pytest.mark.parametrize(("lang", "name"), [("en", "Rabat"), ("ar", "الرباط")])
def test_drawings_name_things_in_the_language_of_the_reader(server: str, lang: str, name: str) -> None:
    chart, _, map_ = page(server, CITIES, lang).partition('id="view-map"')

    assert f">{name}</text>" in chart
    assert f">{name}</text>" in map_


@pytest.mark.parametrize(("query", "word"), [("ASK {}", "Yes"), ("ASK { <urn:a> <urn:b> 1 }", "No")])
def test_an_ask_is_answered_in_a_word(server: str, query: str, word: str) -> None:
    assert re.search(rf'<p class="truth \w+">{word}</p>', page(server, query))


def test_of_a_long_answer_the_first_rows_are_shown_and_all_of_it_is_offered(server: str) -> None:
    html = page(server, "SELECT * { ?s ?p ?o } LIMIT 700")

    assert html.partition("<tbody>")[2].count("<tr>") == 500
    assert "Rows: 700" in re.sub(r"\s+", " ", html)
    assert "the first 500;" in html


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (COUNT, ["text/csv", "text/tab-separated-values", *RESULTS]),
        (DESCRIBE, ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]),
        ("ASK {}", RESULTS),
    ],
)
def test_every_file_that_is_offered_is_there(server: str, query: str, types: list[str]) -> None:
    files = page(server, query).partition('class="files"')[2].partition("</p>")[0]
    replies = [
        ask(server, unescape(path))
        for path in re.findall(r'href="([^"]+)" download="mkg-answer\.\w+"', files)
    ]

    assert [(reply.status, reply.type) for reply in replies] == [(200, type_) for type_ in types]


@pytest.mark.parametrize("accept", [BROWSER, "text/html"])
def test_a_fault_is_told_with_its_place_beside_the_query(server: str, accept: str) -> None:
    reply = get(server, f"{MKG}SELECT * {{ ?x a mkg:Person ; nope }}", accept)
    html = reply.body.decode()

    assert reply.status == 400
    assert reply.headers["Cache-Control"] == "no-store"
    assert 'data-line="2" data-column="36"' in html
    assert "SELECT * { ?x a mkg:Person ; nope }<mark> </mark></pre>" in html
    assert (
        f"{MKG}SELECT * {{ ?x a mkg:Person ; nope }}</textarea>".replace("<http", "&lt;http").replace(
            "#>", "#&gt;"
        )
        in html
    )


@pytest.mark.parametrize(
    "query", ["", "SELECT", "INSERT DATA { <a> <b> <c> }", "ASK { ?x\t\u0661 }", "ASK\r\n\r\n{"]
)
def test_a_fault_without_a_place_is_told_too(server: str, query: str) -> None:
    reply = get(server, query, BROWSER)

    assert reply.status == 400
    assert '<p class="bad"' in reply.body.decode()


def test_an_answer_that_is_held_is_not_sent_again_but_in_another_language(server: str) -> None:
    first = get(server, COUNT, BROWSER)
    path, held = f"/sparql?{urlencode({'query': COUNT})}", {"If-None-Match": str(first.headers["ETag"])}

    assert ask(server, path, headers={"Accept": BROWSER, **held}).status == 304
    assert ask(server, path, headers={"Accept": BROWSER, "Accept-Language": "fr", **held}).status == 200


@pytest.mark.parametrize("path", ["/sparql", f"/sparql?{urlencode({'query': CITIES})}"])
def test_pages_are_compressed(server: str, path: str) -> None:
    reply = ask(server, path, headers={"Accept": BROWSER, "Accept-Encoding": "br"})

    assert reply.headers["Content-Encoding"] == "br"
    assert len(reply.body) < 20_000


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_values_are_harmless_in_every_view(server: str, form: str, value: str) -> None:
    html = page(server, form.format(value))
    result = html.partition('id="result"')[2].partition('id="programs"')[0]

    assert not re.search(r"<(script|img|svg onload)|on(error|load)=[^&]*>", result)
    assert not re.search(r'href="(?!/|https?://|#)', result)
    assert "\u202e" not in re.sub(
        r"<(bdi|text|title|pre)\b[^>]*>[^<]*</\1>|aria-label=\"[^\"]*\"", "", result
    )


def test_the_programs_give_the_answer_whatever_the_query_holds(server: str, tmp_path: Path) -> None:
    query = "SELECT (\"it's \\\\ \\\"$(touch x)`\" AS ?x)\n{ }# '''%s {0} \u202e"
    html = page(server, query)
    curl, python = (
        unescape(code) for code in re.findall(r'<pre id="program-\d"[^>]*>(.*?)</pre>', html, re.DOTALL)
    )

    for command in (["sh", "-c", curl], [sys.executable, "-c", python]):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        value = json.loads(done.stdout)["results"]["bindings"][0]["x"]["value"]
        assert value == "it's \\ \"$(touch x)`"
    assert [*tmp_path.iterdir()] == []


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> "Served":
    folder = tmp_path_factory.mktemp("foreign")
    data = folder / "data.ttl"
    data.write_text(
        '<http://example.org/a> a <http://example.org/C> ; <http://example.org/p> "x" .', encoding="utf-8"
    )
    with serving(folder, "--data", data, "--base-url", "https://data.example/kg/") as served:
        yield served


def test_anybodys_graph_is_queried_and_its_programs_name_the_public_address(foreign: Served) -> None:
    reply: Reply = get(foreign.address, "SELECT * { ?s ?p ?o }", BROWSER)
    html = reply.body.decode()
    classes = json.loads(ask(foreign.address, "/sparql/terms.json").body)["classes"]

    assert '<a class="outside" rel="external nofollow" href="http://example.org/a">' in html
    assert "curl --fail-with-body https://data.example/kg/sparql" in html
    assert classes == [["http://example.org/C", "", 1]]
