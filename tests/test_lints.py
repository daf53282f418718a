"""Each lint is triggered, alone, by the faulty file of its name, and is described in docs/lints.md."""

import re
from pathlib import Path

import pytest

from looked_at import found
from mkg.lints import LINTS, Checked, Config, Lint, check
from mkg.sources import find, read

ROOT = Path(__file__).parents[1]
FAULTY = ROOT / "tests" / "lints"
DOCS = ROOT / "docs" / "lints.md"
IDS = [lint.id for lint in LINTS]
LOOKING_AT_ALL = {
    *("dangling-link", "mixed-scheme", "near-duplicate-label", "unknown-term", "deprecated-term"),
    *("term-without-label", "term-without-definition", "label-without-language", "term-case"),
    *("circular-hierarchy", "class-and-property", "misused-term", "ontology-header", "inverse-mismatch"),
    *("deprecated-without-replacement", "absent-target"),
}


def checked(path: Path) -> Checked:
    # A file whose first line says so is read as an ontology or as shapes.
    source = read(path)
    role = re.match(r"# (ontology|shapes)\n", source.text)
    roles = {"data": [], "ontology": [], "shapes": [], (role[1] if role else "data"): [source]}
    return Checked(**roles)


@pytest.mark.parametrize("lint", LINTS, ids=IDS)
def test_a_faulty_file_triggers_its_own_lint_and_no_other(lint: Lint) -> None:
    path = FAULTY / f"{lint.id}.ttl"
    (finding,) = found(checked(path))

    assert (finding.rule, finding.severity) == (lint.id, lint.severity)
    assert finding.place is not None
    assert (finding.place.path, finding.place.line > 0) == (str(path), True)


@pytest.mark.parametrize("lint", LINTS, ids=IDS)
def test_what_a_lint_says_is_one_sentence_or_two_in_three_languages(lint: Lint) -> None:
    (finding,) = found(checked(FAULTY / f"{lint.id}.ttl"))

    assert [message.language for message in finding.messages] == ["en", "fr", "ar"]
    assert all(re.search(r"[.?؟>]$", message.value) for message in finding.messages)
    assert re.search("[\u0621-\u064a]", finding.messages[2].value)


def test_no_faulty_file_is_of_no_lint() -> None:
    assert {path.stem for path in FAULTY.glob("*.ttl")} == set(IDS)


def test_a_lint_has_an_id_of_its_own_and_a_summary() -> None:
    assert len(set(IDS)) == len(IDS)
    for lint in LINTS:
        assert re.fullmatch("[a-z]+(-[a-z]+)*", lint.id)
        assert re.fullmatch(r"\S[^\n]*\.", lint.summary)


def test_our_own_graph_ontology_and_shapes_have_no_fault() -> None:
    ours = Checked(
        *([read(path) for path in find([ROOT / name])] for name in ("data", "ontology/mkg.ttl", "shapes"))
    )

    assert [(finding.rule, str(finding.place)) for finding in found(ours)] == []


@pytest.mark.parametrize("lint", LINTS, ids=IDS)
def test_of_what_has_not_changed_only_lints_that_look_at_all_files_tell(lint: Lint) -> None:
    whole = checked(FAULTY / f"{lint.id}.ttl")
    rules = {each.rule for each in check(whole, Config(), whole.only([]))}

    assert rules == ({lint.id} if lint.id in LOOKING_AT_ALL else set())


def sections() -> dict[str, str]:
    text = DOCS.read_text(encoding="utf-8")
    _, *parts = re.split(r"^### `([a-z-]+)`\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_documentation_has_a_section_for_each_lint_in_their_order() -> None:
    assert list(sections()) == IDS


@pytest.mark.parametrize("lint", LINTS, ids=IDS)
def test_a_section_says_what_the_lint_does_shows_its_faulty_file_and_the_cure(lint: Lint) -> None:
    section = sections()[lint.id]
    example = (FAULTY / f"{lint.id}.ttl").read_text(encoding="utf-8")

    assert section.startswith(f"\n{lint.summary} Severity: {lint.severity.name}.\n")
    assert shown(example) in section
    assert "\n**Why.** " in section
    assert "\n**Cure.** " in section


def shown(example: str) -> str:
    # What cannot be seen is written as the escape that Turtle has for it.
    return re.sub("[\u202e\u200b\x07\u0300]", lambda match: f"\\u{ord(match[0]):04X}", example)
