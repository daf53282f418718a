"""Turtle text to tokens, each with its place. https://www.w3.org/TR/turtle/#sec-grammar-grammar."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mkg.errors import ParseError
from mkg.lazy import Regex

_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = f"{_BASE_CHARS}_0-9\\-\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPES = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"(?:[{_BASE_CHARS}](?:[{_CHARS}.]*[{_CHARS}])?)?"
_LOCAL = rf"(?:[{_BASE_CHARS}_:0-9]|{_PLX})(?:(?:[{_CHARS}:]|{_PLX}|\.+(?=[{_CHARS}:.%\\])))*"
_STRING_ESCAPES = rf"\\[tbnrf\"'\\]|{_ESCAPES}"

# In the order in which they are tried: longer forms before those that they begin with.
_GRAMMAR = {
    "space": r"[ \t\r\n]+",
    "comment": r"\#[^\n\r]*",
    "iri": rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{_ESCAPES})*>",
    "string": rf'"""(?:"{{0,2}}(?:[^"\\]|{_STRING_ESCAPES}))*"""'
    rf"|'''(?:'{{0,2}}(?:[^'\\]|{_STRING_ESCAPES}))*'''"
    rf'|"(?:[^"\\\n\r]|{_STRING_ESCAPES})*"'
    rf"|'(?:[^'\\\n\r]|{_STRING_ESCAPES})*'",
    "blank": rf"_:[{_BASE_CHARS}_0-9](?:[{_CHARS}.]*[{_CHARS}])?",
    "name": rf"{_PREFIX}:(?:{_LOCAL})?",
    "double": r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+",
    "decimal": r"[+-]?[0-9]*\.[0-9]+",
    "integer": r"[+-]?[0-9]+",
    "directive": r"@(?:prefix|base)\b(?!-)|(?i:PREFIX|BASE)\b",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "boolean": r"(?:true|false)\b",
    "a": r"a\b",
    "mark": r"\^\^|[\[\](),;.]",
}
_TOKEN = Regex("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _GRAMMAR.items()))


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of Turtle text; `start` is its 0-based offset in characters."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


class Lines:
    """Offsets of a text as line and column."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1, in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def tokens(text: str, path: str) -> Iterator[Token]:
    """Cut Turtle text into tokens, comments among them, white space left out.

    Raises ParseError at the first character that begins no token.
    """
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if not match:
            raise ParseError(path, *Lines(text).place(offset), f"{text[offset]!r} begins no Turtle token")
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), match.group(), offset)
        offset = match.end()
    yield Token("end", "", offset)
