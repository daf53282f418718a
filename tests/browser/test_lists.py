"""Lists in a browser: facets by a click and by the keyboard, without a script too, on any screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
SCREENS = {"a phone": {"width": 360, "height": 740}, "a desk": {"width": 1280, "height": 900}}


def test_facets_are_chosen_and_taken_away_by_clicks(open_page: Open) -> None:
    page = open_page("/institution/", viewport=SCREENS["a desk"])
    page.get_by_role("link", name=re.compile("^Laboratory ")).click()
    page.get_by_role("link", name=re.compile("^Rabat ")).click()
    page.wait_for_url("**/institution/?class=Laboratory&place=rabat")

    rows = page.locator(".item")
    assert rows.count() == int(page.locator(".shown b").inner_text()) > 0
    assert all("Laboratory" in row and "Rabat" in row for row in rows.all_inner_texts())

    page.get_by_role("link", name=re.compile("Type Laboratory .*remove")).click()
    page.wait_for_url("**/institution/?place=rabat")
    assert page.locator(".shown b").inner_text() == "53"
    page.get_by_role("link", name="Show all").click()
    page.wait_for_url("**/institution/")


def test_a_value_further_down_unfolds(open_page: Open) -> None:
    page = open_page("/institution/", viewport=SCREENS["a desk"])
    city = page.get_by_role("link", name=re.compile("^Ifrane "))
    assert not city.is_visible()

    page.locator("section.facet", has_text="Place").locator("summary").click()
    city.click()
    page.wait_for_url("**/institution/?place=ifrane")
    assert city.is_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_on_a_phone_the_facets_are_folded_away(open_page: Open, *, with_script: bool) -> None:
    page = open_page("/institution/", viewport=SCREENS["a phone"], java_script_enabled=with_script)
    school = page.get_by_role("link", name=re.compile("^School "))
    assert not school.is_visible()

    page.locator("summary", has_text="Filter").click()
    school.click()
    page.wait_for_url("**/institution/?class=School")


def test_a_list_is_searched_and_the_choice_kept(open_page: Open) -> None:
    page = open_page("/publication/?year=2024&sort=name")
    field = page.get_by_role("searchbox", name="Search in this list")
    field.fill("arabic")
    field.press("Enter")
    page.wait_for_url("**/publication/?year=2024&sort=name&q=arabic")

    assert 0 < page.locator(".item").count() < 21


def test_pages_follow_each_other(open_page: Open) -> None:
    page = open_page("/publication/")
    first = page.locator(".item a").first.inner_text()
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**/publication/?page=2")
    assert page.locator(".item a").first.inner_text() != first

    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**/publication/")
    assert page.locator(".item a").first.inner_text() == first


def test_the_keyboard_alone_chooses_an_order_and_a_facet(open_page: Open) -> None:
    page = open_page("/venue/", viewport=SCREENS["a desk"])
    page.locator("#main").evaluate("main => { main.tabIndex = -1; main.focus(); }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.facet') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/venue/\?core="))

    page.get_by_role("link", name="Most mentioned").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/venue/\?core=.*&sort=linked"))


def test_the_language_is_switched_and_the_choice_kept(open_page: Open) -> None:
    page = open_page("/institution/?place=rabat&class=Laboratory")
    shown = page.locator(".shown b").inner_text()
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/institution/?place=rabat&class=Laboratory&lang=ar")

    assert page.locator(".shown b").inner_text() == shown
    expect(page.locator(".chosen")).to_contain_text("الرباط")
