import pytest

from mkg.errors import ParseError
from mkg.turtle.tokens import Lines, Token, tokens

KINDS = {
    "iri": [
        "<>",
        "<http://example.org/a>",
        r"<http://example.org/\u00e9\U0001F600>",
        "<#é😀>",
    ],
    "string": [
        '""',
        "''",
        '"a"',
        '"it\'s # no comment"',
        r'"\t\b\n\r\f\"\'\\"',
        r'"\u0627\U0001F600"',
        '"""a\n"b" ""c"""',
        "'''a\r\n'b' ''c'''",
        '""""""',
        '"المغرب 😀"',
    ],
    "blank": ["_:a", "_:1", "_:a.b", "_:é-·"],
    "name": [
        "e:a",
        "e:",
        ":a",
        ":",
        "e:a.b",
        "a.b:c",
        "e:a:b",
        "e:1-2",
        "e:%41",
        r"e:\~\.\#",
        "é:المغرب",
        "e:😀",
    ],
    "double": ["1e0", "1.5E-3", "-.5e+2", "1.e9", "+01E1"],
    "decimal": ["1.5", "-.5", "+0.0"],
    "integer": ["1", "-01", "+2"],
    "boolean": ["true", "false"],
    "directive": ["@prefix", "@base", "PREFIX", "prefix", "BASE", "bAsE"],
    "language": ["@en", "@ar-Arab-MA", "@fr-1606nict", "@prefixed", "@base-x", "@EN"],
    "a": ["a"],
    "mark": ["^^", "[", "]", "(", ")", ",", ";", "."],
    "comment": ["#", "# an é 😀 <http://example.org/> 'x'"],
}


def cut(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text, "test.ttl")]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_each_kind_of_token_is_cut_whole(kind: str, text: str) -> None:
    assert cut(text) == [(kind, text), ("end", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e:a.", ["e:a", "."]),
        ("e:a..b.", ["e:a..b", "."]),
        ("_:a.", ["_:a", "."]),
        ("1.", ["1", "."]),
        ("1.5.", ["1.5", "."]),
        ("1.e:b", ["1", ".", "e:b"]),
        ("a:a", ["a:a"]),
        ("a e:a", ["a", "e:a"]),
        ("true:a", ["true:a"]),
        ("base:a", ["base:a"]),
        ("prefix:a", ["prefix:a"]),
        ('"""a""" "b"', ['"""a"""', '"b"']),
        ('"a" "b"', ['"a"', '"b"']),
        ('"" ""', ['""', '""']),
        ('"a"@en,"b"^^e:c;', ['"a"', "@en", ",", '"b"', "^^", "e:c", ";"]),
        ("<a><b>", ["<a>", "<b>"]),
        ("[]()", ["[", "]", "(", ")"]),
        ("1e0-1", ["1e0", "-1"]),
        ("e:a# b", ["e:a", "# b"]),
        ("<a#b>", ["<a#b>"]),
        ("# a\r\n# b\r# c\n1", ["# a", "# b", "# c", "1"]),
    ],
)
def test_the_longest_token_wins_and_no_more(text: str, expected: list[str]) -> None:
    assert [token for _, token in cut(text)] == [*expected, ""]


def test_a_token_knows_where_it_begins_and_ends() -> None:
    text = '\r\n  e:a "😀ع" .'

    found = list(tokens(text, "test.ttl"))

    assert [text[token.start : token.end] for token in found] == ["e:a", '"😀ع"', ".", ""]
    assert found[0] == Token("name", "e:a", 4)
    assert found[-1] == Token("end", "", len(text))


@pytest.mark.parametrize("text", ["", " \t\r\n", "\n\n"])
def test_a_text_without_tokens_has_only_an_end(text: str) -> None:
    assert list(tokens(text, "test.ttl")) == [Token("end", "", len(text))]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("", (1, 1)),
        ("ab", (1, 3)),
        ("a\n", (2, 1)),
        ("a\r\n", (2, 1)),
        ("a\r", (2, 1)),
        ("a\n\r", (3, 1)),
        ("a\r\n\r\nbc", (3, 3)),
        ("😀😀", (1, 3)),
        ("المغرب\nع", (2, 2)),
        ("a\u2028b\x0bc\x85d", (1, 8)),
    ],
)
def test_a_place_counts_lines_and_characters_from_one(before: str, place: tuple[int, int]) -> None:
    assert Lines(before + "X").place(len(before)) == place


@pytest.mark.parametrize(
    ("text", "place", "character"),
    [
        ("{", (1, 1), "{"),
        ("e:a e:b\n  | .", (2, 3), "|"),
        ('"a\nb"', (1, 1), '"'),
        ('"😀" "\\x"', (1, 5), '"'),
        ("'''a''", (1, 6), "'"),
        ("\r\r\n<a b>", (3, 1), "<"),
        ("<a\\n>", (1, 1), "<"),
        ("e:%4", (1, 3), "%"),
        ("ab", (1, 1), "a"),
        ("\x00", (1, 1), "\x00"),
        ("\ufeff1", (1, 1), "\ufeff"),
        ("1 @1", (1, 3), "@"),
        ("1\u00a0", (1, 2), "\u00a0"),
    ],
)
def test_what_begins_no_token_is_refused_at_its_place(
    text: str, place: tuple[int, int], character: str
) -> None:
    with pytest.raises(ParseError, match="begins no Turtle token") as caught:
        cut(text)

    assert (caught.value.path, caught.value.line, caught.value.column) == ("test.ttl", *place)
    assert repr(character) in caught.value.reason
