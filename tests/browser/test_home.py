"""The first page: what is in the graph, in three languages, on any screen, without a script too."""

from collections.abc import Callable

from playwright.sync_api import Page

from conftest import ROOT

Open = Callable[..., Page]


def test_the_first_page_says_what_is_in_the_graph(open_page: Open) -> None:
    page = open_page("/")

    assert "Deep learning in Morocco" in page.title()
    assert page.locator(".kinds a", has_text="Claims").inner_text().split() == ["84", "Claims"]


def test_a_city_on_the_map_leads_to_its_institutions(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)

    address = page.locator("svg a", has_text="Rabat").first.get_attribute("href")
    assert address == "/institution/?place=rabat"


def test_a_featured_question_shows_its_first_rows_and_leads_to_all(open_page: Open) -> None:
    page = open_page("/")
    card = page.locator("article", has_text="written the most")

    assert card.locator("tbody tr").count() == 4
    assert card.locator("tbody a").first.get_attribute("href") == "/person/ismail-berrada"
    assert card.locator("h3 a").get_attribute("href") == "/questions/42-most-prolific-authors"


def test_the_language_is_switched_in_place(open_page: Open) -> None:
    page = open_page("/about")
    page.get_by_role("link", name="العربية").click()

    assert page.url.endswith("/about?lang=ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "ar"


def test_the_keyboard_alone_leads_past_the_head_to_the_content(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_kinds_unfold_without_a_script(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.locator("summary", has_text="Browse").click()
    page.get_by_role("link", name="Venues").first.click()

    assert page.url.endswith("/venue/")


def test_no_template_holds_what_the_policy_of_pages_would_stop() -> None:
    for template in (ROOT / "src" / "mkg" / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text, template
        assert " onclick=" not in text, template
