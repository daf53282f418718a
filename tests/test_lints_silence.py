import pytest
from pyoxigraph import Literal, NamedNode

from looked_at import HEAD, found, looked_at, source, told
from mkg.lints import Checked, Config, settle
from mkg.lints.config import Choice
from mkg.validation.findings import Finding, Place, Severity
from mkg.vocab import SH, SHAPES

FAULT = 'ex:a ex:b "x " .'
WHY = "-- the blank is part of the logo"


@pytest.mark.parametrize(
    "text",
    [
        f"{FAULT} # mkg: ignore blank-edge {WHY}",
        f"# mkg: ignore blank-edge {WHY}\n{FAULT}",
        f"# mkg: ignore blank-edge {WHY}\n\n# Another comment.\n\n{FAULT}",
        f"ex:c ex:b 1 .\n  # mkg: ignore blank-edge {WHY}\n  {FAULT}",
        f"# mkg: ignore-file blank-edge {WHY}\nex:c ex:b 1 .\n{FAULT}",
        f"{FAULT}\nex:c ex:b 1 .\n# mkg: ignore-file blank-edge {WHY}",
        f"#mkg:ignore blank-edge {WHY}\n{FAULT}",
        f"## mkg: ignore blank-edge — the logo\n{FAULT}",
        f"# mkg: ignore blank-edge {WHY}\r\n{FAULT}\r\n",
        'ex:a\n  # mkg: ignore blank-edge -- the logo\n  ex:b "x " .',
    ],
)
def test_a_comment_with_a_reason_silences_a_lint(text: str) -> None:
    assert told(HEAD + text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"# mkg: ignore blank-edge {WHY}\nex:c ex:b 1 .\n{FAULT}",
        f"ex:c ex:b 1 . # mkg: ignore blank-edge {WHY}\n{FAULT}",
        f"{FAULT}\n# mkg: ignore blank-edge {WHY}\nex:c ex:b 1 .",
        f"{FAULT}\n# mkg: ignore blank-edge {WHY}",
    ],
)
def test_on_another_line_it_silences_nothing_and_is_told_as_idle(text: str) -> None:
    assert {rule for rule, _, _ in told(HEAD + text)} == {"blank-edge", "idle-silence"}


def test_a_comment_silences_in_its_own_file_alone() -> None:
    silent = f"{HEAD}# mkg: ignore-file blank-edge {WHY}\n{FAULT}"

    assert told(silent, f'{HEAD}ex:c ex:b "x " .') == [("blank-edge", 2, 11)]


def test_several_lints_are_silenced_by_one_comment() -> None:
    text = f'# mkg: ignore blank-edge, wrong-language {WHY}\nex:a ex:b "Hello "@ar .'

    assert told(HEAD + text) == []


def test_of_several_names_those_that_silence_nothing_are_told() -> None:
    looked = looked_at(f"{HEAD}# mkg: ignore blank-edge, ill-typed {WHY}\n{FAULT}")
    (finding,) = found(looked)

    assert (finding.rule, finding.severity) == ("idle-silence", Severity.info)
    assert "Take ill-typed out" in finding.messages[0].value
    assert str(finding.place) == "/graph/0.ttl:2:1"


def test_two_comments_that_silence_one_fault_are_both_in_use() -> None:
    text = f"# mkg: ignore-file blank-edge {WHY}\n{FAULT} # mkg: ignore blank-edge {WHY}"

    assert told(HEAD + text) == []


@pytest.mark.parametrize(
    "comment",
    [
        "mkg: ignore blank-edge",
        "mkg: ignore blank-edge --",
        "mkg: ignore blank-edge -- ",
        "mkg: ignore blank-edge the logo",
        "mkg: ignore",
        "mkg: ignore -- the logo",
        "mkg: ignored blank-edge -- the logo",
        "mkg: ignore-all blank-edge -- the logo",
        "mkg: ignore blank-edg -- the logo",
        "mkg: ignore blank-edge, other -- the logo",
        "mkg: off",
    ],
)
def test_a_comment_that_is_at_fault_silences_nothing_and_is_told(comment: str) -> None:
    assert told(f"{HEAD}# {comment}\n{FAULT}") == [("blank-edge", 3, 11), ("bad-silence", 2, 1)]


def test_a_name_that_nobody_knows_is_named() -> None:
    *_, finding = found(looked_at(f"{HEAD}# mkg: ignore blank-edg {WHY}\n{FAULT}"))

    assert finding.messages[0].value.startswith("Correct blank-edg: no lint or rule has this name")
    assert finding.place is not None
    assert finding.place.width == len(f"# mkg: ignore blank-edg {WHY}")


@pytest.mark.parametrize(
    "text", ['ex:a ex:b "# mkg: ignore x" .', "ex:a ex:b 1 . # see mkg: ignore x", "ex:a ex:b 1 . # mkg is"]
)
def test_what_is_no_such_comment_is_left_alone(text: str) -> None:
    assert told(HEAD + text) == []


def of(shape: str, line: int, path: str = "/graph/a.ttl") -> Finding:
    return Finding(
        severity=Severity.violation,
        focus=NamedNode("http://example.org/a"),
        messages=(Literal("Mend it.", language="en"),),
        shape=NamedNode(SHAPES + shape),
        component=SH + "SPARQLConstraintComponent",
        place=Place(path, line, 1) if line else None,
    )


def settled(finding: Finding, comment: str, *, rules: tuple[str, ...] = ()) -> list[str]:
    looked = Checked([source(f"# mkg: {comment}\n{HEAD}")], [], [])
    return [each.rule for each in settle([finding], looked, Config(), rules)]


def test_a_rule_is_silenced_by_its_name() -> None:
    assert (
        settled(of("start-after-end", 2), f"ignore start-after-end {WHY}", rules=("start-after-end",)) == []
    )


def test_a_shape_is_not_silenced_and_its_name_is_told() -> None:
    assert settled(of("Topic-iri", 2), f"ignore Topic-iri {WHY}", rules=("start-after-end",)) == [
        "Topic-iri",
        "bad-silence",
    ]


@pytest.mark.parametrize("finding", [of("a-rule", 0), of("a-rule", 3), of("a-rule", 2, "/graph/b.ttl")])
def test_what_lies_elsewhere_or_nowhere_is_not_silenced(finding: Finding) -> None:
    assert settled(finding, f"ignore a-rule {WHY}", rules=("a-rule",)) == ["a-rule", "idle-silence"]


def test_a_comment_for_a_lint_that_is_off_is_not_idle() -> None:
    looked = looked_at(f"{HEAD}# mkg: ignore blank-edge {WHY}\nex:a ex:b 1 .")

    assert found(looked, Config(choices={"blank-edge": (Choice(None),)})) == []


def test_comments_at_fault_have_the_severity_that_is_chosen_for_them() -> None:
    looked = looked_at(f"{HEAD}# mkg: ignore blank-edge {WHY}\nex:a ex:b 1 .")
    (finding,) = found(looked, Config(choices={"idle-silence": (Choice(Severity.violation),)}))

    assert finding.severity == Severity.violation


def test_a_comment_in_a_file_that_is_no_turtle_is_not_read() -> None:
    line = '<http://example.org/a> <http://example.org/b> "x " .\n'
    looked = Checked([source(f"# mkg: ignore-file blank-edge {WHY}\n{line}", "a.nt")], [], [])

    assert [each.rule for each in found(looked)] == ["blank-edge"]
