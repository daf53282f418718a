"""Whole graphs over HTTP: one graph, all of them as files, and what describes them.

https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/
"""

import gzip
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from http_client import COUNT, Reply, ask, get, problem
from mkg.coding import zstd
from mkg.dataset import Dataset
from mkg.dumps import DUMPS, Dump
from mkg.formats import GRAPHS, Format
from mkg.server.loader import load
from mkg.server.settings import Settings
from mkg.vocab import GRAPHS as GRAPH
from served import Served, serving
from test_http_caching import project_in

SITE = "https://kg.example/"


SUMS = "/dump/SHA256SUMS"


LANGUAGES = f"/graph?{urlencode({'graph': GRAPH + 'language'})}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(
        tmp_path_factory.mktemp("graphs"), "--no-validate", "--base-url", SITE, root=project
    ) as served:
        yield served


@pytest.fixture(scope="module")
def loaded(project: Path) -> Dataset:
    """Load in this process what the server has loaded."""
    return load(Settings(base_url=SITE), project)[0]


def read(reply: Reply, syntax: object) -> Counter[Quad]:
    """Read a graph; none of its statements may come twice."""
    assert isinstance(syntax, RdfFormat)
    found = Counter(parse(reply.body, format=syntax))
    assert set(found.values()) == {1}
    return found


def content(loaded: Dataset, graph: NamedNode | DefaultGraph) -> set[Quad]:
    """Return what a graph holds, as a graph that stands alone."""
    quads = loaded.store.quads_for_pattern(None, None, None, graph)
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


def test_the_graphs_are_those_that_are_loaded(served: Served, loaded: Dataset) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = get(served.address, query, "text/csv").body.decode().splitlines()[1:]

    assert dict(row.rsplit(",", 1) for row in rows) == {
        name: str(count) for name, count in loaded.graphs().items()
    }


@pytest.mark.parametrize("item", GRAPHS, ids=lambda item: str(item.name))
def test_the_default_graph_is_read_in_every_format(item: Format, served: Served, loaded: Dataset) -> None:
    reply = ask(served.address, "/graph?default", headers={"Accept": item.media_type})

    assert (reply.status, reply.headers["Content-Type"]) == (200, item.content_type)
    assert set(read(reply, item.writer)) == content(loaded, DefaultGraph())


def test_every_named_graph_is_read(served: Served, loaded: Dataset) -> None:
    for name in loaded.graphs():
        reply = ask(served.address, f"/graph?{urlencode({'graph': name})}")

        assert (reply.status, reply.type) == (200, "text/turtle")
        assert set(read(reply, RdfFormat.TURTLE)) == content(loaded, NamedNode(name))


@pytest.mark.parametrize("name", ["urn:none", "language", "", "no iri", "x" * 5000])
def test_a_graph_that_is_not_there_is_404(name: str, served: Served) -> None:
    reply = ask(served.address, f"/graph?{urlencode({'graph': name})}")

    assert reply.status == 404
    assert problem(reply).startswith(f"there is no graph {name[:200]}")


@pytest.mark.parametrize("query", ["", "?", "?default&graph=urn%3Ax", "?graph=urn%3Ax&graph=urn%3Ay"])
def test_exactly_one_graph_is_named(query: str, served: Served) -> None:
    reply = ask(served.address, f"/graph{query}")

    assert reply.status == 400
    assert problem(reply).startswith("name one graph")


def test_a_graph_is_not_sent_as_a_picture(served: Served) -> None:
    reply = ask(served.address, LANGUAGES, headers={"Accept": "image/png, text/csv"})

    assert reply.status == 406
    assert "text/turtle" in problem(reply)


@pytest.mark.parametrize("path", ["/graph?default", LANGUAGES, "/sparql", "/catalog"])
def test_head_tells_of_a_graph_without_sending_it(path: str, served: Served) -> None:
    got, head = ask(served.address, path), ask(served.address, path, "HEAD")

    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.body))
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/graph?default", LANGUAGES, "/dump/mkg.nq"])
def test_graphs_are_read_only(method: str, path: str, served: Served) -> None:
    body = b"<urn:a> <urn:b> <urn:c> ."
    reply = ask(served.address, path, method, body, {"Content-Type": "text/turtle"})

    assert reply.status == 405
    assert {*reply.headers["Allow"].split(", ")} == {"GET", "HEAD", "OPTIONS"}
    assert problem(reply)


def unpacked(name: str, body: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(body)
    return zstd.decompress(body) if name.endswith(".zst") else body


def test_there_are_nine_dumps(served: Served, loaded: Dataset) -> None:
    told = json.loads(ask(served.address, "/dump/").body)

    assert told == {
        "version": loaded.version,
        "checksums": SUMS,
        "dumps": [
            f"/dump/mkg.{syntax}{suffix}"
            for syntax in ("nq", "ttl", "jsonld")
            for suffix in ("", ".gz", ".zst")
        ],
    }


@pytest.mark.parametrize("dump", DUMPS.values(), ids=lambda dump: str(dump.name))
def test_a_dump_holds_exactly_the_dataset(dump: Dump, served: Served, loaded: Dataset) -> None:
    reply = ask(served.address, f"/dump/{dump.name}", headers={"Accept-Encoding": "gzip, br, zstd"})
    assert (reply.status, reply.headers["Content-Type"]) == (200, dump.format.content_type)
    assert "Content-Encoding" not in reply.headers
    found = Counter(parse(unpacked(dump.name, reply.body), format=dump.syntax))

    assert set(found.values()) == {1}
    is_whole = dump.syntax is RdfFormat.N_QUADS
    assert set(found) == (set(loaded.store) if is_whole else content(loaded, DefaultGraph()))


def test_a_dump_is_saved_under_its_own_name(served: Served) -> None:
    for name in DUMPS:
        reply = ask(served.address, f"/dump/{name}", "HEAD")

        assert reply.headers.get_filename(name) == name


def fetch(served: Served, folder: Path) -> None:
    """Fetch every dump and the checksums into a folder."""
    folder.mkdir()
    for name in (*DUMPS, "SHA256SUMS"):
        reply = ask(served.address, f"/dump/{name}")
        assert reply.status == 200
        (folder / name).write_bytes(reply.body)


def test_the_checksums_are_true(served: Served, tmp_path: Path) -> None:
    fetch(served, tmp_path / "dumps")
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(
        command, cwd=tmp_path / "dumps", capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert {*done.stdout.splitlines()} == {f"{name}: OK" for name in DUMPS}


def test_another_server_makes_the_same_dumps(served: Served, project: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--no-validate", "--base-url", SITE, root=project) as other:
        fetch(served, tmp_path / "one")
        fetch(other, tmp_path / "two")

        for name in (*DUMPS, "SHA256SUMS"):
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        tags = [ask(each.address, "/dump/mkg.nq", "HEAD").headers["ETag"] for each in (served, other)]
        assert tags[0] == tags[1]


SEED_APART = """ASK { GRAPH <https://w3id.org/mkg/graph/seed> { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"""


SAME_ANSWERS = (
    COUNT,
    "SELECT ?p (COUNT(*) AS ?n) { GRAPH <https://w3id.org/mkg/graph/seed> { ?s ?p ?o } } GROUP BY ?p",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER STRENDS(STR(?g), 'n') } GROUP BY ?g",
    "SELECT ?s ?l { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }",
)


def data_of(served: Served) -> set[Quad]:
    """Return the default graph without what describes it."""
    graphs = [f"graph={GRAPH}service", f"graph={GRAPH}examples", "default"]
    service, examples, default = (
        set(read(ask(served.address, f"/graph?{name}"), RdfFormat.TURTLE)) for name in graphs
    )
    return default - service - examples


def test_a_dump_that_is_served_gives_the_same_answers(served: Served, tmp_path: Path) -> None:
    dump = tmp_path / "mkg.nq"
    dump.write_bytes(ask(served.address, "/dump/mkg.nq").body)
    with serving(tmp_path, "--data", dump) as again:
        for query in SAME_ANSWERS:
            first, second = (get(each.address, query, "text/csv") for each in (served, again))
            assert first.status == 200
            assert len(first.body.splitlines()) > 1
            assert {*first.body.splitlines()} == {*second.body.splitlines()}
        assert data_of(again) == data_of(served)
        # What the starting document alone states is in its own graph only, and there is some.
        for each in (served, again):
            assert json.loads(get(each.address, SEED_APART).body)["boolean"] is True


@pytest.mark.parametrize(
    "name", ["nothing.nq", "mkg", "sha256sums", "%2e%2e%2fmkg.nq", "mkg.nq%00", "x" * 999]
)
def test_a_dump_that_is_not_there_is_404(name: str, served: Served) -> None:
    reply = ask(served.address, f"/dump/{name}")

    assert reply.status == 404
    assert problem(reply)
