"""The things of a kind as a list reads them: what they can be chosen by, found by, and sorted by."""

from itertools import chain, combinations, product

import pytest

from mkg.reading.facets import SHAPES, Choice, Listing, short
from mkg.reading.listing import listing
from mkg.vocab import BASE, KINDS, TERMS
from test_reading_overview import reading

FACTS = """
place:morocco a mkg:Place ; skos:prefLabel "Morocco"@en .
place:rabat a mkg:Place ; skos:prefLabel "Rabat"@en ; schema:containedInPlace place:morocco .
place:ring schema:containedInPlace place:round . place:round schema:containedInPlace place:ring .
topic:ai skos:prefLabel "AI"@en . topic:vision skos:broader topic:ai . topic:faces skos:broader topic:vision .
institution:a a mkg:Institution , mkg:University ; skos:prefLabel "École A"@fr , "الأولى"@ar ;
  mkg:isLocatedIn place:rabat ; mkg:studies topic:faces ; schema:foundingDate "1957-05"^^xsd:gYearMonth .
institution:b a mkg:Institution , mkg:Laboratory ; skos:prefLabel "beta"@en ; skos:altLabel "The Second One" ;
  mkg:isLocatedIn place:ring ; org:subOrganizationOf institution:a ; schema:foundingDate "2001"^^xsd:gYear .
institution:c a mkg:Institution ; skos:prefLabel "Alpha"@en , "باء"@ar ; mkg:studies topic:ai , method:ai ;
  mkg:isLocatedIn place:rabat .
<http://example.org/d> a mkg:Institution .
[] a mkg:Institution ; skos:prefLabel "nobody"@en .
person:x schema:affiliation institution:a . person:y schema:affiliation institution:a , institution:b .
publication:p a mkg:Publication ; skos:prefLabel "P"@en .
<https://w3id.org/mkg/publication/p#author-1> mkg:isAuthorshipOf publication:p ; schema:author person:x .
<https://w3id.org/mkg/publication/p#author-2> mkg:isAuthorshipOf publication:p ; schema:name "Ünal" .
person:x skos:prefLabel "Zineb X"@en .
dataset:one a mkg:Dataset ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
dataset:two a mkg:Dataset ; dcterms:license mkg:UnknownLicence ; schema:publisher "Someone" .
"""
FACETS = SHAPES["institution"].facets


@pytest.fixture(scope="module")
def institutions() -> Listing:
    return read("institution")


def read(kind: str, most: int = 100) -> Listing:
    return listing(reading(FACTS), kind, most)


def chosen(things: Listing, text: str = "", **values: tuple[str, ...]) -> list[str]:
    """Return the slugs of what is chosen, by name."""
    found = things.sifted(Choice({name.rstrip("_"): words for name, words in values.items()}, text))
    return [item.thing.iri.rpartition("/")[2] for item in found.ordered("name", "en")]


def test_everything_of_a_kind_that_has_an_iri_is_there_once(institutions: Listing) -> None:
    assert sorted(chosen(institutions)) == ["a", "b", "c", "d"]
    assert institutions.total == 4


def test_a_kind_of_which_there_is_nothing_is_an_empty_list() -> None:
    things = read("event")

    assert (things.items, things.total) == ((), 0)
    assert things.sifted(Choice({"place": ("rabat",)})).items == []


def test_of_a_large_kind_the_first_are_read_and_the_rest_counted() -> None:
    things = read("institution", most=2)

    assert (len(things.items), things.total) == (2, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_read(kind: str) -> None:
    told = {*listing(reading(FACTS), kind).keys}

    assert told == {*SHAPES[kind].facets}


def test_who_asks_for_what_is_wider_gets_what_is_within(institutions: Listing) -> None:
    assert chosen(institutions, place=("morocco",)) == ["c", "a"]
    assert chosen(institutions, topic=("ai",)) == ["c", "a"]
    assert chosen(institutions, topic=("vision",)) == ["a"]
    assert chosen(institutions, place=("round",)) == chosen(institutions, place=("ring",)) == ["b"]


def test_any_value_of_a_facet_will_do_and_every_facet_must(institutions: Listing) -> None:
    assert chosen(institutions, place=("rabat", "ring")) == ["c", "b", "a"]
    assert chosen(institutions, place=("rabat", "ring"), class_=("University", "Laboratory")) == ["b", "a"]


def test_a_word_that_means_nothing_chooses_nothing(institutions: Listing) -> None:
    assert chosen(institutions, place=("atlantis",)) == []
    assert chosen(institutions, place=("atlantis", "ring")) == ["b"]


def test_the_class_is_the_one_that_tells_most(institutions: Listing) -> None:
    assert {*institutions.keys["class"].values()} == {"University", "Laboratory", "Institution"}
    assert chosen(institutions, class_=("institution",)) == ["c", "d"]


def test_values_that_end_alike_are_told_apart_by_their_kinds(institutions: Listing) -> None:
    assert {"topic/ai", "method/ai", "vision", "faces"} == {*institutions.keys["topic"].values()}
    assert chosen(institutions, topic=("method/ai",)) == ["c"]
    assert institutions.meant("topic", ["ai"]) == {f"{BASE}topic/ai", f"{BASE}method/ai"}


def test_licences_have_words_too() -> None:
    assert {*read("dataset").keys["licence"].values()} == {"CC-BY-4.0", "UnknownLicence"}
    assert chosen(read("dataset"), licence=("cc-by-4.0",)) == ["one"]
    assert chosen(read("dataset"), publisher=("Someone",)) == ["two"]
    assert short("http://example.org/a/b") == "http://example.org/a/b"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ecole", ["a"]),
        ("اولي", ["a"]),
        ("second", ["b"]),
        ("ALPHA", ["c"]),
        ("lpha", []),
        ("alpha beta", []),
        ("", ["c", "b", "a", "d"]),
    ],
)
def test_things_are_found_by_the_beginnings_of_words(
    text: str, found: list[str], institutions: Listing
) -> None:
    assert sorted(chosen(institutions, text)) == sorted(found)


def test_publications_are_found_by_who_wrote_them() -> None:
    publications = read("publication")

    assert chosen(publications, "zineb") == chosen(publications, "unal") == ["p"]
    assert publications.items[0].facts.keys() >= {"author", "authors"}


def test_each_count_is_what_choosing_the_value_would_show(institutions: Listing) -> None:
    some = {
        "place": ("rabat",),
        "class": ("University", "Institution"),
        "topic": ("vision",),
        "parent": ("a",),
    }
    subsets = chain.from_iterable(combinations(some, size) for size in range(len(some) + 1))
    for names, text in product(subsets, ("", "ecole")):
        values = {name: some[name] for name in names}
        counts = institutions.sifted(Choice(values, text)).counts
        for facet in FACETS:
            for key, word in institutions.keys[facet].items():
                alone = institutions.sifted(Choice(values | {facet: (word,)}, text)).items
                assert counts[facet][key] == len(alone), (values, facet, word)


def test_names_are_sorted_without_accents_case_and_article(institutions: Listing) -> None:
    everything = institutions.sifted(Choice())

    assert [item.places["en"] for item in everything.ordered("name", "en")][:3] == [
        "alpha",
        "beta",
        "ecole a",
    ]
    arabic = [item.thing.name("ar").value for item in everything.ordered("name", "ar")]
    assert arabic.index("الأولى") < arabic.index("باء")


def test_the_newest_and_the_most_mentioned_come_first(institutions: Listing) -> None:
    everything = institutions.sifted(Choice())

    assert [item.year for item in everything.ordered("year", "en")] == ["2001", "1957", "", ""]
    assert [item.linked for item in everything.ordered("linked", "en")] == [3, 1, 0, 0]


def test_what_values_are_called_is_known(institutions: Listing) -> None:
    assert institutions.named[f"{BASE}place/morocco"].name("en").value == "Morocco"
    assert institutions.named[f"{BASE}topic/ai"].name("fr").value == "AI"
    assert f"{TERMS}University" not in institutions.named
