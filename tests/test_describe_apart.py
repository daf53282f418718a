"""A graph of others is served as it is: its description stands beside it and counts it alone."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from mkg.describe import EXAMPLES_GRAPH, SERVICE_GRAPH, Site, describe, forget
from mkg.index.functions import FN
from mkg.questions import Question
from test_describe import OURS, QUESTIONS, SITE, false_figures, rows, with_description, without_description
from test_describe_foreign import DATA, TINY, graph

AT = "http://127.0.0.1:8000/.well-known/void#"
COLLIDING = {
    "its site's own description": f"<{AT}dataset> a void:Dataset ; void:distinctObjects 3 ; void:triples 9 .",
    "our description": f"<{OURS}dataset> a void:Dataset ; void:distinctObjects 3 ; void:triples 9 .",
}
COPY = (
    "catalog:mkg a mkg:Catalog ; skos:prefLabel 'Ours'@en ; skos:definition 'D' ; dcterms:license e:free . "
)


def described(text: str, *questions: Question) -> Store:
    store = graph(text)
    store.extend(describe(store, questions, SITE, apart=True))
    return store


def told(store: Store, query: str) -> list[tuple[str, ...]]:
    return rows(store, query, graph=SERVICE_GRAPH, at=AT)


@pytest.mark.parametrize("text", (DATA | COLLIDING).values(), ids=DATA | COLLIDING)
def test_every_figure_is_what_a_client_counts_in_the_data(text: str) -> None:
    store = graph(text)
    data = [*store.quads_for_pattern(None, None, None, DefaultGraph())]

    store.extend(describe(store, [], SITE, apart=True))

    assert [*store.quads_for_pattern(None, None, None, DefaultGraph())] == data
    assert told(store, "SELECT ?n { at:service sd:defaultDataset/sd:defaultGraph/void:triples ?n }") == [
        (str(len(data)),)
    ]
    assert false_figures(store, graph=SERVICE_GRAPH, at=AT) == []


def test_every_figure_of_a_large_graph_is_what_a_client_counts() -> None:
    store = without_description()
    store.extend(describe(store, [], SITE, apart=True))

    assert false_figures(store, graph=SERVICE_GRAPH, at=AT) == []


def test_the_two_graphs_are_named_as_ever_and_counted_among_the_named_ones() -> None:
    store = described("")

    found = told(store, "SELECT ?g ?n { [] sd:name ?g ; sd:graph [ void:triples ?n ] }")
    sizes = {name: int(size) for name, size in found}

    assert {*sizes} == {name.value for name in store.named_graphs()}
    for name in (SERVICE_GRAPH, EXAMPLES_GRAPH):
        assert sizes[name.value] == len([*store.quads_for_pattern(None, None, None, name)]) > 0


def test_no_address_is_one_of_ours_but_the_names_of_the_two_graphs_and_of_the_functions() -> None:
    quads = describe(graph(TINY), QUESTIONS, SITE, apart=True)

    addresses = {term.value for quad in quads for term in quad.triple if isinstance(term, NamedNode)}
    ours = {address for address in addresses if address.startswith("https://w3id.org/mkg/")}
    assert ours == {SERVICE_GRAPH.value, EXAMPLES_GRAPH.value, f"{FN}fold", f"{FN}matches"}
    subjects = {str(quad.subject).strip("<>").partition("#")[0] for quad in quads}
    assert subjects == {AT.rstrip("#"), FN.rstrip("#")}


def test_the_addresses_are_those_of_the_site() -> None:
    here = describe(graph(TINY), QUESTIONS, Site("https://one.org/kg/", "a", "1"), apart=True)
    there = describe(graph(TINY), QUESTIONS, Site("https://two.org/", "a", "1"), apart=True)

    assert {str(quad).replace("one.org/kg", "two.org") for quad in here} == {str(quad) for quad in there}
    addresses = ("<https://one.org/kg/.well-known/void", f"<{FN}")
    assert all(str(quad.subject).startswith(addresses) for quad in here)


def test_the_vocabularies_and_links_are_those_of_the_data() -> None:
    store = described(TINY)

    assert told(store, "SELECT ?v { at:dataset void:vocabulary ?v } ORDER BY ?v") == [
        ("http://e.org/",),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
        ("http://www.w3.org/2002/07/owl#",),
    ]
    assert told(store, "SELECT ?home { at:dataset void:subset/void:objectsTarget ?home }") == [
        ("https://else.org/",)
    ]


def test_a_class_that_the_description_uses_too_has_its_finest_level() -> None:
    store = described("e:o a owl:Ontology ; dcterms:title 'O' .")

    found = "SELECT ?n { ?c void:class owl:Ontology ; void:entities ?n ; void:propertyPartition ?any }"
    assert {*told(store, found)} == {("1",)}


@pytest.mark.parametrize("text", ["", TINY, COPY + "e:a a e:C .", "e:a e:p catalog:mkg ."])
def test_data_of_others_are_not_called_ours(text: str) -> None:
    store = described(text)

    titles = told(store, "SELECT ?t { VALUES ?s { at:dataset at:catalog at:service } ?s dcterms:title ?t }")
    assert {*titles} == {("RDF dataset",), ("Jeu de données RDF",), ("مجموعة بيانات RDF",)}
    claims = "dcterms:license|dcterms:description|dcat:isVersionOf|dcat:keyword|void:uriSpace"
    assert told(store, f"SELECT ?x {{ ?s {claims} ?x }}") == []


def test_a_copy_of_ours_keeps_its_licence_and_its_space_but_not_its_title() -> None:
    store = described(COPY + "person:ann a mkg:Person . [] a e:C .")

    assert told(store, "SELECT ?l { at:dataset dcterms:license ?l }") == [("http://e.org/free",)]
    assert told(store, "SELECT ?l { at:dataset void:uriSpace ?l }") == [("https://w3id.org/mkg/",)]
    assert ("Ours",) not in told(store, "SELECT ?t { ?s dcterms:title ?t }")
    assert told(store, "SELECT ?x { ?s dcterms:description|dcat:isVersionOf|dcat:keyword ?x }") == []


def test_a_question_has_its_address_at_the_site() -> None:
    store = described("", Question("01-é", {}, "ASK {}"))

    found = rows(store, "SELECT ?q { ?q a sh:SPARQLAskExecutable }", graph=EXAMPLES_GRAPH)
    assert found == [(f"{AT}question/01-%C3%A9",)]


def test_a_dump_that_brings_such_a_description_along_is_described_anew() -> None:
    text = TINY + "<http://w.org/void> foaf:primaryTopic <http://w.org/void#dataset> . <question:1> a e:Q ."
    elsewhere = describe(graph(text), QUESTIONS, Site("https://one.org/", "a", "1"), apart=True)
    # What a named graph holds is in the default graph, too.
    store = with_description(graph(text), elsewhere)

    forget(store)

    assert {*store} == {*graph(text)}
    assert {*store.named_graphs()} == {*graph(text).named_graphs()}


def test_forgetting_such_a_description_takes_nothing_from_the_questions_of_ours() -> None:
    ours = Quad(NamedNode("https://w3id.org/mkg/question/1"), NamedNode("http://e.org/p"), NamedNode("urn:x"))
    store = graph("")
    store.add(ours)
    store.extend(describe(store, [], SITE, apart=True))

    forget(store)

    assert [*store] == [ours]
