"""Python's own clients ask the server as their documentations show: SPARQLWrapper, rdflib, pandas."""

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
import pytest
import SPARQLWrapper as sw  # noqa: N813 -- its constants are named as often as np's
from pyoxigraph import QueryTriples, RdfFormat, Store, parse
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from clients.queries import CITIES, COUNT, TRIPLES, VENUES
from mkg.vocab import TERMS

Rows = list[dict[str, str]]
Truth = Callable[..., Rows]


def wrapped(server: str, query: str, returns: str) -> sw.SPARQLWrapper:
    client = sw.SPARQLWrapper(f"{server}/sparql")
    client.setQuery(query)
    client.setReturnFormat(returns)
    return client


def rows_of(results: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> Rows:
    return [{name: term["value"] for name, term in row.items()} for row in results["results"]["bindings"]]


@pytest.mark.parametrize(
    ("method", "request_method"),
    [
        (sw.GET, sw.URLENCODED),
        (sw.POST, sw.URLENCODED),
        (sw.POST, sw.POSTDIRECTLY),
    ],
    ids=["get", "form", "direct"],
)
def test_sparqlwrapper_selects_by_each_method(
    server: str, truth: Truth, method: str, request_method: str
) -> None:
    client = wrapped(server, CITIES, sw.JSON)
    client.setMethod(method)
    client.setRequestMethod(request_method)

    assert rows_of(client.queryAndConvert()) == truth(CITIES)


def test_sparqlwrapper_reads_the_other_formats_of_results(server: str, truth: Truth) -> None:
    names = [row["name"] for row in truth(CITIES)]

    xml = wrapped(server, CITIES, sw.XML).queryAndConvert()
    csv = wrapped(server, CITIES, sw.CSV).queryAndConvert()
    tsv = wrapped(server, CITIES, sw.TSV).queryAndConvert()

    assert [literal.firstChild.data for literal in xml.getElementsByTagName("literal")] == names
    assert [line.partition(",")[2] for line in csv.decode().splitlines()[1:]] == names
    assert [line.split('"')[1] for line in tsv.decode().splitlines()[1:]] == names


def test_sparqlwrapper_asks_and_names_graphs(server: str, truth: Truth) -> None:
    client = wrapped(server, COUNT, sw.JSON)
    client.addDefaultGraph(VENUES)

    assert wrapped(server, "ASK { ?s ?p ?o }", sw.JSON).queryAndConvert() == {
        "head": {},
        "boolean": True,
    }
    assert rows_of(client.queryAndConvert()) == truth(COUNT, VENUES) != truth(COUNT)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("returns", ["TURTLE", "N3", "XML", "RDFXML", "JSONLD"])
def test_sparqlwrapper_constructs(server: str, store: Store, returns: str) -> None:
    expected = store.query(TRIPLES)
    assert isinstance(expected, QueryTriples)

    found = wrapped(server, TRIPLES, getattr(sw, returns)).queryAndConvert()

    assert found_triples(found) == {(t.subject.value, t.object.value) for t in expected}


def found_triples(found: object) -> set[tuple[str, str]]:
    """Return subjects and objects of what SPARQLWrapper gave: bytes of Turtle, or a graph that it parsed."""
    if isinstance(found, bytes):
        return {(q.subject.value, q.object.value) for q in parse(found, format=RdfFormat.TURTLE)}
    return {(str(s), str(o)) for s, _, o in found}


def test_sparqlwrapper_tells_the_reason_of_a_refusal(server: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 15"):
        wrapped(server, "SELECT WERE {}", sw.JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_as_a_store(server: str, truth: Truth, method: str) -> None:
    found = SPARQLStore(f"{server}/sparql", method=method).query(CITIES)

    assert [{name: str(value) for name, value in row.asdict().items()} for row in found] == truth(CITIES)


def test_rdflib_walks_the_graph_by_patterns(server: str, truth: Truth) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql"))

    cities = {str(city) for city in graph.subjects(RDF.type, URIRef(TERMS + "City"))}
    assert cities == {row["city"] for row in truth(CITIES)}


@pytest.mark.parametrize("by", ["format", "header"])
def test_pandas_reads_a_query_as_a_table(server: str, truth: Truth, by: str) -> None:
    parameters = {"query": CITIES} | ({"format": "csv"} if by == "format" else {})
    options = {"Accept": "text/csv"} if by == "header" else None

    frame = pd.read_csv(f"{server}/sparql?{urlencode(parameters)}", storage_options=options)

    assert frame.to_dict("records") == truth(CITIES)
