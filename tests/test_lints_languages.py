import pytest

from looked_at import HEAD, found, looked_at, rules, told
from mkg.lints.tags import mended, other_script


@pytest.mark.parametrize(
    ("text", "tag", "script"),
    [
        ("مرحبا", "en", "Arabic"),
        ("مرحبا بكم", "fr", "Arabic"),
        ("Hello", "ar", "Latin"),
        ("Bonjour à tous", "ar-MA", "Latin"),
        ("ⴰⵣⵓⵍ", "en", "Tifinagh"),
        ("ⴰⵣⵓⵍ", "ar", "Tifinagh"),
        ("Привет", "en", "Cyrillic"),
        ("Privet", "ru", "Latin"),
        ("你好", "en", "Chinese"),
        ("こんにちは", "zh", "Japanese"),
        ("Γειά", "fr", "Greek"),
        ("שלום", "de", "Hebrew"),
        ("नमस्ते", "en", "Devanagari"),
        ("안녕", "ja", "Korean"),
        ("hello", "zh", "Latin"),
        ("مرحبا", "ar-Latn", "Arabic"),
        ("salam", "en-Arab", "Latin"),
    ],
)
def test_text_without_a_letter_of_its_language_is_of_another_script(text: str, tag: str, script: str) -> None:
    assert other_script(text, tag) == script


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Hello", "en"),
        ("مرحبا", "ar"),
        ("نموذج BERT", "ar"),
        ("The word مرحبا", "en"),
        ("BERT", "ar"),
        ("GPT-4", "ar"),
        ("AraBERT", "ar"),
        ("YouTube", "ru"),
        ("example.org", "ar"),
        ("https://example.org/Hello", "ar"),
        ("info@example.org", "ar"),
        ("α", "en"),
        ("x", "ar"),
        ("2024", "ar"),
        ("", "ar"),
        ("—", "en"),
        ("salam", "ar-Latn"),
        ("ⴰⵣⵓⵍ", "zgh"),
        ("azul", "zgh"),
        ("azul", "ary"),
        ("漢字", "ja"),
        ("ひらがな", "ja"),
        ("漢字", "ko"),
        ("Здраво", "sr"),
        ("Zdravo", "sr"),
        ("سلام", "fa"),
    ],
)
def test_text_that_may_be_of_its_language_is_of_no_other_script(text: str, tag: str) -> None:
    assert other_script(text, tag) is None


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("en", "en"),
        ("en-GB", "en-GB"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("ar-Latn", "ar-Latn"),
        ("zgh", "zgh"),
        ("es-419", "es-419"),
        ("de-CH-1996", "de-CH-1996"),
        ("x-mine", "x-mine"),
        ("i-klingon", "i-klingon"),
        ("en-x-ab", "en-x-ab"),
        ("EN", "en"),
        ("en-us", "en-US"),
        ("en-uk", "en-GB"),
        ("ar-latn", "ar-Latn"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("french", "fr"),
        ("ara", "ar"),
        ("jp", "ja"),
        ("iw", "he"),
        ("fre-ca", "fr-CA"),
        ("zz", None),
        ("latin", None),
        ("e", None),
        ("x", None),
    ],
)
def test_a_tag_is_mended_as_the_rfc_has_it(tag: str, meant: str | None) -> None:
    assert mended(tag) == meant


def test_a_wrong_language_is_told_at_its_text_in_three_languages() -> None:
    looked = looked_at(f'{HEAD}ex:a ex:b "Hello"@en ,\n  "Hello"@ar .')
    (finding,) = found(looked)

    assert (finding.rule, str(finding.place)) == ("wrong-language", "/graph/0.ttl:3:3")
    assert [message.value for message in finding.messages] == [
        "Correct the tag @ar or translate the text: it is in Latin script.",
        "Corrigez l’étiquette @ar ou traduisez le texte : l’écriture est latine.",
        "صحّح وسم اللغة @ar أو ترجم النص: فهو مكتوب بالخط اللاتيني.",
    ]


def test_the_same_wrong_text_of_two_things_is_told_of_both() -> None:
    assert rules('ex:a ex:b "Hello"@ar . ex:c ex:b "Hello"@ar .') == ["wrong-language"] * 2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('ex:a ex:b "A"@EN .', 14),
        ("ex:a ex:b 'A'@en-us .", 14),
        ('ex:a ex:b """A"""@fre .', 18),
        ("ex:a ex:b '''A'''@zz .", 18),
        ('ex:a ex:b "@EN" , "A"@EN .', 22),
    ],
)
def test_a_tag_is_told_where_it_stands_behind_its_text(text: str, column: int) -> None:
    assert told(HEAD + text) == [("language-tag", 2, column)]


def test_a_tag_is_told_with_the_triple_that_it_is_in() -> None:
    (finding,) = found(looked_at(f'{HEAD}ex:a ex:b "A"@EN-us .'))

    assert str(finding.focus) == "<http://example.org/a>"
    assert str(finding.path) == "<http://example.org/b>"
    assert finding.place is not None
    assert finding.place.width == len("@EN-us")


@pytest.mark.parametrize(
    "text",
    [
        'ex:a ex:b "\'@EN" .',
        "ex:a ex:b 'to \"A\"@EN' .",
        'ex:a ex:b 1 . # "A"@EN',
        "ex:a ex:b \"A\"@en-GB , 'A'@fr .",
    ],
)
def test_what_only_looks_like_a_tag_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_text_without_a_tag_is_told_beside_text_with_one() -> None:
    assert told(f'{HEAD}ex:a ex:b "Un texte"@fr , "A text" .') == [("untagged-text", 2, 27)]


@pytest.mark.parametrize(
    "text",
    [
        'ex:a ex:b "A text" , "Another text" .',
        'ex:a ex:b "Un texte"@fr . ex:c ex:b "A text" .',
        'ex:a ex:b "Un texte"@fr ; ex:c "A text" .',
        'ex:a ex:b "Un texte"@fr , "ENSIAS" , "2024" , "A-1" .',
        'ex:a ex:b "Un texte"@fr , "a text"^^ex:text , 12 .',
        'ex:a <http://www.w3.org/2004/02/skos/core#altLabel> "Un nom"@fr , "A name" .',
        'ex:a <https://schema.org/alternateName> "Un nom"@fr , "A name" .',
    ],
)
def test_text_that_needs_no_tag_is_left_alone(text: str) -> None:
    assert rules(text) == []
