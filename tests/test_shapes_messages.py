"""Shapes and rules speak English, French and Arabic, and name the same things in all three."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, parse

from mkg.validation.rules import read
from mkg.vocab import SH

ROOT = Path(__file__).parents[1]
LANGUAGES = ["ar", "en", "fr"]
NAMES = re.compile(
    r"""(?x) https?://[^\s"<>،؛]*[^\s"<>،؛.,;:)]  # an address
    | (?<![\w:]) [a-z]+:[A-Za-z][\w/-]*         # a prefixed name
    | (?<![\w/]) [a-z]+/[a-z0-9./-]*[a-z/]      # a path in the repository
    | "[^"]*" (?:\^\^)? | @[a-z]{2}\b          # text between quotation marks, a language tag
    | \d+ (?:[.]\d+)*                           # a number
    """
)
ARABIC = re.compile("[\u0621-\u064a]")
FRENCH = re.compile(r"(?i)\b(?:l|d|n|un|une|le|la|les|et|ou|avec|dans|avant|par|en|du|des|vers|de|plus)\b")


def messages() -> dict[str, list[Literal]]:
    found: dict[str, list[Literal]] = {}
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        for quad in parse(path=path):
            if quad.predicate == NamedNode(SH + "message"):
                found.setdefault(str(quad.subject), []).append(quad.object)
    for path in sorted((ROOT / "shapes" / "rules").glob("*.rq")):
        found[path.stem] = list(read(path).messages)
    return found


MESSAGES = messages()


def names(message: Literal) -> Counter[str]:
    return Counter(NAMES.findall(message.value))


def test_there_are_messages_to_check() -> None:
    assert len(MESSAGES) > len([*(ROOT / "shapes" / "rules").glob("*.rq")]) + 150


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_in_three_languages(name: str) -> None:
    assert sorted(message.language or "" for message in MESSAGES[name]) == LANGUAGES


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_names_the_same_things_in_each_language(name: str) -> None:
    first, *others = map(names, MESSAGES[name])

    assert others == [first] * 2


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_one_sentence_in_the_language_that_its_tag_says(name: str) -> None:
    for message in MESSAGES[name]:
        text = NAMES.sub("", message.value)
        assert message.value.endswith((".", "…."))
        assert message.value == " ".join(message.value.split())
        assert bool(ARABIC.search(text)) == (message.language == "ar")
        assert bool(FRENCH.search(text)) or message.language != "fr"


def test_names_are_found_in_a_message() -> None:
    said = 'mkg:size data/x.ttl, "A" <https://example.org/a>. إن rdf:object، (https://example.org/b/) 1.0.'

    assert [*names(Literal(said))] == [
        "mkg:size",
        "data/x.ttl",
        '"A"',
        "https://example.org/a",
        "rdf:object",
        "https://example.org/b/",
        "1.0",
    ]
