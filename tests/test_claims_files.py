"""Claims as files: what is shown and nothing else; and whatever a graph says, words stay words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from claims_told import HEAD, articles, page, table
from http_client import BROWSER, ask, problem
from mkg.vocab import BASE, TERMS
from served import serving


@pytest.mark.parametrize(
    "query", ["", "verdict=Corroborated", "kind=Evaluative&verdict=Unverified", "verdict=No"]
)
def test_files_hold_what_is_shown(query: str, server: str) -> None:
    shown = [*articles(page(server, query))]
    as_csv = table(ask(server, f"/claims?format=csv&{query}"))
    as_json = json.loads(ask(server, f"/claims?format=json&{query}").body)
    turtle = parse(ask(server, f"/claims?format=turtle&{query}").body, format=RdfFormat.TURTLE)
    iris = [f"{BASE}claim/{anchor}" for anchor in shown]

    assert [row["claim"] for row in as_csv] == [claim["claim"] for claim in as_json] == iris
    assert {quad.subject.value for quad in turtle} == {*iris}
    assert [row["verdict"] for row in as_csv] == [claim["verdict"] for claim in as_json]


def test_a_file_tells_all_of_a_claim(server: str) -> None:
    claims = {claim["claim"]: claim for claim in json.loads(ask(server, "/claims?format=json").body)}
    told: dict[str, Any] = claims[f"{BASE}claim/s02-03"]

    assert (told["sentence"], told["start"], told["end"]) == (2, 292, 305)
    assert told["wording"]["en"] == "INRIA Morocco contributes to deep learning research"
    assert told["evidence"] == [f"{BASE}source/lirima-about", f"{BASE}source/ror"]
    assert (told["predicate"], told["asserted"]) == (f"{TERMS}studies", "nowhere")
    assert (told["file"], told["line"] > 0) == ("data/claim.ttl", True)


def test_a_table_is_in_the_language_of_its_reader(server: str) -> None:
    told = table(ask(server, "/claims?format=csv&lang=fr"))

    assert "INRIA Maroc contribue à la recherche en apprentissage profond" in {row["wording"] for row in told}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (BROWSER, "text/html"),
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("text/turtle, */*;q=0.1", "text/turtle"),
    ],
)
def test_what_accept_names_is_sent(accept: str, media_type: str, server: str) -> None:
    assert ask(server, "/claims", headers={"Accept": accept}).type == media_type


def test_a_format_that_there_is_not_is_refused_with_those_there_are(server: str) -> None:
    assert "html, csv, json, turtle" in problem(ask(server, "/claims?format=xlsx"))
    assert ask(server, "/claims", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("name", ["csv", "json", "turtle"])
def test_a_file_that_a_client_holds_is_not_sent_again(name: str, server: str) -> None:
    tag = str(ask(server, f"/claims?format={name}").headers["ETag"])
    again = ask(server, f"/claims?format={name}", headers={"If-None-Match": tag})

    assert (again.status, again.body) == (304, b"")


HOSTILE = """
claim:a a mkg:Claim ;
    skos:prefLabel "<script>alert(1)</script>"@en ;
    mkg:verificationNote "\\"><img src=x onerror=alert(2)>\\u202E"@en ;
    mkg:claimKind <http://example.org/%22onload=%22> ; mkg:verification <http://example.org/verdict'> ;
    mkg:evidence <javascript:alert(3)>, source:x ; mkg:isAbout <http://example.org/about&amp;> ;
    mkg:sentence 1 ; oa:start 1 ; oa:end 2 ; prov:wasQuotedFrom source:x ;
    rdf:subject place:rabat ; rdf:predicate rdfs:label ; rdf:object "</dd><script>alert(4)</script>" .
source:x a mkg:Source ; skos:prefLabel "LONG"@en ; dcterms:publisher "</small><script>" ;
    schema:url <javascript:alert(5)> ; mkg:dateRead "<b>2026" .
""".replace("LONG", "x" * 10_000)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "claim.ttl").write_text(HEAD + HOSTILE, encoding="utf-8")
    with serving(folder, "--data", folder / "claim.ttl") as served:
        yield served.address


def test_hostile_words_are_only_words(hostile: str) -> None:
    html = page(hostile)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r"<img src=x|<script>|<b>2026", html)
    assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:""", html, re.IGNORECASE)


def test_files_of_hostile_words_say_them_as_they_are(hostile: str) -> None:
    (told,) = json.loads(ask(hostile, "/claims?format=json").body)
    (row,) = table(ask(hostile, "/claims?format=csv"))
    turtle = [*parse(ask(hostile, "/claims?format=turtle").body, format=RdfFormat.TURTLE)]

    assert told["wording"]["en"] == row["wording"] == "<script>alert(1)</script>"
    assert "javascript:alert(3)" in told["evidence"]
    assert Literal("<script>alert(1)</script>", language="en") in {quad.object for quad in turtle}
    assert NamedNode(f"{BASE}claim/a") in {quad.subject for quad in turtle}


def test_a_foreign_verdict_can_be_chosen(hostile: str) -> None:
    verdict = quote("http://example.org/verdict'")

    assert [*articles(page(hostile, f"verdict={verdict}"))] == ["a"]


def test_a_graph_without_claims_says_so(tmp_path: Path) -> None:
    (tmp_path / "place.ttl").write_text(HEAD + "place:rabat skos:prefLabel 'Rabat'@en .", encoding="utf-8")
    with serving(tmp_path, "--data", tmp_path / "place.ttl") as served:
        assert "holds no claims" in page(served.address)
        assert json.loads(ask(served.address, "/claims?format=json").body) == []
        assert ask(served.address, "/claims?format=turtle").status == 200


def test_claims_of_two_documents_stand_apart_below_a_path(tmp_path: Path) -> None:
    text = """claim:a a mkg:Claim ; mkg:sentence 3 ; mkg:verification mkg:Unverified ;
        prov:wasQuotedFrom source:x .
    claim:b a mkg:Claim ; mkg:sentence 1 ; mkg:verification mkg:Unverified ; prov:wasQuotedFrom source:y .
    claim:c a mkg:Claim ; mkg:sentence 2 .
    source:x skos:prefLabel "First"@en . source:y skos:prefLabel "Second"@en ."""
    (tmp_path / "claim.ttl").write_text(HEAD + text, encoding="utf-8")
    with serving(tmp_path, "--data", tmp_path / "claim.ttl", "--base-url", "http://x.test/kg/") as served:
        html = ask(served.address, "/kg/claims?lang=en", headers={"Accept": BROWSER}).body.decode()

    sections = html.split('<section class="document">')[1:]
    assert [[*articles(section)] for section in sections] == [["c"], ["a"], ["b"]]
    assert [re.findall(r'<h3 class="from">.*?>(\w+)</a>', section) for section in sections] == [
        [],
        ["First"],
        ["Second"],
    ]
    assert "No verdict" in sections[0]
    assert all(link.startswith("/kg/") for link in re.findall(r'href="(/[^"]*)"', html))
