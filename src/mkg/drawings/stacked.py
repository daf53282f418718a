"""One bar in parts, each with its colour, its pattern and its line in the legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from mkg.drawings.flow import Flow
from mkg.drawings.labels import Label, Text, cut, width
from mkg.drawings.svg import SCREEN, Tone, element, entry, frame, line, listing, number, percent

SIZE, THICK, ROW, SWATCH = 13, 32, 30, 18

PATTERNS = (
    "",
    "M-2 6L6 -2M2 10L10 2",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M0 2H8M0 6H8",
    "M-2 2L6 10M2 -2L10 6",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
    "M0 0L8 8M8 0L0 8",
)
"""What is drawn over the colour of each part, in a square of 8: parts are told apart without colours too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the whole: its name, how much, its colour, how that is `shown`, a link if there is one."""

    label: Text
    value: float
    tone: Tone
    shown: str = ""
    href: str = ""

    @property
    def figure(self) -> str:
        """The number as people read it."""
        return self.shown or number(self.value)


def stacked(parts: Sequence[Part], *, prefix: str, title: Text, rtl: bool = False) -> Markup:
    """Draw parts as wide as their values (not below zero), and a legend; `rtl` runs from the right.

    No part, no drawing.
    """
    if not parts:
        return Markup("")
    whole = sum(max(0, part.value) for part in parts) or 1
    ends = list(accumulate((max(0, part.value) / whole for part in parts), initial=0.0))
    flow = Flow(rtl)
    fills = [f"url(#{prefix}-fill-{index})" for index in range(len(parts))]
    return frame(
        element("defs", *(pattern(f"{prefix}-fill-{i}", part.tone, i) for i, part in enumerate(parts))),
        *(
            element(
                "rect",
                x=flow.left(begin, end),
                width=percent(end - begin),
                height=THICK,
                fill=fill,
                class_="part",
            )
            for fill, begin, end in zip(fills, ends, ends[1:], strict=False)
        ),
        listing(
            row(part, fill, THICK + 10 + ROW * i, flow)
            for i, (part, fill) in enumerate(zip(parts, fills, strict=True))
        ),
        prefix=prefix,
        title=title,
        height=THICK + 10 + ROW * len(parts),
        class_="stacked",
    )


def pattern(name: str, tone: Tone, index: int) -> Markup:
    """Make the fill of a part: its colour, and lines of the paper's over it."""
    return element(
        "pattern",
        element("rect", width=8, height=8, class_=f"mark tone-{tone}"),
        element("path", d=PATTERNS[index % len(PATTERNS)], class_="hatch"),
        id=name,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    )


def row(part: Part, fill: str, top: float, flow: Flow) -> Markup:
    """Write the line of the legend for one part, `top` pixels below the edge."""
    room = SCREEN - SWATCH - 20 - width(part.figure, SIZE)
    name = Label(cut(part.label.value, SIZE, room), part.label.lang, part.label.dir)
    base = top + ROW / 2 + SIZE / 3
    # What begins at the edge is drawn from it: no share of the width is a number of pixels.
    edge = element(
        "svg",
        element(
            "rect",
            x=-SWATCH if flow.rtl else 0,
            y=top + (ROW - SWATCH) / 2,
            width=SWATCH,
            height=SWATCH,
            rx=3,
            fill=fill,
        ),
        line(name, x=-SWATCH - 8 if flow.rtl else SWATCH + 8, y=base, reach=flow.onward, size=SIZE),
        x=flow.at(0),
        class_="edge",
    )
    return entry(
        part.label,
        element("rect", y=top, width="100%", height=ROW, class_="reach"),
        edge,
        line(Label(part.figure), x=flow.at(1), y=base, reach=flow.back, size=SIZE, class_="figure"),
        href=part.href,
        shown=part.figure,
    )
