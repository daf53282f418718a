"""Every link of every page leads somewhere: from the first page on, whatever can be clicked is."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag

import pytest

from crawler import Crawler, anchors_of, links_of, shape_of
from page_kinds import LANGUAGES, PAGES

BOUND = 3
"""Of choices in lists, of data files of things, and of languages of pages, so many of each kind are tried;
tests/test_every_iri.py asks for every thing in every format."""


@pytest.fixture(scope="module")
def walked(server: str) -> Crawler:
    """Walk through the whole site in English."""
    crawler = Crawler(server)
    crawler.walk(["/"], bound=BOUND)
    return crawler


@pytest.fixture(scope="module", params=[each for each in LANGUAGES if each != "en"])
def translated(request: pytest.FixtureRequest, server: str, walked: Crawler) -> Crawler:
    """Walk on from one page of each kind in another language to what English does not lead to."""
    crawler = Crawler(server, request.param)
    crawler.leading |= walked.leading
    crawler.walk(PAGES.values(), bound=BOUND)
    return crawler


def broken(crawler: Crawler) -> Iterator[str]:
    for address, found in crawler.visited.items():
        if found.status != 200:
            yield f"{crawler.leading.get(address)} leads to {address}: {found.status}"


def lost(crawler: Crawler, pages: Crawler) -> Iterator[str]:
    """Yield the links with a fragment that names no place in the page that they lead to."""
    for page, found in crawler.visited.items():
        for link in found.links:
            address, fragment = urldefrag(link)
            target = crawler.visited.get(address) or pages.visited.get(address)
            is_page = target and target.media_type == "text/html"
            if fragment and target and is_page and unquote(fragment) not in target.anchors:
                yield f"{page} leads to {link}"


def test_every_link_leads_to_something(walked: Crawler) -> None:
    assert [*broken(walked)] == []
    assert len(walked.visited) > 2000


def test_every_link_in_other_languages_does_too(translated: Crawler) -> None:
    assert [*broken(translated)] == []
    assert len(translated.visited) >= len(PAGES)


def test_every_fragment_names_a_place_in_the_page(walked: Crawler) -> None:
    assert [*lost(walked, walked)] == []


def test_every_fragment_does_in_other_languages_too(translated: Crawler, walked: Crawler) -> None:
    assert [*lost(translated, walked)] == []


def test_one_page_of_each_kind_is_met_by_clicks(walked: Crawler) -> None:
    plain = {path for path in PAGES.values() if "?" not in path}

    # What is met only by search, or by those who know the address.
    assert plain - {*walked.visited} <= {"/search", "/catalog/mkg", "/void", "/fn"}


def test_data_files_are_offered_by_the_pages_of_what_they_hold(walked: Crawler) -> None:
    unseen = {address for address in walked.leading if "?" not in address} - {*walked.visited}

    assert len(unseen) > 5000
    assert {re.sub(r"\.(ttl|jsonld|rdf|nt|bib|csl\.json)$", "", each) for each in unseen} <= {*walked.visited}


def test_links_are_read_from_pages_styles_and_scripts() -> None:
    page = b'<a href="/a?b=c&amp;d=e#f" title="/no"><img src="g.svg"><form action="/h" data-more="/i">'
    assert {*links_of("text/html", page)} == {"/a?b=c&d=e#f", "/h", "/i"}
    assert [*links_of("text/css", b'a { mask: url("x.svg") } b { mask: url(data:,) }')] == ["x.svg"]
    assert [*links_of("text/javascript", b'import { a } from "./a.js"; import("./b.js")')] == [
        "./a.js",
        "./b.js",
    ]
    assert anchors_of("text/html", b"<p id=\"a&amp;b\"><p id='c'>") == {"a&b"}


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/institution/um6p", "/institution/um6p"),
        ("/institution/um6p.ttl", "/institution/*.ttl?"),
        ("/institution/um6p?lang=fr", "/institution/*?lang"),
        ("/institution/?city=rabat&page=2", "/institution/?city&page"),
        ("/static/mkg.css?v=1", "/static/mkg.css?v=1"),
        ("/file/data/claim.ttl", "/file/data/claim.ttl"),
    ],
)
def test_addresses_of_a_kind_have_a_shape(address: str, shape: str) -> None:
    assert shape_of(address) == shape
