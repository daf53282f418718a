"""The page of claims in a real browser: with and without a script, by keyboard alone, by an anchor."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
SHOWN = ".claim:not([hidden])"


def test_a_verdict_chosen_shows_its_claims_at_once(open_page: Open) -> None:
    page = open_page("/claims")
    page.get_by_role("radio", name="Contradicted").check()

    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.get_by_role("status").first).to_contain_text("1 / 84")
    expect(page.locator(".sentence:not([hidden])")).to_have_count(1)
    assert page.url.endswith("/claims?verdict=Contradicted")


def test_without_a_script_the_same_is_chosen_with_a_button(open_page: Open) -> None:
    page = open_page("/claims?lang=fr", java_script_enabled=False)
    page.locator("input[name=verdict][value=Unverified]").check()
    page.locator("input[name=kind][value=Evaluative]").check()
    page.locator("button.go").click()

    assert page.locator(".claim:visible").count() == 5
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "verdict=Unverified" in page.url


def test_both_ways_show_the_same_claims_and_counts(open_page: Open) -> None:
    query = "/claims?verdict=PartlyCorroborated&about=topic%2Fdeep-learning"
    plain, live = open_page(query, java_script_enabled=False), open_page("/claims")
    live.locator("input[name=verdict][value=PartlyCorroborated]").check()
    live.locator("#about").select_option("topic/deep-learning")

    for what in (f"{SHOWN} h5", ".sieve .n", ".map .off", "#about option"):
        assert live.locator(what).all_inner_texts() == plain.locator(what).all_inner_texts()
    files = [str(link.get_attribute("href")) for link in live.locator(".files a").all()]
    assert len(files) == 3
    assert all("verdict=PartlyCorroborated&about=topic%2Fdeep-learning&format=" in file for file in files)


def test_a_page_of_chosen_claims_gives_all_of_them_back(open_page: Open) -> None:
    page = open_page("/claims?verdict=Contradicted")
    page.get_by_role("link", name="Show all claims").click()

    expect(page.locator(SHOWN)).to_have_count(84)
    assert page.url.endswith("/claims")


def test_claims_are_chosen_and_opened_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/claims")
    page.locator("input[name=verdict]").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.locator(f"{SHOWN} summary").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("asserted nowhere")).to_be_visible()


def test_an_anchor_leads_to_its_claim_and_opens_it(open_page: Open) -> None:
    page = open_page("/claims#s02-03")

    expect(page.locator("#s02-03")).to_be_in_viewport()
    expect(page.locator("#s02-03").get_by_role("link", name="À propos du LIRIMA")).to_be_visible()


def test_a_mark_of_the_map_leads_to_its_claim_even_where_it_is_not_shown(open_page: Open) -> None:
    page = open_page("/claims?verdict=Contradicted")
    page.get_by_role("link", name="s01-01: Unverified").click()

    expect(page.locator("#s01-01")).to_be_in_viewport()
    expect(page.locator(SHOWN)).to_have_count(84)


def test_a_mark_tells_the_claim_it_leads_to(open_page: Open) -> None:
    mark = open_page("/claims").get_by_role("link", name="s02-03: Contradicted")

    assert mark.get_attribute("title") == "INRIA Morocco contributes to deep learning research"


def test_all_that_is_shown_opens_and_closes(open_page: Open) -> None:
    page = open_page("/claims?kind=Prospective")
    button = page.get_by_role("button", name="Open all")
    button.click()
    expect(page.locator(f"{SHOWN} details[open]")).to_have_count(3)
    button.click()

    expect(page.locator("details[open]")).to_have_count(0)


def test_what_is_printed_has_the_evidence_open_and_no_form(open_page: Open) -> None:
    page = open_page("/claims?verdict=Contradicted", java_script_enabled=False)
    page.emulate_media(media="print")

    expect(page.locator("form.sieve")).to_be_hidden()
    expect(page.get_by_text("asserted nowhere")).to_be_visible()
