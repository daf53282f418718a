"""The style sheet of the drawings: words and marks stand out from what is behind them, in light and dark."""

import re
from pathlib import Path

import pytest

import mkg
from drawn import each, tree, words
from mkg.drawings.svg import TONES

CSS = (Path(mkg.__file__).parent / "static" / "drawings.css").read_text(encoding="utf-8")
PAGE = (Path(mkg.__file__).parent / "static" / "mkg.css").read_text(encoding="utf-8")
PAIRS = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
SCHEMES = [{name: light for name, light, _ in PAIRS}, {name: dark for name, _, dark in PAIRS}]
THIN = 0.6
"""How much paper lies over the tint of an area within another."""


def channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def luminance(colour: list[float]) -> float:
    """Compute relative luminance (WCAG 2.2)."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | list[float], other: str | list[float]) -> float:
    """Compute the contrast ratio of two colours (WCAG 2.2)."""
    both = sorted(
        luminance(channels(colour) if isinstance(colour, str) else colour) for colour in (one, other)
    )
    return (both[1] + 0.05) / (both[0] + 0.05)


def over(upper: str, lower: str, opacity: float) -> list[float]:
    return [opacity * a + (1 - opacity) * b for a, b in zip(channels(upper), channels(lower), strict=True)]


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_words_stand_out_from_paper_sea_and_land(scheme: dict[str, str]) -> None:
    for ink in ("drawing-ink", "drawing-muted", "drawing-link"):
        assert contrast(scheme[ink], scheme["drawing-paper"]) >= 4.5, ink
    for ground in ("drawing-sea", "drawing-land"):
        assert contrast(scheme["drawing-ink"], scheme[ground]) >= 4.5, ground


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_marks_stand_out_from_paper_and_words_from_tints(scheme: dict[str, str], tone: str) -> None:
    tint = scheme[f"tint-{tone}"]

    assert contrast(scheme[f"tone-{tone}"], scheme["drawing-paper"]) >= 4.5
    assert contrast(scheme[f"tone-{tone}"], tint) >= 3
    for ink in ("drawing-ink", "drawing-muted"):
        assert contrast(scheme[ink], tint) >= 4.5, ink
        assert contrast(scheme[ink], over(scheme["drawing-paper"], tint, THIN)) >= 4.5, ink


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_dots_and_coasts_can_be_made_out_on_the_map(scheme: dict[str, str]) -> None:
    for ground in ("drawing-sea", "drawing-land"):
        assert contrast(over(scheme["tone-red"], scheme[ground], 0.8), scheme[ground]) >= 3, ground
        assert contrast(scheme["drawing-muted"], scheme[ground]) >= 3, ground


def test_the_paper_of_the_drawings_is_that_of_the_page() -> None:
    papers = re.findall(r"--paper: (#\w{6})", PAGE)

    assert [scheme["drawing-paper"] for scheme in SCHEMES] == papers[:2]


def test_each_tone_has_its_mark_and_its_tint() -> None:
    for tone in TONES:
        assert f".tone-{tone} {{ --tone: var(--tone-{tone}); }}" in CSS
        assert f".tint-{tone} {{ --tint: var(--tint-{tone}); --tone: var(--tone-{tone}); }}" in CSS


def test_the_opacity_over_tints_is_the_one_that_was_reckoned_with() -> None:
    assert f".inner {{ fill: var(--drawing-paper); fill-opacity: {str(THIN)[1:]}; }}" in CSS


def test_every_colour_is_the_system_s_where_colours_are_forced() -> None:
    forced = CSS[CSS.index("(forced-colors: active)") :]

    for name, *_ in PAIRS:
        assert re.search(rf"--{name}: (Canvas|CanvasText|LinkText|GrayText);", forced), name


def test_a_printed_drawing_is_light() -> None:
    assert re.search(r"@media print \{[^}]*color-scheme: light;", CSS)


def test_what_colours_a_drawing_is_in_the_style_sheet() -> None:
    coloured = {
        "mark",
        "track",
        "hatch",
        "part",
        "level",
        "stroke",
        "ray",
        "tie",
        "centre",
        "sea",
        "land",
        "dot",
        "area",
    }
    drawn = {
        name
        for _, drawing in each(words("x"), "/x")
        for one in tree(drawing).iter()
        for name in one.get("class", "").split()
    }
    assert coloured <= drawn
    assert all(f".{name}" in CSS for name in coloured)
