"""Things and the links between them: in columns, each link drawn from its subject to its object."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from mkg.drawings.labels import Label, Text, cut, direction, wrap
from mkg.drawings.svg import (
    SCREEN,
    TONES,
    Reach,
    Tone,
    element,
    entry,
    frame,
    leading,
    line,
    lines,
    listing,
    number,
)

SIZE, PAD, GAP, LINES, KEY = 11, 6, 8, 3, 20
ROOM = {1: 150, 2: 122, 3: 86}
"""How wide a box is, by how many columns there are."""

Tones = Mapping[str, Tone]


@dataclass(frozen=True, slots=True)
class Point:
    """A thing: a key that links name it by, its name, an address if it has one."""

    key: str
    label: Text
    href: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two points, by the key of its relation."""

    source: str
    target: str
    relation: str


@dataclass(slots=True)
class Box:
    """A point with its place: its column, and its upper edge in the drawing's unit."""

    point: Point
    column: int
    width: float
    y: float = 0
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = wrap(self.point.label.value, SIZE, self.width - 2 * PAD, LINES)

    @property
    def height(self) -> float:
        """How high it is."""
        return max(24, len(self.lines) * leading(SIZE) + 2 * PAD)

    @property
    def middle(self) -> float:
        """The height at which links meet it."""
        return self.y + self.height / 2


def links(
    points: Sequence[Point],
    joined: Sequence[Link],
    relations: Mapping[str, Text],
    *,
    prefix: str,
    title: Text,
    rtl: bool = False,
) -> Markup:
    """Draw points and links, up to a few dozen, with a key of the relations; `rtl` runs from the right.

    Links whose ends are no points are left out. No link, no drawing.
    """
    known = {point.key for point in points}
    drawn = [link for link in joined if {link.source, link.target} <= known]
    if not drawn:
        return Markup("")
    return Picture(points, drawn, relations, rtl=rtl).frame(prefix, title)


class Picture:
    """Boxes in columns, by how many links lead to them from those that nothing leads to."""

    def __init__(
        self, points: Sequence[Point], joined: Sequence[Link], relations: Mapping[str, Text], *, rtl: bool
    ) -> None:
        self.links, self.rtl, self.relations = joined, rtl, relations
        columns = depths([point.key for point in points], joined)
        self.count = max(columns.values()) + 1
        width = ROOM[self.count]
        self.boxes = {point.key: Box(point, columns[point.key], width) for point in points}
        self.step = (SCREEN - width - 2 * PAD) / max(1, self.count - 1)
        used = dict.fromkeys(link.relation for link in joined)
        self.tones: Tones = {each: TONES[min(place, len(TONES) - 1)] for place, each in enumerate(used)}
        self.order = {link.target: place for place, link in reversed([*enumerate(joined)])}
        self.foot = self.stack()

    def stack(self) -> float:
        """Place the boxes of each column near those that lead to them; return the height of all."""
        for column in range(self.count):
            y = float(GAP)
            for box in sorted((box for box in self.boxes.values() if box.column == column), key=self.wish):
                box.y = max(y, self.wish(box) - box.height / 2 if column else 0)
                y = box.y + box.height + GAP
        self.centre()
        return max(box.y + box.height for box in self.boxes.values()) + GAP

    def centre(self) -> None:
        """Move the first boxes, as far as their order lets them, amid those that they lead to."""
        y = float(GAP)
        for box in sorted((box for box in self.boxes.values() if not box.column), key=lambda box: box.y):
            behind = [self.boxes[link.target] for link in self.links if link.source == box.point.key]
            heights = [other.middle for other in behind if other.column]
            box.y = max(y, sum(heights) / len(heights) - box.height / 2 if heights else 0)
            y = box.y + box.height + GAP

    def wish(self, box: Box) -> float:
        """Tell at which height a box lies best: amid those before it, else in the order of its targets."""
        if not box.column:
            return min(
                self.order[link.target] for link in self.links if box.point.key in (link.source, link.target)
            )
        before = [self.boxes[link.source] for link in self.links if link.target == box.point.key]
        heights = [other.middle for other in before if other.column < box.column]
        return sum(heights) / len(heights) if heights else 0

    def left(self, box: Box) -> float:
        """Tell where the left edge of a box is."""
        x = PAD + box.column * self.step
        return SCREEN - x - box.width if self.rtl else x

    def frame(self, prefix: str, title: Text) -> Markup:
        """Draw all of it."""
        return frame(
            *map(self.curve, self.links),
            listing(map(self.entry, self.boxes.values())),
            *self.key(),
            prefix=prefix,
            title=title,
            width=SCREEN,
            height=self.foot + KEY * len(self.tones) + GAP,
            class_="links",
        )

    def entry(self, box: Box) -> Markup:
        """Draw a box with its name."""
        left = self.left(box)
        ground = element("rect", x=left, y=box.y, width=box.width, height=box.height, rx=5, class_="box")
        first = box.middle - (len(box.lines) - 1) * leading(SIZE) / 2 + SIZE / 3
        middle = left + box.width / 2
        name = lines(box.point.label, box.lines, x=middle, y=first, reach="middle", size=SIZE)
        return entry(box.point.label, ground, name, href=box.point.href)

    def curve(self, link: Link) -> Markup:
        """Draw a link as a curve with a head; one that leads back, or to its own column, goes around."""
        source, target = self.boxes[link.source], self.boxes[link.target]
        onward, sign = target.column > source.column, -1 if self.rtl else 1
        x1 = self.edge(source, after=True)
        x2 = self.edge(target, after=not onward)
        bend = abs(x2 - x1) / 2 + 4 if onward else 30 + 4 * (source.column - target.column)
        into = sign if onward else -sign
        path = (
            f"M{number(x1)} {number(source.middle)}C{number(x1 + sign * bend)} {number(source.middle)} "
            f"{number(x2 - into * bend)} {number(target.middle)} "
            f"{number(x2 - into * 4)} {number(target.middle)}"
        )
        head = f"M{number(x2)} {number(target.middle)}l{-6 * into} -3v6z"
        told = self.relations[link.relation].value
        spoken = element("title", f"{source.point.label.value} → {told} → {target.point.label.value}")
        tone = self.tones[link.relation]
        return element(
            "g",
            spoken,
            element("path", d=path, class_="curve"),
            element("path", d=head, class_="mark"),
            class_=f"tone-{tone}",
        )

    def edge(self, box: Box, *, after: bool) -> float:
        """Tell where links leave a box, or with `after=False` where they arrive."""
        return self.left(box) + (box.width if after != self.rtl else 0)

    def key(self) -> Iterator[Markup]:
        """Name the colours."""
        reach: Reach = "left" if self.rtl else "right"
        for place, (relation, tone) in enumerate(self.tones.items()):
            y = self.foot + place * KEY + KEY / 2
            begin, end = (SCREEN - 4, SCREEN - 24) if self.rtl else (4, 24)
            yield element("line", x1=begin, x2=end, y1=y, y2=y, class_=f"curve tone-{tone}")
            name = self.relations[relation]
            text = Label(cut(name.value, SIZE, SCREEN - 40), name.lang, direction(name))
            x = end + (-6 if self.rtl else 6)
            yield line(text, x=x, y=y + 4, reach=reach, size=SIZE, class_="tick")


def depths(keys: Sequence[str], joined: Sequence[Link]) -> dict[str, int]:
    """Tell the column of each key: 0 where nothing leads to it, else one more than what does; 2 at most."""
    onward: dict[str, list[str]] = defaultdict(list)
    for link in joined:
        if link.source != link.target:
            onward[link.source].append(link.target)
    led = {target for targets in onward.values() for target in targets}
    found: dict[str, int] = {}
    # In a circle nothing comes first: what has most links does.
    starts = [key for key in keys if key not in led] + sorted(keys, key=lambda key: -len(onward[key]))
    for start in starts:
        level = [] if start in found else [start]
        depth = 0
        while level:
            found |= dict.fromkeys(level, min(depth, len(ROOM) - 1))
            ahead = dict.fromkeys(target for key in level for target in onward[key])
            level = [key for key in ahead if key not in found]
            depth += 1
    return found
