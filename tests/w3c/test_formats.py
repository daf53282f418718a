"""Every answer of the query suites in every format: the same in each."""

import re
from functools import cache

import pytest
from pyoxigraph import Dataset, Triple

from w3c.compare import as_strings, difference, same_graph
from w3c.data import asked, query
from w3c.evaluation import CSV, JSON, TSV, TURTLE, expected
from w3c.manifests import HOME, MISSING, Case
from w3c.recorded import rdf
from w3c.results import READERS, Table
from w3c.servers import Server
from w3c.suites import applying

pytestmark = pytest.mark.skipif(not HOME, reason=MISSING)
XML, JSON_LD = "application/sparql-results+xml", "application/ld+json"
RDF_XML = "application/rdf+xml"
GRAPHS = ["application/n-triples", RDF_XML, JSON_LD, "application/n-quads", "application/trig"]
REFUSED = "sparql12/grouping/select-variable-reuse"


def answered(*, graphs: bool) -> list[Case]:
    found = [
        case for suite in ("sparql11", "sparql12") for case in applying(suite) if "Syntax" not in case.kind
    ]
    return [case for case in found if isinstance(expected(case), Dataset) is graphs and case.name != REFUSED]


@cache
def table(server: Server, case: Case, accept: str) -> Table:
    reply = server.query(query(case), accept, *asked(case))
    assert (reply.status, reply.type) == (200, accept), case.name
    return READERS[accept](reply.body)


@cache
def graph(server: Server, case: Case, accept: str) -> Dataset:
    reply = server.query(query(case), accept, *asked(case))
    assert (reply.status, reply.type) == (200, accept), case.name
    return rdf(reply)


def holds_triple_terms(answer: Table | Dataset) -> bool:
    if isinstance(answer, Dataset):
        return any(isinstance(quad.object, Triple) for quad in answer)
    return any(isinstance(term, Triple) for row in answer.solutions for term in row.values())


def can_carry(accept: str, answer: Table) -> bool:
    """Whether a format has words: CSV and TSV have none for yes and no, CSV has none for triple terms."""
    return answer.truth is None and not (accept == CSV and holds_triple_terms(answer))


def can_say(accept: str, answer: Dataset) -> bool:
    """Whether an RDF format has words: JSON-LD has none for triple terms, XML none for control characters."""
    if accept == RDF_XML:
        return not any(
            re.search(r"[\0-\x08\x0b\x0c\x0e-\x1f]", getattr(quad.object, "value", "")) for quad in answer
        )
    return accept != JSON_LD or not holds_triple_terms(answer)


@pytest.mark.parametrize("accept", [XML, CSV, TSV])
def test_results_are_the_same_in_every_format(tested: Server, accept: str) -> None:
    first = {case: table(tested, case, JSON) for case in answered(graphs=False)}
    both = {
        case: (answer, table(tested, case, accept))
        for case, answer in first.items()
        if accept == XML or can_carry(accept, answer)
    }
    if accept == CSV:
        both = {case: (as_strings(json), as_strings(csv)) for case, (json, csv) in both.items()}
    told = {case.name: difference(*tables) for case, tables in both.items()}

    assert len(told) > 200
    assert {name: text for name, text in told.items() if text} == {}


@pytest.mark.parametrize("accept", GRAPHS)
def test_graphs_are_the_same_in_every_format(tested: Server, accept: str) -> None:
    first = {case: graph(tested, case, TURTLE) for case in answered(graphs=True)}
    carried = {case: it for case, it in first.items() if can_say(accept, it)}

    assert len(carried) == {JSON_LD: 8, RDF_XML: 13}.get(accept, 14)
    assert [
        case.name for case, it in carried.items() if not same_graph(it, graph(tested, case, accept))
    ] == []
