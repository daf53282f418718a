"""A report as workflow commands, which GitHub shows beside the lines of a change.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections import Counter
from collections.abc import Iterator

from mkg.reports.plain import about, advice, message, rule, visible
from mkg.reports.summary import figure, summary, word
from mkg.validation.baseline import relative
from mkg.validation.findings import Finding, Report, Severity

LEVELS = {Severity.info: "notice", Severity.warning: "warning", Severity.violation: "error"}

LIMITS = {Severity.info: 9, Severity.warning: 10, Severity.violation: 10}
"""GitHub shows ten of a level and step; the summary is a notice too."""


def write(report: Report, lang: str = "en") -> str:
    """Write the first findings of each severity as annotations, then the summary as a notice."""
    shown = list(_first(report))
    left = len(report.findings) - len(shown)
    said = [summary(report, lang), *([word("left out", lang, n=figure(left, lang))] if left else [])]
    last = f"::notice title=mkg validate::{_data('. '.join(said))}"
    return "\n".join([*(_command(finding, lang) for finding in shown), last]) + "\n"


def _first(report: Report) -> Iterator[Finding]:
    told: Counter[Severity] = Counter()
    for finding in report.findings:
        told[finding.severity] += 1
        if told[finding.severity] <= LIMITS[finding.severity]:
            yield finding


def _command(finding: Finding, lang: str) -> str:
    properties = {**_place(finding), "title": rule(finding)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    said = f"{message(finding, lang)} ({', '.join(about(finding))})"
    cure = advice(finding, lang)
    told = "\n".join([said, *([word("help", lang, cure=cure)] if cure else [])])
    return f"::{LEVELS[finding.severity]} {listed}::{_data(told)}"


def _place(finding: Finding) -> dict[str, str]:
    place = finding.place
    if place is None:
        return {}
    file = {"file": visible(relative(place.path))}
    if not place.line:
        return file
    end = place.column + place.width
    return file | {"line": str(place.line), "col": str(place.column), "endColumn": str(end)}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
