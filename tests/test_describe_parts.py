"""The parts of a description one by one: addresses, figures, graphs, and what a dump brings along."""

from io import BytesIO

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from mkg.describe import SERVICE_GRAPH, describe, forget
from mkg.describe.figures import Figures, kinds_of, statistics
from mkg.describe.words import VOID, A, Document, number, step
from mkg.dumps import DUMPS
from test_describe import QUESTIONS, SITE, false_figures, holds, rows, with_description, without_description

THING, OTHER, NOBODY = NamedNode("http://e.org/thing"), NamedNode("http://e.org/other"), BlankNode("nobody")
KIND, SORT = NamedNode("http://e.org/Kind"), NamedNode("http://e.org/Sort")
SAYS = NamedNode("http://e.org/says")
WITHIN, APART = Document(SITE), Document(SITE, apart=True)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("https://w3id.org/mkg/ns#Person", "mkg:Person"),
        ("https://w3id.org/mkg/graph/topic", "graph:topic"),
        ("https://schema.org/a/b", "https%3A%2F%2Fschema.org%2Fa%2Fb"),
        ("http://example.org/é", "http%3A%2F%2Fexample.org%2F%C3%A9"),
        ("urn:x:y", "urn%3Ax%3Ay"),
    ],
)
def test_an_address_names_a_term_readably(term: str, written: str) -> None:
    assert step(NamedNode(term)) == written
    assert WITHIN.place("class", step(NamedNode(term))).value == f"https://w3id.org/mkg/void#class/{written}"


@pytest.mark.parametrize(
    ("term", "vocabulary"),
    [
        ("http://e.org/ns#p", "http://e.org/ns#"),
        ("http://e.org/ns/p", "http://e.org/ns/"),
        ("urn:x:p", "urn:x:"),
        ("http://e.org", None),
        ("http://e.org/", "http://e.org/"),
    ],
)
def test_the_vocabulary_of_a_term_ends_at_its_last_separator(term: str, vocabulary: str | None) -> None:
    told = statistics(Figures(WITHIN).plus([Triple(THING, NamedNode(term), OTHER)]))

    named = [triple.object for triple in told if triple.predicate == VOID["vocabulary"]]
    assert named == ([NamedNode(vocabulary)] if vocabulary else [])


def test_figures_add_up() -> None:
    triples = [
        Triple(THING, A, KIND),
        Triple(NOBODY, A, KIND),
        Triple(THING, SAYS, Literal("x")),
        Triple(OTHER, SAYS, Literal("x", language="en")),
        Triple(OTHER, A, BlankNode()),
    ]

    at_once, bit_by_bit = Figures(WITHIN).plus(triples), Figures(WITHIN)
    for triple in triples:
        bit_by_bit = bit_by_bit.plus([triple])

    assert at_once == bit_by_bit
    assert (at_once.triples, at_once.classes[KIND], at_once.properties[SAYS]) == (5, 2, 2)
    assert at_once.things == {THING, OTHER}
    assert (len(at_once.subjects), len(at_once.objects)) == (3, 4)


def test_the_number_of_objects_does_not_count_its_own_former_value_where_it_counts_itself() -> None:
    anothers = Triple(THING, VOID["distinctObjects"], number(42))

    for document, counted in (WITHIN, {number(42)}), (APART, {number(41), number(42)}):
        own = Triple(document.dataset, VOID["distinctObjects"], number(41))
        assert Figures(document).plus([own, anothers]).objects == counted


def test_the_classes_of_a_thing_are_those_with_an_address() -> None:
    kinds = kinds_of([Triple(THING, A, KIND), Triple(THING, A, SORT), Triple(OTHER, A, BlankNode())])

    assert kinds == {THING: {KIND, SORT}}


def test_an_empty_graph_has_no_triples_and_one_without_address_is_not_named() -> None:
    store = Store()
    store.add_graph(THING)
    store.add(Quad(THING, A, KIND, NOBODY))

    with_description(store, describe(store, [], SITE))

    assert holds(store, "?g a sd:NamedGraph ; sd:name <http://e.org/thing> ; sd:graph [ void:triples 0 ]")
    assert len(rows(store, "SELECT ?g { ?dataset sd:namedGraph ?g }")) == 3


def test_a_dump_that_brings_a_description_along_is_described_anew() -> None:
    first = without_description()
    with_description(first, describe(first, QUESTIONS, SITE))
    dump = BytesIO()
    DUMPS["mkg.nq"].write(first, dump)
    second = Store()
    second.load(dump.getvalue(), RdfFormat.N_QUADS)

    forget(second)
    assert not any(second.quads_for_pattern(WITHIN.dataset, None, None, None))
    with_description(second, describe(second, QUESTIONS, SITE))

    assert {*second} == {*first}
    assert false_figures(second) == []


def test_what_others_say_of_the_description_is_theirs() -> None:
    store, quad = Store(), Quad(THING, SAYS, WITHIN.dataset, SERVICE_GRAPH)
    store.add(quad)
    with_description(store, describe(store, [], SITE))
    assert false_figures(store) == []

    forget(store)

    assert [*store] == [quad]
    assert not any(store.quads_for_pattern(None, None, None, DefaultGraph()))
