"""Ways through the site that a reader takes: another language at any place, the keyboard alone, on paper."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from page_kinds import ANSWERS, LISTS, OTHERS, THINGS

Open = Callable[..., Page]
PLACES = {**OTHERS, **ANSWERS, **THINGS, "list of publications": LISTS["list of publication"]}


@pytest.mark.parametrize("name", PLACES)
def test_another_language_is_chosen_without_leaving_the_place(open_page: Open, name: str) -> None:
    page = open_page(PLACES[name])
    page.locator("nav.tongues a[hreflang=ar]").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    now, before = urlsplit(page.url), urlsplit(PLACES[name])
    assert now.path == before.path
    assert now.query.endswith("lang=ar")
    assert len(now.query.split("&")) == len([*filter(None, before.query.split("&"))]) + 1


def test_by_the_keyboard_alone_from_the_first_page_to_a_card_and_its_list(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "find":
        page.keyboard.press("Tab")
    page.keyboard.type("Casablanca")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    first = page.locator("main ol a").first
    for _ in range(60):
        if first.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Casablanca")
    assert urlsplit(page.url).path.count("/") == 2


@pytest.mark.parametrize(
    "name", ["home", "about", "claims", "institution", "publication", "vocabulary", "found"]
)
def test_on_paper_there_is_the_content_and_no_way_about(open_page: Open, name: str) -> None:
    page = open_page(PLACES[name])
    page.emulate_media(media="print")

    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("form.find")).to_be_hidden()
