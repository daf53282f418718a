"""The query page in a browser: running, failing, cancelling, sharing; everybody can use it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from editor import ready, write, written
from served import ENDLESS, Served, eventually, serving

Open = Callable[..., Page]
Violations = Callable[[Page], list[str]]
MKG = "PREFIX mkg: <https://w3id.org/mkg/ns#>\n"
CITIES = (
    f"{MKG}SELECT ?city (COUNT(*) AS ?n) {{ ?i a mkg:Institution ; mkg:isLocatedIn ?city }} GROUP BY ?city"
)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def test_a_query_runs_by_the_keyboard_and_the_address_follows(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    write(page, CITIES)
    page.keyboard.press("Control+Enter")

    expect(page.locator("#view-table tbody tr").first).to_contain_text("place:")
    assert "mkg%3AInstitution" in page.url
    assert page.locator(".state").inner_text().startswith("Answered in ")
    assert page.locator(".clock").inner_text().endswith(" s")


def test_the_views_of_an_answer_are_tabs(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    write(page, CITIES)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("tab", name="Map").click()

    expect(page.locator("svg.coast")).to_be_visible()
    expect(page.locator("#view-table")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Chart")).to_be_focused()
    expect(page.locator("svg.bars")).to_be_visible()


def test_the_way_back_leads_to_the_query_before_and_its_answer(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    for number in (111, 222):
        write(page, f"SELECT ({number} AS ?x) {{}}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#view-table td")).to_have_text(str(number))
    page.go_back()

    expect(page.locator("#view-table td")).to_have_text("111")
    assert "111" in written(page)


def test_a_column_sorts_by_its_numbers_and_a_long_table_has_pages(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    write(page, "SELECT * { { SELECT ?s (STRLEN(STR(?s)) AS ?n) { ?s ?p ?o } LIMIT 120 } }")
    page.keyboard.press("Control+Enter")
    rows = page.locator("#view-table tbody tr:visible")
    expect(rows).to_have_count(50)
    page.get_by_role("button", name="Next rows").click()
    page.get_by_role("button", name="Next rows").click()
    expect(page.locator(".pages")).to_contain_text("Rows 101 to 120 of 120")
    expect(rows).to_have_count(20)

    page.locator("th .sort", has_text="n").click()
    numbers = [int(text) for text in page.locator("#view-table td.number:visible").all_inner_texts()]
    assert len(numbers) == 50
    assert numbers == sorted(numbers)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"


@pytest.fixture
def quiet_page(browser: Browser, server: str) -> Iterator[Page]:
    """Open a page whose failed requests are no faults: a browser writes each to its console."""
    context = browser.new_context(locale="en", base_url=server)
    yield context.new_page()
    context.close()


def test_a_fault_is_marked_in_the_editor_and_told_beside_it(quiet_page: Page) -> None:
    quiet_page.goto("/sparql")
    write(ready(quiet_page), "# \U0001f600\nSELECT * { ?x ?p '\U0001f600', nope:x }")
    quiet_page.keyboard.press("Control+Enter")
    alert = quiet_page.get_by_role("alert")

    expect(alert).to_contain_text("at line 2, column 23")
    expect(quiet_page.locator(".fault-place")).to_have_text("n")
    expect(quiet_page.locator(".CodeMirror .fault-line")).to_have_count(1)
    quiet_page.get_by_role("button", name="Go to the fault").click()
    quiet_page.keyboard.insert_text("<urn:y>, ")
    expect(quiet_page.locator(".fault-place")).to_have_count(0)
    assert "', <urn:y>, nope:x" in written(quiet_page)


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--no-validate", "--timeout", "60") as served:
        yield served


def test_a_query_that_is_cancelled_runs_no_longer(browser: Browser, served: Served) -> None:
    context = browser.new_context(locale="en", base_url=served.address)
    page = context.new_page()
    page.goto("/sparql")
    write(ready(page), ENDLESS)
    page.wait_for_load_state("networkidle")
    before = served.children("loader")
    page.keyboard.press("Control+Enter")
    eventually(lambda: len(served.children("loader")) > len(before))
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    expect(page.locator(".state")).to_have_text("The query was cancelled")
    eventually(lambda: not served.children("loader") - before)
    write(page, "SELECT (5 AS ?x) {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#view-table td")).to_have_text("5")
    context.close()


def test_a_link_that_was_copied_opens_the_same_query_and_answer(open_page: Open) -> None:
    first = ready(open_page("/sparql", permissions=["clipboard-read", "clipboard-write"]))
    query = "SELECT ('é & + # % ✓' AS ?x) {}\n# \"two\" lines"
    write(first, query)
    first.get_by_role("button", name="Copy a link to this query").click()
    expect(first.get_by_role("button", name="Copied")).to_be_visible()
    address = first.evaluate("navigator.clipboard.readText()")

    second = ready(open_page(address))
    assert written(second) == query
    expect(second.locator("#view-table td")).to_have_text("é & + # % ✓")


def test_without_a_script_the_form_is_sent_and_answered(open_page: Open) -> None:
    page = open_page("/sparql", java_script_enabled=False)
    page.get_by_label("SPARQL query").fill(CITIES)
    page.get_by_role("button", name="Run").click()

    assert page.locator("#view-table tbody tr").count() > 30
    expect(page.locator("svg.coast")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    expect(page.locator(".keys")).to_be_hidden()


def test_hostile_values_stay_words_when_an_answer_is_put_in_place(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    bad = "'<img src=x onerror=alert(1)>'"
    write(page, f"SELECT ?s ?p ?o {{ VALUES (?s ?p ?o) {{ (<javascript:alert(1)> <urn:p> {bad}) }} }}")
    page.keyboard.press("Control+Enter")
    page.get_by_role("tab", name="Graph").click()

    expect(page.locator("svg.links")).to_contain_text("<img")
    assert page.locator("#result img, #result a[href^=javascript]").count() == 0


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("fr", "dark"), ("ar", "light")])
def test_everybody_can_use_each_view_of_an_answer(
    open_page: Open, violations: Violations, lang: str, scheme: str
) -> None:
    path = f"/sparql?query={CITIES.replace('#', '%23')}"
    page = open_page(path, lang, color_scheme=scheme, viewport=PHONE if scheme == "dark" else DESK)
    ready(page)

    assert page.get_by_role("tabpanel").count() == 1
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
