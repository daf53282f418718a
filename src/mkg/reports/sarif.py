"""A report as SARIF 2.1.0, which code scanning reads.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import quote

from pyoxigraph import NamedNode

from mkg import __version__
from mkg.reports.github import LEVELS
from mkg.reports.plain import about, as_json, message, rule, visible
from mkg.reports.summary import figure, word
from mkg.validation.baseline import marks, relative
from mkg.validation.findings import Finding, Place, Report, show
from mkg.validation.messages import cure

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

RESULTS, BYTES = 25_000, 10_000_000
"""What GitHub accepts of a run: results, and bytes when it is packed.

https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

Json = dict[str, object]
Marked = tuple[Finding, str]


def write(report: Report, lang: str = "en") -> str:
    """Write a report as one SARIF run, with as many findings as GitHub accepts, the worst of them."""
    marked = list(zip(report.findings, marks(report, report.findings), strict=True))
    worst = sorted(marked, key=lambda pair: -pair[0].severity)
    kept = marked if len(marked) <= RESULTS else worst[:RESULTS]
    while len(zlib.compress((text := _written(report, kept, lang)).encode())) > BYTES:
        kept = worst[: len(kept) // 2]
    return text


def _written(report: Report, kept: Sequence[Marked], lang: str) -> str:
    run = _Run(lang)
    results = run.results(kept)
    left = len(report.findings) - len(kept)
    notice = {"level": "warning", "message": _text(word("left out", lang, n=figure(left, lang)))}
    invocation = {
        "executionSuccessful": not report.broken,
        "toolExecutionNotifications": [notice] if left else [],
    }
    body = {
        "tool": {"driver": run.driver()},
        "automationDetails": {"id": "mkg-validate/"},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": _text("The folder in which mkg validate ran.")}},
        "artifacts": run.artifacts(),
        "results": results,
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [body]})


class _Run:
    """Results with the rules and files that they point to by number."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.rules: dict[str, tuple[int, Json]] = {}
        self.files: dict[str, int] = {}

    def results(self, marked: Sequence[Marked]) -> list[Json]:
        seen: Counter[str] = Counter()
        results = []
        for finding, mark in marked:
            seen[mark] += 1
            results.append(self.result(finding, f"{mark}:{seen[mark]}"))
        return results

    def result(self, finding: Finding, mark: str) -> Json:
        name = rule(finding)
        index, _ = self.rules.setdefault(name, (len(self.rules), self.rule(finding)))
        said = f"{message(finding, self.lang)} ({', '.join(about(finding))})"
        found: Json = {
            "ruleId": name,
            "ruleIndex": index,
            "level": _level(finding),
            "message": _text(said),
            "locations": [self.location(finding)],
            # The one that GitHub knows faults by; without it, it would take the text of the line.
            "partialFingerprints": {"primaryLocationLineHash": mark},
        }
        if finding.origin:
            origin = {"id": 1, "physicalLocation": self.physical(finding.origin), "message": _text(name)}
            found["relatedLocations"] = [origin]
        return found

    def rule(self, finding: Finding) -> Json:
        # Of the rule and not of this finding: of one shape or component there are many.
        any_ = replace(finding, constraint=None)
        if not finding.messages or not isinstance(finding.shape, NamedNode):
            any_ = replace(any_, messages=(), path=None)
        return {
            "id": rule(finding),
            "shortDescription": _text(message(any_, self.lang)),
            "help": _text(visible(cure(any_, self.lang))),
            "defaultConfiguration": {"level": _level(finding)},
        }

    def location(self, finding: Finding) -> Json:
        # GitHub refuses a result without a file: what no file speaks of is told at its shape.
        place = finding.place or finding.origin
        thing = {"fullyQualifiedName": visible(show(finding.focus)), "kind": "resource"}
        location: Json = {"logicalLocations": [thing]}
        return location | {"physicalLocation": self.physical(place)} if place else location

    def physical(self, place: Place) -> Json:
        address = uri(place.path)
        artifact: Json = {"uri": address, "index": self.files.setdefault(address, len(self.files))}
        if not address.startswith("file:"):
            artifact["uriBaseId"] = "%SRCROOT%"
        found: Json = {"artifactLocation": artifact}
        if place.line:
            end = place.column + place.width
            found["region"] = {"startLine": place.line, "startColumn": place.column, "endColumn": end}
        return found

    def driver(self) -> Json:
        return {
            "name": "mkg",
            "semanticVersion": __version__,
            "rules": [each for _, each in self.rules.values()],
        }

    def artifacts(self) -> list[Json]:
        return [
            {"location": {"uri": each} | ({} if each.startswith("file:") else {"uriBaseId": "%SRCROOT%"})}
            for each in self.files
        ]


def uri(path: str) -> str:
    """Write the path of a file as a URI reference: relative where it lies below, percent-encoded."""
    known = relative(path)
    if PurePath(known).is_absolute():
        return PurePath(known).as_uri()
    return quote(known.encode("utf-8", "surrogateescape"))


def _level(finding: Finding) -> str:
    level = LEVELS[finding.severity]
    return "note" if level == "notice" else level


def _text(said: str) -> Json:
    # https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317425: links in plain text
    return {"text": said.replace("](", "] (")}
