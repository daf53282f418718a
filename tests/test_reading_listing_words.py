"""What a list says of one thing: a few facts as each language writes them."""

import pytest

from mkg.reading.facets import Item, Listing
from mkg.reading.listed import Fact, Telling
from mkg.reading.listing import listing
from mkg.reading.texts import Text
from mkg.reading.words import vocabulary
from mkg.vocab import BASE, TERMS
from test_reading_overview import reading

FACTS = """
mkg:Benchmark rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ; skos:prefLabel "Benchmark"@en , "معيار"@ar .
mkg:UnknownLicence rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ; skos:prefLabel "Unknown licence"@en .
language:ary skos:prefLabel "Moroccan Arabic"@en , "arabe marocain"@fr . language:a skos:prefLabel "A"@en .
language:b skos:prefLabel "B"@en . language:c skos:prefLabel "C"@en .
dataset:one a mkg:Dataset , mkg:Benchmark ; skos:prefLabel "One"@en ; mkg:isIn language:ary ;
  mkg:size 12000 ; mkg:sizeUnit "sentences" ; schema:datePublished "2024"^^xsd:gYear ;
  dcterms:license <https://creativecommons.org/licenses/by-sa/4.0/> .
dataset:two a mkg:Dataset ; mkg:isIn language:ary , language:a , language:b , language:c ;
  mkg:size 3 ; mkg:sizeUnit "camels" ; dcterms:license mkg:UnknownLicence .
dataset:three a mkg:Dataset ; mkg:size "many" .
event:one a mkg:Event ; schema:startDate "2024-05-29"^^xsd:date ; schema:endDate "2024-05-31"^^xsd:date .
event:two a mkg:Event ; schema:startDate "2024-05"^^xsd:gYearMonth .
event:two schema:endDate "2024-05"^^xsd:gYearMonth .
event:three a mkg:Event .
person:x a mkg:Person ; mkg:isAbroad true ; schema:jobTitle "Professor"@en , "professeur"@fr .
source:s a mkg:Source ; mkg:dateRead "2026-11-24"^^xsd:date ; dcterms:publisher "ARBML" .
topic:t a mkg:Topic ; skos:definition "A field."@en , "Un domaine."@fr .
publication:p a mkg:Publication .
<https://w3id.org/mkg/publication/p#author-1> mkg:isAuthorshipOf publication:p ; schema:name "A" .
<https://w3id.org/mkg/publication/p#author-2> mkg:isAuthorshipOf publication:p ; schema:name "B" .
language:ary a mkg:Language .
"""


def telling(kind: str, language: str) -> Telling:
    asked = reading(FACTS)
    return Telling(listing(asked, kind), vocabulary(asked), language)


def item(things: Listing, slug: str) -> Item:
    return things.by_iri[f"{BASE}{things.kind}/{slug}"]


def facts(kind: str, slug: str, language: str = "en") -> dict[str, str]:
    told = telling(kind, language)
    return {
        fact.column: ", ".join(text.value for text in fact.values)
        for fact in told.facts(item(told.listing, slug))
    }


@pytest.mark.parametrize(
    ("language", "size", "spoken"),
    [
        ("en", "12,000 sentences", "Moroccan Arabic"),
        ("fr", "12\u202f000 phrases", "arabe marocain"),
        ("ar", "12.000 جملة", "arabe marocain"),
    ],
)
def test_sizes_languages_and_licences_are_told(language: str, size: str, spoken: str) -> None:
    told = facts("dataset", "one", language)

    assert told == {"language": spoken, "size": size, "licence": "CC BY-SA 4.0", "year": "2024"}


def test_what_nobody_has_translated_is_told_as_it_is() -> None:
    told = facts("dataset", "two", "ar")

    assert (told["size"], told["licence"]) == ("3 camels", "Unknown licence")
    assert facts("dataset", "three") == {"size": "many"}


def test_of_many_values_the_first_are_told_and_the_rest_counted() -> None:
    told = telling("dataset", "en")
    (spoken, *_) = told.facts(item(told.listing, "two"))

    assert spoken == Fact("language", (Text("A", "en"), Text("B", "en"), Text("C", "en")), more=1)
    assert len(told.values(item(told.listing, "two"), "language")) == 4


@pytest.mark.parametrize(
    ("language", "days", "month"),
    [
        ("en", "29 May 2024 – 31 May 2024", "May 2024"),
        ("fr", "29 mai 2024 – 31 mai 2024", "mai 2024"),
        ("ar", "29 ماي 2024 – 31 ماي 2024", "ماي 2024"),
    ],
)
def test_dates_are_told_from_the_first_day_to_the_last(language: str, days: str, month: str) -> None:
    assert facts("event", "one", language) == {"dates": days}
    assert facts("event", "two", language) == {"dates": month}
    assert facts("event", "three", language) == {}


def test_words_are_told_in_the_language_of_the_reader() -> None:
    assert facts("person", "x", "fr") == {"job": "professeur"}
    assert facts("topic", "t", "fr") == {"definition": "Un domaine."}
    assert facts("topic", "t", "ar") == {"definition": "Un domaine."}


def test_what_is_counted_is_told_as_a_number() -> None:
    assert facts("publication", "p") == {"authors": "2"}
    assert facts("language", "ary") == {"linked": "2"}
    assert facts("source", "s", "fr") == {"publisher": "ARBML", "read": "24 novembre 2026"}


def test_the_values_of_facets_have_names() -> None:
    datasets, people, sources = (telling(kind, "fr") for kind in ("dataset", "person", "source"))

    assert datasets.key("language", f"{BASE}language/ary") == Text("arabe marocain", "fr")
    assert datasets.key("licence", f"{TERMS}UnknownLicence") == Text("Unknown licence", "en")
    assert people.key("abroad", "true").value == "oui"
    assert sources.key("read", "2026-11-24").value == "24 novembre 2026"
    assert sources.key("read", "yesterday") == sources.key("publisher", "yesterday") == Text("yesterday")


def test_a_class_is_told_where_it_says_more_than_the_kind() -> None:
    told = telling("dataset", "ar")

    assert told.class_of(item(told.listing, "one").thing) == Text("معيار", "ar")
    assert told.class_of(item(told.listing, "two").thing) is None
