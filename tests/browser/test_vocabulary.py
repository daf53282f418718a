"""The pages of the vocabulary in a real browser: by keyboard, at the fragment of an IRI, for every reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
PHONE = {"width": 360, "height": 740}


def test_the_fragment_of_an_iri_lands_at_its_term(open_page: Open) -> None:
    page = open_page("/ns#Institution", viewport=PHONE)

    expect(page.locator("tr#Institution")).to_be_in_viewport()
    page.locator("tr#Institution th a").click()
    expect(page.locator("h1")).to_contain_text("mkg:Institution")


def test_the_fragment_of_a_shape_lands_at_its_message(open_page: Open) -> None:
    page = open_page("/shapes#Thing-source", lang="ar")

    expect(page.locator("tr#Thing-source")).to_be_in_viewport()
    expect(page.locator("tr#Thing-source")).to_contain_text("dcterms:source")


def test_the_diagram_leads_to_a_term_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/ns")
    page.locator('svg#classes a[href$="/ns/studies"]').focus()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("studies")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_diagram_begins_where_reading_begins(open_page: Open, lang: str) -> None:
    page = open_page("/ns", lang=lang)
    frame = page.locator("svg#classes").bounding_box()
    name = page.locator('svg#classes a[href$="/ns/studies"] text').bounding_box()

    assert frame
    assert name
    before = name["x"] - frame["x"]
    after = frame["x"] + frame["width"] - name["x"] - name["width"]
    assert (before < after) is (lang == "en")
