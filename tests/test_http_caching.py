"""What a client may keep, how it asks whether it still may, and the codings in which answers travel.

https://www.rfc-editor.org/rfc/rfc9110, https://www.rfc-editor.org/rfc/rfc9111
"""

import gzip
import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import quote, urlencode

import brotli  # type: ignore[import-untyped]
import pytest

from conftest import ROOT
from http_client import COUNT, FORM, ask, get
from mkg.coding import CODINGS, zstd
from mkg.formats import GRAPHS, SOLUTIONS
from served import Served, eventually, serving

ALL = "SELECT * { ?s ?p ?o }"


EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"


DIRECT = {"Content-Type": "application/sparql-query"}


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": zstd.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


ANSWERS = (
    f"/sparql?{urlencode({'query': ALL})}",
    f"/sparql?{urlencode({'query': EVERYTHING})}",
    "/sparql",
    "/graph?default",
    "/graph?graph=https%3A%2F%2Fw3id.org%2Fmkg%2Fgraph%2Flanguage",
    "/.well-known/void",
    "/catalog",
    "/dump/mkg.ttl.gz",
)


"""Addresses of representations that depend on nothing but the graph."""


def project_in(folder: Path) -> Path:
    """Make a small project of one's own, which may be edited."""
    folder.mkdir(exist_ok=True)
    copytree(ROOT / "ontology", folder / "ontology")
    (folder / "shapes").symlink_to(ROOT / "shapes")
    copytree(ROOT / "tests" / "toy" / "data", folder / "data")
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("caching")
    with serving(folder, "--no-validate", root=project_in(folder / "project")) as served:
        yield served


def tag_of(served: Served, path: str, **headers: str) -> str:
    reply = ask(
        served.address, path, headers={name.replace("_", "-"): told for name, told in headers.items()}
    )
    assert reply.status == 200
    return reply.headers["ETag"]


@pytest.mark.parametrize("path", ANSWERS)
def test_a_representation_has_one_strong_tag(path: str, served: Served) -> None:
    assert re.fullmatch(r'"[!#-~]+"', tag_of(served, path))
    assert tag_of(served, path) == tag_of(served, path)


@pytest.mark.parametrize("query", [ALL, EVERYTHING])
def test_each_format_in_each_coding_has_a_tag_of_its_own(query: str, served: Served) -> None:
    formats = SOLUTIONS if query == ALL else GRAPHS
    tags = {
        tag_of(
            served,
            f"/sparql?{urlencode({'query': query})}",
            Accept=item.media_type,
            Accept_Encoding=coding,
        )
        for item in formats
        for coding in ("identity", *DECODERS)
    }

    assert len(tags) == len(formats) * (1 + len(CODINGS))


def test_queries_over_other_graphs_have_other_tags(served: Served) -> None:
    graph = "https://w3id.org/mkg/graph/language"
    told: list[dict[str, str]] = [{}, {"default-graph-uri": graph}, {"named-graph-uri": graph}]
    tags = {get(served.address, ALL, **graphs).headers["ETag"] for graphs in told}

    assert len(tags) == 3


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"other",W/{} , "more"', "*"])
@pytest.mark.parametrize("path", ANSWERS)
def test_who_holds_a_representation_is_not_sent_it_again(
    path: str, known: str, method: str, served: Served
) -> None:
    tag = tag_of(served, path)
    reply = ask(served.address, path, method, headers={"If-None-Match": known.format(tag)})

    assert (reply.status, reply.body) == (304, b"")
    assert (reply.headers["ETag"], reply.headers["Cache-Control"]) == (tag, "no-cache")
    assert {"Accept", "Accept-Encoding"} <= {*reply.headers["Vary"].split(", ")}
    # A cache would put them in place of those that it holds.
    assert not {"Content-Type", "Content-Encoding"} & {*reply.headers}


@pytest.mark.parametrize("known", ['"other"', 'W/"other", "more"', '""', "nonsense", '"*"'])
@pytest.mark.parametrize("path", ANSWERS)
def test_who_holds_something_else_is_sent_it(path: str, known: str, served: Served) -> None:
    reply = ask(served.address, path, headers={"If-None-Match": known})

    assert reply.status == 200
    assert reply.body


def test_the_tag_of_another_format_is_not_enough(served: Served) -> None:
    told = {"Accept": "application/json", "If-None-Match": tag_of(served, ANSWERS[0], Accept="text/csv")}

    assert ask(served.address, ANSWERS[0], headers=told).status == 200


@pytest.mark.parametrize("known", ["{}", "W/{}", "*"])
def test_a_post_is_answered_whole(known: str, served: Served) -> None:
    tag = tag_of(served, f"/sparql?{urlencode({'query': COUNT})}")
    told = {"If-None-Match": known.format(tag)}
    direct = ask(served.address, "/sparql", "POST", COUNT.encode(), DIRECT | told)
    posted = urlencode({"query": COUNT}).encode()
    form = ask(served.address, "/sparql", "POST", posted, {"Content-Type": FORM} | told)

    assert (direct.status, form.status) == (200, 200)
    assert json.loads(direct.body) == json.loads(form.body)
    assert json.loads(form.body)["results"]["bindings"]


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "rand #\n ( )"])
def test_what_is_new_each_time_is_not_kept(call: str, served: Served) -> None:
    query = f"SELECT ({call} AS ?x) {{}}"
    path, known = f"/sparql?{urlencode({'query': query})}", {"If-None-Match": '"any", W/"tag"'}
    first, again = ask(served.address, path), ask(served.address, path, headers=known)

    assert (first.status, again.status) == (200, 200)
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-store"
    assert "ETag" not in first.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/dump/nothing.nq", 404),
        ("GET", "/graph?graph=urn%3Anone", 404),
        ("GET", "/graph", 400),
        ("GET", "/sparql?query=", 400),
        ("PUT", "/sparql", 405),
        ("POST", "/sparql", 415),
        ("GET", f"/sparql?format=csv&query={quote(EVERYTHING)}", 406),
    ],
)
def test_an_error_is_not_kept(method: str, path: str, status: int, served: Served) -> None:
    reply = ask(served.address, path, method, headers={"If-None-Match": "*"})

    assert (reply.status, reply.headers["Cache-Control"]) == (status, "no-store")
    assert "ETag" not in reply.headers


@pytest.mark.parametrize("path", [*ANSWERS, "/", "/health", "/dump/", "/openapi.json", "/static/mkg.css"])
def test_what_is_kept_is_checked_each_time_and_told_apart(path: str, served: Served) -> None:
    reply = ask(served.address, path)

    assert (reply.status, reply.headers["Cache-Control"]) == (200, "no-cache")
    assert {"Accept", "Accept-Encoding"} <= {*reply.headers["Vary"].split(", ")}


def loaded(log: Path) -> int:
    """Return how many graphs a server has taken."""
    return log.read_text(encoding="utf-8").count('"event": "graph"')


def reload(served: Served, log: Path) -> None:
    before = loaded(log)
    served.process.send_signal(signal.SIGHUP)
    eventually(lambda: loaded(log) > before)


def held(served: Served) -> dict[str, tuple[str, bytes]]:
    """Fetch each representation; return tag and bytes."""
    replies = {path: ask(served.address, path) for path in ANSWERS}
    return {path: (reply.headers["ETag"], reply.body) for path, reply in replies.items()}


def test_tags_change_with_the_graph_and_only_with_it(tmp_path: Path) -> None:
    project, log = project_in(tmp_path / "project"), tmp_path / "log"
    with serving(tmp_path, "--no-validate", "--log", log, root=project) as served:
        first = held(served)
        reload(served, log)
        assert held(served) == first

        with (project / "data" / "language.ttl").open("a", encoding="utf-8") as file:
            file.write('\nlanguage:x skos:prefLabel "x"@en .\n')
        reload(served, log)
        second = held(served)
        assert not {tag for tag, _ in first.values()} & {tag for tag, _ in second.values()}
        for path, (tag, _) in first.items():
            assert ask(served.address, path, headers={"If-None-Match": tag}).status == 200


def test_tags_change_with_the_questions_that_the_description_tells(tmp_path: Path) -> None:
    project, log = project_in(tmp_path / "project"), tmp_path / "log"
    with serving(tmp_path, "--no-validate", "--log", log, root=project) as served:
        first = held(served)
        question = next((project / "ontology" / "questions").glob("*.rq"))
        question.rename(question.with_name("99-another.rq"))
        reload(served, log)
        second = held(served)

    changed = {path for path in ANSWERS if first[path][1] != second[path][1]}
    assert {"/graph?default", "/dump/mkg.ttl.gz"} <= changed
    assert not [path for path in changed if first[path][0] == second[path][0]]


def test_one_tag_never_names_two_answers_even_with_blank_nodes(tmp_path: Path) -> None:
    data, log = tmp_path / "data.ttl", tmp_path / "log"
    data.write_text('<urn:a> <urn:b> [ <urn:c> "x" ], [ <urn:c> "y" ] .', encoding="utf-8")
    with serving(tmp_path, "--log", log, "--data", data) as served:
        paths = [ANSWERS[0], "/dump/mkg.nq"]
        first = [ask(served.address, path) for path in paths]
        reload(served, log)
        second = [ask(served.address, path) for path in paths]

    assert first[0].headers["ETag"] == second[0].headers["ETag"]
    assert [reply.body for reply in first] == [reply.body for reply in second]
