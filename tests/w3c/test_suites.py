"""The W3C suites over HTTP: SPARQL 1.1 and 1.2 queries, protocol, graph store, service description."""

from collections.abc import Callable

import pytest

from w3c.manifests import HOME, MISSING, cases
from w3c.servers import NAMES, Server
from w3c.suites import RUN, applying, fails, outcomes, reason, suite_of
from w3c.tables import EXCLUDED_CASES, EXCLUDED_FOLDERS, EXCLUDED_KINDS, FIGURES, KNOWN, OWN, WRITTEN

pytestmark = pytest.mark.skipif(not HOME, reason=MISSING)


def known(server: str, suite: str) -> set[str]:
    return {case.name for case in applying(suite)} & (KNOWN | OWN[server]).keys()


def test_each_test_applies_or_has_a_reason_why_not() -> None:
    excluded = [case for case in cases() if reason(case)]
    run = [case.name for suite in RUN for case in applying(suite)]

    assert len({case.name for case in cases()}) == len(cases()) == len(excluded) + len(run)
    assert len(run) == len(set(run)) == sum(figures["of"] for figures in FIGURES.values())
    assert {case.kind for case in excluded} >= EXCLUDED_KINDS.keys()
    assert {case.folder for case in excluded} >= EXCLUDED_FOLDERS.keys()
    assert {case.name for case in excluded} >= EXCLUDED_CASES.keys()
    assert {name for own in (KNOWN, *OWN.values()) for name in own} | WRITTEN <= set(run)


@pytest.mark.parametrize("suite", RUN)
def test_a_suite_passes_but_for_what_is_known(tested: Server, suite: str) -> None:
    found, expected = fails(tested, suite), known(tested.name, suite)

    assert {name: text for name, text in found.items() if name not in expected} == {}
    assert expected - found.keys() == set(), "these pass now: take them out of the table"


@pytest.mark.parametrize("suite", ["sparql11", "sparql12"])
def test_the_values_written_otherwise_are_known(tested: Server, suite: str) -> None:
    found = {name for name, fault in outcomes(tested, suite).items() if fault and fault.of_writing}

    assert found == {name for name in WRITTEN if name.startswith(suite)}


@pytest.mark.parametrize("suite", RUN)
def test_mkg_passes_no_less_than_oxigraph(
    suite: str, start: Callable[[str], Server], record_property: Callable[[str, object], None]
) -> None:
    found = {name: len(applying(suite)) - len(fails(start(name), suite)) for name in NAMES}
    excluded = [case for case in cases() if suite_of(case) == suite and reason(case)]
    figures = found | {"of": len(applying(suite)), "excluded": len(excluded)}
    print(suite, *(f"{name} {count}" for name, count in figures.items()))
    record_property(suite, figures)

    assert figures == FIGURES[suite]
    assert figures["mkg"] >= figures["oxigraph"]
    assert figures["mkg"] + len(known("mkg", suite)) + len(excluded) == sum(
        suite_of(it) == suite for it in cases()
    )
