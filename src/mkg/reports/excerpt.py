"""The line of a source with its place underlined, as wide as terminals show it."""

import unicodedata

from rich.cells import cell_len

from mkg.reports.plain import visible

BEFORE, LENGTH = 40, 100
"""How many characters of a long line are shown before the place, and in all."""


def excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """Return a line, cut where it is long, and the carets that stand under its characters from `column` on.

    Tabs are kept in both, so that they line up whatever a tab is wide.
    """
    first = min(column - 1, len(line))
    start = _start(line, first) if len(line) > LENGTH else 0
    end = start + LENGTH
    before, under = _shown(line[start:first], cut=start > 0), visible(line[first : min(first + width, end)])
    rest = visible(line[min(first + width, end) : end], keep="\t")
    shown = before + under + rest + ("…" if end < len(line) else "")
    return shown, _blank(before) + "^" * max(1, cell_len(under))


def _start(line: str, first: int) -> int:
    start = max(0, min(first - BEFORE, len(line) - LENGTH))
    while start and unicodedata.combining(line[start]):
        start -= 1
    return start


def _shown(text: str, *, cut: bool) -> str:
    return ("…" if cut else "") + visible(text, keep="\t")


def _blank(text: str) -> str:
    return "\t".join(" " * cell_len(part) for part in text.split("\t"))
