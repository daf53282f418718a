"""One test of the query suites, asked of a server."""

import re
from functools import cache

from pyoxigraph import Dataset

from http_client import Reply
from w3c.compare import (
    Fault,
    as_strings,
    difference,
    graph_by_value,
    same_graph,
    strings_by_value,
    table_by_value,
    table_of,
)
from w3c.data import asked, query
from w3c.manifests import Case, Record, named, path_of, read
from w3c.recorded import rdf
from w3c.results import READERS, SUFFIXES, Table
from w3c.servers import Server

JSON, CSV, TSV, TURTLE = (
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
)


def native(case: Case) -> str:
    """Return the format in which a test is asked first."""
    if isinstance(expected(case), Dataset):
        return TURTLE
    return {".csv": CSV, ".tsv": TSV}.get(_suffix(case), JSON)


def fault(server: Server, case: Case) -> Fault | None:
    """Run a test; say what is wrong with the answer, None where it is right."""
    if "Syntax" in case.kind:
        return _syntax_fault(case, server.query(query(case), "*/*", [], []))
    wanted, accept = expected(case), native(case)
    reply = server.query(query(case), accept, *asked(case))
    if (reply.status, reply.type) != (200, accept):
        return Fault(f"{reply.status} {reply.type}: {reply.body.decode()}")
    if isinstance(wanted, Dataset):
        return _graph_fault(wanted, rdf(reply))
    return _table_fault(case, wanted, READERS[accept](reply.body))


def _syntax_fault(case: Case, reply: Reply) -> Fault | None:
    wanted = 200 if case.kind.startswith("Positive") else 400
    return None if reply.status == wanted else Fault(f"{reply.status}, not {wanted}: {reply.body.decode()}")


def _graph_fault(wanted: Dataset, got: Dataset) -> Fault | None:
    if same_graph(wanted, got):
        return None
    return Fault(f"another graph: {got}", same_graph(graph_by_value(wanted), graph_by_value(got)))


def _table_fault(case: Case, wanted: Table, got: Table) -> Fault | None:
    ordered, in_one_way = is_ordered(query(case)), table_by_value
    if native(case) == CSV:
        wanted, got, in_one_way = as_strings(wanted), as_strings(got), strings_by_value
    text = difference(wanted, got, ordered=ordered)
    return Fault(text, not difference(in_one_way(wanted), in_one_way(got), ordered=ordered)) if text else None


def is_ordered(text: str) -> bool:
    """Whether a query orders its rows; the order of a subquery is no order of the rows."""
    return bool(re.search(r"\bORDER\s+BY\b[^{}]*$", text, re.IGNORECASE))


@cache
def expected(case: Case) -> Table | Dataset:
    """Read the answer that a test expects."""
    iri, suffix = case.record.one("mf:result").value, _suffix(case)
    if suffix in SUFFIXES:
        return READERS[SUFFIXES[suffix]](path_of(iri).read_bytes())
    store = read(iri)
    results = list(store.quads_for_pattern(None, named("rdf:type"), named("rs:ResultSet")))
    return table_of(Record(results[0].subject, store)) if results else Dataset(store)


def _suffix(case: Case) -> str:
    return path_of(case.record.one("mf:result").value).suffix
