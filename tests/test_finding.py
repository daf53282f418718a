"""Search and suggestions over HTTP: by any spelling, in groups, in the reader's language, harmless."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from http_client import Reply, ask, get
from lists_told import page, things
from mkg.vocab import BASE
from served import serving

_GROUP = re.compile(r'<section class="group" id="found-(\w+)">(.*?)</section>', re.DOTALL)
HOSTILE = [
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    "%00%ED%A0%80%FF",
    quote("\u202e\u2066evil"),
    quote("'; DROP TABLE label; --"),
    quote('" OR folded : "a'),
    quote("NEAR(a b) AND ^c*"),
    "%20" * 300,
    "a" * 7000,
    "a&q=b&kind=%00&kind=person&lang=zz&format=%00",
]
SPELLINGS = [
    ("ismail berrada", "/person/ismail-berrada"),
    ("Ismaïl  BERRADA", "/person/ismail-berrada"),
    ("ismail berada", "/person/ismail-berrada"),
    ("اسماعيل برادة", "/person/ismail-berrada"),
    ("um6p", "/institution/um6p"),
    ("الرباط", "/place/rabat"),
    ("رباط", "/place/rabat"),
    ("الربـــاط", "/place/rabat"),
    ("الذكاء الإصطناعي", "/topic/artificial-intelligence"),
    ("apprentissage profond", "/topic/deep-learning"),
    ("deep lerning", "/topic/deep-learning"),
]


def search(server: str, text: str, more: str = "", lang: str = "en") -> str:
    return page(server, f"/search?q={quote(text)}{more}", lang)


def suggested(server: str, text: str, lang: str = "en") -> list[dict[str, Any]]:
    reply = ask(server, f"/suggest?q={quote(text)}&lang={lang}")
    assert (reply.status, reply.type) == (200, "application/json")
    return list(json.loads(reply.body))


@pytest.mark.parametrize(("text", "address"), SPELLINGS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_things_are_found_by_any_spelling(lang: str, text: str, address: str, server: str) -> None:
    assert address in things(search(server, text, lang=lang))[:5]
    assert address in [each["href"] for each in suggested(server, text, lang)]


def test_what_is_found_stands_in_groups_with_their_counts(server: str) -> None:
    html = search(server, "um6p")
    groups = dict(_GROUP.findall(html))
    counts = {kind: int(re.findall(r"<span>(\d+)</span></h2>", told)[0]) for kind, told in groups.items()}

    assert next(iter(groups)) == "institution"
    assert {"person", "publication", "source"} & groups.keys()
    assert sum(counts.values()) == int(re.findall(r"Found: <b>(\d+)</b>", html)[0])
    for kind, told in groups.items():
        assert all(address.startswith(f"/{kind}/") for address in things(told)) or kind in {"ns", "question"}
        assert min(counts[kind], 8) == told.count('<li class="item">')


def test_all_of_a_kind_are_a_click_away(server: str) -> None:
    told = dict(_GROUP.findall(search(server, "university")))["institution"]
    address = re.findall(r'<p><a href="(/search[^"]*)">All of them', told)[0]
    html = page(server, unescape(address))

    assert address == "/search?q=university&amp;kind=institution"
    assert things(html)[:8] == things(told)
    assert len(things(html)) > 8
    assert [*dict(_GROUP.findall(html))] == ["institution"]


def test_the_name_by_which_something_was_found_is_told_where_it_is_not_shown(server: str) -> None:
    assert re.search(r"Mohammed VI Polytechnic.*found as <bdi[^>]*>UM6P<", search(server, "um6p"))
    assert 'lang="ar" dir="rtl">الرباط' in search(server, "الرباط", more="&kind=place")
    assert "found as" not in search(server, "rabat", more="&kind=place")


def test_a_hit_has_the_facts_of_its_list(server: str) -> None:
    assert '<p class="facts"><span><bdi>University</bdi></span> <span><bdi>Ben Guerir</bdi>' in search(
        server, "um6p"
    )


def test_what_only_sounds_alike_is_said_to(server: str) -> None:
    assert "Nothing is spelled exactly like this" in search(server, "casablnca")
    assert "Nothing is spelled exactly like this" not in search(server, "casablanca")


def test_where_nothing_is_found_single_words_and_other_ways_are_offered(server: str) -> None:
    html = search(server, "qqqxzz rabat wwwwwkk")

    assert "Nothing has a name like this" in html
    assert "/place/rabat" in things(html)
    assert 'href="/sparql"' in html
    assert things(search(server, "qqqxzz")) == []


@pytest.mark.parametrize(("lang", "hint"), [("en", "Type a name"), ("fr", ""), ("ar", "")])
def test_who_asks_nothing_is_told_how(lang: str, hint: str, server: str) -> None:
    html = page(server, "/search", lang)

    assert hint in html
    assert 'href="/publication/"' in html
    assert things(html) == []


def test_questions_and_terms_are_found_at_their_own_pages(server: str) -> None:
    assert "/questions/42-most-prolific-authors" in things(search(server, "written the most"))
    assert any(address.startswith("/ns#Benchmark") for address in things(search(server, "benchmark")))


def test_suggestions_tell_what_to_show_and_where_it_leads(server: str) -> None:
    first = suggested(server, "rabat", "ar")[0]

    assert first == {
        "label": "الرباط",
        "lang": "ar",
        "dir": "rtl",
        "matched": "Rabat",
        "kind": "place",
        "kindLabel": suggested(server, "rabat", "ar")[0]["kindLabel"],
        "href": "/place/rabat",
    }
    assert suggested(server, "rabat")[0]["kindLabel"] == "Places"
    assert suggested(server, "") == suggested(server, "%%%") == []
    assert len(suggested(server, "a")) == 8


def test_every_suggestion_leads_somewhere(server: str) -> None:
    for text in ("uni", "deep", "bench", "which"):
        for each in suggested(server, text):
            assert ask(server, each["href"], headers={"Accept": "text/html"}).status in {200, 303}


def test_browsers_get_suggestions_in_their_form(server: str) -> None:
    reply = ask(server, "/suggest?q=um6p&format=opensearch")
    text, names, kinds, addresses = json.loads(reply.body)

    assert reply.type == "application/x-suggestions+json"
    assert (text, len(names)) == ("um6p", len(kinds))
    assert (names[0], kinds[0]) == ("Mohammed VI Polytechnic University", "Institutions")
    assert addresses[0] == f"{server}/institution/um6p"


def test_suggestions_are_kept_for_a_while_and_held(server: str) -> None:
    first = ask(server, "/suggest?q=rabat&lang=fr")
    held = {"If-None-Match": str(first.headers["ETag"])}

    assert first.headers["Cache-Control"] == "max-age=60"
    assert ask(server, "/suggest?q=rabat&lang=fr", headers=held).status == 304
    assert ask(server, "/suggest?q=rabat&lang=ar", headers=held).status == 200
    assert ask(server, "/suggest?q=raba&lang=fr", headers=held).status == 200


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/search?q=", "/suggest?q=", "/suggest?format=opensearch&q="])
def test_hostile_texts_are_harmless(path: str, text: str, server: str) -> None:
    reply = ask(server, path + text, headers={"Accept": "text/html, application/json"})

    assert (reply.status, reply.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"<script>alert" not in reply.body or reply.type != "text/html"
    assert b"<img src=x" not in reply.body or reply.type != "text/html"
    assert "\u202e".encode() not in reply.body


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 -- an iterator of an address
    """Serve a graph of somebody else, with names that mean harm."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "x.ttl").write_text(
        f"""@prefix m: <{BASE}ns#> . @prefix s: <http://www.w3.org/2004/02/skos/core#> .
        @prefix e: <http://example.org/> .
        e:a a m:Person ; s:prefLabel "<script>alert(1)</script> evil" .
        <javascript:alert(1)> a m:Person ; s:prefLabel "evil script" .
        <{BASE}person/long> a m:Person ; s:prefLabel "evil {"long " * 3000}" .
        <{BASE}person/formula> a m:Person ; s:prefLabel "=1+evil()" .
        e:other a e:Thing ; s:prefLabel "evil other" .
        """
    )
    with serving(folder, "--data", folder / "x.ttl") as served:
        yield served.address


def test_names_that_mean_harm_are_only_words(foreign: str) -> None:
    told = [ask(foreign, path, headers={"Accept": "text/html"}) for path in ("/search?q=evil", "/person/")]

    for reply in told:
        assert reply.status == 200
        assert b"<script>alert" not in reply.body
        assert b'href="javascript:' not in reply.body
        assert len(reply.body) < 30_000
        assert b'rel="external">' in reply.body
    assert "evil script" not in [each["label"] for each in suggested(foreign, "evil script")]


def test_a_spreadsheet_takes_no_name_for_a_formula(foreign: str) -> None:
    assert ",'=1+evil()," in ask(foreign, "/person/?format=csv").body.decode()


@pytest.mark.parametrize("path", ["/institution/", "/claim/", "/search?q=rabat", "/dataset/?class=Benchmark"])
def test_a_graph_without_our_things_has_lists_all_the_same(path: str, foreign: str) -> None:
    reply: Reply = ask(foreign, path, headers={"Accept": "text/html"})

    assert reply.status == 200
    assert b"has none of these" in reply.body or b"Nothing has a name like this" in reply.body


def test_the_engine_and_the_list_agree_on_what_there_is(foreign: str) -> None:
    counted = get(foreign, f"SELECT (COUNT(*) AS ?n) {{ ?it a <{BASE}ns#Person> }}", "text/csv").body

    assert len(json.loads(ask(foreign, "/person/?format=json").body)) == int(counted.split()[1])
