"""The description of what is served: the same in every format, and true.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from http_client import ask, get
from mkg.dataset import Dataset
from mkg.dumps import DUMPS
from mkg.formats import GRAPHS, Format
from mkg.server.loader import load
from mkg.server.settings import Settings
from mkg.vocab import BASE, PREFIXES
from mkg.vocab import GRAPHS as GRAPH
from served import Served, serving
from test_http_caching import project_in
from test_http_graphs import SITE, content, read


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("description")
    with serving(folder, "--no-validate", "--base-url", SITE, root=project) as served:
        yield served


@pytest.fixture(scope="module")
def loaded(project: Path) -> Dataset:
    """Load in this process what the server has loaded."""
    return load(Settings(base_url=SITE), project)[0]


DESCRIPTIONS = ("/.well-known/void", "/catalog", "/sparql")


DATASET = f"<{BASE}void#dataset>"


@pytest.mark.parametrize("item", GRAPHS, ids=lambda item: str(item.name))
@pytest.mark.parametrize("path", DESCRIPTIONS)
def test_the_description_is_told_in_every_format(
    path: str, item: Format, served: Served, loaded: Dataset
) -> None:
    by_name = ask(served.address, f"{path}?format={item.name}", headers={"Accept": "text/html"})
    by_accept = ask(served.address, path, headers={"Accept": item.media_type})

    for reply in (by_name, by_accept):
        assert (reply.status, reply.type) == (200, item.media_type)
        assert set(read(reply, item.writer)) == content(loaded, NamedNode(GRAPH + "service"))


@pytest.fixture(scope="module")
def told(served: Served) -> Store:
    """Return the description as a client reads it."""
    store = Store()
    store.load(ask(served.address, "/.well-known/void").body, format=RdfFormat.TURTLE)
    return store


def rows(told: Store, pattern: str) -> list[tuple[str, str]]:
    found = told.query(f"SELECT ?x ?n {{ {pattern} }}", prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [(row["x"].value if row["x"] else "", row["n"].value) for row in found]


def count(served: Served, what: str, where: str) -> int:
    reply = get(served.address, f"SELECT ({what} AS ?n) {{ {where} }}", "text/csv")
    assert reply.status == 200
    return int(reply.body.decode().splitlines()[1])


@pytest.mark.parametrize(
    ("figure", "what", "where"),
    [
        ("triples", "COUNT(*)", "?s ?p ?o"),
        ("classes", "COUNT(DISTINCT ?k)", "?s a ?k FILTER isIRI(?k)"),
        ("properties", "COUNT(DISTINCT ?p)", "?s ?p ?o"),
        ("distinctSubjects", "COUNT(DISTINCT ?s)", "?s ?p ?o"),
        ("distinctObjects", "COUNT(DISTINCT ?o)", "?s ?p ?o"),
        ("entities", "COUNT(DISTINCT ?s)", "?s a ?k FILTER isIRI(?s)"),
    ],
)
def test_a_figure_of_the_dataset_is_true(
    figure: str, what: str, where: str, served: Served, told: Store
) -> None:
    assert rows(told, f"{DATASET} void:{figure} ?n") == [("", str(count(served, what, where)))]


def test_the_figures_of_graphs_classes_and_properties_are_true(served: Served, told: Store) -> None:
    graphs = rows(told, "[ sd:name ?x ; sd:graph [ void:triples ?n ] ]")
    classes = rows(told, f"{DATASET} void:classPartition [ void:class ?x ; void:entities ?n ]")
    properties = rows(told, f"{DATASET} void:propertyPartition [ void:property ?x ; void:triples ?n ]")

    assert len(graphs) > 10
    assert len(classes) > 20
    assert len(properties) > 20
    queries = {
        "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x": graphs,
        "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x": classes,
        "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x": properties,
    }
    for query, figures in queries.items():
        lines = get(served.address, query, "text/csv").body.decode().splitlines()[1:]
        assert dict.fromkeys(figures, 1) == Counter(tuple(line.rsplit(",", 1)) for line in lines)


def test_the_files_that_the_catalog_lists_are_there(served: Served, told: Store) -> None:
    files = rows(told, f"{DATASET} dcat:distribution [ dcat:downloadURL ?x ; dcterms:title ?n ]")

    assert {*files} == {(f"{SITE}dump/{name}", name) for name in DUMPS}
    for at, _ in files:
        assert ask(served.address, at.removeprefix(SITE.rstrip("/")), "HEAD").status == 200
