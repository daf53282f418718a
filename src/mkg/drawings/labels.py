"""Texts in any language, and how much room they take: that of a wide sans serif, so that nothing overlaps."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from typing import Literal, Protocol

ELLIPSIS = "…"

Direction = Literal["ltr", "rtl"]

WIDTHS = {
    **dict.fromkeys("ijlIJ'’|.,:; ", 0.33),
    **dict.fromkeys('ftr-()[]/\\!"', 0.42),
    **dict.fromkeys("ckszxyv", 0.59),
    **dict.fromkeys("ABCEFKLPRSTVXYZ", 0.7),
    **dict.fromkeys("DGHNOQUw", 0.82),
    **dict.fromkeys("اأإآ", 0.35),
    **dict.fromkeys("سشصضـ", 1.1),
    **dict.fromkeys("mMW@%&—…", 1.0),
}
"""Width of a character in em; others take `USUAL`, `WIDE` in East Asia, nothing where they sit on another."""

USUAL, WIDE = 0.64, 1.0

RIGHT_TO_LEFT = {"ar", "ary", "fa", "he", "ur"}


class Text(Protocol):
    """A text with its language; `dir` is "ltr", "rtl", or else is found out."""

    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def lang(self) -> str: ...  # noqa: D102
    @property
    def dir(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Label:
    """A text, its language tag and its direction; both may be left unsaid."""

    value: str
    lang: str = ""
    dir: str = ""


def direction(text: Text) -> Direction:
    """Tell which way a text runs: as it says, else as its language does, else as its first letter does."""
    if text.dir in {"ltr", "rtl"}:
        return "rtl" if text.dir == "rtl" else "ltr"
    if text.lang:
        return "rtl" if text.lang.lower().partition("-")[0] in RIGHT_TO_LEFT else "ltr"
    kinds = (unicodedata.bidirectional(character) for character in text.value)
    return "rtl" if next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L" else "ltr"


def width(text: str, size: float) -> float:
    """Estimate the width of a line of text at a font size, in the unit of the size; rather too much."""
    return size * sum(map(width_of_character, text))


@cache
def width_of_character(character: str) -> float:
    """Estimate the width of one character in em."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return WIDTHS.get(character, WIDE if wide else USUAL)


def cut(text: str, size: float, room: float) -> str:
    """Shorten a line of text, with an ellipsis, to the room there is."""
    reached = [*accumulate(map(width_of_character, text))]
    if not reached or size * reached[-1] <= room:
        return text
    # Nothing is narrower than nothing: the reach of a text only grows.
    kept = bisect_right(reached, room / size - width_of_character(ELLIPSIS))
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, lines: int) -> list[str]:
    """Break a text at its spaces into so many lines at most; what is left over is cut."""
    words, broken = text.split(), [""]
    for position, word in enumerate(words):
        longer = f"{broken[-1]} {word}".strip()
        if not broken[-1] or width(longer, size) <= room:
            broken[-1] = longer
        elif len(broken) < lines:
            broken.append(word)
        else:
            broken[-1] = " ".join(chain([broken[-1]], words[position:]))
            break
    return [cut(line, size, room) for line in broken]
