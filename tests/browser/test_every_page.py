"""A page of each kind in a browser: for everybody, whole on a phone, light on a slow link."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from page_kinds import ANSWERS, LANGUAGES, LISTS, OTHERS, REFUSALS, THINGS

Open = Callable[..., Page]
Find = Callable[[Page], list[str]]
PHONE = {"width": 360, "height": 740}
HEAVIEST = 150_000
# The lists are one kind of page; these are the ones that have most in them.
LONG = {name: path for name, path in LISTS.items() if path in {"/publication/", "/source/", "/claim/"}}
SHOWN = {**OTHERS, **ANSWERS, **LONG, **THINGS}
"""Pages that are there; those of refusals are errors to the browser, which it writes to its console."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_everybody_can_use_a_page_whole_on_a_phone(
    open_page: Open, violations: Find, name: str, lang: str
) -> None:
    page = open_page(SHOWN[name], lang, viewport=PHONE, color_scheme="dark" if lang == "fr" else "light")

    assert page.locator("html").get_attribute("lang") == lang
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_can_use_what_is_refused(
    browser: Browser, server: str, violations: Find, lang: str
) -> None:
    found = {}
    for name, (path, status) in REFUSALS.items():
        with browser.new_context(locale=lang, base_url=server, viewport=PHONE) as context:
            page = context.new_page()
            reply = page.goto(path)
            assert reply
            assert reply.status == status
            width = page.evaluate("document.documentElement.scrollWidth")
            found[name] = violations(page) + [f"{width} wide"] * (width > PHONE["width"])

    assert [fault for faults in found.values() for fault in faults] == [], found


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_light(browser: Browser, server: str, name: str) -> None:
    taken = dict[str, int]()
    with browser.new_context(base_url=server) as context:
        page = context.new_page()
        page.on("requestfinished", lambda it: taken.update({it.url: it.sizes()["responseBodySize"]}))
        page.goto(SHOWN[name], wait_until="networkidle")

    # The editor of queries comes to those who write one.
    weighed = {url.removeprefix(server): size for url, size in taken.items() if "/built/editor." not in url}
    assert len(weighed) > 2
    assert sum(weighed.values()) < HEAVIEST, sorted(weighed.items(), key=lambda item: -item[1])[:5]
