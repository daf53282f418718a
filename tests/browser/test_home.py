"""The first page in a real browser: a query typed in is answered, errors are told, no script is needed."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("MKG_REQUIRE_BROWSER"),
        reason="no chromium on this machine; install it to run the browser tests",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    page = browser.new_page(java_script_enabled=False)
    page.goto(server)
    yield page
    page.close()


def test_the_first_page_says_what_is_in_the_graph(page: Page) -> None:
    rows = page.locator("table tbody tr")

    assert "Deep learning in Morocco" in page.title()
    assert rows.filter(has_text="claim").inner_text().split() == ["claim", "84"]
    assert page.locator("[lang=ar]").get_attribute("dir") == "rtl"


def test_a_query_typed_in_is_answered_in_a_table(page: Page) -> None:
    page.get_by_label("A SPARQL query").fill(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?label { <https://w3id.org/mkg/place/rabat> skos:prefLabel ?label } ORDER BY lang(?label)"
    )
    page.get_by_role("button", name="Run").click()

    cells = page.locator("#answer tbody td")
    assert cells.all_inner_texts() == ["الرباط", "Rabat", "Rabat"]
    assert cells.first.locator("span").get_attribute("lang") == "ar"


def test_a_question_of_the_gallery_is_answered_with_its_rows(page: Page) -> None:
    page.locator("ol a").first.click()

    assert page.locator("#answer tbody tr").count() > 0


def test_an_error_is_told_with_its_place(page: Page) -> None:
    page.get_by_label("A SPARQL query").fill("SELECT * { ?s nope:name ?o }")
    page.get_by_role("button", name="Run").click()

    assert "line 1, column 15" in page.locator("#detail").inner_text()
    assert "declare the prefix nope:" in page.locator("#detail").inner_text()


def test_nothing_is_fetched_from_another_host(browser: Browser, server: str) -> None:
    hosts: set[str] = set()
    page = browser.new_page()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    page.goto(server)
    page.close()

    assert hosts == {server.removeprefix("http://")}
