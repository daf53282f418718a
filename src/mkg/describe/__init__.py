"""The description of a graph, its endpoint and its questions, as triples.

Each module imports only from lines above its own:

    words                namespaces, addresses, and triples made of them
    figures              what VoID counts
    catalog · service    what the data are and hold · what the endpoint can do, queries to start from
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from mkg.describe.catalog import linksets, metadata, things
from mkg.describe.figures import Figures, finest, statistics
from mkg.describe.service import endpoint, graphs, prefixes, queries, sizes
from mkg.describe.words import (
    EXAMPLES_GRAPH,
    OURS,
    PRIMARY_TOPIC,
    QUESTIONS,
    SERVICE_GRAPH,
    A,
    Document,
    Site,
    ordered,
)
from mkg.index.functions import FN
from mkg.questions import Question

__all__ = ["EXAMPLES_GRAPH", "SERVICE_GRAPH", "Site", "describe", "forget"]


def describe(store: Store, questions: Sequence[Question], site: Site, *, apart: bool = False) -> list[Quad]:
    """Return what a store's graph, its endpoint and its questions are, as quads in two named graphs.

    Every figure holds once each quad has been added to its named graph and, unless the description is kept
    `apart`, to the default graph: there it counts itself. Apart, it has addresses of the site and does not
    speak for our graph; its two graphs have the same names. Nothing is added here; forget an earlier
    description first.
    https://www.w3.org/TR/void/, https://www.w3.org/TR/sparql11-service-description/,
    https://www.w3.org/TR/vocab-dcat-3/
    """
    document = Document(site, apart)
    data = [quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())]
    held = _graph_sizes(store)
    shown = [*prefixes(document), *queries(questions, document)]
    told = [*metadata(data, document), *endpoint(document), *graphs(document, ordered(held))]
    told += [*things(data, document), *linksets(data, document)]
    own = [] if apart else told + shown
    # Of a class that the description uses too, the data alone give no true figures.
    told += finest(data, document, without={triple.object for triple in own if triple.predicate == A})
    held[SERVICE_GRAPH] += len(told)
    held[EXAMPLES_GRAPH] += len(shown)
    counted = Figures(document).plus(data if apart else data + told + shown)
    told += _settled(counted, held)
    return [*_quads(told, SERVICE_GRAPH), *_quads(shown, EXAMPLES_GRAPH)]


def forget(store: Store) -> None:
    """Take earlier descriptions out of a store, such as a dump brings along."""
    if documents := _earlier(store):
        own = (*(f"{document}#" for document in documents), *({QUESTIONS} if OURS in documents else ()), FN)
        for quad in store:
            name = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if name in documents or name.startswith(own):
                store.remove(quad)
    for graph in (SERVICE_GRAPH, EXAMPLES_GRAPH):
        if not any(store.quads_for_pattern(None, None, None, graph)):
            store.remove_graph(graph)


def _earlier(store: Store) -> set[str]:
    """Return the addresses of the documents that describe a store, ours or one kept apart."""
    topics = store.quads_for_pattern(None, PRIMARY_TOPIC, None, None)
    return {
        quad.subject.value
        for quad in topics
        if isinstance(quad.subject, NamedNode)
        and str(quad.object) == f"<{quad.subject.value}#dataset>"
        # In any other graph it is a document of the data.
        and (quad.subject.value == OURS or quad.graph_name == SERVICE_GRAPH)
    }


def _graph_sizes(store: Store) -> dict[NamedNode, int]:
    names = [name for name in store.named_graphs() if isinstance(name, NamedNode)]
    counts = {name: sum(1 for _ in store.quads_for_pattern(None, None, None, name)) for name in names}
    return {SERVICE_GRAPH: 0, EXAMPLES_GRAPH: 0} | counts


def _settled(others: Figures, held: dict[NamedNode, int]) -> list[Triple]:
    """Return the figures of all triples: unless kept apart, those that tell the figures among them."""
    document = others.document
    # Which triples there are depends on the classes and properties in use, never on a count, and after the
    # second round these are all known: so the rounds end.
    triples: list[Triple] = []
    while True:
        own = {SERVICE_GRAPH: held[SERVICE_GRAPH] + len(triples)}
        figures = others if document.apart else others.plus(triples)
        told = [*statistics(figures), *sizes(document, held | own)]
        if set(told) == set(triples):
            return told
        triples = told


def _quads(triples: list[Triple], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object, graph) for t in sorted(triples, key=str))
