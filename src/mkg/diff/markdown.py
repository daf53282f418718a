"""The difference as Markdown, for a comment on a change: short enough to be posted, nothing in it to act.

Whatever comes from the data stands in fenced blocks, in which Markdown, HTML and @mentions mean nothing.
https://github.github.com/gfm/#fenced-code-blocks
"""

import re

from mkg.diff.changes import Diff
from mkg.diff.text import Line, Section, Unit, sections, side, summary
from mkg.diff.words import Words, count

LIMIT = 60_000
"""How many characters are written by default; a comment on GitHub holds 65,536."""

LEAST = 2_000
"""A limit below which there is room for nothing."""

_SIGNS = {"~": "!", "?": "#", "": " "}  # as a block of `diff` is coloured
_HEAD = 200  # title, fences and what was left out


def write(diff: Diff, words: Words, *, rows: int, whole: bool = False, limit: int = LIMIT) -> str:
    """Write a difference as Markdown of at most `limit` characters, what was left out told in figures."""
    sides = f"{_code(side(diff.before.side))} → {_code(side(diff.after.side))}"
    said = summary(diff)
    text = f"**{said[:1].upper()}{said[1:]}** ({sides})\n"
    found = sections(diff, words, rows=rows, whole=whole)
    for index, section in enumerate(found):
        # A part that needs less than its share leaves the rest to those behind it.
        text += _section(section, (limit - len(text)) // (len(found) - index))
    return text


def _section(section: Section, room: int) -> str:
    fence, blocks, rest = "```", list[str](), list[Unit]()
    left = room - _HEAD - len(section.title)
    for unit in section.units:
        block = "\n".join(map(_line, unit))
        wider = max(fence, _fence(block), key=len)
        needed = len(block) + 1 + 2 * (len(wider) - len(fence))
        if needed <= left:
            fence, left = wider, left - needed
            blocks.append(block)
        else:
            rest.append(unit)
    text = f"\n### {section.title}: {len(section.units):,}\n"
    if blocks:
        text += "\n" + "\n".join([f"{fence}diff", *blocks, fence]) + "\n"
    if rest:
        text += f"\n… and {len(rest):,} more, with {count(sum(map(len, rest)), 'line')}, left out.\n"
    return text


def _line(line: Line) -> str:
    sign, text = line
    return f"{_SIGNS.get(sign, sign)}{text}"


def _fence(text: str) -> str:
    return "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=2))


def _code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence} {text} {fence}" if text[:1] == "`" or text[-1:] == "`" else f"{fence}{text}{fence}"
