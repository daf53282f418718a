"""Boxes, and how to find a free place for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from mkg.drawings.svg import Reach


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def grown(self, edge: float) -> "Box":
        """Give the box with an edge around it."""
        return Box(self.left - edge, self.top - edge, self.right + edge, self.bottom + edge)

    def holds(self, other: "Box") -> bool:
        """Tell whether another box is wholly in this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def with_(self, other: "Box") -> "Box":
        """Give the smallest box around two."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def mirrored(self, width: float) -> "Box":
        """Give its image in a drawing of a width that runs the other way."""
        return Box(width - self.right, self.top, width - self.left, self.bottom)


def around(x: float, y: float, reach: Reach, width: float, height: float) -> Box:
    """Give the box of a line of text whose middle is at the height of its point."""
    left = {"right": x, "middle": x - width / 2, "left": x - width}[reach]
    return Box(left, y - height / 2, left + width, y + height / 2)


def free(box: Box, taken: Iterable[Box]) -> bool:
    """Tell whether a box meets none of those that are there."""
    return not any(map(box.meets, taken))
