"""Turtle and TriG cut into their top-level statements, so that a few are read out of a very large file.

Meant for text that a strict parser has accepted. https://www.w3.org/TR/turtle/#sec-grammar-grammar.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from mkg.errors import ParseError
from mkg.turtle.reader import parse
from mkg.turtle.tokens import tokens

_GAP = rb"(?:[ \t\r\n]++|\#[^\r\n]*+)*"
_WORD = rb"A-Za-z0-9_%\-\x80-\xff"
# Python before 3.11.5 errs in possessive repeats of what can go back: only sets of characters are possessive.
_QUOTED = [
    rb"<(?:[^\s<>\"]*+>)?",
    rb'"""[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*"""',
    rb"'''[^'\\]*+(?:(?:\\[\s\S]|'(?!''))[^'\\]*+)*'''",
    rb'"[^"\\]*+(?:\\[\s\S][^"\\]*+)*"',
    rb"'[^'\\]*+(?:\\[\s\S][^'\\]*+)*'",
    rb"\#[^\r\n]*+",
    rb"\\[\s\S]",
]
_ITEMS = [
    rb"[^\"'<\#.\\@{}|]++",
    *_QUOTED,
    rb"(?<=[A-Za-z_:%\-\x80-\xff])\.+(?=[" + _WORD + rb"])",
    rb"\.(?=[0-9])",
    rb"@[A-Za-z0-9\-]++(?!\.)",
    rb"\{\||\|\}",
]
# A bounded number at a time: the stack of the regular expression stays small however long a statement is.
_BODY = rb"(?:" + rb"|".join(_ITEMS) + rb"){0,1000}"
_END = rb"(?P<end>(?:@[A-Za-z0-9\-]++)?[.{}])?"
_NAME = rb"(?:[^\s\"'<>\[\](){},;\#\\]++|\\.)+"
_DIRECTIVE = (
    rb"(?P<directive>(?P<at>@)?(?:(?i:prefix)(?=[\s\#])"
    + _GAP
    + rb"[^\s:]*:|(?i:base)(?=[\s\#<]))"
    + _GAP
    + rb"<[^>]*>(?(at)"
    + _GAP
    + rb"\.))"
)
_VERSION = (
    rb"(?P<version>@?(?i:version)(?=[\s\#\"'])" + _GAP + rb"(?:\"[^\"]*\"|'[^']*')(?:" + _GAP + rb"\.)?)"
)
_FIRST = rb"(?P<subject><[^\s<>\"]*>|[\[(]|" + _NAME + rb")?"
_STATEMENT = re.compile(
    _GAP + rb"(?P<begin>)(?:" + _DIRECTIVE + rb"|" + _VERSION + rb"|" + _FIRST + _BODY + _END + rb")"
)
_MORE = re.compile(_BODY + _END)
_BRACKETS = re.compile(rb"(\[)|(\(|_:|<<|\{\||~)|" + rb"|".join(_QUOTED))
_AFTER = re.compile(rb"[" + _WORD + rb":.\\]")
_BETWEEN = re.compile(rb"\\[\s\S]|([\s\"'<>\[\](){},;^])")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Scope:
    """The prefixes and the base that are in force somewhere in a text."""

    base: str
    prefixes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def namespaces(self) -> dict[bytes, bytes]:
        """The prefixes, in UTF-8."""
        return {prefix.encode(): namespace.encode() for prefix, namespace in self.prefixes.items()}

    @cached_property
    def head(self) -> bytes:
        """The directives that put it in force, the base left out."""
        return "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in self.prefixes.items()).encode()

    def after(self, directive: bytes) -> "Scope":
        """Return what is in force behind one more directive."""
        with suppress(ParseError):
            read = parse(directive.decode(), "", self.base, self.prefixes)
            return Scope(read.base or self.base, read.prefixes)
        return self


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level statement: its bytes from `start` to its closing mark at `end`, and its first token.

    In TriG, `graph` is what opens the graph around it, up to the brace.
    """

    start: int
    end: int
    subject: bytes
    scope: Scope
    graph: bytes = b""

    @property
    def iri(self) -> bytes | None:
        """The IRI of its subject; empty for a blank node, None where only a parser can tell."""
        token = self.subject
        if b"\\" in token:
            return None
        if token.startswith(b"<"):
            return token[1:-1] if _SCHEME.match(token, 1) else None
        prefix, colon, local = token.partition(b":")
        namespace = self.scope.namespaces.get(prefix) if colon and prefix != b"_" else None
        return b"" if namespace is None else namespace + local


def cut(content: bytes, base: str) -> Iterator[Piece]:
    """Yield the top-level statements of Turtle, TriG or N-Triples in UTF-8, directives left out.

    Takes time that grows with the length of the text, most of it inside one regular expression.
    """
    scope, graph, at = Scope(base), b"", len(_BOM) if content.startswith(_BOM) else 0
    while (match := _STATEMENT.match(content, at)) and match.end() > at:
        at = match.end()
        if directive := match["directive"]:
            scope = scope.after(directive)
            continue
        if match["version"]:
            continue
        subject, start = match["subject"] or b"", match.start("begin")
        end, at = _end(content, match)
        mark = content[end : end + 1]
        if mark == b"{":
            graph = content[start:at]
            continue
        if end > start:
            yield Piece(start, end, subject, scope, graph)
        if mark == b"}":
            graph = b""


def brackets(content: bytes, piece: Piece) -> int | None:
    """Count the blank nodes of a piece, if each is a `[`; else None, which leaves it to a parser."""
    found = _BRACKETS.findall(content, piece.start, piece.end)
    return None if any(other for _, other in found) else sum(1 for bracket, _ in found if bracket)


def _end(content: bytes, match: re.Match[bytes]) -> tuple[int, int]:
    # Where the closing mark stands, and where the next statement may begin.
    while (end := match["end"]) is None or (end.endswith(b".") and _is_inside(content, match.end() - 1)):
        more = _MORE.match(content, match.end())
        if more is None or more.end() == match.end():
            return match.end(), match.end()
        match = more
    return match.end() - 1, match.end()


def _is_inside(content: bytes, dot: int) -> bool:
    # `e:v1.x` is one name, `1.e:x` is not: told by the tokens themselves where a dot touches what follows it.
    start = _word(content, dot) if _AFTER.match(content, dot + 1) else dot
    word = content[start:dot].decode(errors="ignore")
    follows = content[dot : dot + 12].decode(errors="ignore")
    try:
        return bool(word) and next(tokens(word + follows, "")).end > len(word)
    except ParseError:
        return False


def _word(content: bytes, end: int, reach: int = 64) -> int:
    # Where the word begins that ends here; none is longer than a few thousand bytes.
    begin = max(0, end - reach)
    starts = [mark.end() for mark in _BETWEEN.finditer(content, begin, end) if mark[1]]
    if starts or not begin or reach > 2000:
        return starts[-1] if starts else begin
    return _word(content, end, reach * 64)
