"""Horizontal bars: a name and a number in a line, and below them how much that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from mkg.drawings.flow import Flow
from mkg.drawings.labels import Label, Text, width, wrap
from mkg.drawings.svg import (
    SCREEN,
    Tone,
    element,
    entry,
    frame,
    leading,
    line,
    lines,
    listing,
    number,
    percent,
)

SIZE, PAD, GAP, THICK = 13, 7, 7, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with its number, how that is `shown` if not in digits, and a link if there is one."""

    label: Text
    value: float
    shown: str = ""
    href: str = ""

    @property
    def figure(self) -> str:
        """The number as people read it."""
        return self.shown or number(self.value)

    @property
    def lines(self) -> list[str]:
        """The name, in the room that its number leaves on a small telephone."""
        return wrap(self.label.value, SIZE, SCREEN - width(self.figure, SIZE) - 12, 2)

    @property
    def height(self) -> float:
        """The height of its row in pixels."""
        return 2 * PAD + len(self.lines) * leading(SIZE) + GAP + THICK


def bars(rows: Sequence[Bar], *, prefix: str, title: Text, rtl: bool = False, tone: Tone = "teal") -> Markup:
    """Draw a bar for each row, the greatest as wide as the place; `rtl` draws them from the right.

    Values below zero are drawn as zero. No row, no drawing.
    """
    if not rows:
        return Markup("")
    most, flow = max(row.value for row in rows), Flow(rtl)
    tops = list(accumulate((row.height for row in rows), initial=0.0))
    drawn = (
        bar(row, max(0, row.value) / most if most > 0 else 0, top, flow, tone)
        for row, top in zip(rows, tops, strict=False)
    )
    return frame(listing(drawn), prefix=prefix, title=title, height=tops[-1], class_="bars")


def bar(row: Bar, share: float, top: float, flow: Flow, tone: Tone) -> Markup:
    """Draw one row, `top` pixels below the edge."""
    first, lowest = top + PAD + SIZE, top + row.height - PAD - THICK
    return entry(
        row.label,
        element("rect", y=top, width="100%", height=row.height, class_="reach"),
        lines(row.label, row.lines, x=flow.at(0), y=first, reach=flow.onward, size=SIZE),
        line(Label(row.figure), x=flow.at(1), y=first, reach=flow.back, size=SIZE, class_="figure"),
        element("rect", y=lowest, width="100%", height=THICK, rx=THICK / 2, class_="track"),
        element(
            "rect",
            x=flow.left(0, share),
            y=lowest,
            width=percent(share),
            height=THICK,
            rx=THICK / 2,
            class_=f"mark tone-{tone}",
        ),
        href=row.href,
        shown=row.figure,
    )
