"""The reports for programs: our own JSON by its schema, and the W3C report as Turtle and JSON-LD."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from mkg.reports import FORMATS
from mkg.validation import inputs, results
from mkg.validation.baseline import marks
from mkg.validation.checks import validate
from mkg.validation.findings import Report
from mkg.validation.messages import LANGUAGES
from mkg.validation.paths import Inverse, Repeat, Sequence
from mkg.vocab import SH, SHAPES, XSD
from reported import FOREIGN, INFO, LINT, NAME, TOPIC, VIOLATION, found, report

SCHEMA = json.loads(files("mkg.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
PATHS = replace(VIOLATION, path=Sequence((Inverse(NAME), Repeat(NAME, "*"))), value=BlankNode("b1"))
EVERY = report(VIOLATION, FOREIGN, INFO, LINT, PATHS, replace(INFO, level=NamedNode("http://e/Worse")))


def read(given: Report, lang: str = "en") -> dict[str, object]:
    """Write a report as JSON, hold it against its schema, read it again."""
    body: dict[str, object] = json.loads(FORMATS["json"](given, lang))
    Draft202012Validator(SCHEMA).validate(body)
    return body


def quads(text: str, form: RdfFormat) -> Dataset:
    dataset = Dataset(parse(text, format=form))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("given", [EVERY, report(), report(broken=True)], ids=["all", "none", "broken"])
def test_every_report_is_as_the_schema_says(given: Report, lang: str) -> None:
    assert read(given, lang)["conforms"] == given.conforms


@pytest.mark.parametrize(
    "fault",
    [{"version": 2}, {"more": 1}, {"counts": {}}, {"findings": [{}]}, {"files": -1}, {"conforms": "no"}],
)
def test_the_schema_refuses_what_is_not_a_report(fault: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(read(EVERY) | fault)


def test_the_json_holds_all_that_a_program_needs() -> None:
    given = report(VIOLATION)

    assert read(given) == {
        "version": 1,
        "conforms": False,
        "broken": False,
        "engine": "shacl",
        "files": 1,
        "triples": 1234,
        "counts": {"violation": 1, "warning": 0, "info": 0},
        "findings": [
            {
                "place": {"path": "data/topic.ttl", "line": 3, "column": 17, "width": 9},
                "severity": "violation",
                "level": None,
                "rule": "Topic-label",
                "message": "Give an English label.",
                "help": None,
                "messages": {
                    "en": ["Give an English label."],
                    "fr": ["Donnez un libellé anglais."],
                    "ar": ["أعط تسمية إنجليزية."],
                },
                "thing": {"type": "uri", "value": TOPIC.value},
                "property": str(NAME),
                "value": {"type": "literal", "value": "كلام", "xml:lang": "ar"},
                "expected": {"type": "literal", "value": "1", "datatype": XSD + "integer"},
                "component": SH + "MinCountConstraintComponent",
                "shape": {"type": "uri", "value": SHAPES + "Topic-label"},
                "origin": {"path": "shapes/topic.ttl", "line": 4, "column": 1, "width": 17},
                "fingerprint": marks(given, [VIOLATION])[0],
            }
        ],
    }


def test_what_is_not_known_is_null_and_ours_are_the_words_in_three_languages() -> None:
    (finding,) = read(report(replace(LINT, focus=BlankNode("b1"))), "fr")["findings"]  # type: ignore[misc]

    assert finding["place"] == {"path": "data/topic.ttl", "line": None, "column": None, "width": None}
    assert (finding["property"], finding["value"], finding["origin"]) == (None, None, None)
    assert finding["thing"] == {"type": "bnode", "value": "b1"}
    assert finding["message"] == finding["messages"]["fr"][0]
    assert list(finding["messages"]) == [*LANGUAGES]


def test_words_in_no_language_are_kept_apart() -> None:
    given = found(messages=(Literal("plain"), Literal("nö", language="de"), Literal("ja", language="de")))

    (finding,) = read(report(given))["findings"]  # type: ignore[misc]

    assert finding["messages"] == {"und": ["plain"], "de": ["ja", "nö"]}


def test_the_language_that_is_asked_for_is_that_of_message_and_help() -> None:
    (finding,) = read(report(FOREIGN), "ar")["findings"]  # type: ignore[misc]

    assert finding["message"] == "أعط تسمية إنجليزية."
    assert finding["help"] == "أضف ما ينقص: 1 على الأقل في المجموع."


def test_the_json_is_for_people_too() -> None:
    written = FORMATS["json"](report(VIOLATION), "en")

    assert "كلام" in written
    assert written.startswith('{\n  "version": 1,\n')
    assert written.endswith("}\n")


@pytest.mark.parametrize(("name", "form"), [("turtle", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)])
def test_the_w3c_report_says_what_was_found_and_nothing_else(name: str, form: RdfFormat) -> None:
    expected = Dataset(Quad(*triple) for triple in results.triples(EVERY.results))
    expected.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    assert quads(FORMATS[name](EVERY, "en"), form) == expected


@pytest.mark.parametrize("name", ["turtle", "jsonld"])
def test_the_same_report_gives_the_same_text_whatever_the_order_it_was_found_in(name: str) -> None:
    turned = replace(EVERY, results=[replace(each, messages=each.messages[::-1]) for each in EVERY.results])
    turned.results.reverse()

    assert FORMATS[name](turned, "fr") == FORMATS[name](EVERY, "en")


def test_the_turtle_of_an_empty_report_is_canonical() -> None:
    assert FORMATS["turtle"](report(), "en") == (
        f"@prefix sh: <{SH}> .\n\n_:b0000000\n    a sh:ValidationReport ;\n    sh:conforms true ;\n.\n"
    )


def test_a_report_with_findings_is_read_back_as_these_findings() -> None:
    text = FORMATS["turtle"](report(VIOLATION, INFO), "en")
    triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    again = results.Graph(triples)

    focuses = {each.object for each in triples if each.predicate.value == SH + "focusNode"}
    (head,) = again.subjects(SH + "conforms")
    assert focuses == {TOPIC}
    assert len(again.objects(head, SH + "result")) == 2


def test_the_example_of_the_documentation_is_what_a_program_gets(root: Path) -> None:
    page = (root / "docs" / "reports.md").read_text(encoding="utf-8")
    shown = json.loads(page.partition("```json\n")[2].partition("```")[0])
    folder = root / "docs" / "example"
    told = inputs.read([folder / "museums.ttl"], [], [folder / "shapes.ttl"])

    (finding, _) = read(validate(told))["findings"]  # type: ignore[misc]

    finding["place"]["path"] = "docs/example/museums.ttl"
    assert {key: finding[key] for key in shown} == shown
