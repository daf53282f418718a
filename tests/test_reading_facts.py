"""Facts as a page tells them: in groups, in the reader's language, each with its line."""

from typing import NamedTuple

import pytest
from pyoxigraph import Literal

import graphs
from mkg.reading.about import told
from mkg.reading.facts import Knowing, Value, readable, sections, stated
from mkg.reading.names import Thing
from mkg.reading.texts import best
from mkg.vocab import BASE, OWL, SCHEMA, TERMS

DATA = """
institution:lab a mkg:Laboratory ; skos:prefLabel "Lab"@en , "Labo"@fr , "مختبر"@ar ;
    skos:altLabel "L1" ;
    org:subOrganizationOf institution:uni ; mkg:studies topic:b , topic:a ;
    schema:foundingDate "2019-05"^^xsd:gYearMonth ; schema:url <https://www.lab.ma/> ,
    <javascript:alert(1)> ;
    owl:sameAs <https://ror.org/01> , <http://www.wikidata.org/entity/Q1> , <https://example.org/lab> ;
    skos:editorialNote "A note"@en , "Une note"@fr , "Plain" ;
    dcterms:license <https://spdx.org/licenses/MIT> , mkg:UnknownLicence ;
    mkg:size 1234.5 ; mkg:sizeUnit "hours" ; <http://example.org/odd> "odd" .
institution:uni a mkg:University ; skos:prefLabel "University"@en , "Université"@fr .
topic:a a mkg:Field ; skos:prefLabel "Algebra"@en . topic:b a mkg:Field ; skos:prefLabel "Biology"@en .
claim:one a mkg:Claim ; mkg:verification mkg:PartlyCorroborated ;
    rdf:subject institution:lab ; rdf:predicate mkg:studies ; rdf:object topic:b .
claim:two a mkg:Claim ; mkg:verification mkg:Unverified ;
    rdf:subject institution:lab ; rdf:predicate mkg:develops ; rdf:object topic:a .
"""


class Line(NamedTuple):
    """A line of a file."""

    path: str
    line: int


def card(language: str = "en") -> graphs.Card:
    return graphs.told("institution/lab", language, graphs.of(DATA))


def values(name: str, language: str = "en") -> list[Value]:
    return next(
        list(row.values)
        for section in card(language).sections
        for row in section.rows
        if row.term.iri == name
    )


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Place and organisation", "Research", "Dates", "Data and licence", "Links and identifiers"]),
        ("fr", ["Lieu et organisation", "Recherche", "Dates", "Données et licence", "Liens et identifiants"]),
        ("ar", ["المكان والتنظيم", "البحث", "التواريخ", "البيانات والرخصة", "الروابط والمعرّفات"]),
    ],
)
def test_facts_are_in_groups_under_headings_of_the_language(language: str, titles: list[str]) -> None:
    found = [best(section.title, language) for section in card(language).sections]

    assert [str(text) for text in found[:5]] == titles


def test_what_is_in_no_group_comes_last() -> None:
    last = card().sections[-1]

    assert str(best(last.title, "en")) == "More"
    assert [row.term.iri for row in last.rows] == ["http://example.org/odd"]


@pytest.mark.parametrize(("language", "name"), [("en", "studies"), ("fr", "étudie"), ("ar", "يبحث في")])
def test_a_property_is_named_in_the_language(language: str, name: str) -> None:
    assert name in graphs.rows(card(language))


def test_values_are_named_and_in_the_order_of_the_alphabet() -> None:
    assert graphs.rows(card())["studies"] == ["Algebra", "Biology"]


def test_names_and_classes_are_not_told_a_second_time() -> None:
    assert {"Lab", "L1", "Laboratory", "hours"} & set(graphs.shown(card())) == set()


def test_notes_are_told_in_one_language_only() -> None:
    assert graphs.rows(card("fr"))["remarque"] == ["Plain", "Une note"]
    assert graphs.rows(card("ar"))["ملاحظة"] == ["Plain", "Une note"]


def test_literals_without_a_language_are_told_to_everybody() -> None:
    both = [Literal("x"), Literal("y", language="fr"), Literal("z", language="en")]

    assert readable(both, "en") == [both[0], both[2]]


def test_dates_are_written_in_the_language() -> None:
    assert graphs.rows(card("fr"))["fondé"] == ["mai 2019"]


def test_a_size_has_its_unit() -> None:
    (size,) = values(TERMS + "size", "fr")

    assert (size.shown.value, str(size.aside)) == ("1\u202f234,5", "heures")


def test_foreign_identifiers_are_named_by_who_gives_them() -> None:
    found = values(OWL + "sameAs")

    assert [(value.service, value.shown.value) for value in found] == [
        ("", "example.org/lab"),
        ("ROR", "01"),
        ("Wikidata", "Q1"),
    ]


def test_a_licence_has_its_short_name_or_that_of_the_vocabulary() -> None:
    assert graphs.rows(card())["licence"] == ["MIT", "Unknown licence"]


def test_a_class_is_told_where_it_says_more() -> None:
    (university,) = values("http://www.w3.org/ns/org#subOrganizationOf", "fr")

    assert university.thing == Thing(university.thing.iri, university.thing.names, university.thing.classes)
    assert str(university.aside) == "Université"
    assert all(value.aside is None for value in values(TERMS + "studies"))


def test_a_fact_that_a_claim_states_has_its_verdict() -> None:
    algebra, biology = values(TERMS + "studies")

    assert algebra.judged == ()
    assert [each.verdict for each in biology.judged] == [TERMS + "PartlyCorroborated"]


def test_what_the_starting_document_alone_states_is_not_among_the_facts() -> None:
    it = card()

    assert "develops" not in graphs.rows(it)
    assert [(row.term.name("en").value, row.values[0].shown.value) for row in it.stated] == [
        ("develops", "Algebra")
    ]


def test_each_fact_has_its_line_and_each_row_the_lines_from_first_to_last() -> None:
    it = told(graphs.of(DATA), BASE + "institution/lab")
    assert it
    places = {(fact.predicate, str(fact.object)): Line("data/a.ttl", n) for n, fact in enumerate(it.said, 1)}
    found = sections(it, Knowing("en", graphs.terms(), {}, places))

    for row in (row for section in found for row in section.rows):
        lines = [value.place.line for value in row.values if value.place]
        assert [(span.path, span.first, span.last) for span in row.spans] == [
            ("data/a.ttl", min(lines), max(lines))
        ]


def test_without_an_index_no_line_is_told() -> None:
    assert all(row.spans == [] for section in card().sections for row in section.rows)
    assert stated(card().told, card().knowing)[0].values[0].place is None


def test_an_address_that_is_no_address_is_shown_as_it_is() -> None:
    assert "javascript:alert(1)" in [value.link for value in values(SCHEMA + "url")]
