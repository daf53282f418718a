"""The site of anybody's graph: without our vocabulary, questions or claims, pages say what there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import pages
from http_client import ask
from page_kinds import LISTS, OTHERS, REFUSALS
from served import serving

GRAPHS = {
    "of foreign things": '<http://e.example/a> <http://e.example/b> "c"@de , <http://e.example/d> , [] .\n',
    "without anything": "",
    "of things of ours": "<https://w3id.org/mkg/topic/x> a <https://w3id.org/mkg/ns#Topic> .\n",
    "named with a space": "<urn:a> <urn:b> <urn:c> .\n",
}
WAYS = [*OTHERS.values(), *LISTS.values(), "/dump/", "/health", "/catalog", "/sparql?query=ASK%7B%7D"]


@pytest.fixture(scope="module", params=GRAPHS)
def foreign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a file and nothing else; return the address."""
    folder = tmp_path_factory.mktemp("foreign")
    data = folder / ("my data.ttl" if "space" in request.param else "data.ttl")
    data.write_text(GRAPHS[request.param], encoding="utf-8")
    with serving(folder, "--data", data, "--no-validate", root=folder) as served:
        yield served.address
        assert "Traceback" not in served.said


@pytest.fixture(scope="module")
def miniature(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the files of the miniature graph as anybody's."""
    folder = tmp_path_factory.mktemp("miniature")
    with serving(folder, "--data", root / "tests" / "toy" / "data", "--no-validate", root=folder) as served:
        yield served.address
        assert "Traceback" not in served.said


def answered(address: str, language: str) -> dict[str, int]:
    told = {"Accept": "text/html, */*;q=0.5", "Accept-Language": language}
    return {path: ask(address, path, headers=told).status for path in WAYS}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_way_leads_to_a_page_or_to_a_sentence(foreign: str, language: str) -> None:
    found = answered(foreign, language)

    assert {path: status for path, status in found.items() if status not in {200, 404}} == {}
    for path in (
        "/",
        "/about",
        "/claims",
        "/questions/",
        "/sparql",
        "/validate",
        "/ns",
        "/search",
        "/topic/",
    ):
        assert found[path] == 200, path


def test_pages_of_nothing_say_so(foreign: str) -> None:
    for path in ("/claims", "/questions/", "/institution/", "/search?q=zzzz"):
        (main,) = pages.page(foreign, path).all("main")
        assert len(main.text) > 20, path


def test_what_is_not_there_is_refused_as_elsewhere(foreign: str) -> None:
    for path, status in REFUSALS.values():
        assert ask(foreign, path, headers={"Accept": "text/html"}).status == status, path


def test_the_miniature_graph_has_every_page_without_a_project(miniature: str) -> None:
    found = answered(miniature, "fr")

    assert {path: status for path, status in found.items() if status not in {200, 404}} == {}
    assert pages.page(miniature, "/institution/um6p").all("h1")[0].text
