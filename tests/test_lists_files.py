"""Lists as files that agree with their pages, and what no parameter of a list can do."""

import json
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from http_client import BROWSER, ask, problem
from lists_told import all_things, table
from mkg.vocab import BASE, PREFIXES

HOSTILE = [
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "place=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    "page=99999999999999999999999999",
    "page=" + "9" * 5000,
    "page=-1&page=x&page=%D9%A3",
    "sort=%27;drop&lang=xx&class=%00",
    "q=%00%ED%A0%80%FF&topic=%ED%A0%80",
    "&".join(f"place=p{n}&x{n}=y" for n in range(400)),
    "year=" + "2" * 4000,
    "q=" + quote("\u202e\u2066evil" * 20),
]


@pytest.mark.parametrize(
    "path", ["/publication/?year=2024", "/institution/?place=fes&sort=linked", "/venue/"]
)
def test_files_hold_what_the_page_shows_in_the_same_order(path: str, server: str) -> None:
    shown = [BASE + address[1:] for address in all_things(server, path)]
    told = json.loads(ask(server, path, headers={"Accept": "application/json"}).body)

    assert [row["iri"] for row in table(server, path)] == shown
    assert [each["iri"] for each in told] == shown


@pytest.mark.parametrize("name", ["turtle", "ttl", "ntriples", "jsonld", "rdfxml"])
def test_rdf_names_the_members_and_describes_them(name: str, server: str) -> None:
    path = "/publication/?year=2024&topic=machine-learning"
    reply = ask(server, f"{path}&format={name}")
    syntax = RdfFormat.from_media_type(reply.type)
    assert (reply.status, syntax is not None) == (200, True)
    told = {*parse(reply.body, format=syntax, base_iri=BASE)}
    members = {quad.object for quad in told if quad.predicate.value.endswith("#member")}

    assert members == {NamedNode(BASE + address[1:]) for address in all_things(server, path)}
    assert {quad.subject for quad in told if quad.predicate.value.endswith("prefLabel")} == members
    assert any(quad.subject.value.endswith("#author-1") for quad in told)


def test_json_tells_names_in_every_language_and_values_as_they_are(server: str) -> None:
    told = json.loads(ask(server, "/institution/?format=json&q=um6p&class=University").body)
    (um6p,) = (each for each in told if each["iri"] == f"{BASE}institution/um6p")

    assert um6p["name"].keys() == {"en", "fr", "ar"}
    assert um6p["class"] == f"{PREFIXES['mkg']}University"
    assert um6p["place"] == [f"{BASE}place/ben-guerir"]
    assert um6p["founded"] == ["2017"]


def test_a_file_is_held_and_a_page_too(server: str) -> None:
    for accept in (BROWSER, "text/csv", "text/turtle"):
        first = ask(server, "/venue/", headers={"Accept": accept})
        again = ask(
            server, "/venue/", headers={"Accept": accept, "If-None-Match": str(first.headers["ETag"])}
        )
        assert (first.status, again.status) == (200, 304)


def test_a_format_that_is_not_on_offer_is_told_with_those_that_are(server: str) -> None:
    assert "csv, json, turtle" in problem(ask(server, "/venue/?format=excel"))
    assert "text/csv" in problem(ask(server, "/venue/", headers={"Accept": "image/png"}))


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["institution", "publication"])
def test_hostile_parameters_are_harmless(kind: str, query: str, server: str) -> None:
    for accept, media_type in (
        (BROWSER, "text/html"),
        ("text/csv", "text/csv"),
        ("text/turtle", "text/turtle"),
    ):
        reply = ask(server, f"/{kind}/?{query}", headers={"Accept": accept})
        assert (reply.status, reply.type) == (200, media_type)
        assert b"<script>alert" not in reply.body
        assert b"<img src=x" not in reply.body
        assert "\u202e".encode() not in reply.body
        assert len(reply.body) < 200_000 or accept != BROWSER
