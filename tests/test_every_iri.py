"""Every IRI of ours leads to a page and to RDF that describes it, in each format that is on offer."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from threading import local

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from documents import DATA, Client
from http_client import BROWSER, ask

BASE = "https://w3id.org/mkg/"
NAMES = {"http://www.w3.org/ns/sparql-service-description#name", "http://www.w3.org/2002/07/owl#versionIRI"}
"""Of a graph and of a version of the ontology the RDF says these, of other things whatever it may be."""

Documents = dict[str, set[str]]


@pytest.fixture(scope="module")
def documents(server: str) -> Documents:
    """Return the path of each document of ours with the IRIs of the dataset that are read in it."""
    found: Documents = defaultdict(set)
    for quad in parse(ask(server, "/dump/mkg.nq").body, format=RdfFormat.N_QUADS):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(BASE):
                found[term.value.removeprefix(BASE).partition("#")[0]].add(term.value)
    return found


@pytest.fixture(scope="module")
def clients(server: str) -> Iterator[local]:
    """Return a place for the connection of each thread."""
    with ExitStack() as ending:

        class Clients(local):
            def __init__(self) -> None:
                self.client = ending.enter_context(closing(Client(server)))

        yield Clients()


def subjects(triples: set[Quad]) -> set[str]:
    named = {triple.object for triple in triples if triple.predicate.value in NAMES}
    told = {triple.subject for triple in triples} | named
    return {term.value for term in told if isinstance(term, NamedNode)}


def faults_of_data(clients: local, document: tuple[str, set[str]]) -> list[str]:
    """Return what is wrong with the RDF of a document."""
    path, iris = document
    client: Client = clients.client
    told = [client.triples(client.ask(f"/{path}", DATA[suffix][0]), suffix) for suffix in DATA]
    faults = [f"{path}: the formats differ"] if any(each != told[0] for each in told) else []
    # A namespace is described by the terms in it.
    named = subjects(told[0]) | {f"{name.partition('#')[0]}#" for name in subjects(told[0])}
    return faults + [f"{iri}: nothing is said of it" for iri in iris - named]


def faults_of_page(clients: local, path: str) -> list[str]:
    """Return what is wrong with the page of a document."""
    reply = clients.client.ask(f"/{path}", BROWSER)
    is_well = reply.status == 200 and reply.type == "text/html" and b"</html>" in reply.body
    return [] if is_well else [f"{path}: {reply.status} {reply.type}"]


def test_every_iri_leads_to_rdf_that_describes_it(documents: Documents, clients: local) -> None:
    assert len(documents) > 1500
    asked = {path: iris for path, iris in documents.items() if path}
    with ThreadPoolExecutor(2) as pool:
        faults = [*chain.from_iterable(pool.map(partial(faults_of_data, clients), asked.items()))]

    assert faults == []


def test_every_iri_leads_to_a_page(documents: Documents, clients: local) -> None:
    with ThreadPoolExecutor(2) as pool:
        faults = [*chain.from_iterable(pool.map(partial(faults_of_page, clients), documents))]

    assert faults == []


def test_things_elsewhere_have_no_page_here(server: str, documents: Documents) -> None:
    for path in ("http://www.wikidata.org/entity/Q1", "wd/Q1", "ror/03xc55g68"):
        assert path not in documents
        assert ask(server, f"/{path}").status == 404
