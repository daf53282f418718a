"""A report as Markdown, for a comment on a change or the summary of a build."""

import os
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from mkg.reports.plain import about, advice, message, rule, visible
from mkg.reports.summary import figure, name, summary, word
from mkg.validation.baseline import relative
from mkg.validation.findings import Finding, Place, Report, Severity

LIMIT = 65_536
"""The characters that a comment on GitHub may have."""

_SIGNS = {Severity.info: "🔵", Severity.warning: "🟡", Severity.violation: "🔴"}
_MEANING = re.compile(r"[\\`*_\[\]<>&|~$]|@|#|(?<=:)//|(?<=www)\.")


def write(report: Report, lang: str = "en") -> str:
    """Write the summary and a table of the findings, as many as a comment can hold."""
    sign = "✅" if report.conforms else "❌"
    heading = f"### {sign} {_directed(_escaped(summary(report, lang)))}\n"
    if not report.findings:
        return heading
    titles = [_directed(title) for title in word("headings", lang).split("|")]
    head = f"{heading}\n{_row(titles)}{_row(['---'] * len(titles))}"
    total = len(report.findings)
    room = LIMIT - len(head) - len(_left_out(total, lang))
    rows = list(_fitting((_finding(finding, lang) for finding in report.findings), room))
    return head + "".join(rows) + (_left_out(total - len(rows), lang) if len(rows) < total else "")


def _fitting(rows: Iterable[str], room: int) -> Iterable[str]:
    for row in rows:
        room -= len(row)
        if room < 0:
            return
        yield row


def _left_out(number: int, lang: str) -> str:
    return f"\n{_directed(word('left out', lang, n=figure(number, lang)))}\n"


def _finding(finding: Finding, lang: str) -> str:
    cure = advice(finding, lang)
    said = [_directed(_escaped(message(finding, lang))), *map(_code, about(finding))]
    if cure:
        said.append(_directed(_escaped(word("help", lang, cure=cure))))
    place = _link(finding.place) if finding.place else word("nowhere", lang)
    severity = f"{_SIGNS[finding.severity]} {name(finding.severity, lang)}"
    return _row([_directed(severity), place, "<br>".join(said), _code(rule(finding))])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _link(place: Place) -> str:
    path = relative(place.path)
    target = _base() + quote(path.encode("utf-8", "surrogateescape"))
    shown = f"{path}:{place.line}" if place.line else path
    return f"[{_code(visible(shown))}]({target}{f'#L{place.line}' if place.line else ''})"


def _base() -> str:
    # https://docs.github.com/en/actions/reference/variables-reference#default-environment-variables
    parts = [os.environ.get(f"GITHUB_{part}", "") for part in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}/" if all(parts) else ""


def _escaped(text: str) -> str:
    """Write a text so that Markdown finds no mark in it, nor GitHub somebody to call or a link to make."""
    return _MEANING.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    if match[0] in "@#":
        return f"{match[0]}&#8203;"
    return "".join(f"&#{ord(character)};" for character in match[0])


def _code(text: str) -> str:
    entities = _MEANING.sub(lambda match: "".join(f"&#{ord(each)};" for each in match[0]), text)
    return f"<code>{entities}</code>"


def _directed(text: str) -> str:
    """Set text that runs from the right apart from what stands beside it."""
    rightward = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)
    return f'<span dir="rtl">{text}</span>' if rightward else text
