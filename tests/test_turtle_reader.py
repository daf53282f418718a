import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.errors import ParseError
from mkg.turtle.reader import parse
from mkg.turtle.tokens import Lines
from mkg.turtle.tree import Statement, statements
from mkg.vocab import RDF
from turtle_texts import BASE, HEAD, ROOT, documents, ours, strictly, suite

SUITE = suite()
SUITE_FILES = sorted(SUITE.rglob("*.ttl")) if SUITE else []
OWN_FILES = sorted(
    path for name in ("ontology", "data", "shapes", "tests") for path in (ROOT / name).rglob("*.ttl")
)
# RDF 1.2: triple terms, directions, VERSION. https://www.w3.org/TR/rdf12-turtle/
NEWER = re.compile(r"<<|\{\|| ~|@[a-z-]+--|\bversion\b", re.IGNORECASE)


def read(text: str, base: str | None = None) -> list[Statement]:
    return list(statements(parse(text, "test.ttl", base)))


def fault(text: str, base: str | None = None) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(text, "test.ttl", base)
    return caught.value


def refusal(text: str, base: str) -> ParseError | None:
    try:
        parse(text, "test.ttl", base)
    except ParseError as error:
        return error
    return None


def is_valid(text: bytes, base: str) -> bool:
    try:
        strictly(text, base)
    except SyntaxError:
        return False
    return True


@pytest.mark.skipif(not SUITE_FILES, reason="no W3C test suite: set MKG_W3C to the folder that holds it")
@pytest.mark.parametrize("path", SUITE_FILES, ids=lambda path: str(path.relative_to(SUITE)))
def test_a_file_of_the_w3c_suites_says_the_same_as_to_the_strict_parser(path: Path) -> None:
    content, base = path.read_bytes(), path.absolute().as_uri()
    text = content.decode()

    error = refusal(text, base)

    if error:
        assert error.line
        assert NEWER.search(text) or not is_valid(content, base)
    elif is_valid(content, base):
        assert ours(text, base) == strictly(content, base)


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_ours_says_the_same_as_to_the_strict_parser(path: Path) -> None:
    assert ours(path.read_text(encoding="utf-8"), None) == strictly(path.read_bytes(), None)


@settings(deadline=None)
@given(documents(relative=True))
def test_any_document_says_the_same_as_to_the_strict_parser(text: str) -> None:
    assert ours(text) == strictly(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "e:a a e:b .",
        "e:a e:p e:b , e:c ; e:q e:d ;; .",
        "e:a e:p 1, 1.5, 1e0, true, false .",
        "e:a e:p -1 , +1.5 , -.5E-3 , 1.E3 , 01 .",
        "e:a e:p 1.",
        "e:a.b e:p e:c.d. e:e e:p e:f.",
        "e:a e:p 'a', \"b\", '''c''d\n''', \"\"\"e\"f\n\"\"\" .",
        r"e:a e:p '\t\b\n\r\f\"\'\\\u0041\U0001F600' .",
        'e:a e:p "\\\\u0041 \\\\" .',
        'e:a e:p "x"@en, "x"@EN-gb, "x"@prefix, "x"@base, "x"@base-en, "x"^^e:d, ""^^<http://e.org/d> .',
        'e:a e:p "x"^^<http://www.w3.org/2001/XMLSchema#string> , "x" .',
        "_:a e:p _:b.1 . _:b.1 e:q _:a .",
        "e:a e:p [], [ ], [ e:q [ e:r e:b ] ; e:s e:c ; ] .",
        "[] e:p e:a . [ e:p e:a ] . [ e:p e:a ] e:q e:b .",
        "e:a e:p (), ( ), (1), (1 (2 ()) [] [ e:q (3) ]) .",
        "() e:p () . (1 2) e:p (3) .",
        r"e:a e:p e:\~\.\-\!\$\&\'\(\)\*\+\,\;\=\/\?\#\@\_\%41 , e:%41%5a .",
        "PREFIX f: <http://f.org/> prefix : <#> f:a a : , :x .",
        "@prefix e: <http://other.org/> . e:a a e:b . @prefix e: <http://third.org/> . e:a a e:b .",
        "@base <http://b.org/x/y> . <z> a <../z>, <?q>, <#f>, <>, <//h/i>, </j> .",
        "BASE <sub/> base <sub/> <z> a <> . @prefix r: <r/> . r:s a r: .",
        "@prefix base: <http://b.org/> . base:a a base:prefix . <urn:x> a <mailto:a@b> .",
        "@prefix true: <http://b.org/> . @prefix a: <http://a.org/> . true:a a a:a . a:a a a:true .",
        "<http://e.org/ع> a <http://e.org/\\u0639\\U0001F600> .",
        "e:a<http://e.org/p>'x','y';a e:b.",
    ],
)
def test_every_form_of_the_grammar_says_the_same_as_to_the_strict_parser(text: str) -> None:
    assert ours(HEAD + text) == strictly(HEAD + text)


@pytest.mark.parametrize(
    "base", ["http://a.org/b/c/d;p?q", "file:///a/b/../c.ttl", "urn:x:y", "http://a.org"]
)
@pytest.mark.parametrize(
    "iri",
    [
        "",
        "#",
        "#f",
        "?",
        "?q#f",
        "g",
        "./g",
        "../g",
        "../../../g",
        "/g",
        "//h/g",
        ".",
        "..",
        "g//h",
        "g#",
        "g;x=1/../y",
        "é",
        "%41",
    ],
)
def test_a_relative_iri_is_resolved_as_by_the_strict_parser(iri: str, base: str) -> None:
    text = f"<{iri}> a <urn:x> ."

    assert ours(text, base) == strictly(text, base)


def test_relative_iris_need_a_base() -> None:
    error = fault("<urn:a> a <b> .")

    assert (error.line, error.column) == (1, 11)
    assert error.reason == "write this relative IRI in full, or declare @base"


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("e:a e:p f:b .", (1, 9), "declare the prefix f: at the top of the file"),
        ("e:a e:p :b .", (1, 9), "declare the prefix : at the top of the file"),
        ("e:a e:p 'x'^^f:b .", (1, 14), "declare the prefix f:"),
        ("e:a e:p 'x'^^1 .", (1, 14), "expected an IRI, found '1'"),
        ("e:a e:p", (1, 8), "expected a term, found 'the end'"),
        ("e:a", (1, 4), "expected a predicate, found 'the end'"),
        ("e:a e:p e:b", (1, 12), "expected , or ; or ., found ''"),
        ("e:a e:p e:b\n\te:c .", (2, 2), "expected , or ; or ., found 'e:c'"),
        ("e:a 'p' e:b .", (1, 5), "expected a predicate, found \"'p'\""),
        ("e:a _:p e:b .", (1, 5), "expected a predicate, found '_:p'"),
        ("e:a ; e:p e:b .", (1, 5), "expected a predicate, found ';'"),
        ("e:a e:p e:b , .", (1, 15), "expected a term, found '.'"),
        ("e:a e:p ( 1 .", (1, 13), "expected a term, found '.'"),
        ("e:a e:p ( 1 ] .", (1, 13), "expected a term, found ']'"),
        ("e:a e:p [ e:q 1 ) .", (1, 17), "expected , or ; or ], found ')'"),
        ("e:a e:p [ e:q 1", (1, 16), "expected , or ; or ], found ''"),
        ("'x' e:p e:b .", (1, 1), "a literal cannot be a subject"),
        ("true e:p e:b .", (1, 1), "a literal cannot be a subject"),
        (". e:p e:b .", (1, 1), "expected a term, found '.'"),
        ("@prefix", (1, 8), "expected an IRI, found 'the end'"),
        ("@prefix e:", (1, 11), "expected an IRI, found 'the end'"),
        ("@prefix e: <urn:x> e:a", (1, 20), "expected ., found 'e:a'"),
        ("@base 'x' .", (1, 7), "expected an IRI, found \"'x'\""),
        (r"e:a e:p '\uD800' .", (1, 9), "no character, IRI or tag can be made of this"),
        (r"e:a e:p '\U00110000' .", (1, 9), "no character, IRI or tag can be made of this"),
        (r"e:a e:p '\UFFFFFFFF' .", (1, 9), "no character, IRI or tag can be made of this"),
        (r"e:a e:p <\uDFFF> .", (1, 9), "no character, IRI or tag can be made of this"),
        (r"e:a <http://a\u0020b> e:b .", (1, 5), "no character, IRI or tag can be made of this"),
        ("<::a> a e:b .", (1, 1), "no IRI can be made of this with the base http://"),
        ("e:a e:p {} .", (1, 9), "'{' begins no Turtle token"),
    ],
)
def test_a_fault_is_told_with_its_place_and_its_reason(
    text: str, place: tuple[int, int], reason: str
) -> None:
    error = fault(f"PREFIX e: <http://example.org/>\n{text}", BASE)

    assert (error.path, error.line - 1, error.column) == ("test.ttl", *place)
    assert error.reason.startswith(reason)
    assert str(error) == f"test.ttl:{error.line}:{error.column}: {error.reason}"


def test_places_point_at_the_characters_of_the_three_terms() -> None:
    text = "# 😀 ع\r\nPREFIX e: <http://example.org/>\r\ne:a\r\n  a e:b , '😀' ;\r\n  e:p [ e:q (1 e:c) ] ."

    found = read(text)

    def at(offset: int) -> str:
        return re.split(r"[ ,)\r]", text[offset:])[0]

    places = [(at(item.subject_at), at(item.predicate_at), at(item.object_at)) for item in found]
    assert places == [
        ("e:a", "a", "e:b"),
        ("e:a", "a", "'😀'"),
        ("e:a", "e:p", "["),
        ("[", "e:q", "(1"),
        ("(1", "(1", "1"),
        ("(1", "(1", "(1"),
        ("(1", "(1", "e:c"),
        ("(1", "(1", "(1"),
    ]
    assert Lines(text).place(found[1].object_at) == (4, 11)


@settings(deadline=None)
@given(documents())
def test_the_places_of_any_document_hold_what_they_are_places_of(text: str) -> None:
    for item in statements(parse(text, "test.ttl", BASE)):
        for term, offset in ((item.predicate, item.predicate_at), (item.object, item.object_at)):
            written = text[offset:]
            if isinstance(term, Literal):
                assert written[0] in "\"'+-.0123456789tf"
            elif isinstance(term, BlankNode):
                assert written[0] in "[(_"
            elif term.value.startswith("urn:") and term.value != RDF + "nil":
                assert written.startswith(f"<{term.value}>")


def test_statements_come_in_the_order_of_the_text() -> None:
    found = read(HEAD + "e:b a e:c . e:a a e:d , e:b .")

    assert [str(item.object) for item in found] == [f"<http://example.org/{name}>" for name in "cdb"]


def test_a_list_may_be_long() -> None:
    found = read(HEAD + "e:a e:p (" + "1 " * 20_000 + ") .")

    assert len(found) == 40_001
    assert found[-1].object == NamedNode(RDF + "nil")
