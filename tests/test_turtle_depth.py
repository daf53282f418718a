import pytest

from mkg.errors import ParseError
from mkg.turtle.reader import MAX_DEPTH, parse
from mkg.turtle.tokens import Lines
from mkg.turtle.writer import canonical
from turtle_texts import ours, strictly


def write(text: str) -> str:
    return canonical(text, "test.ttl")


def fault(text: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(text, "test.ttl")
    return caught.value


def nested(depth: int, opening: str, closing: str) -> str:
    return f"<urn:a> <urn:p> {opening * depth}{closing * depth} ."


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("(\n", " )")])
def test_brackets_nest_up_to_the_limit(opening: str, closing: str) -> None:
    assert ours(nested(MAX_DEPTH, opening, closing)) == strictly(nested(MAX_DEPTH, opening, closing))


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("[ <urn:p> ", " ]"), ("[ <urn:p> (", ")]")])
def test_brackets_beyond_the_limit_are_refused_with_place_and_cure(
    depth: int, opening: str, closing: str
) -> None:
    text = nested(depth, opening, closing)

    error = fault(text)

    marks = [index for index, character in enumerate(text) if character in "(["]
    assert (error.line, error.column) == Lines(text).place(marks[MAX_DEPTH])
    assert error.reason == f"brackets nest deeper than {MAX_DEPTH} levels: name the inner nodes"


@pytest.mark.parametrize("mark", ["(", "[ <urn:p> "])
def test_brackets_that_never_close_are_a_parse_error(mark: str) -> None:
    assert fault("<urn:a> <urn:p> " + mark * 100_000).line == 1


def test_brackets_nested_up_to_the_limit_are_written() -> None:
    deep = "(" * MAX_DEPTH + ")" * MAX_DEPTH

    assert strictly(write(f"<urn:a> <urn:b> {deep} ."), None) == strictly(f"<urn:a> <urn:b> {deep} .", None)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("[ <urn:p> (", ")]")])
def test_brackets_beyond_the_limit_are_refused_before_anything_is_proved(
    depth: int, opening: str, closing: str
) -> None:
    with pytest.raises(ParseError, match="brackets nest deeper than 100 levels"):
        write(f"<urn:a> <urn:b> {opening * depth}{closing * depth} .")
