"""The data of all the tests in one file, each file in a graph of its address."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from w3c.manifests import BASE, Case, path_of

EMPTY = BASE + "empty"
"""The name of a graph that holds nothing."""

Graph = tuple[str, str, bytes]
"""The name of a graph, the address and the content of the file that fills it."""


def write(graphs: Iterable[Graph], path: Path) -> None:
    """Write files as N-Quads, each in its graph."""
    serialize((quad for graph in graphs for quad in _placed(*graph)), str(path), format=RdfFormat.N_QUADS)


def _placed(name: str, iri: str, content: bytes) -> Iterator[Quad]:
    own = NamedNode(name) if name else DefaultGraph()
    for quad in parse_file(iri, content):
        graph = own if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def parse_file(iri: str, content: bytes) -> Iterator[Quad]:
    """Read RDF in the syntax that the name of the file tells."""
    syntax = RdfFormat.from_extension(iri.rpartition(".")[2]) or RdfFormat.TURTLE
    found = parse(content, format=syntax, base_iri=iri, rename_blank_nodes=True)
    return cast("Iterator[Quad]", found)


def graphs(cases: Iterable[Case]) -> Iterator[Graph]:
    """Return what queries are asked of."""
    files = {iri for case in cases for name in ("qt:data", "qt:graphData") for iri in _files(case, name)}
    return ((iri, iri, path_of(iri).read_bytes()) for iri in sorted(files))


def _files(case: Case, name: str) -> list[str]:
    return [item.value for item in case.record.one("mf:action").all(name)]


@cache
def query(case: Case) -> str:
    """Return the query of a test, after the base of its relative addresses.

    Without the base a bad query could be refused for the lack of it, and not for what is wrong with it.
    """
    action = case.record.one("mf:action")
    iri = action.value if "Syntax" in case.kind else action.one("qt:query").value
    return f"BASE <{iri}>\n{path_of(iri).read_text(encoding='utf-8')}"


def asked(case: Case) -> tuple[list[str], list[str]]:
    """Return the default graphs and the named graphs of a test; none where its query names them itself."""
    if re.search(r"\bFROM\b", query(case)):
        return [], []
    default, named = _files(case, "qt:data"), _files(case, "qt:graphData")
    return default or [EMPTY], named + [name for iri in default for name in _inner(iri)]


@cache
def _inner(iri: str) -> list[str]:
    # A test whose data is a whole dataset names the file alone.
    if not iri.endswith((".trig", ".nq")):
        return []
    quads = parse_file(iri, path_of(iri).read_bytes())
    return sorted({quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)})
