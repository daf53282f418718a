"""Things that mean harm, in a real browser: nothing of theirs runs, wherever a reader goes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hostile_graph import PAGES, WORDS, hostile_site
from page_kinds import asking
from served import Served

PLACES = asking("SELECT * { ?s a <https://w3id.org/mkg/ns#Place> ; ?p ?o }")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with hostile_site(tmp_path_factory.mktemp("hostile")) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Open a page that fails, at its end, if anything ran, or asked another host, or was stopped from it."""
    with browser.new_context(base_url=served.address) as context:
        page, faults = context.new_page(), list[str]()
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.on("request", lambda request: faults.append(request.url) if _is_foreign(request.url) else None)
        page.on("load", lambda page: faults.append(page.url) if _is_owned(page) else None)
        yield page
        assert not _is_owned(page)
        assert [fault for fault in faults if not fault.startswith(served.address)] == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def _is_owned(page: Page) -> bool:
    return bool(page.evaluate("'__pwned' in window"))


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/file/")])
def test_nothing_runs_in_pages_of_many_things(page: Page, path: str) -> None:
    page.goto(path)

    expect(page.locator("h1").first).to_be_visible()


@pytest.mark.parametrize("kind", ["institution", "dataset", "publication", "person", "claim", "topic"])
def test_nothing_runs_in_pages_of_things(page: Page, kind: str) -> None:
    for slug in WORDS:
        page.goto(f"/{kind}/{slug}")
        expect(page.locator("h1")).to_be_visible()
        assert not _is_owned(page)


def test_suggestions_and_results_are_words(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").or_(page.locator("#find")).first.press_sequentially("window pwned")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert not _is_owned(page)
    page.keyboard.press("Escape")
    page.locator("#find").press("Enter")

    expect(page.locator("main")).to_contain_text("__pwned")


@pytest.mark.parametrize("path", ["/questions/99-breaking", PLACES])
def test_answers_to_queries_are_words_in_each_view(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("tab").first).to_be_visible()
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert not _is_owned(page)

    expect(page.locator("main")).to_contain_text("__pwned")
