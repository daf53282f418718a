"""Vocabularies that mean harm: what they say stays words, and no page of theirs breaks."""

import json
import re
from collections.abc import Iterator

import pytest

import drawn
import pages
from graphs import HEAD
from http_client import ask
from served import serving

SCRIPT = "<script>alert(1)</script>"
EVIL = [SCRIPT, '"><img src=x onerror=alert(1)>', "\u202egnp.exe\u202c", "long " * 2000, "{{ 7*7 }}&\u2028"]


def term(number: int, words: str) -> str:
    said = json.dumps(words)
    return f"""
mkg:Evil{number} a owl:Class ; skos:prefLabel {said}@en , {said}@ar ; skos:definition {said}@en ;
    rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ;
    skos:example {said} , "<javascript:alert(1)> a mkg:X ." ;
    rdfs:subClassOf <javascript:alert(2)> , <http://evil.example/%22onload=x> .
mkg:evil{number} a owl:ObjectProperty ; skos:prefLabel {said}@en ; skos:definition {said} ;
    rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ; rdfs:subPropertyOf <data:text/html,x> ;
    schema:domainIncludes mkg:Evil{number} ; schema:rangeIncludes mkg:Evil{number} .
topic:evil-{number} a mkg:Evil{number} ; skos:prefLabel {said}@en ;
    mkg:evil{number} topic:evil-{number} , {said} .
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a vocabulary whose labels mean harm; return the address."""
    folder = tmp_path_factory.mktemp("hostile")
    data = folder / "evil.ttl"
    ontology = f"""<https://w3id.org/mkg/ontology> a owl:Ontology ; skos:prefLabel {json.dumps(SCRIPT)}@en ;
        dcterms:license <javascript:alert(3)> ; owl:versionInfo {json.dumps(EVIL[1])} .
        <http://example.org/a> <javascript:alert(4)> "v" ; a <urn:x> .\n"""
    terms = (term(number, words) for number, words in enumerate(EVIL))
    data.write_text(HEAD + ontology + "".join(terms), encoding="utf-8")
    with serving(folder, "--data", data, "--no-validate") as served:
        yield served.address


PATHS = [
    "/ns",
    "/ontology",
    *(f"/ns/{word}{number}" for word in ("Evil", "evil") for number in range(len(EVIL))),
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PATHS)
def test_words_that_mean_harm_stay_words(hostile: str, path: str, language: str) -> None:
    it = pages.page(hostile, path, language)

    assert not it.all("img", src="x")
    scripts = [each.attributes for each in it.all("script")]
    assert all("src" in each or each.get("type", "").endswith("json") for each in scripts)
    handlers = [name for each in it.all() for name in each.attributes if name.startswith("on")]
    assert handlers == []


@pytest.mark.parametrize("path", PATHS)
def test_no_link_runs_anything(hostile: str, path: str) -> None:
    links = [each.attributes["href"] for each in pages.page(hostile, path).all() if "href" in each.attributes]

    assert links
    assert [link for link in links if not link.startswith(("http://", "https://", "/", "#", "?"))] == []


def test_a_name_that_has_a_template_in_it_is_not_rendered(hostile: str) -> None:
    assert "{{ 7*7 }}" in pages.page(hostile, "/ns/Evil4").all("h1")[0].text


def test_a_diagram_of_hostile_names_is_well_formed(hostile: str) -> None:
    html = ask(hostile, "/ns", headers={"Accept": "text/html"}).body.decode()
    (svg,) = re.findall(r'<svg[^>]*\bid="classes".*?</svg>', html, re.DOTALL)

    assert len([*drawn.tree(svg).iter("a")]) == 2 * len(EVIL)
