"""The way a drawing runs: from the left, or mirrored, from the right."""

from dataclasses import dataclass
from itertools import count

from mkg.drawings.svg import Reach, percent


@dataclass(frozen=True, slots=True)
class Flow:
    """Where shares of the width are, and which way texts go from there."""

    rtl: bool = False

    @property
    def onward(self) -> Reach:
        """The way of texts that begin at their point."""
        return "left" if self.rtl else "right"

    @property
    def back(self) -> Reach:
        """The way of texts that end at their point."""
        return "right" if self.rtl else "left"

    def at(self, share: float) -> str:
        """Place a share of the width, counted from where the drawing begins."""
        return percent(1 - share if self.rtl else share)

    def left(self, begin: float, end: float) -> str:
        """Place the left edge of what lies between two shares of the width."""
        return self.at(end if self.rtl else begin)


def step(span: float, most: int) -> int:
    """Find the smallest round step (1, 2, 5, 10, …) that divides a span into so many parts at most."""
    rounds = (digit * int(10**power) for power in count() for digit in (1, 2, 5))
    return next(round_ for round_ in rounds if span <= round_ * max(1, most))
