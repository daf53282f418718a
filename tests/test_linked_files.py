"""Pages of graphs and files: what a graph holds, where it is written, and an address for each line."""

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal

from conftest import ROOT
from documents import Client
from http_client import BROWSER, ask, problem
from served import Served, serving
from test_linked import links

GRAPH = "https://w3id.org/mkg/graph/"
TTL = """@prefix ex: <http://example.org/> .
ex:a ex:says "<script>alert(1)</script>", "\u202e &amp;" ;
    ex:b ex:c .
"""


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    with closing(Client(server)) as client:
        yield client


@pytest.mark.parametrize("name", ["language", "seed", "inferred", "service", "examples", "publication"])
def test_a_graph_is_sent_with_what_is_said_of_it(name: str, client: Client) -> None:
    own = client.triples(client.ask(f"/graph?{urlencode({'graph': GRAPH + name})}"), "ttl")
    found = client.triples(client.ask(f"/graph/{name}.ttl"), "ttl")
    named = {t for t in found if t.predicate.value.endswith("#name") and t.object.value == GRAPH + name}

    assert own <= found
    assert named
    assert len(found - own) < 20


def test_the_page_of_a_graph_tells_what_it_holds_and_leads_to_its_files(server: str) -> None:
    page = ask(server, "/graph/language", headers={"Accept": BROWSER}).body.decode()
    addresses = {unescape(each) for each in re.findall(r'href="(/[^"]*)"', page)}
    own = {each for each in addresses if each.startswith(("/file/", "/graph/language.", "/language/"))}

    assert "/file/data/language.ttl" in own
    assert {f"/graph/language.{suffix}" for suffix in ("ttl", "jsonld", "rdf", "nt")} <= own
    assert "/language/" in own
    assert {ask(server, each).status for each in own} == {200}
    assert f"<code>{GRAPH}language</code>" in page


@pytest.mark.parametrize("name", ["seed", "inferred", "service", "examples", "institution"])
def test_every_graph_has_a_page_in_each_language(name: str, server: str) -> None:
    for language in ("en", "fr", "ar"):
        reply = ask(server, f"/graph/{name}?lang={language}", headers={"Accept": BROWSER})

        assert (reply.status, reply.type) == (200, "text/html")
        assert f'<html lang="{language}"' in reply.body.decode()


@pytest.mark.parametrize("path", ["/graph/none", "/graph/none.ttl"])
def test_a_graph_that_is_not_there_is_not_found(path: str, server: str) -> None:
    assert "there is no graph https://w3id.org/mkg/graph/none" in problem(ask(server, path))


def test_the_description_is_both_graphs_that_describe(client: Client) -> None:
    found = client.triples(client.ask("/void.ttl"), "ttl")
    service, examples = (
        client.triples(client.ask(f"/graph?graph={GRAPH}{name}"), "ttl") for name in ("service", "examples")
    )

    assert found == service | examples


def test_a_file_is_sent_as_it_was_loaded(server: str) -> None:
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "text/turtle"}):
        reply = ask(server, "/file/data/language.ttl", headers=headers)

        assert (reply.status, reply.type) == (200, "text/turtle")
        assert reply.body == (ROOT / "data" / "language.ttl").read_bytes()
    assert (
        ask(server, "/file/data/language.ttl", headers={"If-None-Match": reply.headers["ETag"]}).status == 304
    )


def lines_of(page: str) -> dict[str, str]:
    found = re.findall(r'<li id="(L\d+)"><code>(.*?)</code>', page, re.DOTALL)
    return {name: unescape(line) for name, line in found}


def test_each_line_of_a_file_has_an_address(server: str) -> None:
    page = ask(server, "/file/data/language.ttl", headers={"Accept": BROWSER})
    text = (ROOT / "data" / "language.ttl").read_text(encoding="utf-8")

    assert page.type == "text/html"
    assert lines_of(page.body.decode()) == {
        f"L{number}": line for number, line in enumerate(text.splitlines(), 1)
    }
    assert {*links(page.headers["Link"], "alternate").values()} == {"text/turtle"}


def test_page_and_file_lead_to_each_other(server: str) -> None:
    for accept, other in ((BROWSER, "text/turtle"), ("text/turtle", "text/html")):
        reply = ask(server, "/file/data/language.ttl", headers={"Accept": accept})
        (address,) = links(reply.headers["Link"], "alternate")

        assert ask(server, address).type == other


def test_a_file_is_not_sent_as_a_picture(server: str) -> None:
    assert ask(server, "/file/data/language.ttl", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("path", ["data/none.ttl", "README.md", "../README.md", "data/../README.md"])
def test_only_files_of_the_graph_are_shown(path: str, server: str) -> None:
    reply = ask(server, f"/file/{path}")

    assert reply.status == 404
    assert "there is no file" in problem(reply)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve data of somebody else, which is not our graph and has no ontology of ours."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "plain.nt").write_text(f"<http://e.org/a> <http://e.org/b> {Literal(1)} .\n", encoding="utf-8")
    with serving(folder, "--data", folder / "plain.nt", "--no-validate") as served:
        yield served


@pytest.mark.parametrize("path", ["/graph/plain", "/void", "/context.jsonld", "/ns", "/ontology", "/fn"])
def test_data_of_others_have_documents_too(path: str, foreign: Served) -> None:
    for accept in (BROWSER, "text/turtle", "application/ld+json"):
        assert ask(foreign.address, path, headers={"Accept": accept}).status == 200


def test_a_file_is_sent_in_its_own_format(foreign: Served) -> None:
    page = ask(foreign.address, "/graph/plain", headers={"Accept": BROWSER}).body.decode()
    (address,) = re.findall(r'href="(/file/[^"]*)"', page)
    shown = ask(foreign.address, address, headers={"Accept": BROWSER})

    assert ask(foreign.address, address).type == "application/n-triples"
    assert '<a href="?format=ntriples"' in shown.body.decode()
    assert ask(foreign.address, f"{address}?format=ntriples", headers={"Accept": BROWSER}).body.endswith(
        b" .\n"
    )


def test_the_context_of_data_of_others_has_the_shared_words_alone(foreign: Served) -> None:
    with closing(Client(foreign.address)) as client:
        found = client.triples(client.ask("/graph/plain.jsonld"), "jsonld")

        assert "isIn" not in client.context
        assert "skos:prefLabel" in client.context
        assert "http://e.org/b" in {triple.predicate.value for triple in found}


def test_a_hostile_file_is_shown_as_text(tmp_path: Path) -> None:
    data = tmp_path / "hostile.ttl"
    data.write_text(TTL, encoding="utf-8")
    with serving(tmp_path, "--data", data, "--no-validate") as served:
        page = ask(served.address, "/graph/hostile", headers={"Accept": BROWSER}).body.decode()
        (address,) = re.findall(r'href="(/file/[^"]*)"', page)
        shown = ask(served.address, address, headers={"Accept": BROWSER}).body.decode()

        assert "<script>alert" not in shown
        assert [*lines_of(shown).values()] == TTL.splitlines()
        assert ask(served.address, address).body.decode() == TTL
