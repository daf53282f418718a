"""The page of a thing in a browser: from one to the next by clicks, in every language, for everybody."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_from_an_institution_to_a_paper_to_its_dataset_to_the_licence(open_page: Open) -> None:
    page = open_page("/institution/um6p")

    page.locator(".pointed a", has_text="Casablanca: Data and Models").click()
    expect(page).to_have_url(f"{page.url.partition('/publication')[0]}/publication/casablanca")
    page.locator(".fact", has_text="presents").locator("dd a", has_text="Casablanca").first.click()
    expect(page.locator("h1")).to_have_text("Casablanca")
    licence = page.locator(".fact", has_text="licence").locator("dd a").first
    expect(licence).to_have_text("CC BY-NC-ND 4.0")
    assert licence.get_attribute("href") == "https://creativecommons.org/licenses/by-nc-nd/4.0/"


def test_from_a_fact_to_the_line_that_states_it(open_page: Open) -> None:
    page = open_page("/institution/um6p")

    page.locator(".fact", has_text="founded").locator("a.at").click()

    assert page.url.endswith("/file/data/institution/university.ttl#L544")
    expect(page.locator("#L544")).to_contain_text("schema:foundingDate")


def test_from_a_fact_to_its_source(open_page: Open) -> None:
    page = open_page("/institution/irf-sic-laboratory")

    page.locator(".fact .note a").first.click()

    assert page.url.endswith("#source-1")
    expect(page.locator("#source-1")).to_be_in_viewport()


def test_from_a_person_to_a_co_author_s_paper_without_a_script(open_page: Open) -> None:
    page = open_page("/person/ismail-berrada", java_script_enabled=False)

    papers = page.locator(".papers li")
    assert papers.count() == 10
    assert "Ismail Berrada" in papers.first.inner_text() or "…" in papers.first.inner_text()
    papers.first.locator("a").first.click()
    expect(page.locator("ol.authors li").first).to_be_visible()


def test_a_language_switch_keeps_the_place(open_page: Open) -> None:
    page = open_page("/topic/computer-vision")

    page.get_by_role("link", name="العربية").click()

    expect(page.locator("h1")).to_have_text("الرؤية الحاسوبية")
    assert page.url.partition("?")[0].endswith("/topic/computer-vision")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_citation_is_copied(open_page: Open) -> None:
    page = open_page("/publication/casablanca", permissions=["clipboard-read", "clipboard-write"])

    button = page.get_by_role("button", name="Copy")
    button.click()

    expect(page.locator("[data-copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cited").inner_text().strip()


def test_the_bibtex_unfolds_and_downloads_without_a_script(open_page: Open) -> None:
    page = open_page("/publication/casablanca", java_script_enabled=False)

    expect(page.locator("[data-copy]")).to_be_hidden()
    page.locator(".cite summary").click()
    expect(page.locator(".cite pre")).to_contain_text("@inproceedings{publication:casablanca,")
    with page.expect_download() as started:
        page.get_by_role("link", name="BibTeX").click()
    assert started.value.suggested_filename == "casablanca.bib"


def test_a_page_is_printed_without_what_is_for_the_screen(open_page: Open) -> None:
    page = open_page("/publication/casablanca")

    page.emulate_media(media="print")

    expect(page.locator("header.top")).to_be_hidden()
    expect(page.get_by_role("link", name="CSL-JSON")).to_be_hidden()
    expect(page.locator("#cited")).to_be_visible()
