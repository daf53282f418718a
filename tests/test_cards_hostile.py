"""Pages of things whose data mean harm, and of graphs that are not ours: nothing runs, nothing breaks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import bibliography
import graphs
import pages
from http_client import ask
from served import serving

SCRIPT = "<script>alert(1)</script>"
BREAKING = '"><img src=x onerror=alert(1)>'
OVERRIDE = "\u202egnp.exe\u202c"
LONG = "long " * 2000
EVIL = {
    "script": SCRIPT,
    "breaking": BREAKING,
    "override": OVERRIDE,
    "long": LONG,
    "json": "</script>&\u2028{{ 7*7 }}",
}


def thing(slug: str, label: str) -> str:
    said = json.dumps(label)
    return f"""
topic:{slug} a mkg:Field ; skos:prefLabel {said}@en , {said}@ar ; skos:altLabel {said} ;
    skos:definition {said}@en ; dcterms:source source:{slug} ; skos:editorialNote {said}@en ;
    skos:broader topic:{slug}-wide ;
    schema:url <javascript:alert(1)> , <data:text/html,x> ; owl:sameAs <https://evil.example/%22onload=x> ;
    schema:startDate {said}^^xsd:date ; mkg:size {said}^^xsd:decimal ; mkg:sizeUnit {said} .
topic:{slug}-wide a mkg:Field ; skos:prefLabel {said}@en .
source:{slug} a mkg:Source ; skos:prefLabel {said}@en ; dcterms:publisher {said} ;
    schema:url <javascript:alert(2)> ; mkg:dateRead {said} ; dcterms:license <javascript:alert(3)> .
publication:{slug} a mkg:Publication ; skos:prefLabel {said}@en ; mkg:isAbout topic:{slug} .
<https://w3id.org/mkg/publication/{slug}#author-1> a mkg:Authorship ; mkg:isAuthorshipOf publication:{slug} ;
    schema:position {said} ; schema:name {said} .
claim:{slug} a mkg:Claim ; skos:prefLabel {said}@en ; mkg:verification mkg:Unverified ;
    mkg:verificationNote {said}@en ;
    rdf:subject topic:{slug} ; rdf:predicate mkg:uses ; rdf:object topic:{slug}-wide .
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a graph whose labels mean harm; return the address."""
    folder = tmp_path_factory.mktemp("hostile")
    data = folder / "evil.ttl"
    data.write_text(graphs.HEAD + "".join(thing(*item) for item in EVIL.items()), encoding="utf-8")
    with serving(folder, "--data", data, "--no-validate") as served:
        yield served.address


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["topic", "publication", "claim", "source"])
@pytest.mark.parametrize("slug", EVIL)
def test_a_label_is_text_and_no_more(hostile: str, slug: str, kind: str, language: str) -> None:
    it = pages.page(hostile, f"/{kind}/{slug}", language)

    (heading,) = it.all("h1")
    assert heading.text == " ".join(EVIL[slug].split())
    assert [
        each for each in it.all("script") if not each.attributes.get("src") and "type" not in each.attributes
    ] == []
    assert [each for each in it.all("img") if each.attributes.get("src") == "x"] == []
    names = {name for each in it.all() for name in each.attributes}
    assert [name for name in names if name.startswith("on") or name == "style"] == []


@pytest.mark.parametrize("kind", ["topic", "source"])
@pytest.mark.parametrize("slug", EVIL)
def test_no_link_runs_anything(hostile: str, slug: str, kind: str) -> None:
    found = pages.links(pages.page(hostile, f"/{kind}/{slug}"))

    assert found
    assert [link for link in found if not link.startswith(("/", "#", "?", "http://", "https://"))] == []


@pytest.mark.parametrize("slug", EVIL)
def test_data_in_a_page_are_whole_whatever_they_say(hostile: str, slug: str) -> None:
    told = pages.data_of(pages.page(hostile, f"/topic/{slug}"))

    assert told["name"] == EVIL[slug]
    assert "javascript:" not in json.dumps(told)
    assert "data:" not in json.dumps(told)


@pytest.mark.parametrize("slug", EVIL)
def test_a_citation_holds_together_whatever_the_title_says(hostile: str, slug: str) -> None:
    bib, csl = (ask(hostile, f"/publication/{slug}.{suffix}") for suffix in ("bib", "csl.json"))

    sort, key, fields = bibliography.entry(bib.body.decode())
    assert (sort, key) == ("misc", f"publication:{slug}")
    assert set(fields) == {"author", "title", "url"}
    assert bibliography.item(json.loads(csl.body))["title"] == EVIL[slug]


@pytest.mark.parametrize("slug", EVIL)
def test_a_name_that_turns_the_direction_cannot_turn_what_is_around(hostile: str, slug: str) -> None:
    it = pages.page(hostile, f"/publication/{slug}")

    authors = it.all("ol", class_="authors")[0].all("bdi")
    assert [each.text for each in authors] == [" ".join(EVIL[slug].split())]


def test_the_description_for_those_who_have_not_opened_the_page_is_short(hostile: str) -> None:
    (told,) = pages.page(hostile, "/topic/long").all("meta", name="description")

    assert len(told.attributes["content"]) <= 300


@pytest.mark.parametrize(
    "path", ["/topic/%3Cscript%3E", "/topic/a%20b", "/topic/%00", "/topic/%E2%80%AE", "/topic/.."]
)
def test_an_address_that_is_none_is_refused_in_a_sentence(hostile: str, path: str) -> None:
    reply = ask(hostile, path, headers={"Accept": "text/html"})

    assert reply.status == 404
    assert SCRIPT.encode() not in reply.body


def test_a_graph_without_our_vocabulary_has_pages(tmp_path: Path) -> None:
    data = tmp_path / "other.nt"
    data.write_text(
        '<https://w3id.org/mkg/place/x> <http://example.org/p> "v"@de .\n'
        "<https://w3id.org/mkg/place/x> <http://example.org/q> _:b .\n"
        "<http://example.org/y> <http://example.org/r> <https://w3id.org/mkg/place/x> .\n"
    )
    with serving(tmp_path, "--data", data, "--no-validate") as served:
        it = pages.page(served.address, "/place/x", "fr")

    assert it.all("h1")[0].text == "place:x"
    assert pages.facts(it) == {"http://example.org/p": ["v"]}
    assert "http://example.org/y" in pages.links(it)
    (german,) = it.all("bdi", lang="de")
    assert german.text == "v"
