"""A report for people at a terminal."""

from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

import click

from mkg.reports.excerpt import excerpt
from mkg.reports.plain import about, advice, message, rule, visible
from mkg.reports.summary import name, summary, word
from mkg.validation.findings import Finding, Report, Severity

Paint = Callable[[str, str], str]
"""From a text and the name of its colour to what the terminal is sent."""

_COLOURS = {Severity.info: "cyan", Severity.warning: "yellow", Severity.violation: "red"}


def text(report: Report, lang: str = "en", *, colour: bool = False) -> str:
    """Write each finding with its line underlined, its cure and its rule, then the summary."""
    paint = _painted if colour else _plain
    blocks = ["\n".join(_block(report, finding, lang, paint)) for finding in report.findings]
    worst = max((finding.severity for finding in report.findings), default=None)
    last = paint(summary(report, lang), _COLOURS[worst] if worst else "green")
    return "\n".join([*blocks, last]) + "\n"


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether a stream is a terminal whose user did not ask for plain text. https://no-color.org."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def line(finding: Finding, lang: str, paint: Paint = lambda said, _: said) -> str:
    """Write one finding as `path:line:col: severity: message (thing, property, value)`."""
    severity = paint(name(finding.severity, lang), _COLOURS[finding.severity])
    said = f"{message(finding, lang)} ({', '.join(about(finding))})"
    return f"{paint(_place(finding, lang), 'bold')}: {severity}: {said}"


def _block(report: Report, finding: Finding, lang: str, paint: Paint) -> Iterator[str]:
    yield line(finding, lang, paint)
    place = finding.place
    source = report.line(place) if place and place.line else ""
    margin = " " * (len(str(place.line)) + 1 if place and source else 1)
    if place and source.strip():
        shown, carets = excerpt(source, place.column, place.width)
        yield f" {place.line} | {shown}"
        yield f"{margin} | {paint(carets, _COLOURS[finding.severity])}"
    cure, named = advice(finding, lang), f"[{rule(finding)}]"
    yield f"{margin} = {word('help', lang, cure=cure)} {named}" if cure else f"{margin} = {named}"


def _place(finding: Finding, lang: str) -> str:
    place = finding.place
    if place is None:
        return word("nowhere", lang)
    # A line that begins with :: is an order to GitHub's runner, whoever writes it.
    path = f"./{place.path}" if place.path.lstrip().startswith("::") else place.path
    return visible(f"{path}:{place.line}:{place.column}" if place.line else path)


def _plain(said: str, _: str) -> str:
    return said


def _painted(said: str, colour: str) -> str:
    return click.style(said, bold=True) if colour == "bold" else click.style(said, fg=colour, bold=True)
