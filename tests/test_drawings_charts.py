"""Bars, columns, parts and timelines: lengths are as the values, and Arabic pages run from the right."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import TITLE, of_class, share, texts, tree, words
from mkg.drawings.bars import Bar, bars
from mkg.drawings.columns import columns
from mkg.drawings.flow import Flow, step
from mkg.drawings.labels import Label
from mkg.drawings.stacked import PATTERNS, Part, stacked
from mkg.drawings.svg import SCREEN, TONES
from mkg.drawings.timeline import Moment, extent, timeline, times

values = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(values, st.booleans())
def test_bars_are_as_long_as_their_values(numbers: list[int], rtl: bool) -> None:  # noqa: FBT001 hypothesis gives it
    rows = [Bar(Label(f"n{index}"), number) for index, number in enumerate(numbers)]
    marks = of_class(tree(bars(rows, prefix="b", title=TITLE, rtl=rtl)), "mark")

    most = max(numbers) or 1
    for number, mark in zip(numbers, marks, strict=True):
        assert share(mark, "width") == pytest.approx(100 * number / most, abs=0.01)
        assert share(mark, "x") == pytest.approx(100 - share(mark, "width") if rtl else 0, abs=0.02)


def test_a_bar_below_zero_is_none() -> None:
    marks = of_class(tree(bars([Bar(Label("a"), -4), Bar(Label("b"), 2)], prefix="b", title=TITLE)), "mark")

    assert [share(mark, "width") for mark in marks] == [0, 100]


def test_names_and_numbers_of_bars_are_at_opposite_edges() -> None:
    for rtl, edges in ((False, ("0%", "100%")), (True, ("100%", "0%"))):
        root = tree(bars([Bar(words("المغرب", "ar"), 3, "3 %")], prefix="b", title=TITLE, rtl=rtl))
        name, figure = of_class(root, "name")[0], of_class(root, "figure")[0]

        assert (name.get("x"), figure.get("x")) == edges
        assert name.get("text-anchor") == ("start" if rtl else "end")
        assert figure.get("text-anchor") == ("start" if rtl else "end")
        assert (name.get("lang"), name.get("direction"), figure.text) == ("ar", "rtl", "3 %")


def test_rows_of_bars_lie_below_each_other_and_are_high_enough_for_a_finger() -> None:
    rows = [Bar(Label("short"), 1), Bar(Label("a name that is long enough for two lines of it " * 2), 2)]
    svg = tree(bars(rows, prefix="b", title=TITLE))

    first, second = of_class(svg, "reach")
    assert float(first.get("height", 0)) >= 24
    assert float(first.get("y", 0)) + float(first.get("height", 0)) == float(second.get("y", 0))
    assert float(second.get("y", 0)) + float(second.get("height", 0)) == float(svg.get("height", 0))
    assert len(texts(svg)) == 5


@given(values, st.booleans())
def test_parts_fill_the_bar_side_by_side(numbers: list[int], rtl: bool) -> None:  # noqa: FBT001 hypothesis gives it
    parts = [Part(Label("x"), number, "blue") for number in numbers]
    drawn = of_class(tree(stacked(parts, prefix="s", title=TITLE, rtl=rtl)), "part")

    lefts, widths = [share(one, "x") for one in drawn], [share(one, "width") for one in drawn]
    assert sum(widths) == pytest.approx(100 if sum(numbers) else 0, abs=0.2)
    for number, wide in zip(numbers, widths, strict=True):
        assert wide == pytest.approx(100 * number / (sum(numbers) or 1), abs=0.02)
    assert lefts == sorted(lefts, reverse=rtl)


def test_each_part_has_its_own_pattern_and_the_same_in_the_legend() -> None:
    parts = [Part(Label(tone), 1, tone) for tone in TONES]
    root = tree(stacked(parts, prefix="s", title=TITLE))

    fills = [one.get("fill") for one in of_class(root, "part")]
    swatches = [one.get("fill") for one in root.iter("rect") if one.get("rx") == "3"]
    shapes = [next(one.iter("path")).get("d") for one in root.iter("pattern")]
    assert fills == swatches == [f"url(#{one.get('id')})" for one in root.iter("pattern")]
    assert len(set(shapes)) == len(TONES) == len(PATTERNS)
    assert texts(root)[::2] == list(TONES)


def test_columns_are_as_high_as_their_numbers() -> None:
    marks = of_class(tree(columns({2020: 10, 2021: 5, 2022: 0}, prefix="c", title=TITLE)), "mark")

    heights = [float(mark.get("height", 0)) for mark in marks]
    assert heights[0] == 2 * heights[1] > 0 == heights[2]
    assert {float(mark.get("y", 0)) + high for mark, high in zip(marks, heights, strict=True)} == {170}


@pytest.mark.parametrize("rtl", [False, True])
def test_missing_years_keep_their_place(*, rtl: bool) -> None:
    marks = of_class(tree(columns({2000: 1, 2001: 1, 2004: 1}, prefix="c", title=TITLE, rtl=rtl)), "mark")

    lefts = [share(mark, "x") for mark in marks]
    assert lefts[2] - lefts[1] == pytest.approx(3 * (lefts[1] - lefts[0]), abs=0.05)
    assert (lefts[0] > lefts[1]) == rtl


@given(st.dictionaries(st.integers(1900, 2100), st.integers(0, 5000), min_size=1, max_size=30))
def test_years_below_columns_do_not_meet_on_a_telephone(points: dict[int, int]) -> None:
    years = [
        one
        for one in of_class(tree(columns(points, prefix="c", title=TITLE)), "tick")
        if one.get("y") == "187"
    ]

    places = [share(one, "x") * SCREEN / 100 for one in years]
    assert all(right - left >= 36 for left, right in pairwise(places))
    assert all(min(points) <= int(one.text or "") <= max(points) for one in years)


def test_levels_reach_from_nothing_to_the_greatest_number() -> None:
    root = tree(columns({2020: 62, 2021: 3}, prefix="c", title=TITLE))

    assert [one.text for one in of_class(root, "tick")][:5] == ["0", "20", "40", "60", "80"]
    assert [one.text for one in of_class(root, "figure")] == ["62", "3"]


@given(st.floats(0.01, 1e6), st.integers(1, 20))
def test_a_step_is_round_and_the_smallest_that_is_enough(span: float, most: int) -> None:
    found = step(span, most)

    assert str(found).rstrip("0") in {"1", "2", "5"}
    assert found * most >= span
    assert found == 1 or span > most * found / 2.5


@pytest.mark.parametrize(
    ("date", "begin", "end"),
    [
        ("2021", 2021, 2022),
        ("2021-01", 2021, 2021 + 1 / 12),
        ("2021-12-31", 2021 + 11 / 12 + 30 / 372, 2022),
        ("2021-07-01T10:00:00Z", 2021.5, 2021.5 + 1 / 372),
    ],
)
def test_a_date_is_as_long_as_it_says(date: str, begin: float, end: float) -> None:
    assert extent(date) == pytest.approx((begin, end))


def test_an_end_before_the_beginning_is_not_believed() -> None:
    assert times(Moment(TITLE, "2021", "2019")) == (2021, 2022)
    assert times(Moment(TITLE, "2021", "soon")) == (2021, 2022)
    assert times(Moment(TITLE, "2021", "2023")) == (2021, 2024)


def test_what_has_no_date_is_not_drawn() -> None:
    moments = [Moment(Label("when?"), "soon"), Moment(Label("then"), "2021"), Moment(Label("20215"), "20215")]

    assert [one.text for one in of_class(tree(timeline(moments, prefix="t", title=TITLE)), "name")] == [
        "then"
    ]
    assert timeline(moments[:1], prefix="t", title=TITLE) == ""


@pytest.mark.parametrize("rtl", [False, True])
def test_moments_are_in_order_and_as_long_as_they_took(*, rtl: bool) -> None:
    moments = [Moment(Label("late"), "2024", "2025"), Moment(Label("early"), "2020", tone="red")]
    root = tree(timeline(moments, prefix="t", title=TITLE, rtl=rtl))

    early, late = of_class(root, "stroke")
    assert [one.text for one in of_class(root, "name")] == ["early", "late"]
    assert "tone-red" in early.get("class", "")
    assert (share(early, "x1") > share(late, "x1")) == rtl
    length = [abs(share(one, "x2") - share(one, "x1")) for one in (early, late)]
    assert length[1] == pytest.approx(2 * length[0], abs=0.05)


@pytest.mark.parametrize("rtl", [False, True])
def test_dates_are_written_where_there_is_more_room(*, rtl: bool) -> None:
    moments = [Moment(Label("first"), "2000"), Moment(Label("last"), "2020", shown="then")]
    root = tree(timeline(moments, prefix="t", title=TITLE, rtl=rtl))

    dates = of_class(root, "date")
    assert [one.text for one in dates] == ["2000", "then"]
    assert [one.get("text-anchor") for one in dates] == (["end", "start"] if rtl else ["start", "end"])
    assert [one.get("dx") for one in dates] == (["-10", "10"] if rtl else ["10", "-10"])


def test_a_flow_mirrors_places_and_ways() -> None:
    assert (Flow().at(0.25), Flow(rtl=True).at(0.25)) == ("25%", "75%")
    assert (Flow().left(0.2, 0.5), Flow(rtl=True).left(0.2, 0.5)) == ("20%", "50%")
    assert (Flow().onward, Flow(rtl=True).onward, Flow().back, Flow(rtl=True).back) == (
        "right",
        "left",
        "left",
        "right",
    )
