import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkg.coding import CODINGS
from mkg.site import etag
from mkg.site.etag import deterministic, for_coding, held, tag

ZSTD, BR, GZIP = CODINGS
PAGE = tag("0123456789abcdef", "html", "fr")
PARTS = st.lists(st.text(), min_size=1, max_size=4)


def test_a_tag_does_not_change_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(etag, "__version__", "0.1.0")

    assert tag("0123456789abcdef", "json") == '"4b931e8f5024eaca74fb"'


@given(PARTS)
def test_a_tag_is_strong_short_and_of_plain_characters(parts: list[str]) -> None:
    assert re.fullmatch(r'"[0-9a-f]{20}"', tag(*parts))


@given(PARTS, PARTS)
def test_other_representations_have_other_tags(one: list[str], other: list[str]) -> None:
    assert (tag(*one) == tag(*other)) == (one == other)


def test_another_version_of_mkg_makes_other_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tag("v", "json")
    monkeypatch.setattr(etag, "__version__", "99.0")

    assert tag("v", "json") != before


def test_each_coding_has_its_own_strong_tag() -> None:
    tags = {for_coding(PAGE, coding) for coding in (None, *CODINGS)}

    assert len(tags) == 1 + len(CODINGS)
    assert all(re.fullmatch(r'"[0-9a-z-]+"', item) for item in tags)


def test_no_coding_leaves_the_tag_alone() -> None:
    assert for_coding(PAGE, None) == PAGE


@pytest.mark.parametrize(
    "if_none_match",
    [
        PAGE,
        f"W/{PAGE}",
        f"  {PAGE}  ",
        f'"other", {PAGE}',
        f'"other",{PAGE},"third"',
        f'"with, comma", {PAGE}',
        f'W/"other" , W/{PAGE}',
        "*",
        " * ",
        *(for_coding(PAGE, coding) for coding in CODINGS),
        f"W/{for_coding(PAGE, GZIP)}",
    ],
)
def test_what_a_client_holds_is_found(if_none_match: str) -> None:
    assert held(if_none_match, PAGE) is not None


@pytest.mark.parametrize(
    "if_none_match",
    [
        None,
        "",
        '""',
        '"other"',
        "W/",
        tag("0123456789abcdef", "html", "ar"),
        f'"{PAGE[1:10]}"',
        f'"{PAGE[1:-1]}0"',
        f'"{PAGE[1:-1]}-"',
        f'"{PAGE[1:-1]}-lzma"',
        f'"x{PAGE[1:-1]}"',
        f'"a, {PAGE[1:-1]}"',
        PAGE.upper(),
        '"*"',
        '"',
        "\x00",
    ],
)
def test_what_a_client_does_not_hold_is_sent(if_none_match: str | None) -> None:
    assert held(if_none_match, PAGE) is None


@given(st.text())
def test_any_header_is_tolerated(if_none_match: str) -> None:
    assert (held(if_none_match, PAGE) is not None) == (
        if_none_match.strip() == "*" or PAGE[1:-1] in if_none_match
    )


@pytest.mark.parametrize(
    ("if_none_match", "expected"),
    [
        (for_coding(PAGE, BR), for_coding(PAGE, BR)),
        (PAGE, PAGE),
        (f"{PAGE}, {for_coding(PAGE, GZIP)}", PAGE),
        (f"{PAGE}, {for_coding(PAGE, GZIP)}, {for_coding(PAGE, ZSTD)}", for_coding(PAGE, ZSTD)),
        ("*", for_coding(PAGE, ZSTD)),
        ('"other"', None),
    ],
)
def test_a_client_is_told_the_tag_under_which_it_holds_the_answer(
    if_none_match: str, expected: str | None
) -> None:
    assert held(if_none_match, PAGE, ZSTD) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (now() AS ?x) {}",
        "SELECT (Rand ( ) AS ?x) {}",
        "SELECT (UUID\n()AS ?x) {}",
        "SELECT (STRUUID()AS ?x) {}",
        'SELECT (BNODE("a")AS ?x) {}',
        "SELECT (NOW# a comment\n() AS ?x) {}",
        "SELECT * { ?s ?p ?o } ORDER BYRAND()",
        r"SELECT (NO\u0057() AS ?x) {}",
        r"SELECT (\U0000004EOW() AS ?x) {}",
        "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
    ],
)
def test_an_answer_that_changes_by_itself_is_not_held(query: str) -> None:
    assert not deterministic(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?now ?rand { ?s foaf:knows ?now ; ?p ?rand }",
        "ASK { ?brand a mkg:Model FILTER isBlank(?brand) }",
        'SELECT * { ?s skos:prefLabel "random forest"@en FILTER(YEAR(?d) > 2020) }',
        "SELECT (MIN(?n) AS ?unknown) { ?s mkg:size ?n } GROUP BY ?s",
    ],
)
def test_an_answer_that_stays_the_same_is_held(query: str) -> None:
    assert deterministic(query)


@pytest.mark.parametrize("piece", ["NOW ", "NOW#", "(", "\\", " ", "BNOD", "SERVIC", "RAND\n"])
def test_a_long_query_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    # A megabyte in time that grows with the square would take hours, not the timeout of the suite.
    deterministic(piece * (1_000_000 // len(piece)))
