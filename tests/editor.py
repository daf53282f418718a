"""The query editor in the hands of a test: waited for, written in, read."""

from playwright.sync_api import Page, expect


def ready(page: Page) -> Page:
    """Wait for the editor, which is loaded after the page."""
    expect(page.locator(".CodeMirror")).to_be_visible()
    expect(page.locator("#query")).to_be_hidden()
    return page


def write(page: Page, query: str) -> None:
    """Write a query in the place of the one that stands in the editor."""
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def written(page: Page) -> str:
    return page.locator("#query").input_value()
