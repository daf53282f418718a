import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkg.lints.regexes import TOKEN, explodes


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "(a*)*",
        "(a|a)*$",
        "(a|aa)+$",
        "(x+x+)+y",
        "(.*a){20}",
        r"(\s*\w+\s*)*$",
        r"(\d+\s?)+$",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"^(\p{L}+ ?)*$",
        "(a{1,30})*",
        "([a-z]{2,}[a-z0-9]*)+$",
        "(?:(?:ab)+)+$",
        "((a|b)+c?)+$",
    ],
)
def test_what_can_go_round_in_two_ways_explodes(pattern: str) -> None:
    assert explodes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        r"^\S(.*\S)?$",
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        ".*.*",
        "(a?)*",
        "(a|b)*c",
        "(ab|a)*b?",
        "([^,]*,)*[^,]*",
        r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
        "((a+){3}){3}",
        "(a{2})*",
        "^https?://[^/]+\\.[^/]+(/.*)?$",
        "^(?:[a-z]+:)?[a-z]+$",
        r"^\(a+\)+$",
        "[(a+)+]+",
    ],
)
def test_what_goes_round_in_one_way_does_not(pattern: str) -> None:
    assert not explodes(pattern)


@pytest.mark.parametrize("pattern", ["((", "a)b)*", "[", "*a", "|", "(|)*", "{2}", "\\", "(?", "a{2}{3}{4}"])
def test_broken_patterns_are_read_to_their_end(pattern: str) -> None:
    assert not explodes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 10_000,
        "(" * 60 + "a" + "+)" * 60,
        "(a|b)" * 3000,
        "(" * 40 + "a" + "){2}" * 40,
        "(" * 40 + "^" + "){2}" * 40,
    ],
)
def test_patterns_that_would_exhaust_the_search_itself_are_let_go(pattern: str) -> None:
    assert explodes(pattern) in {True, False}


@given(st.text(alphabet="ab()[]|*+?{}2,^$\\.-d", max_size=30))
def test_every_text_is_cut_into_tokens_without_a_gap(text: str) -> None:
    assert "".join(match[0] for match in TOKEN.finditer(text)) == text
    assert explodes(text) in {True, False}


@given(
    st.recursive(
        st.sampled_from(["a", "b", "[ab]"]),
        lambda inner: st.builds("({}|{})*".format, inner, inner),
        max_leaves=3,
    )
)
def test_alternatives_that_begin_alike_in_a_loop_explode(pattern: str) -> None:
    alike = pattern in {
        "(a|a)*",
        "(b|b)*",
        "(a|[ab])*",
        "([ab]|a)*",
        "(b|[ab])*",
        "([ab]|b)*",
        "([ab]|[ab])*",
    }

    assert explodes(pattern) == (alike or pattern.count("*") > 1)


def test_a_pattern_that_is_said_to_explode_does_so_in_a_backtracking_engine() -> None:
    # The first takes 2 ** 12 steps in Python, and more than a life with 100 characters.
    assert explodes("^(a|a)*$")
    assert not re.match("^(a|a)*$", "a" * 12 + "b")
