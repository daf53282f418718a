"""Where the names of dots are written, so that none covers another name, a dot or the line to a dot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin

from mkg.drawings.labels import Text, width
from mkg.drawings.placing import Box, around, free
from mkg.drawings.svg import Reach

SIZE, BOLD, FINGER = 12, 13, 24
"""The size of letters, that at which bold ones are as wide, and how much height a finger wants."""
CLEAR = 5
"""How far from other dots a name is clear."""
FAR = (22, 34, 48, 64, 82, 102, 124, 148)
"""How far from its dot a name may be, at the end of a line."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Dot:
    """Something with a name at a point, as a dot of a radius; each is itself alone."""

    label: Text
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The room of the dot."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)

    def near(self) -> Iterator["Name"]:
        """Give the places for its name beside it, the best first."""
        beside, over = self.radius + 4, self.radius + 9
        sides: tuple[tuple[int, Reach], ...] = ((1, "right"), (-1, "left"))
        for down in (0, 0.55, 0.85):
            for sign, reach in sides:
                across = sign * (0.8 * self.radius + 2 if down else beside)
                for up in (-1, 1) if down else (0,):
                    yield Name(self, self.x + across, self.y + up * down * over, reach)
        yield from (Name(self, self.x, self.y + up * over, "middle") for up in (-1, 1))

    def far(self) -> Iterator["Name"]:
        """Give the places for its name at the end of a line, the nearest first."""
        for away in FAR:
            for turn in range(36):
                x, y = away * cos(turn * pi / 18), away * sin(turn * pi / 18)
                if abs(x) > away / 3:
                    yield Name(self, self.x + x, self.y + y, "right" if x > 0 else "left", threaded=True)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a dot from a point on, with a line from the dot to the point if it is `threaded`."""

    dot: Dot
    x: float
    y: float
    reach: Reach
    threaded: bool = False

    @property
    def text(self) -> Box:
        """The room of its letters."""
        return around(self.x, self.y, self.reach, width(self.dot.label.value, BOLD), 1.2 * SIZE)

    @property
    def target(self) -> Box:
        """The room that a finger may touch."""
        return around(self.x, self.y, self.reach, width(self.dot.label.value, BOLD), FINGER)

    @property
    def thread(self) -> tuple[Point, Point]:
        """The line from its dot; of no length where it is beside it."""
        end = (self.x, self.y) if self.threaded else (self.dot.x, self.dot.y)
        return (self.dot.x, self.dot.y), end


def named(dots: Sequence[Dot], view: Box) -> list[Name]:
    """Place the names that have room in a view: beside their dots, else far off, else where they may mislead.

    Each time the first dots come first; names are given in the order of their dots.
    """
    names: dict[Dot, Name] = {}
    for places, clear in ((Dot.near, CLEAR), (Dot.far, CLEAR), (Dot.near, 0)):
        for dot in dots:
            others = [other.box for other in dots if other is not dot]
            fitting = (name for name in places(dot) if view.holds(name.target) and alone(name, others, clear))
            if dot not in names and (
                name := next((one for one in fitting if apart(one, names.values())), None)
            ):
                names[dot] = name
    return [names[dot] for dot in dots if dot in names]


def alone(name: Name, dots: Sequence[Box], clear: float) -> bool:
    """Tell whether a name keeps clear of other dots, and its line of those that do not meet its own dot."""
    return free(name.text.grown(clear), dots) and not any(
        touches(name.thread, dot) for dot in dots if name.threaded and not dot.meets(name.dot.box)
    )


def apart(name: Name, names: Iterable[Name]) -> bool:
    """Tell whether a name and its line keep clear of other names and their lines."""
    return not any(
        name.target.meets(other.target)
        or touches(name.thread, other.text)
        or touches(other.thread, name.text)
        or cross(name.thread, other.thread)
        for other in names
    )


def touches(thread: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line touches a box."""
    (x1, y1), (x2, y2) = thread
    steps = max(1, int(dist(*thread) / 3))
    points = ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1))
    return any(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in points)


def cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Tell whether two lines cross."""
    return side(*one, other[0]) * side(*one, other[1]) < 0 and side(*other, one[0]) * side(*other, one[1]) < 0


def side(start: Point, end: Point, point: Point) -> float:
    """Tell on which side of a line a point is, by the sign."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
