"""The gallery of questions in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from editor import ready, written

Open = Callable[..., Page]


def test_the_gallery_is_narrowed_by_words_without_their_accents(open_page: Open) -> None:
    page = open_page("/questions/", "fr")
    page.locator("#sift").fill("amazighes evenement")
    expect(page.locator(".none")).to_be_visible()
    page.locator("#sift").fill("EVENEMENTS")

    expect(page.locator(".theme li:visible").first).to_contain_text("événements")
    assert 0 < page.locator(".theme li:visible").count() < 10


def test_a_question_opens_in_the_editor_with_its_answer(open_page: Open) -> None:
    page = open_page("/questions/30-publications-by-year")
    expect(page.locator("svg.columns")).to_be_visible()
    page.get_by_role("link", name="Open in the editor").click()

    ready(page)
    assert "GROUP BY ?year" in written(page)
    expect(page.locator("#view-table tbody tr").first).to_be_visible()
