"""What files say of some things, each statement with the place where it is written.

Of a large file only the statements that matter are read closely: see `mkg.turtle.blocks`.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, parse

from mkg.errors import ParseError
from mkg.sources import FORMATS, Source
from mkg.turtle import reader
from mkg.turtle.blocks import Piece, brackets, cut
from mkg.turtle.tokens import Lines
from mkg.turtle.tree import Statement, statements
from mkg.validation.findings import Place
from mkg.validation.paths import Term

CUT = {".ttl", ".nt", ".nq", ".trig"}
"""The formats whose statements have places; of the others only the file is known."""

MAX_INTO = 100
"""Of how many statements with the same object the places are read in a file: a class may have millions."""

_GRAPH_NAME = re.compile(r"\s*(?:<[^<>\s]*>|_:\S+)\s*$")
_LINE_END = re.compile(r"[\r\n]")

Node = Term | Triple
Span = tuple[int, int]


@dataclass
class Wanted:
    """The things of which to read what is said, as subjects or as objects.

    With `named`, blank nodes have the names that `Source.quads` gives them even where none is wanted.
    """

    subjects: set[Node] = field(default_factory=set)
    objects: set[Node] = field(default_factory=set)
    named: bool = False

    @cached_property
    def iris(self) -> set[bytes]:
        """The IRIs among the subjects, in UTF-8."""
        return {term.value.encode() for term in self.subjects if isinstance(term, NamedNode)}


class Sheet:
    """A statement cut from a file, whose offsets it turns into places."""

    def __init__(
        self, source: Source, piece: Piece | None = None, starts: "array[int] | None" = None
    ) -> None:
        self._path, self._line, self._column, self.text = str(source.path), 0, 0, ""
        if piece and starts:
            self.text = source.content[piece.start : piece.end].decode(errors="replace")
            self._line = bisect_right(starts, piece.start)
            before = source.content[starts[self._line - 1] : piece.start]
            self._column = len(before.decode("utf-8-sig", errors="replace"))

    def place(self, span: Span) -> Place:
        """Return the place of what stands from one offset to another; line 0 where only the file is known."""
        if not self._line:
            return Place(self._path, 0, 0)
        line, column = self._lines.place(span[0])
        width = len(_LINE_END.split(self.text[slice(*span)], maxsplit=1)[0])
        return Place(self._path, self._line + line - 1, column + (self._column if line == 1 else 0), width)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


@dataclass(frozen=True, slots=True)
class Written:
    """A statement in a file."""

    subject: Node
    predicate: NamedNode
    object: Node
    sheet: Sheet
    spans: tuple[Span, ...]

    @property
    def at_subject(self) -> Place:
        """Where its subject is written."""
        return self.sheet.place(self.spans[0])

    @property
    def at_predicate(self) -> Place:
        """Where its predicate is written."""
        return self.sheet.place(self.spans[1])

    @property
    def at_object(self) -> Place:
        """Where its object is written."""
        return self.sheet.place(self.spans[2])


def plain(term: Node) -> Node:
    """Return a term so that two that are equal in RDF are equal here: language tags ignore case."""
    if isinstance(term, Literal) and term.language:
        return Literal(term.value, language=term.language.lower())
    return term


def read(source: Source, wanted: Wanted) -> Iterator[Written]:
    """Yield the statements of a source that are near what is wanted."""
    if source.path.suffix in CUT:
        yield from _Reading(source, wanted).written()
        return
    sheet, spans = Sheet(source), ((0, 0),) * 3
    for quad in source.quads():
        if quad.subject in wanted.subjects or quad.object in wanted.objects:
            yield Written(quad.subject, quad.predicate, quad.object, sheet, spans)


class _Reading:
    def __init__(self, source: Source, wanted: Wanted) -> None:
        self.source, self.wanted = source, wanted
        # The same names as Source.quads gives.
        self.salt = source.nodes
        blanks = {term.value for term in wanted.subjects | wanted.objects if isinstance(term, BlankNode)}
        self.blanks = {name for name in blanks if name.startswith(self.salt)}
        self.counts, self.count = wanted.named or bool(self.blanks), 0
        self.names: dict[BlankNode, BlankNode] = {}
        self.led: Counter[Node] = Counter()
        self.format = FORMATS[source.path.suffix]

    @cached_property
    def starts(self) -> "array[int]":
        ends = re.finditer(rb"\r\n?|\n", self.source.content)
        return array("Q", [0, *(match.end() for match in ends)])

    def written(self) -> Iterator[Written]:
        subjects = self.wanted.subjects
        for piece in cut(self.source.content, self.source.base):
            if self.matters(piece):
                quads = self.quads(piece)
                ends = (
                    [*map(self.ends, quads)]
                    if self.counts
                    else [(quad.subject, quad.object) for quad in quads]
                )
                if any(subject in subjects or self.leads(object_) for subject, object_ in ends):
                    yield from self.placed(piece, quads)

    def leads(self, node: Node) -> bool:
        if not self.wanted.objects or (node := plain(node)) not in self.wanted.objects:
            return False
        self.led[node] += 1
        return self.led[node] <= MAX_INTO

    def matters(self, piece: Piece) -> bool:
        if self.wanted.objects:
            return True
        iri = piece.iri
        if iri is None or iri in self.wanted.iris:
            return True
        return self.counts and self.holds_blank(piece)

    def holds_blank(self, piece: Piece) -> bool:
        # Whether a blank node in it may be wanted; those that are not are counted.
        number = None if piece.graph else brackets(self.source.content, piece)
        if number is None or any(f"{self.salt}{self.count + each}" in self.blanks for each in range(number)):
            return True
        self.count += number
        return False

    def quads(self, piece: Piece) -> list[Quad]:
        text = piece.scope.head + piece.graph + self.source.content[piece.start : piece.end]
        text += b" . }" if piece.graph else b" ."
        try:
            return list(parse(text, format=self.format, base_iri=piece.scope.base, rename_blank_nodes=False))
        except (SyntaxError, ValueError):
            # The whole text was accepted: a piece that is not is none that `cut` knows how to end.
            return []

    def ends(self, quad: Quad) -> tuple[Node, Node]:
        """Return the subject and the object, blank nodes by the names that `Source.quads` gives them."""
        ends = self.name(quad.subject), self.name(quad.object)
        self.name(quad.graph_name)
        return ends

    def name(self, term: Any) -> Any:  # noqa: ANN401 -- any term, and the same sort again
        if isinstance(term, BlankNode):
            if (known := self.names.get(term)) is None:
                known = BlankNode(f"{self.salt}{self.count}") if self.counts else BlankNode()
                self.names[term] = known
                self.count += 1
            return known
        if isinstance(term, Triple):
            return Triple(self.name(term.subject), term.predicate, self.name(term.object))
        return term

    def placed(self, piece: Piece, quads: list[Quad]) -> Iterator[Written]:
        sheet = Sheet(self.source, piece, self.starts)
        spans = dict(_matched(quads, self.statements(sheet.text, piece)))
        first: Span = (0, max(1, len(piece.subject.decode(errors="replace"))))
        for index, quad in enumerate(quads):
            subject, object_ = self.ends(quad)
            yield Written(subject, quad.predicate, object_, sheet, spans.get(index, (first,) * 3))

    def statements(self, text: str, piece: Piece) -> list[Statement]:
        nquads = self.source.path.suffix == ".nq"
        for each in [text, _GRAPH_NAME.sub("", text)] if nquads else [text]:
            try:
                return list(statements(reader.parse(f"{each} .", "", piece.scope.base, piece.scope.prefixes)))
            except ParseError:
                # Beyond Turtle 1.1: told at the subject.
                continue
        return []


def _matched(quads: list[Quad], written: list[Statement]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    # The parser tells what is in brackets before or after what is around them, but the values of one
    # predicate of one subject always in their order.
    left: dict[tuple[object, NamedNode], deque[int]] = defaultdict(deque)
    for index, quad in enumerate(quads):
        left[quad.subject, quad.predicate].append(index)
    inner = {quad.object for quad in quads}
    root = next((quad.subject for quad in quads if quad.subject not in inner), None)
    names: dict[object, object] = {}
    for each in written:
        same = (each.subject, each.predicate) in left
        subject = each.subject if same else names.get(each.subject, root)
        if indexes := left.get((subject, each.predicate)):
            index = indexes.popleft()
            names[each.object] = quads[index].object
            yield index, each.spans
