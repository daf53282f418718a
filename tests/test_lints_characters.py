import pytest

from looked_at import HEAD, found, looked_at, rules, told

RLO, LRI, RLM, ZWSP, ZWNJ, ZWJ = "\u202e", "\u2066", "\u200f", "\u200b", "\u200c", "\u200d"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'ex:a ex:b "x{RLO}y" .', (2, 13)),
        (f"ex:a ex:b 'x{LRI}y' .", (2, 13)),
        (f'ex:a ex:b """x\n{RLO}y""" .', (3, 1)),
        (f"ex:a ex:b 1 . # x{RLO}", (2, 18)),
        (f"ex:a ex:b <http://example.org/{RLO}> .", (2, 31)),
        ('ex:a ex:b "x\\u202Ey" .', (2, 13)),
        ('ex:a ex:b "x\\u2066y" .', (2, 13)),
    ],
)
def test_what_reorders_text_is_told_wherever_it_stands(text: str, place: tuple[int, int]) -> None:
    assert told(HEAD + text) == [("bidi-control", *place)]


def test_what_reorders_text_is_told_by_its_name_and_with_its_triple() -> None:
    (finding,) = found(looked_at(f'{HEAD}ex:a ex:b "x\\u202Ey" .'))

    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in finding.messages[0].value
    assert str(finding.focus) == "<http://example.org/a>"
    assert finding.value is not None
    assert finding.value.value == f"x{RLO}y"
    assert finding.place is not None
    assert finding.place.width == 6


def test_in_a_comment_it_is_told_of_the_file() -> None:
    looked = looked_at(f"{HEAD}ex:a ex:b 1 . # x{RLO}")
    (finding,) = found(looked)

    assert str(finding.focus) == f"<{looked.sources[0].base}>"
    assert (finding.path, finding.value) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        f'ex:a ex:b "x{ZWSP}y" .',
        'ex:a ex:b "x\u00ady" .',
        'ex:a ex:b "x\ufeffy" .',
        f'ex:a ex:b "x{ZWNJ}y" .',
        f'ex:a ex:b "x{ZWJ}y" .',
        f"ex:a ex:b <http://example.org/{ZWSP}> .",
        f"ex:a ex:b <http://example.org/{RLM}> .",
        f"ex:a ex:b <http://example.org/{ZWNJ}> .",
        f"ex:a ex:b 1 . # x{ZWSP}",
    ],
)
def test_what_cannot_be_seen_is_told(text: str) -> None:
    assert rules(text) == ["invisible-character"]


@pytest.mark.parametrize(
    "text",
    [
        f'ex:a ex:b "می{ZWNJ}خواهم"@fa .',
        f'ex:a ex:b "\U0001f469{ZWJ}\U0001f4bb" .',
        f'ex:a ex:b "نص{RLM} (BERT)"@ar .',
        'ex:a ex:b "c’est\u00a0: oui" .',
        f'ex:a ex:b "<http://example.org/{RLM}>" .',
    ],
)
def test_what_scripts_and_emoji_need_is_left_alone(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\ufffe", "\ufdd0"])
def test_control_characters_are_told(character: str) -> None:
    assert rules(f'ex:a ex:b "x{character}y" .') == ["control-character"]


@pytest.mark.parametrize("text", ['"x\\u0007y"', '"x\\ty"', '"""x\n\ty"""', '"x\ty"'])
def test_escapes_tabs_and_lines_are_left_alone(text: str) -> None:
    assert rules(f"ex:a ex:b {text} .") == []


@pytest.mark.parametrize(
    "text",
    [
        "Fès".encode().decode("cp1252"),
        "é".encode().decode("latin-1") + "cole",
        "l’école".encode().decode("cp1252")[:4],
        "«".encode().decode("latin-1"),
        "x\ufffdy",
    ],
)
def test_text_that_was_read_in_a_wrong_encoding_is_told(text: str) -> None:
    assert set(rules(f'ex:a ex:b "{text}x" .')) == {"garbled-text"}


def test_arabic_that_was_read_in_a_wrong_encoding_is_told() -> None:
    text = "محمد".encode().decode("cp1252", errors="replace")

    assert "garbled-text" in rules(f'ex:a ex:b "{text}" .')


@pytest.mark.parametrize(
    "text", ["Fès", "« Ça va »", "SÃO PAULO", "Ângela", "naïve — “quoted”", "5 €", "Øre", "Ù", "âge"]
)
def test_accents_and_quotes_are_left_alone(text: str) -> None:
    assert rules(f'ex:a ex:b "{text}" .') == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('ex:a ex:b 1 , "Fe\u0300s" .', (2, 15)),
        ("ex:a ex:b <http://example.org/e\u0300> .", (2, 11)),
    ],
)
def test_what_is_not_in_normal_form_is_told(text: str, place: tuple[int, int]) -> None:
    assert told(HEAD + text) == [("not-normal", *place)]


@pytest.mark.parametrize(
    "text", ['ex:a ex:b "Fès" .', "ex:a ex:b 1 . # e\u0300", 'ex:a ex:b "\\u0065\\u0300" .']
)
def test_comments_and_escapes_may_be_in_any_form(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize("text", ['"x "', '" x"', '"x\\t"', '"x\u00a0"', "' x '", '" x"@en', '"""x """'])
def test_a_blank_at_an_edge_is_told_at_its_text(text: str) -> None:
    assert told(f"{HEAD}ex:a ex:b {text} .") == [("blank-edge", 2, 11)]


@pytest.mark.parametrize(
    "text",
    [
        'ex:a ex:b "x y" .',
        'ex:a ex:b "" , " " .',
        'ex:a ex:b """\n  x\n""" .',
        'ex:a <http://www.w3.org/ns/shacl#pattern> "^x " .',
    ],
)
def test_blanks_that_are_meant_are_left_alone(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("iri", "said"),
    [
        ("HTTP://example.org/", "lower case"),
        ("http://Example.org/", "lower case"),
        ("https://example.ORG", "lower case"),
        ("http://example.org/a/../b", "Resolve"),
        ("http://example.org/./b", "Resolve"),
        ("http://example.org/a/..", "Resolve"),
        ("http://example.org/a%20", "blank"),
        ("http://example.org/a\u00a0b", "blank"),
        ("http://http://example.org/", "once"),
        ("http:/example.org/", "once"),
        ("https:///example.org/", "once"),
    ],
)
def test_an_odd_iri_is_told_with_its_cure_over_its_whole_width(iri: str, said: str) -> None:
    (finding,) = found(looked_at(f"{HEAD}ex:a ex:b <{iri}> ."))

    assert finding.rule == "odd-iri"
    assert said in finding.messages[0].value
    assert finding.place is not None
    assert (finding.place.column, finding.place.width) == (11, len(iri) + 2)


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/A/B?C=..#D",
        "http://example.org/a.b/..c/d..",
        "http://example.org/a%20b",
        "http://example.org/%C3%A8",
        "https://web.archive.org/web/2024/http://example.org/",
        "urn:ISBN:0-395-36341-1",
        "mailto:Someone@Example.org",
        "tag:example.org,2024:a/../b",
        "../relative",
        "#A",
        "http://example.org/?q=http://http://",
        "https://doi.org/10.1000/ABC",
    ],
)
def test_an_iri_that_is_as_it_should_be_is_left_alone(iri: str) -> None:
    assert [rule for rule in rules(f"ex:a ex:b <{iri}> .") if not iri.startswith("tag:")] == []


def test_an_odd_iri_in_a_string_or_comment_is_left_alone() -> None:
    assert rules('ex:a ex:b "<HTTP://example.org/>" . # <HTTP://example.org/>') == []
