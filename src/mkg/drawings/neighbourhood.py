"""A thing in the middle, and around it what it is joined to, in groups to its left and right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import sqrt

from markupsafe import Markup

from mkg.drawings.labels import Text, wrap
from mkg.drawings.placing import Box, around
from mkg.drawings.svg import SCREEN, Reach, Tone, element, entry, frame, leading, lines, listing

MIDDLE = SCREEN / 2
SIZE, BOLD = 11, 12
"""The size of letters, and that at which bold ones are as wide."""
ROUND, FLAT = 56, 1.25
"""How far nodes are from the middle, and how much higher than the drawing their ellipse is."""
PILL, PAD, MARGIN, BEFORE = 96, 7, 4, 10
ROOM = MIDDLE - ROUND - BEFORE - 2


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour: a key that edges name it by, its name, a link if there is one."""

    key: str
    label: Text
    href: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours of one kind or by one relation, with its name and colour."""

    label: Text
    nodes: Sequence[Node]
    tone: Tone


@dataclass(frozen=True, slots=True)
class Row:
    """A neighbour, or the name of a group over its neighbours; `y` is its middle, in the drawing's unit."""

    group: Group
    node: Node | None
    side: Reach = "left"
    y: float = 0

    @property
    def text(self) -> Text:
        """Its name."""
        return self.node.label if self.node else self.group.label

    @property
    def lines(self) -> list[str]:
        """Its name in lines."""
        return wrap(self.text.value, SIZE, ROOM, 3)

    @property
    def height(self) -> float:
        """How much height it takes."""
        return max(26, len(self.lines) * leading(SIZE) + 10)


def neighbourhood(
    centre: Text,
    groups: Sequence[Group],
    *,
    prefix: str,
    title: Text,
    edges: Iterable[tuple[str, str]] = (),
    rtl: bool = False,
) -> Markup:
    """Draw neighbours, up to about two dozen, around a thing; `edges` join them by their keys.

    The first groups are where reading begins: on the left, or with `rtl` on the right. Nobody, no drawing.
    """
    if not any(group.nodes for group in groups):
        return Markup("")
    picture = Picture(centre, [group for group in groups if group.nodes], rtl=rtl)
    return frame(
        *picture.rays(),
        *picture.ties(edges),
        *picture.pill(),
        listing(map(picture.entry, picture.rows)),
        prefix=prefix,
        title=title,
        width=SCREEN,
        height=picture.height,
        class_="neighbourhood",
    )


def halves(groups: Sequence[Group]) -> tuple[list[Row], list[Row]]:
    """Share the rows between two sides of about the same height, best between two groups.

    A group that is on both sides has its name on both.
    """
    rows = [
        row for group in groups for row in [Row(group, None), *(Row(group, node) for node in group.nodes)]
    ]
    ends = [0.0, *accumulate(row.height for row in rows)]

    def badness(cut: int) -> float:
        inside = cut < len(rows) and rows[cut].node is not None
        alone = cut > 0 and rows[cut - 1].node is None
        return abs(2 * ends[cut] - ends[-1]) + 120 * inside + 1000 * alone

    best = min(range(1, len(rows) + 1), key=badness)
    first, second = rows[:best], rows[best:]
    if second and second[0].node:
        second = [Row(second[0].group, None), *second]
    return first, second


class Picture:
    """Where everything is."""

    def __init__(self, centre: Text, groups: Sequence[Group], *, rtl: bool) -> None:
        self.centre = centre
        self.lines = wrap(centre.value, BOLD, PILL - 2 * PAD, 6)
        sides = halves(groups)
        tall = [sum(row.height for row in side) for side in sides]
        self.height = max(*tall, len(self.lines) * leading(SIZE) + 4 * PAD) + 2 * MARGIN
        ways: tuple[Reach, Reach] = ("right", "left") if rtl else ("left", "right")
        self.rows = [
            row
            for side, way, high in zip(sides, ways, tall, strict=True)
            for row in stacked(side, way, (self.height - high) / 2)
        ]
        self.at = {row.node.key: row for row in self.rows if row.node}

    def x(self, row: Row) -> float:
        """Place a row on the ellipse around the middle."""
        off = (row.y - self.height / 2) / (self.height / 2 * FLAT)
        away = ROUND * sqrt(max(0, 1 - off * off))
        return MIDDLE - away if row.side == "left" else MIDDLE + away

    def box(self, row: Row) -> Box:
        """Give what the name of a row may cover."""
        gap = -BEFORE if row.side == "left" else BEFORE
        return around(self.x(row) + gap, row.y, row.side, ROOM, row.height)

    def rays(self) -> Iterator[Markup]:
        """Draw the lines from the middle to each neighbour."""
        for row in self.at.values():
            x, y = self.x(row), self.height / 2
            bend = MIDDLE + (x - MIDDLE) / 3
            path = element(
                "path", d=curve((MIDDLE, y), (bend, row.y), (x, row.y)), class_=f"ray tone-{row.group.tone}"
            )
            yield path

    def ties(self, edges: Iterable[tuple[str, str]]) -> Iterator[Markup]:
        """Draw the lines between neighbours."""
        for one, other in edges:
            if one in self.at and other in self.at and one != other:
                ends = [(self.x(row), row.y) for row in (self.at[one], self.at[other])]
                bend = MIDDLE + (ends[0][0] + ends[1][0] - 2 * MIDDLE) / 8
                yield element(
                    "path", d=curve(ends[0], (bend, (ends[0][1] + ends[1][1]) / 2), ends[1]), class_="tie"
                )

    def pill(self) -> Iterator[Markup]:
        """Draw the thing in the middle."""
        high = len(self.lines) * leading(SIZE) + 2 * PAD
        top = (self.height - high) / 2
        yield element("rect", x=MIDDLE - PILL / 2, y=top, width=PILL, height=high, rx=12, class_="centre")
        yield lines(
            self.centre,
            self.lines,
            x=MIDDLE,
            y=top + PAD + SIZE,
            reach="middle",
            size=SIZE,
            class_="centre-name",
        )

    def entry(self, row: Row) -> Markup:
        """Draw a row: a dot and a name, or the name of a group."""
        box, x = self.box(row), self.x(row)
        edge = box.right if row.side == "left" else box.left
        first = row.y - len(row.lines) * leading(SIZE) / 2 + SIZE
        written = lines(
            row.text,
            row.lines,
            x=edge,
            y=first,
            reach=row.side,
            size=SIZE,
            class_="name" if row.node else "group",
        )
        if not row.node:
            return entry(row.text, written)
        dot = element("circle", cx=x, cy=row.y, r=5, class_=f"mark tone-{row.group.tone}")
        touched = box.with_(Box(x - 5, row.y - 5, x + 5, row.y + 5))
        reach = element(
            "rect", x=touched.left, y=touched.top, width=touched.width, height=touched.height, class_="reach"
        )
        return entry(row.text, reach, dot, written, href=row.node.href)


def stacked(rows: Iterable[Row], side: Reach, top: float) -> Iterator[Row]:
    """Place rows below each other on a side."""
    for row in rows:
        yield replace(row, side=side, y=top + row.height / 2)
        top += row.height


def curve(start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float]) -> str:
    """Write a path from a point to another, bent towards a third."""
    points = [f"{x:.1f} {y:.1f}" for x, y in (start, bend, end)]
    return "M{} Q{} {}".format(*points)
