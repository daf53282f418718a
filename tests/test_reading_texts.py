"""Words in a language, and which of them a reader is shown."""

import pytest
from pyoxigraph import Literal

from mkg.reading.texts import LANGUAGES, Text, best, direction

RABAT = [Text("Rabat", "en"), Text("Rabat-fr", "fr"), Text("الرباط", "ar")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_s_own_language_comes_first(language: str) -> None:
    assert best(RABAT, language) == next(text for text in RABAT if text.lang == language)


@pytest.mark.parametrize(("language", "second"), [("en", "fr"), ("fr", "en"), ("ar", "fr")])
def test_each_language_has_the_one_that_its_readers_know_best_as_second(language: str, second: str) -> None:
    found = best([text for text in RABAT if text.lang != language], language)

    assert found
    assert found.lang == second


def test_a_variety_of_a_language_is_that_language() -> None:
    assert best([Text("colour", "en-gb"), Text("couleur", "fr")], "en") == Text("colour", "en-gb")


def test_words_without_a_language_come_before_a_foreign_one() -> None:
    assert best([Text("Farbe", "de"), Text("UM6P")], "ar") == Text("UM6P")


def test_of_two_words_of_a_language_it_is_always_the_same_one() -> None:
    two = [Text("b", "en"), Text("a", "en")]

    assert best(two, "en") == best(reversed(two), "en") == Text("a", "en")


def test_nothing_is_the_best_of_nothing() -> None:
    assert best([], "en") is None


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("ar", "rtl"),
        ("ar-MA", "rtl"),
        ("AR", "rtl"),
        ("he", "rtl"),
        ("ar-Latn", "ltr"),
        ("fr", "ltr"),
        ("zgh", "ltr"),
    ],
)
def test_a_language_has_a_direction(tag: str, written: str) -> None:
    assert direction(tag) == written


def test_words_without_a_language_leave_their_direction_to_the_browser() -> None:
    assert Text("UM6P").dir == "auto"
    assert Text("جامعة", "ar").dir == "rtl"


def test_a_literal_keeps_its_language_in_small_letters() -> None:
    assert Text.of(Literal("Rabat", language="FR")) == Text("Rabat", "fr")
    assert Text.of(Literal("1", datatype=Literal(1).datatype)) == Text("1")
    assert str(Text("Rabat", "fr")) == "Rabat"
