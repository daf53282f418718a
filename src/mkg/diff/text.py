"""The difference for a terminal, and the lines of which the other reports for people are made."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkg.diff.answers import Answer
from mkg.diff.changes import Change, Diff, Status, Thing
from mkg.diff.sides import Side
from mkg.diff.words import Words, count, visible

Line = tuple[str, str]
"""A sign and what it is said of: - gone, + new, ~ changed, ? a question, else nothing."""

Unit = list[Line]
_COLOURS = {"-": "31", "+": "32", "~": "33", "?": "36"}
_TITLES: tuple[tuple[Status, str], ...] = (("removed", "Removed"), ("changed", "Changed"), ("added", "Added"))


@dataclass(frozen=True)
class Section:
    """A part of a report: its title, and the things or questions in it."""

    title: str
    units: list[Unit]


def write(diff: Diff, words: Words, *, rows: int, whole: bool = False, colour: bool = False) -> str:
    """Write a difference as text; `rows` of an answer at most, what came and went in full if `whole`."""
    if not diff:
        return summary(diff) + "\n"
    found = sections(diff, words, rows=rows, whole=whole)
    lines = [("-", f"-- {side(diff.before.side)}"), ("+", f"++ {side(diff.after.side)}"), ("", "")]
    for unit in (unit for section in found for unit in section.units):
        lines += unit
    told = [_coloured(sign, text) if colour else f"{sign}{text}" for sign, text in lines]
    return "\n".join([*told, "", summary(diff)]) + "\n"


def side(compared: Side) -> str:
    """Name a side, with the hash of its commit."""
    return visible(f"{compared.name} ({compared.commit[:12]})" if compared.commit else compared.name)


def _coloured(sign: str, text: str) -> str:
    return f"\x1b[{_COLOURS[sign]}m{sign}{text}\x1b[0m" if sign in _COLOURS else f"{sign}{text}"


def summary(diff: Diff) -> str:
    """Say in one line what differs."""
    changed = diff.of("changed")
    parts = [(len(diff.of(status)), f"{status}") for status in ("added", "removed", "changed")]
    parts.append((len(diff.renames), "renamed"))
    things = ", ".join(f"{number:,} {word}" for number, word in parts if number)
    added, removed = sum(thing.added for thing in changed), sum(thing.removed for thing in changed)
    told = [
        f"things: {things}" if things else "" if diff.answers else "no difference",
        f"in the changed ones {count(added, 'statement')} added and {removed:,} removed" if changed else "",
        f"{count(diff.moved, 'statement')} moved between files" if diff.moved else "",
        f"{count(len(diff.answers), 'question')} answered otherwise" if diff.answers else "",
    ]
    return "; ".join(filter(None, told))


def sections(diff: Diff, words: Words, *, rows: int, whole: bool) -> list[Section]:
    """Return the parts of a report that have something in them."""
    found = [
        Section(title, [_thing(thing, diff, words, whole=whole) for thing in diff.of(status)])
        for status, title in _TITLES
    ]
    renamed = [
        [("~", f" {words.iri(old)} → {words.name(new, diff.after)}")]
        for old, new in sorted(diff.renames.items(), key=str)
    ]
    answers = [_answer(answer, words, rows) for answer in diff.answers]
    found[1:1] = [Section("Renamed", renamed)]
    return [section for section in (*found, Section("Answers", answers)) if section.units]


def _thing(thing: Thing, diff: Diff, words: Words, *, whole: bool) -> Unit:
    name = f" {words.thing(thing, diff)}"
    if thing.status == "changed":
        before = f" {words.term(thing.was)} →" if thing.was else ""
        return [("~", before + name), *(line for change in thing.changes for line in _change(change, words))]
    sign, number = ("+", thing.added) if thing.status == "added" else ("-", thing.removed)
    said = [line for change in thing.changes for line in _change(change, words)] if whole else []
    return [(sign, f"{name}: {count(number, 'statement')}"), *said]


def _change(change: Change, words: Words) -> Iterator[Line]:
    name = words.property(change)
    for old, new in change.pairs:
        if old is not None and new is not None:
            before, after = words.pair((old, new))
            yield "~", f"     {name}: {before} → {after}"
        else:
            sign, value = ("+", new) if old is None else ("-", old)
            yield sign, f"     {name}: {words.term(value)}"


def _answer(answer: Answer, words: Words, rows: int) -> Unit:
    wording = answer.question.wording
    asked = wording.get(words.language) or wording.get("en") or ""
    lines: Unit = [("?", visible(f" {answer.question.slug}{f': {asked}' if asked else ''}"))]
    if answer.fault:
        return [*lines, ("", visible(f"      {answer.fault}"))]
    lines.append(("", visible(f"      {' | '.join(answer.columns)}")))
    for sign, told in (("-", answer.removed), ("+", answer.added)):
        lines += [(sign, f"     {words.row(row)}") for row in told[:rows]]
        if len(told) > rows:
            lines.append((sign, f"     … and {count(len(told) - rows, 'row')} more"))
    return lines
