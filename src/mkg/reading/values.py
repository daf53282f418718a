"""Dates, numbers and addresses as people of a language write them."""

from contextlib import suppress
from datetime import date
from urllib.parse import unquote, urlsplit

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from pyoxigraph import Literal

from mkg.reading.texts import Text, best
from mkg.reading.words import truth
from mkg.vocab import XSD

# Arabic as Morocco writes it: with the digits 0 to 9, and its own names of the months.
_LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar_MA"}
_NUMBERS = {
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")
}
_ADDRESS = 48
"""Characters of an address that are shown."""


def literal(value: Literal, language: str) -> Text:
    """Return a literal as a reader of a language writes it: words as they are, dates and numbers in its way.

    What cannot be read as its datatype says stays as it is written.
    """
    datatype = value.datatype.value
    with suppress(ValueError):
        if datatype in _NUMBERS:
            return Text(number(float(value.value), language), language)
        if datatype in {XSD + "date", XSD + "dateTime", XSD + "gYearMonth", XSD + "gYear"}:
            return Text(day(value.value, language), language)
        if datatype == XSD + "boolean":
            return best(truth(value.value), language) or Text(value.value)
    return Text.of(value)


def number(value: float, language: str) -> str:
    """Write a number with the marks of a language, at most six digits after the point.

    Raises ValueError for what is no number.
    """
    if not abs(value) < 1e18:
        raise ValueError(value)
    return format_decimal(value, format="#,##0.######", locale=_locale(language))


def day(value: str, language: str) -> str:
    """Write a date, a month or a year of XML Schema in words. Raises ValueError where it is none.

    >>> day("2019-05", "fr")
    'mai 2019'
    """
    parts = value[:10].split("-")
    if len(parts) == 1:
        return f"{int(value):d}"
    whole, locale = date.fromisoformat("-".join([*parts, "01"][:3])), _locale(language)
    if len(parts) == 2:
        return format_skeleton("yMMMM", whole, locale=locale)
    return format_date(whole, "long", locale=locale)


def address(iri: str) -> str:
    """Return an address as people read it: the host and, where it is short, the path.

    >>> address("https://www.um6p.ma/")
    'um6p.ma'
    """
    try:
        parts = urlsplit(iri)
    except ValueError:
        return iri[:_ADDRESS]
    host = parts.netloc.removeprefix("www.")
    shown = f"{host}{unquote(parts.path)}".rstrip("/") if host else iri
    # What has no form of its own, such as a mark that turns the direction, would hide what an address is.
    shown = "".join(filter(str.isprintable, shown))
    return cut(shown)


def cut(text: str) -> str:
    """Shorten an address or an identifier to what a line has room for."""
    return text if len(text) <= _ADDRESS else text[: _ADDRESS - 1] + "…"


def _locale(language: str) -> str:
    return _LOCALES.get(language, "en_GB")
