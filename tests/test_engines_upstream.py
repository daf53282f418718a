"""The faults of the engines that docs/upstream.md tells: a repair shows here first."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from mkg.errors import ShapesError
from mkg.validation.engines import DisagreementError, engine
from ntriples import HEAD, ntriples, results

PAGE = (Path(__file__).parents[1] / "docs" / "upstream.md").read_text(encoding="utf-8")

LESS = "sh:property [ sh:path e:p ; sh:lessThan e:q ]"
# Each should give one result, by the section of the specification that the page names.
PASSED_OVER = [
    ("shacl", 'e:a e:p "a" ; e:q "b"@en .', LESS),
    ("pyshacl", 'e:a e:p "a" ; e:q "b"@en .', LESS),
    ("shacl", 'e:a e:p "b"@en .', 'sh:property [ sh:path e:p ; sh:minExclusive "a" ]'),
    ("pyshacl", 'e:a e:p "b"@en .', 'sh:property [ sh:path e:p ; sh:minExclusive "a" ]'),
    ("pyshacl", "e:a e:p e:x ; e:q e:y .", LESS),
]


def found(name: str, data: str, shape: str) -> list[dict[str, str]]:
    return results(engine(name)(ntriples(data), ntriples(f"{HEAD} {shape} .")))


@pytest.mark.parametrize(("name", "data", "shape"), PASSED_OVER)
def test_what_an_engine_passes_over_is_still_so(name: str, data: str, shape: str) -> None:
    assert found(name, data, shape) == []


def test_the_quick_engine_is_right_about_less_than_where_the_reference_is_not() -> None:
    assert len(found("shacl", "e:a e:p e:x ; e:q e:y .", LESS)) == 1
    with pytest.raises(DisagreementError, match="disagree about one result"):
        found("both", "e:a e:p e:x ; e:q e:y .", LESS)


def test_the_reference_ends_at_a_blank_node() -> None:
    assert len(found("shacl", "e:a e:p [] ; e:q 5 .", LESS)) == 1
    with pytest.raises(ShapesError, match="Cannot use sh:lessThan to compare a BlankNode"):
        found("pyshacl", "e:a e:p [] ; e:q 5 .", LESS)


@pytest.mark.parametrize("name", ["shacl", "pyshacl", "both"])
@pytest.mark.parametrize("property_shape", ["[ sh:minCount 1 ]", "'x'", "e:none"])
def test_a_property_shape_without_a_path_is_refused_whatever_the_engine(
    name: str, property_shape: str
) -> None:
    with pytest.raises(ShapesError, match=r"a sh:property of .* has no sh:path; give it one"):
        found(name, "e:a e:p e:b .", f"sh:property {property_shape}")


def test_a_subquery_that_does_not_project_this_is_refused_by_the_reference_alone() -> None:
    shape = "sh:sparql [ sh:select 'SELECT $this { { SELECT ?x { ?x ?y ?z } } $this ?p ?o }' ]"

    assert len(found("shacl", "e:a e:p e:b .", shape)) == 1
    with pytest.raises(ShapesError, match="must be selected from a nested SELECT query"):
        found("pyshacl", "e:a e:p e:b .", shape)


def test_a_letter_of_any_script_is_a_pattern_for_the_quick_engine_alone() -> None:
    shape = r"sh:property [ sh:path e:p ; sh:pattern '^\\p{L}+$' ]"

    assert found("shacl", "e:a e:p 'é', 'ع' .", shape) == []
    with pytest.raises(ShapesError, match="none that Python knows"):
        found("pyshacl", "e:a e:p 'é' .", shape)


def test_what_mkg_makes_good_both_engines_judge_alike() -> None:
    assert found("both", 'e:a e:p "x"^^xsd:string .', "sh:property [ sh:path e:p ; sh:in ( 'x' ) ]") == []
    unique = 'sh:property [ sh:path e:p ; sh:uniqueLang "1"^^xsd:boolean ]'
    assert found("both", 'e:a e:p "x"@en, "y"@en .', unique) == []


@pytest.mark.parametrize("row", ["Run", "Seen", "Expected", "mkg"])
def test_each_report_says_what_its_makers_need(row: str) -> None:
    reports = PAGE.split("\n### ")[1:]

    assert len(reports) >= 13
    for report in reports:
        assert report.count(f"\n| {row} | ") == 1, report.partition("\n")[0]
        assert "\n```" in report


def test_values_of_several_types_cannot_be_put_in_order() -> None:
    page = (ROOT / "docs" / "upstream.md").read_text(encoding="utf-8")
    code = page.rpartition("```python\n")[2].partition("```")[0]

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "does not correctly implement a total order" in done.stderr
