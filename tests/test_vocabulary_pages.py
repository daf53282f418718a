"""The pages of the vocabulary and its shapes over HTTP: all is told, in each language, and all is true."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import drawn
import pages
from documents import DATA
from http_client import BROWSER, ask, get, problem
from served import serving

ROOT = Path(__file__).parents[1]
NS, SKOS = "https://w3id.org/mkg/ns#", "http://www.w3.org/2004/02/skos/core#"
LANGUAGES = ["en", "fr", "ar"]
DRAWING = re.compile(r'<svg[^>]*\bid="classes".*?</svg>', re.DOTALL)


@cache
def said(predicate: str) -> dict[str, dict[str, str]]:
    """Return what the file of the ontology says of its terms: texts in one line, by word and language."""
    found: dict[str, dict[str, str]] = {}
    for triple in parse(path=ROOT / "ontology" / "mkg.ttl", format=RdfFormat.TURTLE):
        iri, text = str(triple.subject).strip("<>"), triple.object
        if isinstance(text, Literal) and triple.predicate.value == SKOS + predicate and iri.startswith(NS):
            line = " ".join(text.value.split())
            found.setdefault(iri.removeprefix(NS), {})[text.language or ""] = line
    return found


def count(server: str, pattern: str) -> int:
    query = f"PREFIX mkg: <{NS}> SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    return int(json.loads(get(server, query).body)["results"]["bindings"][0]["n"]["value"])


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_page_with_its_name_and_definition(server: str, language: str) -> None:
    for word, definitions in said("definition").items():
        it = pages.page(server, f"/ns/{word}", language)
        assert it.all("h1")[0].text == f"{said('prefLabel')[word][language]} mkg:{word}"
        assert it.all("p", class_="lead")[0].text == definitions[language]
        assert {definitions[each] for each in LANGUAGES} <= {each.text for each in it.all("dd")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_tells_every_term_at_the_fragment_of_its_iri(server: str, language: str) -> None:
    it = pages.page(server, "/ns", language)

    for word, definitions in said("definition").items():
        (row,) = it.all("tr", id=word)
        assert definitions[language] in row.text
        assert f"/ns/{word}" in pages.links(row)


@pytest.mark.parametrize("path", ["/ns", "/shapes", "/ns/Institution", "/ns/studies"])
def test_no_id_stands_twice(server: str, path: str) -> None:
    ids = Counter(each.attributes["id"] for each in pages.page(server, path).all() if "id" in each.attributes)

    assert [name for name, times in ids.items() if times > 1] == []


def test_the_ontology_is_the_same_page(server: str) -> None:
    ns, ontology = (pages.page(server, path).all("main")[0].text for path in ("/ns", "/ontology"))

    assert ns == ontology
    assert "0.2.0" in ns


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_is_xml_that_names_each_class_once(server: str, language: str) -> None:
    reply = ask(server, "/ns", headers={"Accept": "text/html", "Accept-Language": language})
    (svg,) = DRAWING.findall(reply.body.decode())
    links = [each.get("href", "") for each in drawn.tree(svg).iter() if each.get("href")]

    assert len(links) == len({*links})
    kinds = ("Institution", "Person", "Publication", "Dataset", "Model", "Topic", "Venue", "Event", "Claim")
    assert {f"/ns/{word}" for word in (*kinds, "Source", "studies", "isAbout", "evidence")} <= {*links}
    assert "https://schema.org/affiliation" in links


def test_counts_are_those_of_the_graph(server: str) -> None:
    it = pages.page(server, "/ns")

    for word, pattern in {
        "Institution": "?it a mkg:Institution",
        "City": "?it a mkg:City",
        "studies": "?it mkg:studies ?of",
        "size": "?it mkg:size ?of",
        "Contradicted": "?it mkg:verification mkg:Contradicted",
    }.items():
        (row,) = it.all("tr", id=word)
        assert number(row.all("td", class_="number")[0].all("a")[0].children[0]) == count(server, pattern)


def test_the_list_that_a_count_leads_to_has_as_many(server: str) -> None:
    found = pages.page(server, "/ns").all("td", class_="number")
    links = {link.attributes["href"]: link for cell in found for link in cell.all("a")}
    lists = {href: number(str(link.children[0])) for href, link in links.items() if "sparql" not in href}

    assert {"/venue/", "/institution/?class=School", "/topic/?class=Task"} <= lists.keys()
    told = {href: pages.page(server, href).all("p", class_="shown")[0].all("b")[0].text for href in lists}
    assert {href: number(text) for href, text in told.items()} == lists


def test_the_query_of_a_term_finds_all_its_uses(server: str) -> None:
    for word, pattern in {"School": "?it a mkg:School", "isTrainedOn": "?it mkg:isTrainedOn ?of"}.items():
        links = pages.links(pages.page(server, f"/ns/{word}").all("main")[0])
        query = next(unquote(urlsplit(link).query) for link in links if link.startswith("/sparql?query="))
        found = json.loads(get(server, query.removeprefix("query=").replace("+", " ")).body)
        things = {row["thing"]["value"] for row in found["results"]["bindings"]}
        assert len(things) == count(server, f"SELECT DISTINCT ?it {{ {pattern} }}")


def test_an_example_leads_to_what_it_names(server: str) -> None:
    (example,) = pages.page(server, "/ns/isLocatedIn").all("pre", class_="example")

    assert example.text == "institution:um6p mkg:isLocatedIn place:ben-guerir ."
    assert pages.links(example) == ["/institution/um6p", "/ns/isLocatedIn", "/place/ben-guerir"]


def test_a_term_tells_what_it_specialises_and_what_specialises_it(server: str) -> None:
    links = pages.links(pages.page(server, "/ns/Institution").all("main")[0])

    assert {"http://www.w3.org/ns/org#Organization", "https://schema.org/Organization"} <= {*links}
    assert {"/ns/University", "/ns/studies", "/ns/isOfferedBy", "/shapes#Institution-iri"} <= {*links}
    assert {"/ns/Contradicted", "/ns/Unverified"} <= {*pages.links(pages.page(server, "/ns/Verdict"))}


def test_a_term_tells_the_shapes_that_look_at_it_in_the_language_of_the_page(server: str) -> None:
    checks = pages.page(server, "/ns/isLocatedIn", "fr").all("ul", class_="checks")[0].text
    text = (ROOT / "shapes" / "institution.ttl").read_text(encoding="utf-8")
    line = text[: text.index("\nmkgsh:Institution-location")].count("\n") + 2

    assert "Donnez au plus un mkg:isLocatedIn, un lieu défini dans data/place.ttl." in checks
    assert f"shapes/institution.ttl:{line}" in checks


def test_every_internal_link_of_these_pages_works(server: str) -> None:
    tried = {"/ns", "/shapes", "/fn", *(f"/ns/{word}" for word in said("definition"))}
    links = {link for path in tried for link in pages.links(pages.page(server, path).all("main")[0])}
    inner = {link for link in links if link.startswith("/") and not link.startswith("/sparql?")}
    shapes = {each.attributes.get("id") for each in pages.page(server, "/shapes").all()}

    assert len(inner) > 300
    for path in {link.partition("#")[0] for link in inner} - tried:
        assert ask(server, path, "HEAD", headers={"Accept": BROWSER}).status == 200, path
    assert {link[8:] for link in inner if link.startswith("/shapes#")} <= shapes


@pytest.mark.parametrize("suffix", DATA)
def test_a_term_is_told_as_data(server: str, suffix: str) -> None:
    media_type, syntax = DATA[suffix]
    reply = ask(server, f"/ns/Dataset.{suffix}")

    assert (reply.status, reply.type) == (200, media_type)
    if suffix != "jsonld":
        told = {(quad.subject, quad.predicate.value) for quad in parse(reply.body, format=syntax)}
        assert (NamedNode(f"{NS}Dataset"), f"{SKOS}definition") in told
        assert (NamedNode(f"{NS}Benchmark"), "http://www.w3.org/2000/01/rdf-schema#subClassOf") in told


@pytest.mark.parametrize(("word", "meant"), [("Institutoin", "Institution"), ("publication", "Publication")])
def test_an_unknown_term_is_answered_with_those_spelled_nearly_so(server: str, word: str, meant: str) -> None:
    reply = ask(server, f"/ns/{word}", headers={"Accept": "text/html"})

    assert reply.status == 404
    assert f"/ns/{meant}" in pages.links(pages.parsed(reply.body.decode()))
    told = ask(server, f"/ns/{word}", headers={"Accept": "application/problem+json"})
    assert meant in problem(told)


NO_TERMS = ["%3Cscript%3Ealert(1)", "x" * 5000, "%00", "..%2F..", "a%22b", "Institution.ttl.ttl"]


@pytest.mark.parametrize("word", NO_TERMS)
def test_what_is_no_term_at_all_is_not_found(server: str, word: str) -> None:
    reply = ask(server, f"/ns/{word}", headers={"Accept": "text/html"})

    assert reply.status == 404
    assert b"<script>alert" not in reply.body


def test_a_page_that_is_held_is_not_sent_again(server: str) -> None:
    for path in ("/ns", "/ns/Person", "/shapes"):
        first = ask(server, path, headers={"Accept": BROWSER})
        held = {"Accept": BROWSER, "If-None-Match": first.headers["ETag"]}
        assert ask(server, path, headers=held).status == 304


def test_pages_are_light_on_the_wire(server: str) -> None:
    for path in ("/ns", "/shapes", "/ns/Institution"):
        reply = ask(server, path, headers={"Accept": BROWSER, "Accept-Encoding": "br, gzip"})
        assert reply.headers["Content-Encoding"]
        assert len(reply.body) < 40_000


def test_a_graph_of_others_has_pages_that_say_what_there_is(tmp_path: Path) -> None:
    data = tmp_path / "other.nt"
    data.write_text("<http://example.org/a> <http://example.org/v#knows> <http://example.org/b> .\n")
    with serving(tmp_path, "--data", data, "--no-validate") as served:
        main = pages.page(served.address, "/ns").all("main")[0]
        shapes = pages.page(served.address, "/shapes", "fr").all("main")[0]
        missing = ask(served.address, "/ns/Institution", headers={"Accept": "text/html"})
        turtle = ask(served.address, "/shapes.ttl")

    assert "brings no vocabulary of its own" in main.text
    assert "http://example.org/v#knows" in pages.links(main)
    assert shapes.all("h1")
    assert not shapes.all("table")
    assert missing.status == 404
    assert (turtle.status, [*parse(turtle.body, format=RdfFormat.TURTLE)]) == (200, [])
