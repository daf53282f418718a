"""`/validate` for people: paste, see what is wrong where it is, mend it; without a script and a mouse too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from checked import BAD, BROKEN, GOOD

Open = Callable[..., Page]
SCREENS = {"a phone": {"width": 360, "height": 740}, "a desk": {"width": 1200, "height": 900}}


def checked(page: Page, text: str) -> Page:
    """Send a text, and wait for what is told of it."""
    page.locator("#data").fill(text)
    page.locator("#check button").first.click()
    expect(page.locator("#outcome")).to_be_visible(timeout=30_000)
    return page


def selected(page: Page) -> str:
    return str(page.evaluate("data.value.slice(data.selectionStart, data.selectionEnd)"))


def test_a_text_is_pasted_seen_to_be_wrong_at_its_line_and_mended(open_page: Open) -> None:
    page = checked(open_page("/validate"), BAD)

    expect(page.locator("#outcome")).to_contain_text("Findings")
    line = page.locator(".text li", has=page.locator(".note")).filter(has_text="schema:email")
    expect(line.locator("mark")).to_have_text("schema:email")
    expect(page.locator(".behind mark", has_text="schema:email")).to_have_class("violation")
    assert "Break the circle" in page.locator(".text").inner_text()

    # Mended, it is checked again without being told to.
    page.locator("#data").fill(GOOD)
    expect(page.locator("#outcome")).to_contain_text("Conforms", timeout=30_000)
    assert page.locator(".behind mark").count() == 0
    assert page.url.endswith("/validate")


def test_a_finding_leads_to_its_place_in_the_text(open_page: Open) -> None:
    page = checked(open_page("/validate"), BAD)
    page.locator(".found li", has_text="Use only the properties").get_by_role("link").click()

    assert selected(page) == "schema:email"


def test_characters_of_two_halves_do_not_shift_the_marks(open_page: Open) -> None:
    text = '@prefix e: <http://example.org/> .\ne:a e:b "😀😀" , e: c .\n'
    page = checked(open_page("/validate"), text)

    expect(page.locator(".behind mark")).to_have_text("c")
    page.locator(".found a").click()
    assert selected(page) == "c"


def test_a_file_is_sent_and_then_mended_in_place(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(BROKEN, encoding="utf-8")
    page = open_page("/validate")
    page.locator("#upload").set_input_files(tmp_path / "mine.ttl")
    page.get_by_role("button", name="Check").click()

    expect(page.locator(".found a")).to_have_text("mine.ttl:4:12", timeout=30_000)
    expect(page.locator("#data")).to_have_value(BROKEN)
    assert page.locator("#upload").input_value() == ""


def test_nothing_is_not_sent(open_page: Open) -> None:
    page = open_page("/validate")
    page.get_by_role("button", name="Check").click()

    assert page.evaluate("data.validity.valueMissing && document.activeElement === data")
    assert page.locator("#outcome").count() == 0


def test_without_a_script_a_form_does_it_and_keeps_the_text(open_page: Open) -> None:
    page = checked(open_page("/validate", "fr", java_script_enabled=False), BAD)

    expect(page.locator("#outcome")).to_contain_text("Constats")
    page.locator(".found a").first.click()
    assert "#L" in page.url
    page.locator("#data").fill(GOOD)
    page.locator("#check button").first.click()
    expect(page.locator("#outcome")).to_contain_text("Conforme")


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/validate")
    page.locator("#data").focus()
    page.keyboard.insert_text(BROKEN)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#check button')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_be_visible(timeout=30_000)
    expect(page.locator(".state")).to_contain_text("cannot be checked")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert selected(page) == "c"


def test_a_report_is_kept_as_a_file(open_page: Open) -> None:
    page = checked(open_page("/validate"), BAD)
    with page.expect_download() as download:
        page.get_by_role("button", name="sarif").click()

    assert download.value.suggested_filename == "report.sarif"
    assert '"2.1.0"' in Path(download.value.path()).read_text(encoding="utf-8")


def test_what_is_sent_is_text_and_nothing_else(open_page: Open) -> None:
    hostile = "<img src=x onerror=alert(1)></textarea><script>alert(1)</script>"
    page = open_page("/validate")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    checked(page, f'<urn:a> <urn:b> "{hostile}" , {hostile} .')

    assert page.locator("main img").count() == 0
    assert hostile in page.locator(".text").inner_text()


@pytest.mark.parametrize("text", [BAD, BROKEN], ids=["bad", "broken"])
@pytest.mark.parametrize(
    ("lang", "scheme", "screen"),
    [
        ("en", "light", "a desk"),
        ("fr", "dark", "a phone"),
        ("ar", "light", "a phone"),
    ],
)
def test_everybody_can_read_it(
    open_page: Open,
    violations: Callable[[Page], list[str]],
    lang: str,
    scheme: str,
    screen: str,
    text: str,
) -> None:
    page = checked(open_page("/validate", lang, color_scheme=scheme, viewport=SCREENS[screen]), text)
    for details in page.locator("main details").all():
        details.evaluate("each => { each.open = true }")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREENS[screen]["width"]
