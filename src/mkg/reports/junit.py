"""A report as the test results that Jenkins, GitLab and many others show: JUnit's XML, a suite a file.

https://github.com/testmoapp/junitxml describes the form in which they read it.
"""

from xml.etree import ElementTree

from mkg.reports.plain import about, advice, message, rule, visible
from mkg.reports.summary import word
from mkg.reports.text import line
from mkg.validation.baseline import relative
from mkg.validation.findings import Finding, Report

Element = ElementTree.Element


def write(report: Report, lang: str = "en") -> str:
    """Write a suite a file, a failed case a finding; a file without one is a case that passes."""
    suites: dict[str, list[Finding]] = {relative(str(source.path)): [] for source in report.sources}
    for finding in report.findings:
        file = relative(finding.place.path) if finding.place else word("nowhere", lang)
        suites.setdefault(file, []).append(finding)
    root = Element("testsuites", {"name": "mkg validate"} | _figures(list(suites.values())))
    for file, findings in suites.items():
        root.append(_suite(visible(file), findings, lang))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(file: str, findings: list[Finding], lang: str) -> Element:
    suite = Element("testsuite", {"name": file} | _figures([findings]))
    if not findings:
        suite.append(Element("testcase", name="mkg validate", classname=file, file=file, time="0"))
    for finding in findings:
        suite.append(_case(file, finding, lang))
    return suite


def _case(file: str, finding: Finding, lang: str) -> Element:
    # Not by its line: test results are compared over time, and a fault that moved is no new one.
    name = f"{rule(finding)}: {', '.join(about(finding))}"
    case = Element("testcase", name=name, classname=file, file=file, time="0")
    if finding.place and finding.place.line:
        case.set("line", str(finding.place.line))
    said, cure = message(finding, lang), advice(finding, lang)
    failure = ElementTree.SubElement(case, "failure", type=finding.severity.name, message=said)
    failure.text = "\n".join([line(finding, lang), *([word("help", lang, cure=cure)] if cure else [])])
    return case


def _figures(suites: list[list[Finding]]) -> dict[str, str]:
    cases = sum(max(1, len(findings)) for findings in suites)
    failures = sum(map(len, suites))
    return {"tests": str(cases), "failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}
