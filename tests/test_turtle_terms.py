import pytest

from mkg.turtle.writer import WIDTH, canonical
from turtle_texts import HEAD


def body(text: str) -> str:
    """Return the canonical form of facts without its prefixes."""
    return canonical(HEAD + text, "test.ttl").removeprefix(HEAD).strip()


@pytest.mark.parametrize("local", ["a.b", "a/b", "%41", "a:b", "-a", "é", "~"])
def test_an_iri_that_would_need_escapes_is_written_in_full(local: str) -> None:
    assert body(f"<http://example.org/{local}> a e:C .").startswith(f"<http://example.org/{local}>\n")


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("'a'", '"a"'),
        ("'''a\"b'''", r'"a\"b"'),
        (r"'a\nb'", '"""a\nb"""'),
        (r"'a\r\nb'", '"""a\\r\nb"""'),
        (r"'\n\"'", '"""\n\\""""'),
        (r"'\t\\'", '"\t\\\\"'),
        (r"'\b\f'", r'"\b\f"'),
        (r"'\u0000\u007F'", r'"\u0000\u007F"'),
        (r"'\u0639\U0001F600'", '"ع😀"'),
        ("'a'^^<http://www.w3.org/2001/XMLSchema#string>", '"a"'),
        ("'1'^^<http://www.w3.org/2001/XMLSchema#integer>", "1"),
        (
            "'1.'^^<http://www.w3.org/2001/XMLSchema#decimal>",
            '"1."^^<http://www.w3.org/2001/XMLSchema#decimal>',
        ),
        (
            "'x'^^<http://www.w3.org/2001/XMLSchema#integer>",
            '"x"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        ("'1e0'^^<http://www.w3.org/2001/XMLSchema#double>", "1e0"),
        ("'true'^^<http://www.w3.org/2001/XMLSchema#boolean>", "true"),
        (
            "'1'^^<http://www.w3.org/2001/XMLSchema#boolean>",
            '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        ),
        ("01", "01"),
        ("1.50", "1.50"),
        ("'a'^^e:d", '"a"^^e:d'),
        ("'a'@fr-MA", '"a"@fr-ma'),
        ("[]", "[]"),
        ("()", "()"),
        ("( 1 e:b )", "( 1 e:b )"),
        (
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>",
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>",
        ),
    ],
)
def test_a_term_has_one_spelling(term: str, written: str) -> None:
    assert body(f"e:a e:p {term} .") == f"e:a\n    e:p {written} ;\n."


def test_brackets_are_indented_and_sorted_at_every_depth() -> None:
    assert body("e:a e:p [ e:r 1 ; e:q [ a e:C ] ] .") == (
        "e:a\n    e:p [\n        e:q [\n            a e:C ;\n        ] ;\n        e:r 1 ;\n    ] ;\n."
    )


def test_a_list_that_is_too_long_for_its_line_is_broken_and_keeps_its_order() -> None:
    items = ['"c"', '"' + "b" * (WIDTH - 12) + '"', "1"]
    line = f"( {' '.join(items)} )"

    assert len(line) == WIDTH
    assert body(f"e:a e:p {line} .") == f"e:a\n    e:p {line} ;\n."
    assert body(f"e:a e:p {line[:-2]}0 ) .").splitlines()[1:] == [
        "    e:p (",
        *(f"        {item}" for item in [*items[:-1], "10"]),
        "    ) ;",
        ".",
    ]
