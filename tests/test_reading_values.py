"""Dates, numbers and addresses as people of a language write them."""

import pytest
from pyoxigraph import Literal, NamedNode

from mkg.reading.texts import Text
from mkg.reading.values import address, cut, day, literal, number
from mkg.vocab import XSD


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("2017", "en", "2017"),
        ("2017", "ar", "2017"),
        ("2019-05", "en", "May 2019"),
        ("2019-05", "fr", "mai 2019"),
        ("2019-05", "ar", "ماي 2019"),
        ("2018-12-13", "en", "13 December 2018"),
        ("2018-12-13", "fr", "13 décembre 2018"),
        ("2018-12-13", "ar", "13 دجنبر 2018"),
        ("2018-12-13T10:00:00Z", "fr", "13 décembre 2018"),
    ],
)
def test_dates_are_written_as_in_morocco_and_around(value: str, language: str, written: str) -> None:
    assert day(value, language) == written


@pytest.mark.parametrize("value", ["", "soon", "2019-13", "2018-02-30", "12-12"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        day(value, "en")


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1234567.5, "en", "1,234,567.5"),
        (1234567.5, "fr", "1\u202f234\u202f567,5"),
        (1234567.5, "ar", "1.234.567,5"),
        (32.24088, "en", "32.24088"),
        (1170000, "en", "1,170,000"),
    ],
)
def test_numbers_have_the_marks_of_the_language(value: float, language: str, written: str) -> None:
    assert number(value, language) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_what_is_no_number_to_be_read_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(value, "en")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (typed("10000", "decimal"), "10,000"),
        (typed("2018-12-12", "date"), "12 December 2018"),
        (typed("true", "boolean"), "yes"),
        (typed("soon", "date"), "soon"),
        (typed("NaN", "double"), "NaN"),
        (typed("1" * 5000, "integer"), "1" * 5000),
        (Literal("UM6P"), "UM6P"),
        (Literal("Maroc", language="fr"), "Maroc"),
    ],
)
def test_a_literal_is_shown_as_its_datatype_says_or_as_it_is(value: Literal, shown: str) -> None:
    assert literal(value, "en").value == shown


def test_words_keep_their_own_language() -> None:
    assert literal(Literal("المغرب", language="ar"), "en") == Text("المغرب", "ar")


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://www.um6p.ma/", "um6p.ma"),
        ("https://aui.ma/a/b/", "aui.ma/a/b"),
        ("https://www.7news.ma/%D9%85%D8%A4", "7news.ma/مؤ"),
        ("pkg:pypi/cadar", "pkg:pypi/cadar"),
        ("http://[", "http://["),
        ("https://a.ma/%E2%80%AEgpj.exe%0A", "a.ma/gpj.exe"),
    ],
)
def test_an_address_is_shown_as_people_read_it(iri: str, shown: str) -> None:
    assert address(iri) == shown


def test_a_long_address_is_cut() -> None:
    shown = address("https://example.org/" + "a" * 200)

    assert len(shown) == 48
    assert shown.endswith("…")
    assert cut("short") == "short"
