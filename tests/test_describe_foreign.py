"""Any graph is described truly: with blank nodes, other vocabularies, or nothing in it."""

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from mkg.describe import Site, describe, figures
from mkg.describe.words import Document, step
from mkg.questions import Question
from test_describe import HEAD, SITE, false_figures, holds, rows, with_description

EXAMPLE = HEAD.replace("PREFIX", "@prefix").replace(">\n", "> .\n") + "@prefix e: <http://e.org/> .\n"
TINY = """
    e:ann a e:Person ; e:name "Ann"@en-GB , "Anne"@fr ; e:knows e:bob , e:rex ; e:age 7 .
    e:bob a e:Person ; e:name "Bob" ; e:knows e:ann , e:nobody ; owl:sameAs <https://else.org/b> .
    e:rex a e:Dog ; e:name "Rex"@xyz ; owl:sameAs e:fido , <urn:dog:rex> .
"""
DATA = {
    "nothing": "",
    "tiny": TINY,
    "blank nodes": "[] a e:C ; e:p [ a e:D ] . e:a a [ a owl:Class ] , e:C ; e:p [] .",
    "a description of its own": "e:d a void:Dataset, dcat:Dataset ; void:triples 5 ; dcterms:title 'D'@en .",
    "a service of its own": "e:s a sd:Service ; sd:name e:g ; sd:resultFormat e:f .",
    "prefixes of its own": "e:o a owl:Ontology ; sh:declare [ sh:prefix 'e' ] .",
    "odd addresses": "<urn:a> a <urn:x:C> ; <http://e.org> 1 ; <mailto:a> 2 . e:x a <http://[::1]/é%20#D> .",
    "a class of classes": "e:C a owl:Class , e:C . owl:Class a rdfs:Class . e:a a e:C ; e:p e:C .",
    "links": "e:a owl:sameAs <http://[::1]/a>, 'a', <https://e.net> . [] skos:exactMatch <https://e.net/b>.",
    "a triple as object": "e:a a e:C ; e:says <<( e:a e:p e:b )>> .",
}


def graph(text: str) -> Store:
    store = Store()
    store.load((EXAMPLE + text).encode(), RdfFormat.TURTLE)
    store.load((EXAMPLE + text).encode(), RdfFormat.TURTLE, to_graph=NamedNode("http://e.org/data?a=b/c#d"))
    return store


def described(text: str, *questions: Question) -> Store:
    store = graph(text)
    return with_description(store, describe(store, questions, SITE))


@pytest.mark.parametrize("text", DATA.values(), ids=DATA)
def test_every_figure_of_any_graph_is_what_a_client_counts(text: str) -> None:
    assert false_figures(described(text)) == []


@pytest.mark.parametrize("text", DATA.values(), ids=DATA)
def test_no_blank_node_is_told_whatever_the_data_hold(text: str) -> None:
    quads = describe(graph(text), [], SITE)

    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad.triple)
    assert len({quad.triple for quad in quads}) == len(quads)


def test_the_number_of_objects_holds_though_it_is_an_object_itself() -> None:
    size = int(rows(described("e:a e:p 1 ."), "SELECT ?n { at:dataset void:distinctObjects ?n }")[0][0])
    numbers = range(size - 4, size + 5)

    told = {number: described(f"e:a e:p {number} .") for number in numbers}

    assert [number for number in numbers if false_figures(told[number])] == []
    kinds = "SELECT (datatype(?n) AS ?d) { at:dataset void:distinctObjects ?n }"
    assert {rows(store, kinds)[0][0].partition("#")[2] for store in told.values()} == {"integer", "decimal"}


def test_the_finest_level_says_where_properties_lead() -> None:
    found = rows(
        described(TINY),
        """SELECT ?c ?p ?end ?n { [] void:class ?c ; void:propertyPartition ?pp . ?pp void:property ?p
            { ?pp void:classPartition [ void:class ?end ; void:triples ?n ] }
            UNION { ?pp ext:datatypePartition [ ext:datatype ?end ; void:triples ?n ] } }""",
    )

    assert {(*(term.rpartition("/")[2].rpartition("#")[2] for term in row),) for row in found} == {
        ("Person", "name", "langString", "2"),
        ("Person", "name", "string", "1"),
        ("Person", "age", "integer", "1"),
        ("Person", "knows", "Person", "2"),
        ("Person", "knows", "Dog", "1"),
        ("Dog", "name", "langString", "1"),
    }


def test_a_class_that_only_sums_up_others_is_counted_and_no_more() -> None:
    store = described(
        "e:a a e:Narrow , e:Broad . e:b a e:Other , e:Broad . e:c a e:Open , e:Wide . e:d a e:Wide ."
        " e:Own a owl:Class . e:f a e:Own , e:Twin . e:a e:p 1 . e:b e:p 1 . e:c e:p 1 . e:f e:p 1 ."
    )

    found = rows(store, "SELECT DISTINCT ?c { [] void:class ?c ; void:propertyPartition ?any }")

    names = {iri.rpartition("/")[2] for (iri,) in found}
    assert names == {"Narrow", "Other", "Open", "Wide", "Own"}
    assert holds(
        store, "at:dataset void:classPartition [ void:class <http://e.org/Broad> ; void:entities 2 ]"
    )


def test_of_data_too_mixed_the_finest_level_is_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(figures.finest({quad.triple for quad in graph(TINY)}, Document(SITE), without=[]))

    monkeypatch.setattr(figures, "LIMIT", size)
    assert holds(described(TINY), "?part void:propertyPartition/void:classPartition ?any")
    monkeypatch.setattr(figures, "LIMIT", size - 1)
    assert not holds(described(TINY), "[] void:class ?c ; void:propertyPartition ?any")
    assert false_figures(described(TINY)) == []


def test_a_class_of_both_data_and_description_has_its_true_number_and_no_finer_level() -> None:
    store = described("e:o a owl:Ontology ; dcterms:title 'O' .")

    assert holds(store, "?part void:class owl:Ontology ; void:entities 2")
    assert not holds(store, "?part void:class owl:Ontology ; void:propertyPartition ?any")


def test_a_graph_of_others_is_not_called_ours() -> None:
    store = described(TINY)

    titles = rows(store, "SELECT ?t (lang(?t) AS ?l) { at:dataset dcterms:title ?t } ORDER BY ?l")
    assert [language for _, language in titles] == ["ar", "en", "fr"]
    assert ("RDF dataset", "en") in titles
    assert not holds(store, "at:dataset dcterms:license|dcat:isVersionOf|dcat:keyword|void:uriSpace ?any")


def test_what_the_data_say_of_the_graph_is_kept() -> None:
    store = described(
        "catalog:mkg dcterms:publisher e:us ; dcterms:modified '2026-01-02' ; skos:prefLabel 'G'@en ."
    )

    assert holds(store, "at:dataset dcterms:publisher <http://e.org/us> ; dcterms:modified '2026-01-02'")
    assert rows(store, "SELECT ?t { at:dataset dcterms:title ?t }") == [("G",)]


def test_the_languages_are_codes_of_two_letters() -> None:
    found = rows(described(TINY), "SELECT ?l { at:dataset dcterms:language ?l } ORDER BY ?l")

    assert [iri.rpartition("/")[2] for (iri,) in found] == ["en", "fr"]


def test_a_link_counts_only_where_it_leads_to_another_site() -> None:
    found = rows(described(TINY), "SELECT ?home ?n { [] void:objectsTarget ?home ; void:triples ?n }")

    assert found == [("https://else.org/", "1")]


def test_the_example_things_are_the_most_described_of_the_commonest_kinds() -> None:
    found = rows(described(TINY), "SELECT ?x { at:dataset void:exampleResource ?x } ORDER BY ?x")

    assert found == [("http://e.org/ann",), ("http://e.org/rex",)]


FORMS = {
    "SELECT": "# ask\nPREFIX select: <http://ask/#construct>\nselect * { ?s ?p 'ask' }",
    "ASK": "BASE <http://select/> ASK { ?select ?p ?o }",
    "CONSTRUCT": "construct where { ?s ?p ?o }",
    "DESCRIBE": "DESCRIBE <http://select/>",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_query_has_its_own_property_and_class(form: str) -> None:
    store = described("", Question("01-what", {"en": "What?"}, FORMS[form]))

    [(name, text)] = rows(
        store,
        "SELECT ?p ?text { ?q a sh:SPARQLExecutable ; ?p ?text FILTER (?p IN"
        " (sh:select, sh:ask, sh:construct, sh:describe)) }",
    )
    assert (name.partition("#")[2], text) == (form.lower(), FORMS[form])
    known = form != "DESCRIBE"
    assert holds(store, f"?q a sh:SPARQL{form.capitalize()}Executable ; rdfs:label 'what'") == known


@pytest.mark.parametrize("text", ["", "# SELECT", "DELETE WHERE { ?s ?p ?o }", "?"])
def test_what_is_no_query_is_no_example(text: str) -> None:
    assert not holds(described("", Question("01-what", {"en": "What?"}, text)), "?q a sh:SPARQLExecutable")


def test_a_question_may_have_any_file_name() -> None:
    store = described("", Question("a b<é>", {}, "ASK {}"), Question("7", {}, "ASK {}"))

    found = rows(store, "SELECT ?q ?name { ?q a sh:SPARQLExecutable ; rdfs:label ?name } ORDER BY ?q")
    assert found == [
        ("https://w3id.org/mkg/question/7", "7"),
        ("https://w3id.org/mkg/question/a%20b%3C%C3%A9%3E", "a b<é>"),
    ]


def test_addresses_of_parts_do_not_meet() -> None:
    terms = ["http://e.org/C", "http://e.org/C/", "http://e.org/C%2F", "https://schema.org/C", "urn:schema:C"]

    place = Document(SITE).place
    assert len({place("class", step(NamedNode(term))) for term in terms}) == len(terms)
    assert place("service").value == "https://w3id.org/mkg/void#service"


def test_the_site_is_where_all_that_can_be_fetched_lies() -> None:
    here = describe(graph(TINY), [], Site("https://one.org/kg/", "a", "1"))
    there = describe(graph(TINY), [], Site("https://two.org/", "a", "1"))

    moved = {str(quad).replace("one.org/kg", "two.org") for quad in here}
    assert {str(quad) for quad in there} == moved
    assert [quad for quad in there if quad.subject not in {quad.subject for quad in here}] == []
    assert not any("127.0.0.1" in str(quad) for quad in here)
