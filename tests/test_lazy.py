import re

import pytest

from mkg.lazy import Regex

TEXT = "ab, Ab"


@pytest.mark.parametrize(("flags", "found"), [(0, ["ab"]), (re.IGNORECASE, ["ab", "Ab"])])
def test_it_finds_what_its_pattern_finds(flags: int, found: list[str]) -> None:
    assert [match[0] for match in Regex("ab", flags).finditer(TEXT)] == found


def test_it_matches_where_it_is_told_to() -> None:
    regex = Regex("[Aa]b")
    match = regex.match(TEXT, 4)

    assert match
    assert match.span() == (4, 6)
    assert regex.match(TEXT, 1) is None


def test_it_searches_the_whole_text() -> None:
    match = Regex("A").search(TEXT)

    assert match
    assert match.start() == 4
    assert Regex("x").search(TEXT) is None


def test_it_is_compiled_only_when_it_is_used() -> None:
    wrong = Regex("(")

    with pytest.raises(re.error):
        wrong.search(TEXT)
