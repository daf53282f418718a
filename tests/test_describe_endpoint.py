"""What a query editor reads: prefixes, examples, classes with their properties, what the endpoint can do."""

import pytest
from pyoxigraph import NamedNode, Store

from mkg.describe import EXAMPLES_GRAPH, SERVICE_GRAPH, describe
from mkg.formats import GRAPHS, SOLUTIONS
from mkg.vocab import PREFIXES
from test_describe import QUESTIONS, SITE, holds, rows, with_description, without_description


@pytest.fixture(scope="module")
def store() -> Store:
    store = without_description()
    return with_description(store, describe(store, QUESTIONS, SITE))


def test_an_editor_finds_every_prefix(store: Store) -> None:
    found = rows(store, "SELECT DISTINCT ?p ?n { [] sh:prefix ?p ; sh:namespace ?n } ORDER BY ?p")

    assert found == sorted(PREFIXES.items())
    assert rows(store, "SELECT DISTINCT ?x { ?x sh:declare [ sh:prefix ?p ] ; a owl:Ontology }") == [
        ("https://w3id.org/mkg/void#prefixes",)
    ]


def test_an_editor_finds_every_question_in_three_languages(store: Store) -> None:
    found = rows(
        store,
        "SELECT DISTINCT ?q ?wording ?text { ?q a sh:SPARQLExecutable ; rdfs:comment ?wording ;"
        " sh:select|sh:ask|sh:construct|sh:describe ?text } ORDER BY ?q",
    )

    assert {*found} == {
        (f"https://w3id.org/mkg/question/{item.slug}", wording, item.text)
        for item in QUESTIONS
        for wording in item.wording.values()
    }
    assert len(found) == 3 * len(QUESTIONS)


def test_each_question_says_who_answers_it_and_with_which_prefixes(store: Store) -> None:
    found = rows(
        store,
        "SELECT ?name ?where { [] a sh:SPARQLSelectExecutable ; rdfs:label ?name ; schema:target ?where ;"
        " sh:prefixes at:prefixes }",
    )

    assert {*found} == {(item.slug[3:], "http://127.0.0.1:8000/sparql") for item in QUESTIONS}


def test_an_editor_finds_what_each_class_leads_to(store: Store) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?c ?p ?oc ?od {
            { ?part void:class ?c ; void:propertyPartition ?pp . ?pp void:property ?p
              OPTIONAL { { ?pp void:classPartition [ void:class ?oc ] }
                         UNION { ?pp ext:datatypePartition [ ext:datatype ?od ] } } }
            UNION
            { ?links void:subjectsTarget [ void:class ?c ] ; void:linkPredicate ?p ;
                     void:objectsTarget [ void:class ?oc ] } }""",
    )

    mkg, xsd = PREFIXES["mkg"], PREFIXES["xsd"]
    assert (mkg + "Person", PREFIXES["schema"] + "affiliation", mkg + "Institution", "") in found
    assert (mkg + "Claim", mkg + "sentence", "", xsd + "integer") in found
    assert {c for c, *_ in found if c.startswith(mkg)} == {
        c for (c,) in rows(store, "SELECT ?c { ?c a owl:Class FILTER EXISTS { [] a ?c } }")
    }


def test_the_endpoint_says_what_it_understands_and_answers_with(store: Store) -> None:
    formats = {
        iri.rpartition("/")[2] for (iri,) in rows(store, "SELECT ?f { at:service sd:resultFormat ?f }")
    }

    assert holds(store, "at:service a sd:Service ; sd:supportedLanguage sd:SPARQL11Query")
    assert holds(store, "at:service sd:endpoint <http://127.0.0.1:8000/sparql> ; owl:versionInfo '0.1.0'")
    assert not holds(store, "at:service sd:feature ?any")
    assert len(formats) == len(SOLUTIONS) + len(GRAPHS)
    assert {"SPARQL_Results_JSON", "SPARQL_Results_TSV", "Turtle", "JSON-LD", "N-Quads", "RDF_XML"} < formats


def test_the_endpoint_names_each_graph_that_a_query_can_ask(store: Store) -> None:
    named = {name.value for name in store.named_graphs() if isinstance(name, NamedNode)}

    found = rows(store, "SELECT ?g { at:service sd:defaultDataset/sd:namedGraph/sd:name ?g }")

    assert sorted(found) == sorted((name,) for name in named)
    assert {SERVICE_GRAPH.value, EXAMPLES_GRAPH.value} < named
    assert holds(
        store, "at:service sd:availableGraphs ?x ; sd:defaultDataset ?x . ?x sd:defaultGraph at:dataset"
    )
