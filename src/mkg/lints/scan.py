"""A source as lints read it: text in pieces, triples, places; each made once, when first asked for."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mkg.errors import ParseError
from mkg.sources import Source
from mkg.turtle.reader import parse
from mkg.turtle.tokens import Lines
from mkg.turtle.tree import Statement, statements
from mkg.validation.findings import Place
from mkg.validation.paths import Term

_PIECES = re.compile(
    r'"""(?:[^"\\]+|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]+|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+'"
    r'|<[^\x00-\x20<>"{}|^`]*>'
    r"|#[^\n\r]*|\\.",
    re.DOTALL,
)
_DECLARES = re.compile(rb"[:#/](?:Class|Datatype|[A-Za-z]*Property)\b")
_PREFIX = re.compile(r"(?i:@?prefix)\s+([^\s:]*):\s*<")
# Behind what may stand before a name; in the code an IRI or string is a run of its first character.
_NAME = re.compile(r"""[\s,;()\[\]<>"'^]([^\s,;()\[\]<>"'^:]*+):""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A string, IRI or comment with its delimiters; `kind` is its first character."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """The declaration of a prefix, and the offsets of its name and namespace."""

    name: str
    namespace: str
    name_at: int
    namespace_at: int


class Scan:
    """What is read of a source; it has been parsed strictly before, without a fault."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text

    @cached_property
    def quads(self) -> list[Quad]:
        """Its triples in the order of the text, those that stand twice twice."""
        return list(self.source.quads())

    @cached_property
    def objects(self) -> set[NamedNode | BlankNode | Literal | Triple]:
        """Its distinct objects."""
        return {quad.object for quad in self.quads}

    @cached_property
    def declares(self) -> bool:
        """Whether it may declare classes or properties."""
        return bool(_DECLARES.search(self.source.content))

    @cached_property
    def pieces(self) -> list[Piece]:
        """Its strings, IRIs and comments, in the order of the text."""
        return [Piece(match[0][0], *match.span()) for match in _PIECES.finditer(self.text)]

    @cached_property
    def code(self) -> str:
        """Its text, as long, each string, IRI and comment made a run of its first character."""
        return _PIECES.sub(lambda match: match[0][0] * len(match[0]), self.text)

    @cached_property
    def prefixes(self) -> list[Prefix]:
        """The declarations of its prefixes."""
        found = []
        for match in _PREFIX.finditer(self.code):
            start = match.end() - 1
            namespace = self.text[start + 1 : self.text.index(">", start)]
            found.append(Prefix(match[1], namespace, match.start(1), start))
        return found

    @cached_property
    def used(self) -> set[str]:
        """The prefixes of its names."""
        return set(_NAME.findall(_PREFIX.sub(" ", self.code)))

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text)

    @cached_property
    def statements(self) -> list[Statement]:
        """Its triples with their offsets: slow, for files with a fault; none where it is not Turtle 1.1."""
        source = self.source
        try:
            document = parse(source.text, str(source.path), source.base) if source.is_turtle else None
        except ParseError:
            return []
        return list(statements(document)) if document else []

    def piece(self, offset: int) -> Piece | None:
        """Return the string, IRI or comment in which an offset lies."""
        index = bisect_right(self._starts, offset) - 1
        piece = self.pieces[index] if index >= 0 else None
        return piece if piece and offset < piece.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _written(self) -> dict[int, Statement]:
        found: dict[int, Statement] = {}
        for each in self.statements:
            for offset in (each.object_at, each.predicate_at, each.subject_at):
                found.setdefault(offset, each)
        return found

    def said(self, offset: int) -> tuple[Term, NamedNode | None, Term | None]:
        """Return what a string or IRI is part of: the thing and, where it is a value, property and value.

        The file itself where it is a comment or in no triple.
        """
        piece = self.piece(offset)
        found = self._written.get(piece.start) if piece and piece.kind != "#" else None
        if piece is None or found is None:
            return NamedNode(self.source.base), None, None
        if found.object_at != piece.start:
            return found.subject, None, None
        return found.subject, found.predicate, found.object

    def place(self, offset: int, width: int = 1) -> Place:
        """Return the place of an offset in the text."""
        return Place(str(self.source.path), *self.lines.place(offset), width)

    @property
    def anywhere(self) -> Place:
        """The place that names the file alone."""
        return Place(str(self.source.path), 0, 0)

    def having(self, objects: set[NamedNode | BlankNode | Literal | Triple]) -> Iterator[Quad]:
        """Yield the triples that have one of these objects, once each."""
        return iter({quad: None for quad in self.quads if quad.object in objects} if objects else ())
