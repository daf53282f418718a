"""What happened when: a row for each moment or time, all on one scale of years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor

from markupsafe import Markup

from mkg.drawings.flow import Flow, step
from mkg.drawings.labels import Label, Text, width, wrap
from mkg.drawings.svg import SCREEN, Tone, element, entry, frame, leading, line, lines, listing

SIZE, SMALL, PAD, TRACK, AXIS, MARGIN = 13, 12, 5, 24, 26, 0.06

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something at a date, or from `start` to `end`: dates as in `2021`, `2021-05` or `2021-05-03`.

    `shown` is the date as people read it. Without a date to begin with it is not drawn.
    """

    label: Text
    start: str
    end: str = ""
    shown: str = ""
    href: str = ""
    tone: Tone = "teal"

    @property
    def figure(self) -> str:
        """The date as people read it."""
        return self.shown or " – ".join(dict.fromkeys(filter(None, (self.start, self.end))))

    @property
    def lines(self) -> list[str]:
        """The name in lines, as wide as a small telephone."""
        return wrap(self.label.value, SIZE, SCREEN, 2)

    @property
    def height(self) -> float:
        """The height of its row in pixels."""
        return 2 * PAD + len(self.lines) * leading(SIZE) + TRACK


def extent(date: str) -> tuple[float, float] | None:
    """Give the beginning and the end of a year, month or day, in years; None where there is no date.

    >>> extent("2021-07")
    (2021.5, 2021.5833333333333)
    """
    match = DATE.match(date)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    begin = year + max(0, month - 1) / 12 + max(0, day - 1) / 372
    return begin, begin + (1 / 372 if day else 1 / 12 if month else 1)


def times(moment: Moment) -> tuple[float, float] | None:
    """Give the beginning and the end of a moment in years; an end before the beginning is the beginning's."""
    first, last = extent(moment.start), extent(moment.end)
    return first and (first[0], max(first[1], last[1] if last else 0))


def timeline(moments: Sequence[Moment], *, prefix: str, title: Text, rtl: bool = False) -> Markup:
    """Draw moments in the order of their beginnings; `rtl` runs from the right. No moment, no drawing."""
    timed = [(time, moment) for moment in moments if (time := times(moment))]
    timed.sort(key=lambda pair: pair[0])
    if not timed:
        return Markup("")
    tops = list(accumulate((moment.height for _, moment in timed), initial=AXIS))
    scale = Scale([time for time, _ in timed], Flow(rtl))
    rows = (row(scale, time, moment, top) for (time, moment), top in zip(timed, tops, strict=False))
    axis = scale.axis(tops[-1])
    return frame(*axis, listing(rows), prefix=prefix, title=title, height=tops[-1], class_="timeline")


class Scale:
    """Whole years from the first to the last, laid over the width."""

    def __init__(self, times: Sequence[tuple[float, float]], flow: Flow) -> None:
        self.first = floor(min(begin for begin, _ in times))
        self.last = ceil(max(end for _, end in times))
        self.flow = flow

    def share(self, year: float) -> float:
        """Tell at which share of the width a time is."""
        return MARGIN + (1 - 2 * MARGIN) * (year - self.first) / (self.last - self.first)

    def axis(self, height: float) -> Iterator[Markup]:
        """Draw the lines of the years, and write as many of them as have room."""
        apart = step(self.last - self.first, int(SCREEN / (width("2000", SMALL) + 14)))
        for year in range(self.first, self.last + 1):
            if year % apart == 0:
                x = self.flow.at(self.share(year))
                yield element("line", x1=x, x2=x, y1=AXIS - 6, y2=height, class_="level")
                yield line(Label(str(year)), x=x, y=SIZE, reach="middle", size=SMALL, class_="tick")


def row(scale: Scale, time: tuple[float, float], moment: Moment, top: float) -> Markup:
    """Draw one moment, `top` pixels below the edge: a dot or a bar as long as it took, and its date."""
    begin, end = map(scale.share, time)
    flow, y = scale.flow, top + moment.height - PAD - TRACK / 2
    after = 1 - end > begin
    reach = flow.onward if after else flow.back
    return entry(
        moment.label,
        element("rect", y=top, width="100%", height=moment.height, class_="reach"),
        lines(moment.label, moment.lines, x=flow.at(0), y=top + PAD + SIZE, reach=flow.onward, size=SIZE),
        element("line", x1=flow.at(begin), x2=flow.at(end), y1=y, y2=y, class_=f"stroke tone-{moment.tone}"),
        line(
            Label(moment.figure),
            x=flow.at(end if after else begin),
            dx=10 if reach == "right" else -10,
            y=y + 4,
            reach=reach,
            size=SMALL,
            class_="date",
        ),
        href=moment.href,
        shown=moment.figure,
    )
