"""The W3C SHACL suite: core whole with either engine, SPARQL but for what is known."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Dataset, Quad, RdfFormat, parse

from conftest import Run
from mkg.cli import main
from mkg.validation import results
from mkg.validation.checks import Options, validate
from mkg.validation.engines import ENGINES, DisagreementError
from mkg.validation.findings import Report
from mkg.validation.inputs import read
from w3c.shapes import HOME, Case, cases

pytestmark = pytest.mark.skipif(
    not HOME, reason="no W3C SHACL suite: set MKG_W3C to the folder that holds it"
)

FIGURES = {"core": 98, "sparql": 22}

KNOWN = {
    "shacl": {
        "sparql/pre-binding/unsupported-sparql-004": "accepts a subquery that does not project $this; such a "
        "shape must be refused, and one that is right is not touched by it",
    },
    "pyshacl": {
        "sparql/pre-binding/shapesGraph-001": "does not bind $shapesGraph, an optional feature, and says so",
    },
}
"""The tests that fail, with the reason. https://www.w3.org/TR/shacl/#pre-binding"""

A_FEW = ["core/property/uniqueLang-002", "core/path/path-complex-002", "sparql/node/prefixes-001"]


def validated(case: Case, engine: str) -> Report:
    return validate(read([case.data], [], [case.shapes]), Options(engine))


def is_right(case: Case, report: Report) -> bool:
    if case.report is None or report.broken:
        return case.report is None and report.broken
    written = Dataset(Quad(*triple) for triple in results.triples(report.results))
    return case.is_right(written) and report.conforms is case.conforms


def test_the_suite_is_whole() -> None:
    found = [case.name.partition("/")[0] for case in cases()]

    assert {part: found.count(part) for part in FIGURES} == FIGURES
    assert {name for known in KNOWN.values() for name in known} <= {case.name for case in cases()}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_passes_but_for_what_is_known(engine: str) -> None:
    wrong = {case.name for case in cases() if not is_right(case, validated(case, engine))}

    assert wrong == KNOWN[engine].keys()
    assert not any(name.startswith("core/") for name in wrong)


def test_the_engines_agree_wherever_both_are_right() -> None:
    known = KNOWN["shacl"].keys() | KNOWN["pyshacl"].keys()
    disagreed = {}
    for case in cases():
        try:
            right = is_right(case, validated(case, "both"))
        except DisagreementError as error:
            disagreed[case.name] = str(error)
        else:
            assert right or case.name in known, case.name

    assert disagreed == {}


def arguments(case: Case, engine: str) -> list[str]:
    files = ["--data", str(case.data), "--shapes", str(case.shapes)]
    return ["validate", *files, "--format", "turtle", "--engine", engine]


def is_answered(case: Case, status: int, text: str) -> bool:
    if case.report is None:
        return status == 2
    report = Dataset(parse(text, format=RdfFormat.TURTLE)) if status < 2 else Dataset()
    return status == int(not case.conforms) and case.is_right(report)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_line_answers_each_test(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = set()
    for case in cases():
        result = CliRunner().invoke(main, arguments(case, engine))
        if not is_answered(case, result.exit_code, result.stdout):
            wrong.add(case.name)

    assert wrong == KNOWN[engine].keys()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", A_FEW)
def test_a_process_of_its_own_answers_the_same(name: str, engine: str, run: Run) -> None:
    (case,) = (each for each in cases() if each.name == name)

    process = run(*arguments(case, engine))

    assert is_answered(case, process.returncode, process.stdout), process.stderr
