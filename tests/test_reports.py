import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph

from mkg.findings import Finding, Place, Report, Severity, Term, show
from mkg.reports import FORMATS, as_json, line, summary, text, turtle
from mkg.vocab import BASE, PREFIXES, SH, SHAPES, TERMS

TOPIC = NamedNode(BASE + "topic/speech")
NAME = NamedNode(PREFIXES["skos"] + "prefLabel")
XSD_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
VIOLATION = Finding(
    Severity.violation,
    "Give an English label.",
    TOPIC,
    NAME,
    Literal("كلام", language="ar"),
    shape=SHAPES + "Topic-label",
    component=SH + "MinCountConstraintComponent",
    place=Place("data/topic.ttl", 12, 5),
)
BARE = Finding(Severity.warning, "Mend it.", TOPIC, value=TOPIC)
INFO = Finding(Severity.info, "Think of it.", TOPIC)


def report(*findings: Finding, files: int = 2, triples: int = 1234) -> Report:
    return Report(list(findings), Graph(), files, triples)


def test_a_finding_is_one_line_with_its_place_severity_message_thing_property_and_value() -> None:
    assert line(VIOLATION) == (
        'data/topic.ttl:12:5: violation: Give an English label. (topic:speech, skos:prefLabel, "كلام"@ar)'
    )


def test_a_finding_says_where_it_has_no_place_and_names_a_thing_once() -> None:
    assert line(BARE) == "(no place): warning: Mend it. (topic:speech)"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Literal("a\n  b\tc"), '"a\\n b\\tc"'),
        (Literal("x" * 78), f'"{"x" * 78}"'),
        (Literal("x" * 79), f'"{"x" * 78}…'),
        (Literal("ا" * 500), f'"{"ا" * 78}…'),
    ],
)
def test_a_long_or_broken_value_stays_on_its_line(value: Literal, written: str) -> None:
    said = line(Finding(Severity.violation, "M.", TOPIC, NAME, value))

    assert said == f"(no place): violation: M. (topic:speech, skos:prefLabel, {written})"


@pytest.mark.parametrize(
    ("findings", "files", "triples", "expected"),
    [
        ([], 2, 1234, "conforms: 1,234 triples in 2 files"),
        ([], 1, 1, "conforms: 1 triple in 1 file"),
        ([], 0, 0, "conforms: 0 triples in 0 files"),
        ([VIOLATION], 2, 9, "1 violation in 9 triples in 2 files"),
        ([INFO, INFO], 2, 9, "2 infos in 9 triples in 2 files"),
        ([INFO, BARE, VIOLATION, BARE], 1, 9, "1 violation, 2 warnings, 1 info in 9 triples in 1 file"),
    ],
)
def test_the_summary_counts_what_was_found_the_worst_first(
    findings: list[Finding], files: int, triples: int, expected: str
) -> None:
    assert summary(report(*findings, files=files, triples=triples)) == expected


def test_the_text_is_one_line_a_finding_and_the_summary() -> None:
    given = report(VIOLATION, BARE)

    assert text(given) == f"{line(VIOLATION)}\n{line(BARE)}\n{summary(given)}\n"
    assert text(report()) == f"{summary(report())}\n"


def test_the_json_holds_all_that_a_program_needs() -> None:
    assert json.loads(as_json(report(VIOLATION, BARE))) == {
        "conforms": False,
        "files": 2,
        "triples": 1234,
        "findings": [
            {
                "path": "data/topic.ttl",
                "line": 12,
                "column": 5,
                "severity": "violation",
                "message": "Give an English label.",
                "thing": str(TOPIC),
                "property": NAME.value,
                "value": '"كلام"@ar',
                "shape": SHAPES + "Topic-label",
                "component": SH + "MinCountConstraintComponent",
            },
            dict.fromkeys(["path", "line", "column", "property", "shape"])
            | {
                "severity": "warning",
                "message": "Mend it.",
                "thing": str(TOPIC),
                "value": str(TOPIC),
                "component": "",
            },
        ],
    }
    assert json.loads(as_json(report()))["conforms"] is True


def test_the_json_is_for_people_too() -> None:
    assert "كلام" in as_json(report(VIOLATION))
    assert as_json(report()).startswith('{\n  "conforms": true,\n')
    assert as_json(report()).endswith("}\n")


def test_the_turtle_is_the_report_of_the_validator_in_canonical_form() -> None:
    graph = Graph().parse(data=f"[] a <{SH}ValidationReport> ; <{SH}conforms> true .", format="turtle")

    written = turtle(Report([], graph, 1, 1))

    assert written.startswith(f"@prefix sh: <{SH}> .\n\n")
    assert written.endswith("\n    a sh:ValidationReport ;\n    sh:conforms true ;\n.\n")
    assert len(Graph().parse(data=written, format="turtle")) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_report(name: str) -> None:
    assert isinstance(FORMATS[name](report()), str)


@pytest.mark.parametrize("threshold", Severity)
@pytest.mark.parametrize("found", [INFO, BARE, VIOLATION])
def test_a_report_fails_from_its_threshold_on(found: Finding, threshold: Severity) -> None:
    assert report(found).fails(threshold) == (found.severity >= threshold)
    assert not report().fails(threshold)
    assert not report(found).conforms


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (None, ""),
        (NamedNode(TERMS + "Topic"), "mkg:Topic"),
        (NamedNode("urn:x"), "<urn:x>"),
        (BlankNode("b"), "_:b"),
        (Literal('a"b'), '"a\\"b"'),
        (Literal("a", language="en"), '"a"@en'),
        (Literal("2024-01-01", datatype=XSD_DATE), '"2024-01-01"^^xsd:date'),
        (Literal(1), '"1"^^xsd:integer'),
    ],
)
def test_a_term_is_written_as_people_read_it(term: Term | None, written: str) -> None:
    assert show(term) == written
