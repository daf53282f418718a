"""The whole check: what stops it, what takes too long, what is told once, and only what changed."""

from pathlib import Path
from typing import Any

import pytest

from mkg.validation.checks import Options, validate
from mkg.validation.findings import Finding, Report
from mkg.validation.inputs import Inputs, read

HEAD = """\
@prefix e: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = (
    HEAD
    + 'e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:N .\ne:N sh:path e:name ; sh:pattern "%s" .\n'
)
DATA = HEAD.splitlines()[0] + '\n\ne:a a e:C ; e:name "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" .\n'
ENDLESS = """\
# Never end.
SELECT ?this ?path ?value { ?this ?path ?value . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }
"""


def inputs(folder: Path, data: str = DATA, shapes: str = SHAPES % "a", rule: str = "") -> Inputs:
    (folder / "shapes").mkdir(exist_ok=True)
    (folder / "data.ttl").write_text(data, encoding="utf-8")
    (folder / "shapes" / "shapes.ttl").write_text(shapes, encoding="utf-8")
    if rule:
        (folder / "shapes" / "rule.rq").write_text(rule, encoding="utf-8")
    return read([folder / "data.ttl"], [], [folder / "shapes"])


def told(report: Report) -> list[tuple[str, str, int]]:
    return [(each.rule, Path(place(each).path).name, place(each).line) for each in report.findings]


def place(finding: Finding) -> Any:  # noqa: ANN401 -- where there is none, the test ends
    assert finding.place
    return finding.place


def test_a_file_that_cannot_be_parsed_stops_the_check_at_its_line(tmp_path: Path) -> None:
    report = validate(inputs(tmp_path, data=DATA + "e:b e:name"))

    assert report.broken
    assert told(report) == [("syntax", "data.ttl", 4)]


def test_shapes_that_cannot_be_used_stop_the_check_and_lints_tell_where(tmp_path: Path) -> None:
    report = validate(inputs(tmp_path, shapes=SHAPES % "("), Options(lint=True))

    assert report.broken
    assert told(report) == [("unusable-shapes", "shapes.ttl", 0), ("invalid-pattern", "shapes.ttl", 4)]


def test_a_pattern_that_never_ends_is_a_finding_and_lints_tell_where(tmp_path: Path) -> None:
    given = inputs(tmp_path, shapes=SHAPES % "^(a+)+$")

    report = validate(given, Options(engine="pyshacl", lint=True, seconds=3))

    assert not report.broken
    assert told(report) == [("limit", "shapes.ttl", 0), ("slow-pattern", "shapes.ttl", 4)]
    assert "pyshacl was stopped after 3 seconds" in str(report.findings[0].messages)


def test_a_rule_that_never_ends_is_a_finding(tmp_path: Path) -> None:
    things = "".join(f"e:t{n} e:p {n} .\n" for n in range(300))

    report = validate(inputs(tmp_path, data=DATA + things, rule=ENDLESS), Options(seconds=3))

    assert [each.rule for each in report.findings] == ["limit"]
    assert "the rules" in str(report.findings[0].messages)


def test_a_shape_and_a_lint_that_find_the_same_tell_it_once(tmp_path: Path) -> None:
    data = DATA.replace("e:name", "<http://www.w3.org/2004/02/skos/core#prefLable>").replace("a!", "a")
    closed = SHAPES % "a" + "e:S sh:closed true ; sh:ignoredProperties ( <%s> ) ."
    given = inputs(tmp_path, data, closed % "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

    assert [rule for rule, *_ in told(validate(given, Options(lint=True))) if "term" in rule] == []
    assert len(validate(given).findings) == 1


def test_a_rule_is_silent_on_what_a_shape_has_refused(tmp_path: Path) -> None:
    named = "?this ?path ?value FILTER(?path = <http://example.org/name>)"
    rule = f"# Mend it.\nSELECT ?this ?path ?value {{ {named} }}\n"

    assert len(validate(inputs(tmp_path, rule=rule)).findings) == 1
    refused = validate(inputs(tmp_path, shapes=SHAPES % "b", rule=rule)).findings
    assert [each.component.endswith("PatternConstraintComponent") for each in refused] == [True]


@pytest.mark.parametrize("engine", ["shacl", "pyshacl", "both"])
def test_only_what_changed_is_looked_at_by_shapes(tmp_path: Path, engine: str) -> None:
    old = DATA + 'e:b a e:C ; e:name "x" .\n'
    before = inputs(tmp_path, old)
    after = inputs(tmp_path, old + 'e:c a e:C ; e:name "y" .\n')

    assert [place(each).line for each in validate(after, Options(engine=engine)).findings] == [4, 5]
    assert [place(each).line for each in validate(after, Options(engine=engine), before).findings] == [5]


def test_where_shapes_changed_everything_is_looked_at(tmp_path: Path) -> None:
    before = inputs(tmp_path)
    after = inputs(tmp_path, shapes=SHAPES % "b")

    assert [place(each).line for each in validate(after, Options(), before).findings] == [3]


def test_the_engine_and_what_was_read_are_told(tmp_path: Path) -> None:
    report = validate(inputs(tmp_path), Options(engine="auto"))

    assert (report.engine, report.files, report.triples, report.conforms) == ("shacl", 1, 2, True)
