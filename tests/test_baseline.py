"""A baseline: old findings are passed over, new ones told, and what is mended is known."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.errors import MkgError
from mkg.validation import baseline
from mkg.validation.findings import Finding, Place, Report
from mkg.validation.paths import Inverse
from mkg.vocab import SH
from reported import FOREIGN, INFO, LINT, NAME, TEXT, VIOLATION, found, report, source

NESTED = """@prefix e: <http://e/> .
e:a e:p [ e:q [ e:r 1 ] ] .
e:b e:p [ e:q [ e:r 2 ] ] ; e:list ( [ e:r 3 ] [ e:r 4 ] ) .
[] e:r 5 .
"""
FIRST = "@prefix e: <http://e/> .\n_:x e:r 9 .\n"


def mark(finding: Finding, text: str = TEXT) -> str:
    return baseline.marks(report(text=text), [finding])[0]


def owner_of(number: int, text: str) -> BlankNode:
    """Find the blank node that says `e:r number`."""
    (node,) = [
        quad.subject for quad in source(text).quads() if quad.object == Literal(number) and "r>" in str(quad)
    ]
    assert isinstance(node, BlankNode)
    return node


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a baseline may be written."""
    return tmp_path / "baseline.json"


def test_known_findings_are_left_out_and_new_ones_stay(path: Path) -> None:
    old = report(VIOLATION, INFO)
    baseline.write(old, path)

    after = baseline.apply(replace(old, results=[VIOLATION, LINT, INFO]), baseline.read(path))

    assert after.results == [LINT]
    assert (after.triples, after.sources) == (old.triples, old.sources)
    assert baseline.apply(old, baseline.read(path)).conforms


def test_what_was_mended_is_told(path: Path) -> None:
    baseline.write(report(VIOLATION, INFO, INFO), path)

    (gone, half) = baseline.stale(report(INFO), baseline.read(path))

    told = {(entry.rule, entry.count) for entry in (gone, half)}
    assert told == {("Topic-label", 1), ("sh:DatatypeConstraintComponent", 1)}
    assert baseline.stale(report(VIOLATION, INFO, INFO, LINT), baseline.read(path)) == []


def test_findings_that_are_alike_are_counted(path: Path) -> None:
    baseline.write(report(INFO, INFO), path)

    after = baseline.apply(report(INFO, INFO, INFO), baseline.read(path))

    assert after.results == [INFO]
    assert [entry.count for entry in baseline.read(path)] == [2]


def test_a_fault_that_moved_is_the_same() -> None:
    assert VIOLATION.place
    moved = replace(VIOLATION, place=replace(VIOLATION.place, line=99, column=1), messages=(), origin=None)

    assert mark(moved) == mark(VIOLATION)


@pytest.mark.parametrize(
    "changes",
    [
        {"shape": NamedNode("http://e/S")},
        {"component": SH + "MaxCountConstraintComponent"},
        {"focus": NamedNode("http://e/a")},
        {"path": Inverse(NAME)},
        {"path": None},
        {"value": Literal("كلام")},
        {"value": None},
        {"place": Place("data/other.ttl", 3, 17)},
        {"place": None},
    ],
)
def test_another_fault_is_another(changes: dict[str, object]) -> None:
    assert mark(replace(VIOLATION, **changes)) != mark(VIOLATION)  # type: ignore[arg-type]


def test_a_path_below_the_folder_is_the_same_in_full() -> None:
    whole = str(Path.cwd() / "data" / "topic.ttl")

    assert baseline.relative(whole) == "data/topic.ttl"
    assert baseline.relative("../x.ttl") == "../x.ttl"
    assert baseline.relative("/elsewhere/x.ttl") == "/elsewhere/x.ttl"
    assert mark(replace(VIOLATION, place=Place(whole, 3, 17))) == mark(VIOLATION)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_blank_node_is_known_by_what_owns_it_not_by_its_label(number: int) -> None:
    moved = NESTED.replace("@prefix e: <http://e/> .\n", FIRST + "# a line more\n")
    before, after = owner_of(number, NESTED), owner_of(number, moved)

    assert before != after
    assert mark(found(focus=before), NESTED) == mark(found(focus=after), moved)
    assert mark(found(value=before), NESTED) == mark(found(value=after), moved)


def test_blank_nodes_of_different_owners_are_different() -> None:
    marks = {mark(found(focus=owner_of(number, NESTED)), NESTED) for number in (1, 2, 3, 5)}

    assert len(marks) == 4


@pytest.mark.parametrize(
    "text",
    [
        "@prefix e: <http://e/> . e:b e:p _:n . e:a e:p _:n . _:n e:r 1 .",
        "@prefix e: <http://e/> . e:a e:p _:n . _:n e:r 1 . e:b e:p _:n .",
        "@prefix e: <http://e/> . [] e:p _:n . _:n e:r 1 . e:a e:p _:n .",
        "@prefix e: <http://e/> . e:a e:p _:n . _:n e:r 1 . [] e:q _:n .",
    ],
)
def test_of_several_owners_the_same_one_counts_whatever_their_order(text: str) -> None:
    alone = "@prefix e: <http://e/> . e:a e:p [ e:r 1 ] ."

    assert mark(found(focus=owner_of(1, text)), text) == mark(found(focus=owner_of(1, alone)), alone)


def test_an_item_put_before_others_in_a_list_does_not_change_them() -> None:
    longer = NESTED.replace("e:list (", "e:list ( 0 1 ")

    before, after = (mark(found(focus=owner_of(4, text)), text) for text in (NESTED, longer))

    assert before == after


@pytest.mark.parametrize("text", ["_:a <x:p> _:b . _:b <x:p> _:a .", "_:a <x:p> _:a .", "_:a <x:p> 1 . <"])
def test_rings_and_broken_files_do_no_harm(text: str) -> None:
    assert len(mark(found(focus=BlankNode("a")), text)) == 32


def test_the_file_is_sorted_so_that_its_diff_is_clean(path: Path) -> None:
    other = replace(VIOLATION, focus=NamedNode("http://e/a"))

    baseline.write(report(VIOLATION, LINT, other, INFO), path)
    first = path.read_text(encoding="utf-8")
    baseline.write(report(INFO, other, LINT, VIOLATION), path)

    assert path.read_text(encoding="utf-8") == first
    assert first.endswith("}\n")
    assert [entry["file"] for entry in json.loads(first)["findings"]] == ["", *["data/topic.ttl"] * 3]


def test_the_file_says_to_people_what_it_passes_over(path: Path) -> None:
    baseline.write(report(VIOLATION), path)

    (entry,) = json.loads(path.read_text(encoding="utf-8"))["findings"]

    assert entry.pop("fingerprint") == mark(VIOLATION)
    assert entry == {
        "count": 1,
        "rule": "Topic-label",
        "file": "data/topic.ttl",
        "thing": "topic:speech",
        "property": "skos:prefLabel",
    }


def test_hidden_characters_are_escapes_in_the_file(path: Path) -> None:
    baseline.write(report(replace(INFO, focus=Literal("a\u202eb\x1b"))), path)

    assert path.read_bytes().isascii()
    assert b"\x1b" not in path.read_bytes()


ENTRY = {"fingerprint": "a", "count": 1, "rule": "r", "file": "f", "thing": "t", "property": "p"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"\xff",
        b"[" * 100_000,
        b'{"findings": []}',
        b'{"version": 2, "findings": []}',
        b'{"version": 1}',
        b'{"version": 1, "findings": [{}]}',
        b'{"version": 1, "findings": [3]}',
        json.dumps({"version": 1, "findings": [ENTRY | {"count": "1"}]}).encode(),
        json.dumps({"version": 1, "findings": [ENTRY | {"count": True}]}).encode(),
        json.dumps({"version": 1, "findings": [ENTRY | {"fingerprint": [1]}]}).encode(),
        json.dumps({"version": 1, "findings": [ENTRY | {"more": 1}]}).encode(),
    ],
)
def test_a_broken_baseline_is_told_with_the_cure(content: bytes, path: Path) -> None:
    path.write_bytes(content)

    with pytest.raises(MkgError, match=r"not a baseline .*write it anew with --write-baseline") as told:
        baseline.read(path)

    assert str(told.value).startswith(f"{path}: ")


def test_a_baseline_that_is_not_there_or_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MkgError, match="cannot be read"):
        baseline.read(tmp_path / "none.json")
    with pytest.raises(MkgError, match="cannot be written"):
        baseline.write(report(VIOLATION), tmp_path / "no" / "baseline.json")


def test_an_empty_baseline_changes_nothing(path: Path) -> None:
    given = report(VIOLATION, FOREIGN)

    baseline.write(report(), path)

    assert baseline.read(path) == []
    assert baseline.apply(given, []) == given
    assert isinstance(baseline.apply(given, []), Report)
