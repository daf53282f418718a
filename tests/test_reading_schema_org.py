"""Things in the words of schema.org, as they stand in pages."""

import json
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

import graphs
from mkg.reading.schema_org import schema_org, written
from mkg.vocab import BASE

EVIL = "</script><script>alert(1)</script><!-- & \u2028"


def of(path: str, language: str = "en") -> dict[str, Any]:
    told = json.loads(written(schema_org(graphs.told(path, language))))
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("institution/um6p", "CollegeOrUniversity"),
        ("institution/irf-sic-laboratory", "ResearchOrganization"),
        ("person/ismail-berrada", "Person"),
        ("publication/darijabert", "ScholarlyArticle"),
        ("dataset/adab", "Dataset"),
        ("software/cadar-pypi", "SoftwareApplication"),
        ("topic/computer-vision", "DefinedTerm"),
        ("place/morocco", "Country"),
        ("place/rabat", "City"),
        ("event/ai-summer-school-2023", "Event"),
        ("claim/s02-03", "Claim"),
        ("catalog/mkg", "Dataset"),
    ],
)
def test_each_kind_has_a_type_that_search_engines_know(path: str, type_: str) -> None:
    told = of(path)

    assert told["@context"] == "https://schema.org"
    assert (told["@type"], told["@id"]) == (type_, BASE + path)
    assert told["name"]


def test_an_institution_says_where_it_is_and_who_else_names_it() -> None:
    told = of("institution/um6p", "fr")

    assert told["name"] == "Université Mohammed VI Polytechnique"
    assert "UM6P" in told["alternateName"]
    assert told["foundingDate"] == "2017"
    assert told["url"] == "https://www.um6p.ma/"
    assert "https://ror.org/03xc55g68" in told["sameAs"]
    assert told["location"] == {"@type": "City", "@id": BASE + "place/ben-guerir", "name": "Ben Guerir"}
    assert {each["@id"] for each in told["knowsAbout"]} >= {BASE + "topic/deep-learning"}


def test_an_article_names_its_authors_in_order_with_their_affiliations() -> None:
    told = of("publication/ai-covid")

    assert [author["name"] for author in told["author"]][:2] == ["I. Allaouzi", "B. Benamrou"]
    assert {each["@id"] for each in told["author"][0]["affiliation"]} >= {
        BASE + "institution/list-laboratory"
    }
    assert told["isPartOf"]["@id"] == BASE + "venue/isprs-archives"
    assert told["datePublished"] == "2021"


def test_a_dataset_tells_its_licence_by_its_address() -> None:
    assert of("dataset/adab")["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_a_place_has_numbers_for_its_coordinates() -> None:
    told = of("place/ben-guerir")

    assert (told["latitude"], told["longitude"]) == (32.24088, -7.95397)


def test_a_description_is_in_the_language_of_the_page() -> None:
    assert of("topic/computer-vision", "fr")["description"].startswith("Domaine")
    assert "description" not in of("person/ismail-berrada")


@pytest.mark.parametrize("path", ["institution/um6p", "publication/ai-covid", "place/ben-guerir"])
def test_it_is_json_ld(path: str) -> None:
    told = of(path)
    # The context is schema.org's own, which is not at hand here; its vocabulary is.
    told["@context"] = {"@vocab": "https://schema.org/"}

    quads = list(parse(json.dumps(told), format=RdfFormat.JSON_LD))

    assert len(quads) > 5
    assert BASE + path in {quad.subject.value for quad in quads}


def test_nothing_in_it_ends_the_element_that_it_stands_in() -> None:
    evil = json.dumps(EVIL)
    data = f"topic:x a mkg:Field ; skos:prefLabel {evil}@en ; skos:definition {evil}@en ."

    text = written(schema_org(graphs.told("topic/x", "en", graphs.of(data))))

    assert not {"<", ">", "&"} & set(text)
    assert json.loads(text)["name"] == EVIL


def test_an_address_that_browsers_would_run_is_not_among_those_of_the_same_thing() -> None:
    data = 'topic:x skos:prefLabel "X"@en ; owl:sameAs <javascript:alert(1)> , <https://example.org/x> .'

    assert schema_org(graphs.told("topic/x", "en", graphs.of(data)))["sameAs"] == "https://example.org/x"
