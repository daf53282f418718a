"""Classes and what joins them: a column for each class, a row for each property, from rings to dots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from mkg.drawings.labels import Text, width, wrap
from mkg.drawings.svg import SCREEN, Reach, Tone, Value, element, entry, frame, leading, line, lines, listing

SIZE, SMALL = 11, 10
STEP, ROW, FOOT = 17, 22, 8
"""How much higher each name of a class stands than that of the one before; how high a row is; room below."""
ROOM, GAP = 100, 6
"""How wide the names of properties may be, and how far texts are from lines."""
RING, DOT = 3.6, 3.9


@dataclass(frozen=True, slots=True)
class Column:
    """A class: a key that rows name it by, its name, short names of what it specialises, an address."""

    key: str
    label: Text
    above: Sequence[str] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A property: its name, the keys of the classes that it leads from and to, an address."""

    label: Text
    sources: frozenset[str]
    targets: frozenset[str]
    href: str = ""
    tone: Tone = "teal"
    lines: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.lines.extend(wrap(self.label.value, SIZE, ROOM, 2))

    @property
    def height(self) -> float:
        """How high it is."""
        return max(ROW, len(self.lines) * leading(SIZE) + 6)


def diagram(
    columns: Sequence[Column], rows: Sequence[Row], *, prefix: str, title: Text, rtl: bool = False
) -> Markup:
    """Draw up to two dozen classes and the properties between them; `rtl` begins at the right.

    Marks for keys that are no column's are left out, and so are rows without a mark. No row, no drawing.
    """
    keys = {column.key for column in columns}
    kept = [row for row in rows if keys & (row.sources | row.targets)]
    if not kept:
        return Markup("")
    return Picture(columns, kept, rtl=rtl).frame(prefix, title)


class Picture:
    """Where everything is: columns stand side by side, each name a step higher than the one before it."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], *, rtl: bool) -> None:
        self.columns, self.rows, self.rtl = columns, rows, rtl
        self.before: Reach = "right" if rtl else "left"
        self.after: Reach = "left" if rtl else "right"
        pitch = (SCREEN - ROOM - 2 * GAP) / len(columns)
        self.at = {column.key: ROOM + GAP + pitch * (index + 0.5) for index, column in enumerate(columns)}
        self.top = STEP * len(columns) + GAP
        self.foot = self.top + sum(row.height for row in rows)

    def x(self, at: float) -> float:
        """Mirror a place where reading begins at the right."""
        return SCREEN - at if self.rtl else at

    def frame(self, prefix: str, title: Text) -> Markup:
        """Draw all of it."""
        return frame(
            listing([*self.heads(), *self.entries()]),
            prefix=prefix,
            title=title,
            width=SCREEN,
            height=self.foot + FOOT,
            class_="diagram",
        )

    def heads(self) -> Iterator[Markup]:
        """Draw the classes: a name, and the line down from it."""
        for index, column in enumerate(self.columns):
            at, y = self.at[column.key], (len(self.columns) - index - 0.5) * STEP
            x = self.x(at)
            path = f"M{self.x(at - GAP + 2):.1f} {y:.1f}L{x:.1f} {y:.1f}V{self.foot + 4:.1f}"
            name = line(column.label, x=self.x(at - GAP), y=y + 4, reach=self.before, size=SIZE)
            yield entry(
                column.label,
                element("path", d=path, class_="column"),
                self.reach(0, at, y - STEP / 2, STEP),
                name,
                *self.aside(column, at - GAP - width(column.label.value, SIZE) - GAP, y + 4),
                href=column.href,
                shown=", ".join(column.above),
            )

    def aside(self, column: Column, room: float, y: float) -> Iterator[Markup]:
        """Write before the name what the class specialises: as much as there is room for."""
        for many in range(len(column.above), 0, -1):
            text = ", ".join(column.above[:many])
            if width(text, SMALL) <= room:
                place: dict[str, Value] = {"x": self.x(room), "y": y, "class_": "above", "font_size": SMALL}
                yield element(
                    "text", text, text_anchor="start" if self.rtl else "end", direction="ltr", **place
                )
                return

    def entries(self) -> Iterator[Markup]:
        """Draw the properties below each other."""
        y = float(self.top)
        for row in self.rows:
            yield self.entry(row, y)
            y += row.height

    def entry(self, row: Row, top: float) -> Markup:
        """Draw a property: its name, a line, a ring on each class that has it, a dot on each it leads to."""
        y = top + row.height / 2
        first = y - (len(row.lines) - 1) * leading(SIZE) / 2 + SIZE / 3
        places = [self.at[key] for key in (row.sources | row.targets) & self.at.keys()]
        begin, end = self.x(min(places)), self.x(max(places))
        return entry(
            row.label,
            self.reach(0, SCREEN, top, row.height),
            lines(row.label, row.lines, x=self.x(0), y=first, reach=self.after, size=SIZE),
            element("line", x1=begin, x2=end, y1=y, y2=y, class_="join"),
            *self.marks(row, y),
            href=row.href,
            shown=f"{self.named(row.sources)} → {self.named(row.targets)}",
            class_=f"entry tone-{row.tone}",
        )

    def marks(self, row: Row, y: float) -> Iterator[Markup]:
        """Draw rings and dots; on a class that it leads from and to, a dot in a ring."""
        for key, at in self.at.items():
            if key in row.sources:
                yield element("circle", cx=self.x(at), cy=y, r=RING, class_="ring")
            if key in row.targets:
                size = DOT / 2 if key in row.sources else DOT
                yield element("circle", cx=self.x(at), cy=y, r=size, class_="mark")

    def named(self, keys: frozenset[str]) -> str:
        """Name classes, in their order; an ellipsis where they are none of these."""
        return ", ".join(column.label.value for column in self.columns if column.key in keys) or "…"

    def reach(self, start: float, end: float, y: float, height: float) -> Markup:
        """Give the area that a pointer may touch."""
        left = min(self.x(start), self.x(end))
        return element("rect", x=left, y=y, width=end - start, height=height, class_="reach")
