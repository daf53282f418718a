"""A text that was checked, line by line: what is at fault marked in it, what is said of it below."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mkg.reports.plain import visible

WHOLE = 1000
"""Up to so many lines a text is shown whole; of a longer one, what is around its faults."""

AROUND = 3
"""Lines shown before and after a fault of a long text."""

LONG = 400
"""Characters of a line that are shown at most."""

_WORST = ("violation", "warning", "info")

Found = dict[str, Any]
"""A finding as `report.schema.json` has it."""


@dataclass(frozen=True)
class Line:
    """A line: its number, its pieces each with the severity of its worst fault, and what is found in it.

    Before one that is `apart` lines are left out.
    """

    number: int
    pieces: list[tuple[str, str]]
    found: list[Found]
    apart: bool


def lines(text: str, path: str, findings: Sequence[Found]) -> Iterator[Line]:
    """Go through the lines of a text with what was found in it, under the path by which it is told."""
    written = re.split(r"\r\n|\r|\n", text)
    at: dict[int, list[Found]] = defaultdict(list)
    for each in findings:
        place = each["place"]
        if place and place["path"] == path and place["line"]:
            at[min(place["line"], len(written))].append(each)
    if not written[-1] and len(written) not in at:
        written.pop()
    last = 0
    for number in _shown(len(written), at):
        yield Line(number, _pieces(written[number - 1], at[number]), at[number], number != last + 1)
        last = number


def _shown(count: int, at: dict[int, list[Found]]) -> list[int]:
    if count <= WHOLE:
        return [*range(1, count + 1)]
    near = {number for fault in at for number in range(fault - AROUND, fault + AROUND + 1)}
    return sorted(near & {*range(1, count + 1)})


def _pieces(line: str, found: Sequence[Found]) -> list[tuple[str, str]]:
    """Cut a line where faults begin and end."""
    spans = [(*_span(each, len(line)), each["severity"]) for each in found]
    start = max(0, min((begin for begin, _, _ in spans), default=0) - LONG // 4) if len(line) > LONG else 0
    end = start + LONG
    # Where a text breaks off, there is nothing to mark but its end.
    shown = line[:end] + " " * any(stop > len(line) for _, stop, _ in spans)
    cuts = sorted(
        {start, min(end, len(shown)), *(min(end, max(start, at)) for span in spans for at in span[:2])}
    )
    pieces = [(visible(shown[a:b], keep="\t"), _severity(a, b, spans)) for a, b in pairwise(cuts)]
    return [("…", "")] * (start > 0) + pieces + [("…", "")] * (end < len(line))


def _span(found: Found, length: int) -> tuple[int, int]:
    begin = min(found["place"]["column"] - 1, length)
    return begin, begin + max(1, found["place"]["width"])


def _severity(start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    over = {severity for begin, stop, severity in spans if begin < end and start < stop}
    return next((severity for severity in _WORST if severity in over), "")
