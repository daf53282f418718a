"""What holds for every drawing: well formed, escaped, named, in its language, the same each time."""

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from drawn import TITLE, each, texts, tree, words
from mkg.drawings.bars import bars
from mkg.drawings.coast import coast_map
from mkg.drawings.columns import columns
from mkg.drawings.labels import Label, cut, direction, width, wrap
from mkg.drawings.landscape import landscape
from mkg.drawings.neighbourhood import neighbourhood
from mkg.drawings.stacked import stacked
from mkg.drawings.svg import clean, element, line, number
from mkg.drawings.timeline import timeline

HOSTILE = "</text></svg><script>alert(1)</script>\"'&amp;<!--]]>\x00\x1b\ufffe"
KNOWN = {"div", "svg", "title", "desc", "g", "a", "rect", "line", "circle", "path", "text", "defs", "pattern"}
anything = st.text(st.characters(exclude_categories=[]), max_size=80)


@settings(max_examples=40, deadline=None)
@given(anything, anything)
def test_every_drawing_is_well_formed_whatever_its_words_and_links(value: str, href: str) -> None:
    for kind, drawing in each(words(value, href), href):
        root = tree(drawing)
        assert root.tag in {"svg", "div"}, kind
        assert {one.tag for one in root.iter()} <= KNOWN, kind


@pytest.mark.parametrize("rtl", [False, True])
def test_words_of_markup_are_words(*, rtl: bool) -> None:
    for kind, drawing in each(words(HOSTILE), "/x", rtl=rtl):
        root = tree(drawing)
        title = next(root.iter("title"))
        assert title.text == clean(HOSTILE), kind
        assert "<script" not in drawing, kind


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert (
        clean("a\x00b\ud800c\uffff")
        == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"
    )
    assert clean("سلام\n😀") == "سلام\n😀"


def test_an_element_escapes_words_and_attributes_and_keeps_markup() -> None:
    made = element("g", "<b>", Markup("<title>x</title>"), class_='"', stroke_width=1.23456, x=None)

    assert made == '<g class="&#34;" stroke-width="1.23">&lt;b&gt;<title>x</title></g>'


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (100, "100"), (2.5, "2.5"), (0.126, "0.13"), (-0.001, "0"), (-2.10, "-2.1")],
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:x", "data:text/html,x", "vbscript:x", ""],
)
def test_a_link_that_could_be_run_is_none(href: str) -> None:
    for kind, drawing in each(words("Rabat"), href):
        assert not list(tree(drawing).iter("a")), kind


def heard(link: Element) -> str:
    """Return the name of a link of a drawing, which its title gives."""
    return str(next(link.iter("title")).text)


@pytest.mark.parametrize("href", ["/place/rabat", "https://w3id.org/mkg/place/rabat", "#L12", "?topic=x"])
def test_links_are_kept_and_named(href: str) -> None:
    for kind, drawing in each(words("Rabat", "en"), href):
        links = list(tree(drawing).iter("a"))
        assert kind == "columns" or links, kind
        for link in links:
            assert link.get("href") == href
            assert heard(link).startswith("Rabat"), kind
            assert link.get("lang") == "en"


def test_a_drawing_is_named_and_one_with_a_list_can_be_walked_through() -> None:
    for kind, drawing in each(words("Rabat"), "/place/rabat"):
        svg = next(tree(drawing).iter("svg"))
        title = next(svg.iter("title"))
        assert svg.get("aria-labelledby") == title.get("id")
        assert svg.get("role") == ("img" if kind == "columns" else "group"), kind
        lists = [one for one in svg.iter("g") if one.get("role") == "list"]
        assert [one.get("role") for held in lists for one in held] == ["listitem"] * sum(map(len, lists))


def test_an_image_says_its_numbers() -> None:
    svg = tree(columns({2021: 3, 2019: 1}, prefix="c", title=TITLE))

    told = next(svg.iter("desc"))
    assert (told.text, told.get("id")) == ("2019: 1; 2021: 3", svg.get("aria-describedby"))


def test_ids_begin_with_the_prefix_and_are_unique() -> None:
    for kind, drawing in each(words("x")):
        svg = next(tree(drawing).iter("svg"))
        ids = [one.get("id", "") for one in svg.iter() if one.get("id")]
        assert Counter(ids).most_common(1)[0][1] == 1, kind
        assert all(one == svg.get("id") or one.startswith(f"{svg.get('id')}-") for one in ids), kind


def test_nothing_has_a_style_or_a_script() -> None:
    for kind, drawing in each(words("x"), "/x"):
        names = {name for one in tree(drawing).iter() for name in one.attrib}
        assert not {name for name in names if name == "style" or name.startswith("on")}, kind


def test_the_same_values_give_the_same_drawing() -> None:
    assert [*each(words("Fès"), "/x")] == [*each(words("Fès"), "/x")]


def test_without_values_there_is_no_drawing() -> None:
    assert bars([], prefix="x", title=TITLE) == ""
    assert stacked([], prefix="x", title=TITLE) == ""
    assert columns({}, prefix="x", title=TITLE) == ""
    assert timeline([], prefix="x", title=TITLE) == ""
    assert landscape([], prefix="x", title=TITLE) == ""
    assert neighbourhood(TITLE, [], prefix="x", title=TITLE) == ""


def test_a_map_without_cities_is_an_image_of_the_coast() -> None:
    svg = next(tree(coast_map([], [], prefix="x", title=TITLE, bounds=(0, 0, 1, 1))).iter("svg"))

    assert svg.get("role") == "img"


@pytest.mark.parametrize(
    ("label", "way"),
    [
        (Label("Rabat"), "ltr"),
        (Label("الرباط"), "rtl"),
        (Label("2024 ورشة"), "rtl"),
        (Label("12 %"), "ltr"),
        (Label("AIWA هاكاثون", "ar"), "rtl"),
        (Label("الرباط", "ar-Latn", "ltr"), "ltr"),
        (Label("الرباط", dir="auto"), "rtl"),
    ],
)
def test_a_text_runs_as_it_says_or_as_its_language_or_letters_do(label: Label, way: str) -> None:
    assert direction(label) == way


@pytest.mark.parametrize(
    ("value", "reach", "anchor"),
    [
        ("Rabat", "right", "start"),
        ("Rabat", "left", "end"),
        ("الرباط", "right", "end"),
        ("الرباط", "left", "start"),
    ],
)
def test_a_line_goes_where_it_is_sent_in_both_scripts(value: str, reach: str, anchor: str) -> None:
    made = tree(line(Label(value, "ar"[: 2 * (value != "Rabat")]), x=0, y=0, reach=reach))

    assert made.get("text-anchor") == anchor


@given(anything, st.floats(20, 400))
def test_a_cut_text_has_room_and_is_a_beginning(value: str, room: float) -> None:
    short = cut(value, 12, room)

    assert short == value or width(short, 12) <= room
    assert value.startswith(short.removesuffix("…").rstrip() if short != value else value)


@given(st.text(max_size=120), st.integers(1, 4))
def test_a_wrapped_text_has_room_and_no_more_lines_than_it_may(value: str, most: int) -> None:
    broken = wrap(value, 12, 90, most)

    assert 1 <= len(broken) <= most
    assert all(width(one, 12) <= 90 for one in broken)
    if "…" not in "".join(broken):
        assert " ".join(broken).split() == value.split()


def test_marks_on_letters_take_no_room() -> None:
    assert width("مُعَلَّم", 10) == width("معلم", 10)
    assert width("漢字", 10) == 20


def test_a_name_that_is_cut_is_told_in_full() -> None:
    long = "A very long name of an institution of higher learning and research " * 3
    for kind, drawing in each(words(long), "/x"):
        root = tree(drawing)
        if kind != "columns":
            assert not any(long in one for one in texts(root)), kind
            assert all(long in heard(one) for one in root.iter("a")), kind
            assert any((one.text or "").startswith(long) for one in list(root.iter("title"))[1:]), kind


@given(st.text(max_size=60), st.floats(0, 300))
def test_what_is_cut_fits_and_no_less_is_kept_than_fits(text: str, room: float) -> None:
    kept = cut(text, 12, room)

    assert kept == text or text.startswith(kept.removesuffix("…").rstrip())
    if width(text, 12) <= room:
        assert kept == text
    elif kept != "…":
        assert width(kept, 12) <= room + 1e-6


def test_a_text_without_end_is_cut_at_once() -> None:
    assert width(cut("محمد " * 100_000, 12, 200), 12) <= 200
