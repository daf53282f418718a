"""Turtle text to a tree. https://www.w3.org/TR/turtle/#sec-parsing.

Meant for text that a strict parser has accepted; what it cannot read it refuses with a ParseError.
"""

import re
from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat
from pyoxigraph import parse as parse_strictly

from mkg.errors import ParseError
from mkg.turtle.tokens import Lines, Token, tokens
from mkg.turtle.tree import Block, Document, Property, Term, Value
from mkg.vocab import RDF, XSD

MAX_DEPTH = 100
"""How deep brackets may nest: beyond it a text is an attack, not a document."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def parse(
    text: str, path: str, base: str | None = None, prefixes: Mapping[str, str] | None = None
) -> Document:
    """Read Turtle text; `base` resolves relative IRIs, which are refused without it.

    `prefixes` are those declared before it. Raises ParseError with line and column.
    """
    parser = _Parser(text, path, base, dict(prefixes or {}))
    try:
        return parser.document()
    except (ValueError, OverflowError) as error:
        raise parser.error("no character, IRI or tag can be made of this", parser.last) from error


class _Parser:
    def __init__(self, text: str, path: str, base: str | None, prefixes: dict[str, str]) -> None:
        self.text, self.path, self.base, self.prefixes = text, path, base, prefixes
        self.lines = Lines(text)
        self.tokens: list[Token] = []
        self.above: dict[int, list[str]] = {}
        self.beside: dict[int, list[str]] = {}
        self.at = self.depth = 0
        for token in tokens(text, path):
            if token.kind == "comment":
                self._keep_comment(text, token)
            else:
                self.tokens.append(token)

    def _keep_comment(self, text: str, token: Token) -> None:
        last = len(self.tokens) - 1
        same_line = last >= 0 and not re.search(r"[\r\n]", text[self.tokens[last].end : token.start])
        kept, index = (self.beside, last) if same_line else (self.above, last + 1)
        kept.setdefault(index, []).append(token.text.rstrip())

    def _comments(self) -> list[str]:
        return self.beside.pop(self.at - 1, []) + self.above.pop(self.at, [])

    def _leftovers(self, start: int) -> list[str]:
        found = []
        for index in range(start, self.at):
            found += self.above.pop(index, []) + self.beside.pop(index, [])
        return found

    @property
    def last(self) -> Token:
        return self.tokens[max(self.at - 1, 0)]

    def error(self, reason: str, token: Token | None = None) -> ParseError:
        line, column = self.lines.place((token or self.tokens[self.at]).start)
        return ParseError(self.path, line, column, reason)

    def next(self, *expected: str) -> Token:
        token = self.tokens[self.at]
        if expected and token.text not in expected:
            raise self.error(f"expected {' or '.join(expected)}, found {token.text or 'the end'!r}")
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def peek(self, text: str) -> bool:
        return self.tokens[self.at].text == text

    def document(self) -> Document:
        blocks: list[Block] = []
        head: list[str] = []
        while self.tokens[self.at].kind != "end":
            if self.tokens[self.at].kind == "directive":
                head += self.directive()
            else:
                head += [] if blocks else self._header()
                blocks.append(self.block())
        foot = self._comments()
        head, foot = (head, foot) if blocks else (head + foot, [])
        return Document(self.prefixes, blocks, head, foot, self.base)

    def _header(self) -> list[str]:
        # Before the first block, what stands above an empty line is about the file, the rest about the block.
        behind, start = self.tokens[self.at - 1].end if self.at else 0, self.tokens[self.at].start
        *header, own = re.split(r"[\r\n][ \t]*[\r\n]", self.text[behind:start].replace("\r\n", "\n"))
        comments = self._comments()
        kept = len(re.findall(r"#[^\r\n]*", own)) if header else len(comments)
        self.above[self.at] = comments[len(comments) - kept :]
        return comments[: len(comments) - kept]

    def directive(self) -> list[str]:
        start, comments = self.at, self._comments()
        word = self.next().text
        prefix = self.next().text[:-1] if word.lstrip("@").lower() == "prefix" else None
        iri = self.iri(self.next())
        if prefix is None:
            self.base = iri
        else:
            self.prefixes[prefix] = iri
        if word.startswith("@"):
            self.next(".")
        return comments + self._leftovers(start)

    def block(self) -> Block:
        start, above = self.at, self._comments()
        subject = self.value()
        if isinstance(subject.term, Literal):
            raise self.error("a literal cannot be a subject: put it behind a predicate", self.tokens[start])
        bare = subject.properties is not None and self.peek(".")
        block = Block(subject, [] if bare else self.properties("."))
        subject.above = above
        block.below += self._comments()
        self.next(".")
        last = block.properties[-1].values[-1] if block.properties else subject
        last.beside += self._leftovers(start)
        return block

    def properties(self, closing: str) -> list[Property]:
        found = []
        while not self.peek(closing):
            found.append(self.property(closing))
            while self.peek(";"):
                self.next()
                found[-1].values[-1].beside += self._leftovers(self.at - 1)
        return found

    def property(self, closing: str) -> Property:
        above, token = self._comments(), self.next()
        prop = Property(self.predicate(token), token.start, token.end, [], above)
        while not prop.values or self.peek(","):
            if prop.values:
                self.next()
                prop.values[-1].beside += self._leftovers(self.at - 1)
            comments = self._comments()
            prop.values.append(self.value())
            prop.values[-1].above = comments
        if not (self.peek(";") or self.peek(closing)):
            raise self.error(f"expected , or ; or {closing}, found {self.tokens[self.at].text!r}")
        return prop

    def predicate(self, token: Token) -> NamedNode:
        if token.kind == "a":
            return NamedNode(RDF + "type")
        if token.kind not in {"iri", "name"}:
            raise self.error(f"expected a predicate, found {token.text or 'the end'!r}", token)
        return NamedNode(self.iri(token))

    def value(self) -> Value:
        start, token = self.at, self.next()
        if token.text in {"[", "("}:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self.error(f"brackets nest deeper than {MAX_DEPTH} levels: name the inner nodes", token)
            value = self.node(token) if token.text == "[" else self.collection(token)
            self.depth -= 1
        else:
            value = Value(self.term(token), token.start, token.end)
        value.end = self.last.end
        value.beside += self._leftovers(start)
        return value

    def node(self, token: Token) -> Value:
        value = Value(BlankNode(), token.start, token.end, properties=self.properties("]"))
        value.below = self._comments()
        self.next("]")
        return value

    def collection(self, token: Token) -> Value:
        items: list[Value] = []
        while not self.peek(")"):
            comments = self._comments()
            items.append(self.value())
            items[-1].above = comments
        node = BlankNode() if items else NamedNode(RDF + "nil")
        value = Value(node, token.start, token.end, items=items)
        value.below = self._comments()
        self.next(")")
        return value

    def term(self, token: Token) -> Term:
        if token.kind in {"iri", "name"}:
            return NamedNode(self.iri(token))
        if token.kind == "blank":
            return BlankNode(token.text[2:])
        if token.kind in {"integer", "decimal", "double", "boolean"}:
            return Literal(token.text, datatype=NamedNode(XSD + token.kind))
        if token.kind == "string":
            return self.literal(token)
        raise self.error(f"expected a term, found {token.text or 'the end'!r}", token)

    def literal(self, token: Token) -> Literal:
        quotes = 3 if token.text[:3] in {'"""', "'''"} else 1
        text = _unescape(token.text[quotes:-quotes])
        # A language tag may read like a directive: "x"@prefix.
        if self.tokens[self.at].text[:1] == "@":
            return Literal(text, language=self.next().text[1:])
        if self.peek("^^"):
            self.next()
            return Literal(text, datatype=NamedNode(self.iri(self.next())))
        return Literal(text)

    def iri(self, token: Token) -> str:
        if token.kind == "name":
            prefix, local = token.text.split(":", 1)
            if prefix not in self.prefixes:
                raise self.error(f"declare the prefix {prefix}: at the top of the file", token)
            return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        if token.kind != "iri":
            raise self.error(f"expected an IRI, found {token.text or 'the end'!r}", token)
        iri = _unescape(token.text[1:-1])
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
            return iri
        if self.base is None:
            raise self.error("write this relative IRI in full, or declare @base", token)
        return self.resolved(iri, token)

    def resolved(self, iri: str, token: Token) -> str:
        # By the strict parser, so that both read the same: urljoin drops an empty fragment.
        try:
            triple = f"<{iri}> <x:p> <x:o> .".encode()
            (quad,) = parse_strictly(triple, format=RdfFormat.TURTLE, base_iri=self.base)
        except SyntaxError as error:
            raise self.error(f"no IRI can be made of this with the base {self.base}", token) from error
        return str(getattr(quad.subject, "value", ""))


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _NAMED.get(match[3], match[3])

    return _ESCAPE.sub(plain, text) if "\\" in text else text
