"""The words of the pages: every one that a page says is there in French and in Arabic."""

import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[1] / "src" / "mkg"
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
METHODS = [("site/**.py", "python"), ("templates/**", "jinja2")]
HOLE = re.compile(r"%\(\w+\)s|<[^>]+>")


def said() -> Iterator[str]:
    options = {"templates/**": {"trimmed": "true"}}
    for _, _, message, _, _ in extract_from_dir(SOURCE, METHODS, options, KEYWORDS):
        assert isinstance(message, str), f"{message}: plurals differ too much; write 'Rows: 3'"
        yield message


def catalogue(language: str) -> Catalog:
    with (SOURCE / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_word_of_a_page_is_translated(language: str) -> None:
    known = catalogue(language)
    messages = {*said()}

    assert len(messages) > 50
    assert [message for message in messages if not (message in known and known[message].string)] == []
    assert [entry.id for entry in known if entry.id and entry.fuzzy] == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_translation_is_of_a_word_that_nothing_says(language: str) -> None:
    assert {entry.id for entry in catalogue(language) if entry.id} <= {*said()}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_translation_keeps_what_is_put_into_the_words(language: str) -> None:
    for entry in filter(attrgetter("id"), catalogue(language)):
        assert sorted(HOLE.findall(str(entry.id))) == sorted(HOLE.findall(str(entry.string)))


def test_arabic_is_in_arabic_letters() -> None:
    latin = {entry.id for entry in catalogue("ar") if not re.search("[\u0600-\u06ff]", str(entry.string))}

    assert latin - {""} == {"CCF:", "CORE:"}, "only the names of rankings are the same everywhere"
