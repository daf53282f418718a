"""The graph describes itself, and every figure in the description holds of the graph with it."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from mkg import questions
from mkg.dataset import load
from mkg.describe import EXAMPLES_GRAPH, SERVICE_GRAPH, Site, describe, forget
from mkg.project import find
from mkg.vocab import PREFIXES

ROOT = Path(__file__).parents[1]
SITE = Site("http://127.0.0.1:8000/", "0123456789abcdef", "0.1.0")
QUESTIONS = questions.load(ROOT / "ontology" / "questions")
OURS = "https://w3id.org/mkg/void#"
HEAD = "".join(
    f"PREFIX {prefix}: <{namespace}>\n"
    for prefix, namespace in {
        **PREFIXES,
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "void": "http://rdfs.org/ns/void#",
        "ext": "http://ldf.fi/void-ext#",
        "at": OURS,
    }.items()
)

TOLD_AND_COUNTED = [
    (f"SELECT ?n {{ at:dataset void:{name} ?n }}", f"SELECT ({count} AS ?n) {{ {pattern} }}")
    for name, count, pattern in [
        ("triples", "COUNT(*)", "?s ?p ?o"),
        ("entities", "COUNT(DISTINCT ?s)", "?s a ?c FILTER isIRI(?s)"),
        ("classes", "COUNT(DISTINCT ?c)", "?s a ?c FILTER isIRI(?c)"),
        ("properties", "COUNT(DISTINCT ?p)", "?s ?p ?o"),
        ("distinctSubjects", "COUNT(DISTINCT ?s)", "?s ?p ?o"),
        ("distinctObjects", "COUNT(DISTINCT ?o)", "?s ?p ?o"),
    ]
] + [
    (
        "SELECT ?c ?n { at:dataset void:classPartition [ void:class ?c ; void:entities ?n ] }",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c",
    ),
    (
        "SELECT ?p ?n { at:dataset void:propertyPartition [ void:property ?p ; void:triples ?n ] }",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    ),
    (
        "SELECT ?g ?n { [] a sd:NamedGraph ; sd:name ?g ; sd:graph [ void:triples ?n ] }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ),
]
FINEST = [
    (
        "SELECT ?c ?p ?n { at:dataset void:classPartition [ void:class ?c ; void:propertyPartition ?pp ] ."
        " ?pp void:property ?p ; void:triples ?n }",
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p",
    ),
    (
        "SELECT ?c ?p ?d ?n { [] void:class ?c ; void:propertyPartition [ void:property ?p ;"
        " ext:datatypePartition [ ext:datatype ?d ; void:triples ?n ] ] }",
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o BIND (datatype(?o) AS ?d) } GROUP BY ?c ?p ?d",
    ),
    (
        "SELECT ?c ?p ?d ?n { [] void:class ?c ; void:propertyPartition [ void:property ?p ;"
        " void:classPartition [ void:class ?d ; void:triples ?n ] ] }",
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d",
    ),
]


def rows(
    store: Store, query: str, *, graph: NamedNode | None = None, at: str = OURS
) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT query as texts; an unbound variable is empty."""
    head = HEAD.replace(f"<{OURS}>", f"<{at}>")
    answer = cast(QuerySolutions, store.query(head + query, default_graph=graph))
    return [tuple(getattr(term, "value", "") for term in row) for row in answer]


def holds(store: Store, pattern: str) -> bool:
    return bool(cast(QueryBoolean, store.query(f"{HEAD} ASK {{ {pattern} }}")))


def with_description(store: Store, quads: Iterable[Quad]) -> Store:
    """Add a description as the loader does: to its own graphs and to the default graph."""
    for quad in quads:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    return store


def without_description() -> Store:
    """Load the real graph as its files have it."""
    store = load(find(ROOT)).store
    forget(store)
    return store


def false_figures(store: Store, *, graph: NamedNode | None = None, at: str = OURS) -> list[str]:
    """Return the totals and partitions, told in that graph, that a client would not count again."""
    wrong = []
    for told, counted in TOLD_AND_COUNTED + FINEST:
        stated, found = {*rows(store, told, graph=graph, at=at)}, {*rows(store, counted)}
        # The finest level leaves classes out, the others nothing.
        if difference := stated - found if (told, counted) in FINEST else stated ^ found:
            wrong.append(f"{told}: {sorted(difference)}")
    return wrong


@pytest.fixture(scope="module")
def plain() -> Store:
    return without_description()


@pytest.fixture(scope="module")
def quads(plain: Store) -> list[Quad]:
    return describe(plain, QUESTIONS, SITE)


@pytest.fixture(scope="module")
def store(plain: Store, quads: list[Quad]) -> Store:
    copy = Store()
    copy.bulk_extend(plain)
    return with_description(copy, quads)


def test_every_figure_is_what_a_client_counts(store: Store) -> None:
    assert false_figures(store) == []


def test_nothing_has_been_added_by_describing(plain: Store) -> None:
    assert not holds(plain, "GRAPH graph:service { ?s ?p ?o }")
    assert not holds(plain, "at:dataset ?p ?o")


def test_an_earlier_description_is_forgotten_and_nothing_else(plain: Store, store: Store) -> None:
    copy = Store()
    copy.bulk_extend(store)

    forget(copy)

    assert {*copy} == {*plain}
    assert {*copy.named_graphs()} == {*plain.named_graphs()}


def test_forgetting_takes_nothing_from_a_graph_without_description(plain: Store) -> None:
    before = {*plain}

    forget(plain)

    assert {*plain} == before


def test_no_triple_is_told_twice_or_was_there_before(plain: Store, quads: list[Quad]) -> None:
    triples = [quad.triple for quad in quads]

    assert len({*triples}) == len(triples)
    assert not any(Quad(*triple, DefaultGraph()) in plain for triple in triples)  # type: ignore[call-arg]


def test_each_part_has_an_address_of_its_own(quads: list[Quad]) -> None:
    assert not any(isinstance(term, BlankNode | Triple) for quad in quads for term in quad.triple)
    assert {quad.graph_name for quad in quads} == {SERVICE_GRAPH, EXAMPLES_GRAPH}


def test_the_description_is_the_same_each_time(plain: Store, quads: list[Quad]) -> None:
    assert describe(without_description(), QUESTIONS, SITE) == quads
    assert describe(plain, QUESTIONS, SITE) == quads


def test_the_description_stays_small(quads: list[Quad]) -> None:
    assert len(quads) < 6000


def test_the_description_is_valid_turtle(quads: list[Quad]) -> None:
    triples = {quad.triple for quad in quads}

    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)

    assert text is not None
    assert {quad.triple for quad in parse(text, RdfFormat.TURTLE)} == triples


def test_the_answers_to_the_questions_stay_the_same(plain: Store, store: Store) -> None:
    changed = [item.slug for item in QUESTIONS if table(plain, item.text) != table(store, item.text)]

    assert changed == []


def table(store: Store, text: str) -> list[list[str]]:
    content = BytesIO()
    cast(QuerySolutions, store.query(text)).serialize(content, QueryResultsFormat.CSV)
    return [*csv.reader(StringIO(content.getvalue().decode()))]
