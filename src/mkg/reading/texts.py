"""Words in a language, and the one of them that a reader understands best."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal

LANGUAGES = ("en", "fr", "ar")
"""The languages of the pages; where words have none of them, any is better than none."""

_CHAINS = {"en": ("en", "fr", "ar"), "fr": ("fr", "en", "ar"), "ar": ("ar", "fr", "en")}
_DIGITS = 9
_RIGHT_TO_LEFT = {"ar", "ary", "fa", "he", "ur"}


@dataclass(frozen=True)
class Text:
    """Words and their language tag, which is empty where they have none."""

    value: str
    lang: str = ""

    @property
    def dir(self) -> str:
        """The direction in which they are written, as HTML names it: `rtl`, `ltr`, or `auto`."""
        if not self.lang:
            return "auto"
        return direction(self.lang)

    @classmethod
    def of(cls, literal: Literal) -> "Text":
        """Take the words of a literal."""
        return cls(literal.value, (literal.language or "").lower())

    def __str__(self) -> str:
        return self.value


def direction(language: str) -> str:
    """Return the direction in which a language is written: `rtl` or `ltr`.

    >>> direction("ar-MA")
    'rtl'
    """
    subtags = language.lower().split("-")
    return "rtl" if subtags[0] in _RIGHT_TO_LEFT and "latn" not in subtags else "ltr"


def whole(text: str) -> int:
    """Return the whole number that a text is, 0 where it is none or has more than nine digits.

    >>> whole("12"), whole("twelve")
    (12, 0)
    """
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0


def best(texts: Iterable[Text], language: str) -> Text | None:
    """Return the words that a reader of a language understands best; None where there are none.

    >>> best([Text("Rabat", "en"), Text("الرباط", "ar")], "fr").value
    'Rabat'
    """
    chain = _CHAINS.get(language, LANGUAGES)
    return min(texts, key=lambda text: (_rank(text, chain), text.value), default=None)


def _rank(text: Text, chain: tuple[str, ...]) -> int:
    primary = text.lang.partition("-")[0]
    # Words without a language are a name as it is written everywhere: after the chain, before a foreign one.
    return chain.index(primary) if primary in chain else len(chain) + bool(primary)
