"""Questions with terms put in: what stands in the place of a name, and what cannot break out of it."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

import graphs
from mkg.errors import QueryError
from mkg.formats import GRAPHS
from mkg.reading.asking import bound
from mkg.vocab import BASE

DATA = """
place:rabat a mkg:City ; skos:prefLabel "Rabat"@en .
place:fes a mkg:City ; skos:prefLabel "Fes \\"the old\\"\\n}"@en .
"""
NAME = "SELECT ?it { ?it skos:prefLabel $name }"


def test_a_term_stands_in_the_place_of_a_name() -> None:
    (row,) = graphs.of(DATA).rows(
        "SELECT ?name { $it skos:prefLabel ?name }", it=NamedNode(BASE + "place/rabat")
    )

    assert row["name"] == Literal("Rabat", language="en")


def test_several_terms_stand_in_the_place_of_a_name() -> None:
    places = [NamedNode(BASE + "place/rabat"), NamedNode(BASE + "place/fes")]

    found = graphs.of(DATA).rows("SELECT ?it { VALUES ?it { $places } ?it a mkg:City }", places=places)

    assert {row["it"] for row in found} == set(places)


@pytest.mark.parametrize(
    "evil", ['x" } #', "x\\", "x'''", 'Fes "the old"\n}', "$it", "\u2028", "} UNION { ?s ?p ?o }"]
)
def test_whatever_a_literal_says_it_stays_a_literal(evil: str) -> None:
    found = graphs.of(DATA).rows(NAME, name=Literal(evil, language="en"))

    assert [row["it"].value for row in found] == ([BASE + "place/fes"] if evil.startswith("Fes") else [])


def test_prefixes_of_ours_are_declared_where_they_are_used() -> None:
    text = bound("SELECT * { ?s mkg:isFor ?o ; skos:broader|dcterms:source ?x }", {})

    assert text.splitlines()[:3] == [
        "PREFIX dcterms: <http://purl.org/dc/terms/>",
        "PREFIX mkg: <https://w3id.org/mkg/ns#>",
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
    ]


def test_an_address_is_not_taken_for_a_prefix() -> None:
    assert "PREFIX" not in bound("ASK { <https://schema.org/name> ?p <urn:source:x> }", {})


def test_a_name_without_a_term_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        bound("ASK { $it ?p ?o }", {})


def test_a_blank_node_is_written_as_one() -> None:
    assert bound("ASK { $it ?p ?o }", {"it": BlankNode("b")}) == "ASK { _:b ?p ?o }"


def test_a_question_is_answered_by_yes_or_no() -> None:
    reader = graphs.of(DATA)

    assert reader.holds("ASK { $it a mkg:City }", it=NamedNode(BASE + "place/rabat"))
    assert not reader.holds("ASK { $it a mkg:City }", it=NamedNode(BASE + "place/atlantis"))


def test_triples_come_in_the_format_that_is_asked_for() -> None:
    answer = graphs.of(DATA).graph(
        "CONSTRUCT { $it ?p ?o } { $it ?p ?o }", GRAPHS[1], it=NamedNode(BASE + "place/rabat")
    )

    with answer.body:
        assert b'"Rabat"@en' in answer.body.read()


def test_a_reader_knows_which_versions_have_answered() -> None:
    reader = graphs.of(DATA)

    assert reader.versions == set()
    reader.holds("ASK {}")
    assert len(reader.versions) == 1


def test_a_fault_in_a_question_is_told() -> None:
    with pytest.raises(QueryError):
        graphs.of(DATA).rows("SELECT ?x {")
