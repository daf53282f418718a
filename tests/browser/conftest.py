"""A real Chromium for the tests of pages; what a page must never do is watched on each of them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test here, and skip it where there is no Chromium and nobody insists."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("MKG_REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="install chromium to run this"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the browser that the tests of a process share."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Open]:
    """Open a path in a language; fail where a page writes an error or asks another host for anything."""
    faults: list[str] = []
    contexts = []

    def open_(path: str, lang: str = "en", **context: Any) -> Page:  # noqa: ANN401 -- options of playwright
        made = browser.new_context(locale=lang, base_url=server, **context)
        contexts.append(made)
        page = made.new_page()
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: _watch(request.url, server, faults))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _watch(url: str, server: str, faults: list[str]) -> None:
    if not url.startswith((f"{server}/", "data:", "blob:")):
        faults.append(f"asks for {url}")


@pytest.fixture
def violations(modules: Path) -> Callable[[Page], list[str]]:
    """Return what axe-core finds against WCAG 2.2 AA and good practice on a page."""
    axe = (modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def find(page: Page) -> list[str]:
        page.evaluate(axe)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {each['help']}: {node['html'][:150]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    return find
