import re

import pytest

from mkg.vocab import BASE, KINDS, PREFIXES, TERMS, compact


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{TERMS}studies", "mkg:studies"),
        (f"{BASE}topic/deep-learning", "topic:deep-learning"),
        (f"{BASE}topic/", f"<{BASE}topic/>"),
        (f"{BASE}topic/a/b", f"<{BASE}topic/a/b>"),
        (f"{BASE}topic/a#b", f"<{BASE}topic/a#b>"),
        (f"{BASE}topic/a?b", f"<{BASE}topic/a?b>"),
        (f"{BASE}unknown/x", f"<{BASE}unknown/x>"),
        ("https://w3id.org/mkg/shapes#Topic-iri", "mkgsh:Topic-iri"),
        ("http://www.w3.org/2001/XMLSchema#date", "xsd:date"),
        ("http://example.org/x", "<http://example.org/x>"),
        ("", "<>"),
    ],
)
def test_an_iri_is_written_with_its_prefix_where_it_has_one(iri: str, expected: str) -> None:
    assert compact(iri) == expected


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_names_of_each_namespace_are_written_with_its_prefix(prefix: str) -> None:
    assert compact(PREFIXES[prefix] + "x") == f"{prefix}:x"


def test_each_namespace_has_one_prefix_and_ends_where_names_begin() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(namespace[-1] in "/#" for namespace in PREFIXES.values())


def test_each_kind_is_one_lower_case_word_and_the_prefix_of_its_iris() -> None:
    assert list(KINDS) == sorted(set(KINDS))
    assert all(re.fullmatch("[a-z]+", kind) for kind in KINDS)
    assert {kind: PREFIXES[kind] for kind in KINDS} == {kind: f"{BASE}{kind}/" for kind in KINDS}
