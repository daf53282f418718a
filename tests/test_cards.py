"""The pages of things over HTTP: facts in each language, true sources and lines, data for programs."""

import json
import re
from urllib.parse import unquote

import pytest

import bibliography
import graphs
import pages
from conftest import ROOT
from http_client import ask
from mkg.vocab import KINDS

UM6P = "/institution/um6p"
THING = rf"/({'|'.join(KINDS)})/[a-z0-9-]+"
EACH = [
    *(UM6P, "/institution/irf-sic-laboratory", "/person/ismail-berrada", "/publication/darijabert"),
    *("/dataset/atlaset", "/topic/computer-vision", "/venue/acl", "/place/morocco", "/claim/s02-03"),
    *(
        "/source/acl-anthology",
        "/event/ai-summer-school-2023",
        "/language/arabic",
        "/programme/al-khawarizmi",
    ),
    *("/method/transformer", "/model/al-atlas-0-5b", "/software/cadar-pypi", "/catalog/mkg"),
    "/application/arabic-dialect-identification",
]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", EACH)
def test_each_kind_has_a_page_in_each_language(server: str, path: str, language: str) -> None:
    it = pages.page(server, path, language)

    (html,), (heading,) = it.all("html"), it.all("h1")
    assert (html.attributes["lang"], html.attributes["dir"]) == (
        language,
        "rtl" if language == "ar" else "ltr",
    )
    assert heading.text
    assert it.all("title")[0].text == f"{heading.text} · mkg"
    ids = [each.attributes["id"] for each in it.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", EACH)
def test_a_page_is_light(server: str, path: str) -> None:
    assert len(ask(server, path, headers={"Accept": "text/html"}).body) < 150_000


@pytest.mark.parametrize(
    ("language", "name", "value"),
    [("en", "founded", "2017"), ("fr", "fondé", "2017"), ("ar", "تاريخ التأسيس", "2017")],
)
def test_facts_are_told_in_the_language_of_the_reader(
    server: str, language: str, name: str, value: str
) -> None:
    assert pages.facts(pages.page(server, UM6P, language))[name] == [value]


def test_a_term_leads_to_its_page_and_a_thing_to_its_own(server: str) -> None:
    found = pages.links(pages.page(server, UM6P))

    assert {
        "/ns/University",
        "/ns/studies",
        "/topic/deep-learning",
        "/place/ben-guerir",
        "/institution/",
    } <= set(found)
    assert [link for link in found if link.startswith("https://w3id.org/")] == []


def test_names_in_other_languages_say_which(server: str) -> None:
    (names,) = pages.page(server, UM6P).all("p", class_="names")

    told = {(each.attributes.get("lang"), each.attributes.get("dir")): each.text for each in names.all("bdi")}
    assert told["fr", None] == "Université Mohammed VI Polytechnique"
    assert told["ar", "rtl"].startswith("جامعة")


@pytest.mark.parametrize(
    "path", ["/institution/um6p", "/publication/ai-covid", "/topic/computer-vision", "/place/rabat"]
)
def test_the_line_beside_a_fact_is_the_one_that_states_it(server: str, path: str) -> None:
    marks = pages.page(server, path).all("a", class_="at")

    assert marks
    for mark in marks:
        file, _, first = mark.attributes["href"].removeprefix("/file/").partition("#L")
        lines = (ROOT / unquote(file)).read_text(encoding="utf-8").splitlines()
        start, _, end = mark.text.partition("–")
        assert start == first
        stated = "\n".join(lines[int(start) - 1 : int(end or start)])
        assert re.search(r"[\"<:]|\d", stated)
        assert not stated.startswith(path.strip("/").replace("/", ":"))


def test_lines_are_those_of_the_values(server: str) -> None:
    rows = pages.page(server, UM6P).all("div", class_="fact")
    text = (ROOT / "data" / "institution" / "university.ttl").read_text(encoding="utf-8").splitlines()

    lines = {row.all("dt")[0].text: row.all("a", class_="at")[0].text.split("–") for row in rows}
    assert 'schema:foundingDate "2017"^^xsd:gYear' in text[int(lines["founded"][0]) - 1]
    assert "place:ben-guerir" in text[int(lines["is located in"][0]) - 1]
    assert [text[int(number) - 1].strip(" ,;") for number in lines["studies"]] == [
        "topic:arabic-natural-language-processing",
        "topic:text-classification",
    ]


def test_the_file_to_correct_is_named_with_its_line(server: str) -> None:
    (data,) = pages.page(server, UM6P).all("section", class_="data")

    (link,) = [each for each in data.all("a") if each.attributes["href"].startswith("/file/")]
    path, _, line = link.text.partition(":")
    assert (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1] == "institution:um6p"
    assert (
        ask(server, link.attributes["href"].partition("#")[0], headers={"Accept": "text/html"}).status == 200
    )


def test_sources_are_numbered_and_facts_lead_to_them(server: str) -> None:
    it = pages.page(server, "/institution/irf-sic-laboratory")

    (source,) = it.all("li", id="source-1")
    assert "/source/" in pages.links(source)[0]
    assert any(link.startswith("https://") for link in pages.links(source))
    assert all("#source-1" in pages.links(row) for row in it.all("div", class_="fact"))


def test_what_only_the_starting_document_states_stands_apart(server: str) -> None:
    it = pages.page(server, "/place/morocco")

    (apart,) = it.all("section", class_="stated")
    (heading,) = apart.all("h2")
    assert heading.text == "Stated by the starting document, not verified"
    assert "Japan" in apart.text
    assert [
        row for row in it.all("div", class_="fact") if "Japan" in row.text and row.all("a", class_="at")
    ] == []


def test_a_page_says_where_its_data_are(server: str) -> None:
    (head,) = pages.page(server, UM6P).all("head")

    found = {
        each.attributes["type"]: each.attributes["href"]
        for each in head.all("link", rel="alternate")
        if "type" in each.attributes
    }
    assert found == {
        "text/turtle": f"{UM6P}.ttl",
        "application/ld+json": f"{UM6P}.jsonld",
        "application/rdf+xml": f"{UM6P}.rdf",
        "application/n-triples": f"{UM6P}.nt",
    }
    (canonical,) = head.all("link", rel="canonical")
    assert canonical.attributes["href"] == UM6P
    assert all(ask(server, address).status == 200 for address in found.values())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_says_what_it_is_about_to_who_does_not_open_it(server: str, language: str) -> None:
    it = pages.page(server, "/topic/computer-vision", language)

    told = {
        each.attributes.get("property") or each.attributes.get("name"): each.attributes["content"]
        for each in it.all("meta")
        if "content" in each.attributes
    }
    assert told["og:title"] == it.all("h1")[0].text
    assert told["description"] == told["og:description"] != ""
    assert told["og:url"] == "https://w3id.org/mkg/topic/computer-vision"


@pytest.mark.parametrize("path", EACH)
def test_a_page_holds_its_data_for_search_engines(server: str, path: str) -> None:
    it = pages.page(server, path)

    told = pages.data_of(it)
    assert told["@id"] == f"https://w3id.org/mkg{path}"
    assert told["name"] == it.all("h1")[0].text


@pytest.mark.parametrize("path", ["/publication/darijabert", "/dataset/atlaset", "/catalog/mkg"])
def test_a_work_is_cited_on_its_page_and_for_programs(server: str, path: str) -> None:
    it = pages.page(server, path)
    (section,) = it.all("section", class_="cite")

    bib, csl = (ask(server, f"{path}{suffix}") for suffix in (".bib", ".csl.json"))
    assert {f"{path}.bib", f"{path}.csl.json"} <= set(pages.links(section))
    assert (bib.type, csl.type) == ("text/x-bibtex", "application/vnd.citationstyles.csl+json")
    _, key, fields = bibliography.entry(bib.body.decode())
    item = bibliography.item(json.loads(csl.body))
    assert key == item["id"] == path.strip("/").replace("/", ":")
    assert fields["title"] == f"{{{item['title']}}}"
    assert item["title"] in section.all("p", id="cited")[0].text


def test_a_citation_is_held_as_long_as_the_graph_is_the_same(server: str) -> None:
    tag = ask(server, "/publication/darijabert.bib").headers["ETag"]

    assert ask(server, "/publication/darijabert.bib", headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize(
    "path", ["/institution/um6p.bib", "/publication/none.bib", "/topic/none.csl.json", "/place/none"]
)
def test_of_what_is_not_there_the_answer_says_so(server: str, path: str) -> None:
    reply = ask(server, path)

    assert reply.status == 404
    assert json.loads(reply.body)["detail"]


@pytest.mark.parametrize("path", EACH)
def test_a_list_shows_all_that_a_page_counts(server: str, path: str) -> None:
    for each in graphs.told(path.strip("/")).pointing:
        if each.listed:
            reply = ask(server, f"/{each.listed}", headers={"Accept": "application/json"})
            found = {thing["iri"] for thing in json.loads(reply.body)}
            assert found >= {item.thing.iri for item in each.items}
            assert len(found) == each.count or (each.is_wider and len(found) > each.count), each.listed


@pytest.mark.parametrize("path", EACH)
def test_every_link_to_a_thing_leads_somewhere(server: str, path: str) -> None:
    found = {link.partition("#")[0] for link in pages.links(pages.page(server, path)) if link.startswith("/")}

    things = sorted(link for link in found if re.fullmatch(THING, link))[:15]
    assert things
    assert [
        link for link in things if ask(server, link, "HEAD", headers={"Accept": "text/turtle"}).status != 200
    ] == []
