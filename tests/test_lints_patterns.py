import pytest

from linted import found, said
from mkg.validation.findings import Severity


def shape(pattern: str, more: str = "") -> str:
    written = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'ex:S sh:targetNode ex:a ; sh:pattern "{written}" {more} .'


@pytest.mark.parametrize("pattern", ["(", "a)", "[a", "*a", "[z-a]", "a{2,1}", "(?(a)b)", "a\\"])
def test_a_pattern_that_is_none_is_a_violation(pattern: str) -> None:
    (finding,) = found("invalid-pattern", shapes=shape(pattern))

    assert finding.severity == Severity.violation
    assert finding.messages[0].value.startswith("This is no regular expression (")


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^a|b$",
        r"\p{L}+\P{IsArabic}",
        r"[\p{L}\d]",
        r"\i\c*",
        "(?<year>[0-9]+)",
        "[ء-ي]",
        "a{2,3}?",
        "[a[b]",
    ],
)
def test_a_pattern_of_any_dialect_is_a_pattern(pattern: str) -> None:
    assert found("invalid-pattern", shapes=shape(pattern)) == []


def test_a_pattern_that_nests_too_deep_is_told_and_nothing_falls() -> None:
    assert len(found("invalid-pattern", shapes=shape("(" * 5000 + ")" * 5000))) == 1


@pytest.mark.parametrize(("flags", "faults"), [("i", 0), ("smix", 0), ("g", 1), ("iu", 1)])
def test_flags_are_letters_that_the_engines_know(flags: str, faults: int) -> None:
    assert len(found("invalid-pattern", shapes=shape("a", f'; sh:flags "{flags}"'))) == faults


def test_a_pattern_that_is_taken_as_plain_text_can_be_anything() -> None:
    text = shape("(((\\d(?=", '; sh:flags "q"')

    assert all(
        found(lint, shapes=text) == [] for lint in ("invalid-pattern", "pattern-dialect", "slow-pattern")
    )


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("^(?=a)b", "(?="),
        ("^(?!a)b", "(?!"),
        ("(?<=a)b", "(?<="),
        ("(?<name>a)", "(?<name>"),
        ("(?P<name>a)", "(?P<name>"),
        ("(?i)abc", "(?i)"),
        (r"(a)\1", r"\1"),
        (r"\p{L}", r"\p{L}"),
        (r"[\p{Lu}a]", r"\p{Lu}"),
        (r"\bword\b", r"\b"),
        (r"\i\c*", r"\i"),
        (r"[\x21-\x7e]", r"\x"),
        ("[a-z-[aeiou]]", "[a-z-[aeiou]"),
        ("[a-z&&b]", "[a-z&&b]"),
        ("a{b", "{"),
    ],
)
def test_what_engines_read_differently_is_a_warning(pattern: str, part: str) -> None:
    (finding,) = found("pattern-dialect", shapes=shape(pattern))

    assert finding.severity == Severity.warning
    assert finding.messages[0].value.startswith(f"{part} is not understood alike")


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\S(.*\S)?$",
        "^(?:a|b)+?$",
        r"^[a-z0-9.\-]+\.(org|net)$",
        r"\[\{\(",
        "[(?=]",
        "[+]+",
        r"\d\w\s\D\W\S",
        "a{2}",
    ],
)
def test_the_common_ground_of_the_engines_is_not_told(pattern: str) -> None:
    assert found("pattern-dialect", shapes=shape(pattern)) == []


def test_a_pattern_that_is_no_pattern_is_told_once_only() -> None:
    assert found("pattern-dialect", shapes=shape("(?=a")) == []


@pytest.mark.parametrize(("pattern", "hints"), [(r"^\d{4}$", 1), (r"[\d-]", 1), (r"\\d", 0), ("[0-9]", 0)])
def test_digits_of_every_script_are_a_hint(pattern: str, hints: int) -> None:
    assert len(said("pattern-digits", shapes=shape(pattern))) == hints


@pytest.mark.parametrize(("pattern", "warnings"), [("^(a+)+$", 1), ("^[a-z]+(-[a-z]+)*$", 0)])
def test_a_pattern_that_explodes_is_a_warning(pattern: str, warnings: int) -> None:
    assert len(said("slow-pattern", shapes=shape(pattern))) == warnings


@pytest.mark.parametrize("lint", ["invalid-pattern", "pattern-dialect", "pattern-digits", "slow-pattern"])
def test_a_pattern_that_is_no_text_is_left_to_another_lint(lint: str) -> None:
    assert found(lint, shapes="ex:S sh:pattern ex:a .") == []
