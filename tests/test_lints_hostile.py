"""Lints of any text at all: they never fail, and never take long over a hostile one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from looked_at import HEAD, found, looked_at, source
from mkg.errors import ParseError
from mkg.lints import LINTS, Checked
from mkg.sources import Source

SUBJECTS = st.sampled_from(
    [
        "ex:a",
        "ex:b",
        "<http://example.org/a>",
        "<x>",
        "[ ex:b 1 ]",
        "( 1 2 )",
        "_:a",
        "[]",
        "ex:a.b",
        "ex:it\\'s",
    ]
)
PREDICATES = st.sampled_from(["a", "ex:b", "ex:c", "<http://www.w3.org/2000/01/rdf-schema#label>"])
OBJECTS = st.sampled_from(
    [
        *(
            "ex:a",
            "ex:fez",
            "<HTTP://Example.org/../a>",
            "<https://example.org/a>",
            "[ ex:b 1 , 1 ]",
            "( 1 'x ' )",
        ),
        *('"x"', '"x "@EN', "'مرحبا'@en", '"""a "b" c\n"""', '"\\u202E"', "1.5", ".5", "true", "'x'^^ex:d"),
        *(
            "ex:\\#a",
            "'''\n# x '''",
            '"<a>"',
            "'\\''",
            "'x'^^<http://www.w3.org/2001/XMLSchema#date>",
            "'Fe\u0300s'",
        ),
    ]
)
ENDS = st.sampled_from(
    ["\n", " ", " # x\n", " # mkg: ignore x\n", "\r\n", "\r", "# mkg: ignore blank-edge -- y\n"]
)


def parsed(text: str) -> Source | None:
    read = source(HEAD + text)
    try:
        list(read.quads())
    except ParseError:
        return None
    return read


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(SUBJECTS, PREDICATES, OBJECTS, OBJECTS, ENDS), max_size=6))
def test_each_finding_in_any_turtle_is_of_a_lint_and_lies_in_the_text(
    parts: list[tuple[str, str, str, str, str]],
) -> None:
    read = parsed("".join(f"{s} {p} {o} , {other} .{end}" for s, p, o, other, end in parts))
    assert read is not None
    lines = re.split(r"\r\n|\r|\n", read.text)

    for each in found(Checked([read], [], [])):
        assert each.rule in {lint.id for lint in LINTS}
        assert each.place is not None
        assert 1 <= each.place.column <= len(lines[each.place.line - 1])


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"\\'), max_size=40))
def test_any_text_can_stand_in_a_string(text: str) -> None:
    read = parsed(f'ex:a ex:b """{text}"""@en , "a" .')

    assert read is not None
    assert all(each.place and each.place.line >= 2 for each in found(Checked([read], [], [])))


MANY = 30_000
HOSTILE = {
    "openings of IRIs in a string": f'ex:a ex:b "{"<a:" * MANY}" .',
    "openings of hosts in a string": f'ex:a ex:b "{"<http://" * MANY}" .',
    "dots of an IRI": f"ex:a ex:b <http://example.org/{'a/' * MANY}> .",
    "one long word of the wrong language": f'ex:a ex:b "{"a" * MANY}"@ar .',
    "one long name": f"ex:a ex:b ex:{'a' * MANY} .",
    "one long number": f'ex:a ex:b "{"1" * MANY}"^^<http://www.w3.org/2001/XMLSchema#byte> .',
    "one long duration": f'ex:a ex:b "P{"1" * MANY}"^^<http://www.w3.org/2001/XMLSchema#duration> .',
    "one long base64": f'ex:a ex:b "{"A" * MANY}*"^^<http://www.w3.org/2001/XMLSchema#base64Binary> .',
    "many blanks behind a stop": f"ex:a ex:b 1 .{' ' * MANY}\nex:c ex:b 1 .",
    "many comments": f"ex:a ex:b 1 .{chr(10)}{'# . #' * MANY}\nex:c ex:b 1 .",
    "many empty comments": f"ex:a ex:b 1 .{(chr(10) + '#') * MANY}\nex:c ex:b 1 .",
    "a silence of many names": f"ex:a ex:b 1 . # mkg: ignore {'a, ' * MANY}",
    "a silence of many hashes": f"ex:a ex:b 1 . {'#' * MANY} mkg",
    "quotes in a long string": f"ex:a ex:b '''{chr(34) * MANY}''' .",
    "escapes in a string": f'ex:a ex:b "{chr(92) * 2 * MANY}" .',
    "many prefixes": "".join(f"@prefix p{n}: <http://example.org/{n}#> .\n" for n in range(3000)),
    "many links to nothing": "".join(f"ex:a{n} ex:b ex:b{n // 3} .\n" for n in range(900)),
    "many labels alike": "".join(
        f"ex:a{n} a ex:C ; <http://www.w3.org/2000/01/rdf-schema#label> 'A' .\n" for n in range(2000)
    ),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_looked_at_in_time_that_grows_with_its_length(text: str) -> None:
    assert isinstance(found(looked_at(HEAD + text)), list)
