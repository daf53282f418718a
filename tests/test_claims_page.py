"""The page of claims over HTTP: each claim with its true verdict, and counts that hold."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from claims_told import articles, page, rows
from http_client import BROWSER, ask, get
from mkg.vocab import BASE, TERMS

IN_ORDER = """PREFIX mkg: <https://w3id.org/mkg/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?claim ?verdict ?kind ?wording ?reason {
  ?claim a mkg:Claim ; mkg:verification ?verdict ; mkg:claimKind ?kind ; skos:prefLabel ?wording ;
    mkg:verificationNote ?reason ; mkg:sentence ?sentence ; oa:start ?start ; oa:end ?end
  FILTER (lang(?wording) = "LANG" && lang(?reason) = "LANG")
} ORDER BY ?sentence ?start ?end"""


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_claim_stands_in_its_order_with_its_verdict_and_its_reason(lang: str, server: str) -> None:
    told, known = articles(page(server, lang=lang)), rows(server, IN_ORDER.replace("LANG", lang))

    assert len(told) == len(known) == 84
    assert [*told] == [row["claim"].removeprefix(f"{BASE}claim/") for row in known]
    for article, row in zip(told.values(), known, strict=True):
        assert f'data-verdict="{row["verdict"].removeprefix(TERMS)}"' in article
        assert f'data-kind="{row["kind"].removeprefix(TERMS)}"' in article
        assert row["wording"] in article
        assert row["reason"] in article


def test_the_evidence_of_each_claim_is_linked(server: str) -> None:
    told = articles(page(server))
    pairs = rows(server, f"SELECT ?c ?e {{ ?c <{TERMS}evidence> ?e }}")

    assert len(pairs) > 400
    for pair in pairs:
        article = told[pair["c"].removeprefix(f"{BASE}claim/")]
        assert f'href="/{pair["e"].removeprefix(BASE)}"' in article


def test_a_contradicted_claim_says_so_in_words_and_that_it_is_asserted_nowhere(server: str) -> None:
    (article,) = articles(page(server, "verdict=Contradicted")).values()

    assert "Contradicted</b>" in article
    assert "asserted nowhere" in article


def test_nothing_contradicted_is_told_as_a_fact(server: str) -> None:
    for claim in json.loads(ask(server, "/claims?format=json&verdict=Contradicted").body):
        s, p, o = (f"<{claim[part]}>" for part in ("subject", "predicate", "object"))
        asked = get(server, f"ASK {{ {{ {s} {p} {o} }} UNION {{ GRAPH ?g {{ {s} {p} {o} }} }} }}")
        assert json.loads(asked.body)["boolean"] is False


def test_each_claim_names_its_file_and_a_line_where_it_is_written(server: str) -> None:
    lines = (Path(__file__).parents[1] / "data" / "claim.ttl").read_text(encoding="utf-8").splitlines()
    for anchor, article in articles(page(server)).items():
        found = re.search(r'href="/file/data/claim\.ttl#L(\d+)"', article)
        assert found
        assert lines[int(found[1]) - 1] == f"claim:{anchor}"
    assert ask(server, "/file/data/claim.ttl", headers={"Accept": BROWSER}).status == 200


def counted(html: str, facet: str) -> dict[str, int]:
    """Return the counts beside the choices of a facet."""
    pattern = rf'name="{facet}" value="([^"]+)".*?<span class="n">(\d+)</span>'
    return {word: int(count) for word, count in re.findall(pattern, html)}


@pytest.mark.parametrize("query", ["", "kind=Factual", "verdict=Unverified", "about=topic/computer-vision"])
def test_the_counts_of_the_choices_are_what_they_show(query: str, server: str) -> None:
    html = page(server, query)
    for facet in ("verdict", "kind"):
        counts = counted(html, facet)
        assert counts
        for word, count in counts.items():
            other = "&".join(part for part in query.split("&") if not part.startswith(facet))
            assert len(articles(page(server, f"{other}&{facet}={word}"))) == count


def test_the_counts_of_the_things_are_what_they_show(server: str) -> None:
    options = re.findall(r'<option value="(.+?)">.*\((\d+)\)</option>', page(server))

    assert len(options) > 60
    for word, count in options[:8]:
        assert len(articles(page(server, f"about={word}"))) == int(count)


def test_every_claim_has_a_mark_in_the_map_that_names_its_verdict(server: str) -> None:
    marks = re.findall(r'<a class="v-(\w+)" href="#([^"]+)" aria-label="(.+?): (.+?)">', page(server))
    verdicts = Counter(look for look, *_ in marks)

    assert len(marks) == 84
    assert all(href == anchor for _, href, anchor, _ in marks)
    assert verdicts == counted(page(server), "verdict")


def test_a_claim_that_is_not_shown_is_reached_from_the_map(server: str) -> None:
    assert 'class="v-Unverified off" href="/claims?lang=en#s01-01"' in page(server, "verdict=Contradicted")


def test_the_language_is_kept_by_every_choice(server: str) -> None:
    html = page(server, "verdict=Unverified", lang="ar")
    links = [unescape(link) for link in re.findall(r'(?:xlink:)?href="(/claims\?[^"]*)"', html)]
    own = [link for link in links if not re.search(r"lang=(en|fr)", link)]

    assert '<input type="hidden" name="lang" value="ar">' in html
    assert len(own) > 20
    assert all("lang=ar" in link for link in own)


def test_a_choice_that_nothing_fits_says_so(server: str) -> None:
    html = page(server, "verdict=Nonsense&about=%22%3E%3Cscript%3E")

    assert articles(html) == {}
    assert '<p class="none muted">' in html
    assert "><script>" not in html.replace("</script><script>", "")


@pytest.mark.parametrize("query", ["", "?verdict=Unverified"])
def test_what_a_client_holds_is_not_sent_again(query: str, server: str) -> None:
    tag = str(ask(server, f"/claims{query}").headers["ETag"])
    again = ask(server, f"/claims{query}", headers={"If-None-Match": tag})

    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_the_page_is_light(lang: str, server: str) -> None:
    headers = {"Accept": BROWSER, "Accept-Encoding": "br, gzip"}

    assert len(ask(server, f"/claims?lang={lang}", headers=headers).body) < 36_000
