"""The editor of the query page: it completes what the graph holds, and nobody is caught in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from editor import ready, write, written

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("lang", "begun", "typed", "offered", "query"),
    [
        ("fr", "SELECT * { ?x a ", "univ", "mkg:University Université", "SELECT * { ?x a mkg:University"),
        ("en", "SELECT * { ?x ", "isl", "mkg:isLocatedIn is located in", "SELECT * { ?x mkg:isLocatedIn"),
        ("ar", "DESCRIBE ", "الرباط", "place:rabat الرباط", "DESCRIBE place:rabat"),
    ],
)
def test_what_the_graph_holds_is_completed_by_its_name_with_its_prefix(
    open_page: Open, lang: str, begun: str, typed: str, offered: str, query: str
) -> None:
    page = ready(open_page("/sparql", lang))
    write(page, begun)
    page.keyboard.type(typed)
    expect(page.locator(".CodeMirror-hint").first).to_contain_text(offered)
    page.keyboard.press("Enter")

    expect(page.locator(".CodeMirror-hint")).to_have_count(0)
    prefix, _, rest = written(page).partition("\n")
    assert prefix.startswith("PREFIX ")
    assert rest == query


def test_the_keyboard_leaves_the_editor_and_is_told_how(open_page: Open) -> None:
    page = ready(open_page("/sparql"))
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Run"
    expect(page.locator(".keys")).to_contain_text("Tab leaves the editor")
    assert page.locator(".CodeMirror textarea").get_attribute("aria-describedby") == "keys"


def test_the_editor_runs_from_left_to_right_on_an_arabic_page(open_page: Open) -> None:
    page = ready(open_page("/sparql", "ar"))

    assert page.evaluate("getComputedStyle(document.querySelector('.CodeMirror')).direction") == "ltr"
