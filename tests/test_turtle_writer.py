from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkg.errors import ParseError
from mkg.turtle.writer import canonical
from turtle_texts import HEAD, ROOT, comments, documents, strictly

TIDY = """\
# A graph in miniature.

@prefix e: <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

e:a
    a e:Thing ;
    skos:prefLabel
        "ا"@ar ,
        "a"@en ;
    skos:altLabel "A" ;
    skos:definition "The first letter."@en ;
    e:next e:b ;
    e:number 1 ;
.

e:b
    a e:Thing ;
.
"""
FILES = sorted(path for name in ("ontology", "data", "tests/toy") for path in (ROOT / name).rglob("*.ttl"))


def write(text: str) -> str:
    return canonical(text, "test.ttl")


def body(text: str) -> str:
    """Return the canonical form of facts without its prefixes."""
    return write(HEAD + text).removeprefix(HEAD).strip()


@settings(deadline=None)
@given(documents())
def test_the_canonical_form_of_any_document_says_the_same_and_is_its_own_canonical_form(text: str) -> None:
    written = write(text)

    assert strictly(written, None) == strictly(text, None)
    assert comments(written) == comments(text)
    assert write(written) == written
    assert "unused:" not in written


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_ours_in_canonical_form_says_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert strictly(write(text), None) == strictly(text, None)
    assert write(write(text)) == write(text)


def test_a_text_in_canonical_form_stays_as_it_is() -> None:
    assert write(TIDY) == TIDY


@pytest.mark.parametrize("text", ["", "\n\n", "@prefix e: <http://example.org/> ."])
def test_a_text_without_facts_is_empty(text: str) -> None:
    assert write(text) == ""


NAMES = st.sampled_from(["e:a", "e:b", "e:B", "e:c-d", "<urn:x>"])
FACTS = st.lists(
    st.tuples(NAMES, NAMES, st.one_of(NAMES, st.sampled_from(["1", "'x'@en", "'x'"]))), max_size=8
)


@settings(deadline=None)
@given(FACTS.flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_same_facts_give_the_same_text_whatever_their_order(
    both: tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]],
) -> None:
    one, other = ("\n".join(" ".join([*fact, "."]) for fact in facts) for facts in both)

    assert write(HEAD + one) == write(HEAD + other)


@pytest.mark.parametrize(
    "fact",
    [
        'e:a skos:prefLabel "aa"@af .',
        'e:a skos:hiddenLabel "alpha" .',
        "e:b e:number 2 .",
        "e:b skos:altLabel 'B' .",
    ],
)
def test_a_further_predicate_or_value_is_one_more_line(fact: str) -> None:
    assert changed(TIDY, write(TIDY + fact))[0] == "+ "


def changed(before: str, after: str) -> tuple[str, str]:
    """Return the sign and the text of the only line that differs."""
    (line,) = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    return line[:2], line[2:]


def test_a_third_value_is_one_more_line() -> None:
    two, three = body("e:a e:p 1 , 3 ."), body("e:a e:p 3 , 1 , 2 .")

    assert changed(two, three) == ("+ ", "        2 ,")


def test_blocks_are_sorted_by_iri_then_blank_nodes_then_brackets() -> None:
    facts = [
        "[] a e:C .",
        "_:b a e:C .",
        "_:a a e:C .",
        "e:b a e:C .",
        "<http://example.org/%61> a e:C .",
        "e:a a e:C .",
    ]
    subjects = ["<http://example.org/%61>", "e:a", "e:b", "_:a", "_:b", "[]"]

    found = [block.split()[0] for block in body("\n".join(facts)).split("\n\n")]

    assert found == subjects


def test_the_blocks_of_one_thing_become_one_block() -> None:
    assert body("e:a a e:C . e:b a e:C . e:a e:p 1 ; a e:D ; e:p 2 , 1 .").splitlines() == [
        "e:a",
        "    a",
        "        e:C ,",
        "        e:D ;",
        "    e:p",
        "        1 ,",
        "        2 ;",
        ".",
        "",
        "e:b",
        "    a e:C ;",
        ".",
    ]


def test_class_labels_and_definition_come_first_then_predicates_by_name() -> None:
    order = ["a", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "rdfs:label", "skos:definition"]
    order += ["<urn:p>", "e:p", "e:q", "skos:broader"]
    head = HEAD + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    head += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"

    written = write(head + "".join(f"e:a {name} e:b .\n" for name in reversed(order)))

    assert [line.split()[0] for line in written.splitlines() if line.startswith("    ")] == order


def test_values_are_sorted_iris_then_blank_nodes_then_literals_by_language() -> None:
    values = ["e:b", "e:c", "_:a", '"z"', "2", '"b"@ar', '"a"@en', '"b"@en', "( 1 )", "[]"]
    lines = " ,\n".join(f"        {value}" for value in values)

    for order in (values, values[::-1], values[4:] + values[:4]):
        assert body(f"e:a e:p {' , '.join(order)} .") == f"e:a\n    e:p\n{lines} ;\n."


def test_prefixes_are_sorted_and_the_unused_are_dropped() -> None:
    head = "@prefix z: <urn:z:> .\n@prefix u: <urn:u:> .\n@prefix a: <urn:a:> .\n@prefix : <urn:> .\n"
    head += "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"

    written = write(head + "z:x a:p :y ; a :z .")

    assert written.startswith("@prefix : <urn:> .\n@prefix a: <urn:a:> .\n@prefix z: <urn:z:> .\n\n")
    assert "u:" not in written
    assert "rdf:" not in written


def test_the_longest_namespace_gives_the_name() -> None:
    head = "@prefix a: <http://example.org/> .\n@prefix b: <http://example.org/b#> .\n"

    assert "\nb:c\n    a a:d ;\n" in write(head + "<http://example.org/b#c> a <http://example.org/d> .")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("<a> a <urn:b> .", 1, 1),
        ("<urn:a> a\n  <> .", 2, 3),
        ("@prefix a: <#> .", 1, 12),
        ("@base <x> .", 1, 7),
    ],
)
def test_a_relative_iri_is_refused_with_place_and_cure(text: str, line: int, column: int) -> None:
    with pytest.raises(ParseError) as caught:
        write(text)

    assert (caught.value.path, caught.value.line, caught.value.column) == ("test.ttl", line, column)
    assert "relative" in caught.value.reason.lower() or "scheme" in caught.value.reason


def test_relative_iris_with_a_declared_base_are_written_in_full() -> None:
    written = write("@base <http://example.org/a/> . @prefix e: <#> . <b> a e:c .")

    assert written == "@prefix e: <http://example.org/a/#> .\n\n<http://example.org/a/b>\n    a e:c ;\n.\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("e:a a e:b", 2, 10),
        ("e:a a e:b ,\n; .", 3, 1),
        ("f:a a e:b .", 2, 1),
        ("e:a a 'x", 2, 7),
        ("ا", 2, 1),
    ],
)
def test_what_is_not_turtle_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ParseError) as caught:
        write(HEAD + text)

    assert (caught.value.line, caught.value.column) == (line, column)
