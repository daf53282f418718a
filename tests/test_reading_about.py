"""All that a graph says of one thing: stated and inferred, in doubt, by whom it is named."""

import pytest
from pyoxigraph import Literal, NamedNode

import graphs
from mkg.reading.about import MANY, Fact, told
from mkg.vocab import BASE, RDF, RDFS, SCHEMA, SKOS, TERMS

DATA = """
topic:vision a mkg:Field ; skos:prefLabel "Vision"@en .
institution:lab a mkg:Laboratory ; skos:prefLabel "Lab"@en ; mkg:studies topic:vision .
publication:paper a mkg:Publication ; skos:prefLabel "Paper"@en ; schema:datePublished "2024"^^xsd:gYear .
<https://w3id.org/mkg/publication/paper#author-10> a mkg:Authorship ; mkg:isAuthorshipOf publication:paper ;
    schema:position 10 ; schema:name "Last" .
<https://w3id.org/mkg/publication/paper#author-2> a mkg:Authorship ; mkg:isAuthorshipOf publication:paper ;
    schema:position 2 ; schema:author person:ada ; schema:affiliation institution:lab .
<https://w3id.org/mkg/publication/paper#author-3> a mkg:Authorship ; mkg:isAuthorshipOf publication:paper ;
    schema:position 3 ; schema:name "Bea" ; schema:affiliation institution:lab .
person:ada a mkg:Person ; skos:prefLabel "Ada"@en .
claim:held a mkg:Claim ; mkg:verification mkg:Corroborated ;
    rdf:subject institution:lab ; rdf:predicate mkg:studies ; rdf:object topic:vision .
claim:open a mkg:Claim ; mkg:verification mkg:Unverified ;
    rdf:subject institution:lab ; rdf:predicate mkg:develops ; rdf:object topic:vision .
claim:false a mkg:Claim ; mkg:verification mkg:Contradicted ;
    rdf:subject institution:lab ; rdf:predicate mkg:faces ; rdf:object topic:vision .
"""
LAB, VISION = BASE + "institution/lab", BASE + "topic/vision"


@pytest.fixture(scope="module")
def reader() -> graphs.Reader:
    return graphs.of(DATA)


def test_what_was_only_inferred_is_not_told_again(reader: graphs.Reader) -> None:
    lab = told(reader, LAB)

    assert lab
    assert set(lab.said) == {
        Fact(RDF + "type", NamedNode(TERMS + "Laboratory")),
        Fact(SKOS + "prefLabel", Literal("Lab", language="en")),
        Fact(TERMS + "studies", NamedNode(VISION)),
    }


def test_what_was_inferred_is_in_the_graph_none_the_less(reader: graphs.Reader) -> None:
    assert reader.holds(
        "ASK { $it schema:knowsAbout ?topic ; rdfs:label ?name ; a mkg:Institution }", it=NamedNode(LAB)
    )


def test_what_the_starting_document_alone_states_is_apart(reader: graphs.Reader) -> None:
    lab = told(reader, LAB)

    assert lab
    assert lab.stated == (Fact(TERMS + "develops", NamedNode(VISION)),)


def test_a_claim_is_joined_to_the_fact_that_it_states(reader: graphs.Reader) -> None:
    lab = told(reader, LAB)

    assert lab
    found = {each.claim.rpartition("/")[2]: (each.verdict, each.facts) for each in lab.judged}
    assert found["held"] == (TERMS + "Corroborated", (Fact(TERMS + "studies", NamedNode(VISION)),))
    assert found["false"][0] == TERMS + "Contradicted"


def test_authors_stand_in_the_printed_order(reader: graphs.Reader) -> None:
    paper = told(reader, BASE + "publication/paper")

    assert paper
    assert [(share.position, share.person or share.name) for share in paper.shares] == [
        (2, BASE + "person/ada"),
        (3, "Bea"),
        (10, "Last"),
    ]
    assert paper.shares[0].affiliations == (LAB,)
    assert paper.pointers == ()


def test_a_publication_points_to_an_institution_once_however_many_authors_it_has_there(
    reader: graphs.Reader,
) -> None:
    lab = told(reader, LAB)

    assert lab
    found = [each for each in lab.pointers if each.predicate == SCHEMA + "affiliation"]
    assert [(each.subject, each.when) for each in found] == [(BASE + "publication/paper", "2024")]


def test_a_publication_points_to_its_author_though_only_the_authorship_says_so(reader: graphs.Reader) -> None:
    ada = told(reader, BASE + "person/ada")

    assert ada
    assert [(each.predicate, each.subject) for each in ada.pointers] == [
        (SCHEMA + "author", BASE + "publication/paper")
    ]


def test_what_points_here_is_what_was_stated(reader: graphs.Reader) -> None:
    vision = told(reader, VISION)

    assert vision
    predicates = {each.predicate for each in vision.pointers}
    assert predicates == {TERMS + "studies", RDF + "object"}
    assert {each.verdict for each in vision.pointers if each.predicate == RDF + "object"} == {
        TERMS + "Corroborated",
        TERMS + "Unverified",
        TERMS + "Contradicted",
    }


def test_of_what_nobody_speaks_nothing_is_told(reader: graphs.Reader) -> None:
    assert told(reader, BASE + "place/atlantis") is None


def test_what_is_only_named_by_others_is_told() -> None:
    other = graphs.of("institution:lab mkg:isLocatedIn place:fes .")

    assert told(other, BASE + "place/fes")


def test_no_more_things_are_read_than_a_page_can_count() -> None:
    crowd = "".join(f"person:p{number} mkg:studies topic:vision .\n" for number in range(MANY + 5))

    vision = told(graphs.of(crowd), VISION)

    assert vision
    assert len(vision.pointers) == MANY


def test_the_parts_of_a_thing_are_at_hand(reader: graphs.Reader) -> None:
    lab = told(reader, LAB)

    assert lab
    assert lab.iris(TERMS + "studies") == [VISION]
    assert lab.first(SKOS + "prefLabel") == "Lab"
    assert lab.first(RDFS + "comment") == ""
    assert lab.literals(SKOS + "prefLabel") == [Literal("Lab", language="en")]
