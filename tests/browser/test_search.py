"""Search in a browser: suggestions by keyboard and mouse, results by any spelling, a menu that closes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def typed(page: Page, text: str) -> Locator:
    """Type into the field of search, key by key; return the field when there are suggestions."""
    field = page.get_by_role("combobox")
    field.press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible()
    return field


@pytest.mark.parametrize("name", ["إسماعيل برادة", "اسماعيل براده", "Ismail Berada", "ismaïl berrada"])
def test_a_person_is_found_from_the_first_page_by_a_name_in_any_spelling(open_page: Open, name: str) -> None:
    page = open_page("/")
    field = typed(page, name)
    expect(page.get_by_role("option").first.locator("bdi").first).to_have_text("Ismail Berrada")

    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.locator("main").get_by_role("link", name="Ismail Berrada", exact=True).click()
    page.wait_for_url("**/person/ismail-berrada")


def test_a_suggestion_is_chosen_by_the_keyboard(open_page: Open) -> None:
    page = open_page("/")
    field = typed(page, "rabat")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None

    field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(chosen).to_have_text("Rabat")
    field.press("Enter")
    page.wait_for_url("**/place/rabat")


def test_the_arrows_go_round_and_past_the_field(open_page: Open) -> None:
    page = open_page("/")
    field = typed(page, "uni")
    options = page.get_by_role("option")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")

    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    assert page.get_by_role("option", selected=True).count() == 0


def test_escape_takes_the_suggestions_away_and_leaves_what_was_typed(open_page: Open) -> None:
    page = open_page("/about")
    field = typed(page, "um6p")
    field.press("ArrowDown")
    field.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("um6p", "false")
    assert field.get_attribute("aria-activedescendant") is None


def test_a_suggestion_is_chosen_by_the_mouse_and_goes_with_the_field(open_page: Open) -> None:
    page = open_page("/")
    field = typed(page, "deep learning")
    field.blur()
    expect(page.get_by_role("listbox")).to_be_hidden()

    field.fill("")
    typed(page, "deep learning").focus()
    page.get_by_role("option", name="Deep learning", exact=True).click()
    page.wait_for_url("**/topic/deep-learning")


def test_suggestions_are_in_groups_by_kind_in_the_language_of_the_page(open_page: Open) -> None:
    page = open_page("/", "ar")
    typed(page, "الرباط")
    group = page.get_by_role("group").first

    assert group.get_attribute("aria-label") == page.locator('.browse a[href="/place/"]').text_content()
    assert group.get_by_role("option").first.locator("bdi").first.get_attribute("dir") == "rtl"


def test_what_fits_nothing_suggests_nothing(open_page: Open) -> None:
    page = open_page("/")
    typed(page, "rabat")
    page.get_by_role("combobox").press_sequentially(" zzxxqq wwkk")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_a_script_the_form_leads_to_what_is_found(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.locator("#find").fill("الذكاء الاصطناعي")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?q=*")

    expect(page.get_by_role("link", name="Artificial intelligence", exact=True).first).to_be_visible()
    assert page.locator("#find").input_value() == "الذكاء الاصطناعي"


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(open_page: Open) -> None:
    page = open_page("/about")
    menu, summary = page.locator("details.browse"), page.locator("details.browse > summary")
    summary.click()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"

    summary.click()
    expect(menu).to_have_attribute("open", "")
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


@pytest.mark.parametrize(
    ("lang", "scheme", "screen"), [("en", "light", DESK), ("fr", "dark", PHONE), ("ar", "light", PHONE)]
)
def test_everybody_can_use_the_suggestions(
    open_page: Open, violations: Callable[[Page], list[str]], lang: str, scheme: str, screen: dict[str, int]
) -> None:
    page = open_page("/method/", lang, color_scheme=scheme, viewport=screen)
    typed(page, "rabat").press("ArrowDown")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
