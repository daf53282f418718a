"""Columns over years: how many of something there were in each, and in which there was none."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from mkg.drawings.flow import Flow, step
from mkg.drawings.labels import Label, Text, width
from mkg.drawings.svg import SCREEN, Tone, element, frame, line, percent

SIZE, TOP, PLOT, FOOT = 12, 20, 150, 24


def columns(
    points: Mapping[int, int], *, prefix: str, title: Text, rtl: bool = False, tone: Tone = "teal"
) -> Markup:
    """Draw a column for each year from the first to the last; `rtl` runs from the right.

    A year that is missing has its place and no column. Counts are not below zero; no year, no drawing.
    """
    if not points:
        return Markup("")
    chart = Chart(points, Flow(rtl), tone)
    return frame(
        *chart.levels(),
        *chart.marks(),
        *chart.years(),
        prefix=prefix,
        title=title,
        listed=False,
        height=TOP + PLOT + FOOT,
        class_="columns",
        summary="; ".join(f"{year}: {number}" for year, number in sorted(points.items())),
    )


class Chart:
    """Counts by year with the scales they are drawn on."""

    def __init__(self, points: Mapping[int, int], flow: Flow, tone: Tone) -> None:
        self.points, self.flow, self.tone = points, flow, tone
        self.span = range(min(points), max(points) + 1)
        self.most = max(1, *points.values())
        self.step = step(self.most, 4)
        self.top = -(-self.most // self.step) * self.step
        self.gutter = (width(str(self.top), SIZE) + 8) / SCREEN
        self.slot = (1 - self.gutter) / len(self.span)

    def height(self, number: int) -> float:
        """Tell how many pixels high a count is."""
        return PLOT * number / self.top

    def begin(self, year: int) -> float:
        """Tell at which share of the width the place of a year begins."""
        return self.gutter + self.slot * (year - self.span.start)

    def levels(self) -> Iterator[Markup]:
        """Draw the lines to read counts from, and their numbers."""
        for number in range(0, self.top + 1, self.step):
            y = TOP + PLOT - self.height(number)
            x1, x2 = self.flow.at(self.gutter), self.flow.at(1)
            yield element("line", x1=x1, x2=x2, y1=y, y2=y, class_="level" if number else "ground")
            yield line(
                Label(str(number)),
                x=self.flow.at(0),
                y=y + 4,
                reach=self.flow.onward,
                size=SIZE,
                class_="tick",
            )

    def marks(self) -> Iterator[Markup]:
        """Draw the columns, with their numbers over them where there is room."""
        roomy = self.slot * SCREEN >= width(str(self.most), SIZE)
        for year, number in sorted(self.points.items()):
            begin, high = self.begin(year), self.height(number)
            column = element(
                "rect",
                element("title", f"{year}: {number}"),
                x=self.flow.left(begin + 0.12 * self.slot, begin + 0.88 * self.slot),
                y=TOP + PLOT - high,
                width=percent(0.76 * self.slot),
                height=high,
                class_=f"mark tone-{self.tone}",
            )
            yield column
            if number and (roomy or number == self.most):
                yield self.over(year, Label(str(number)), TOP + PLOT - high - 5, "figure")

    def years(self) -> Iterable[Markup]:
        """Write years below the columns, as many as have room."""
        apart = step(len(self.span), int(SCREEN * (1 - self.gutter) / (width("2000", SIZE) + 8)))
        return (
            self.over(year, Label(str(year)), TOP + PLOT + 17, "tick")
            for year in self.span
            if year % apart == 0
        )

    def over(self, year: int, text: Label, y: float, class_: str) -> Markup:
        """Write a text in the middle of the place of a year."""
        x = self.flow.at(self.begin(year) + self.slot / 2)
        return line(text, x=x, y=y, reach="middle", size=SIZE, class_=class_)
