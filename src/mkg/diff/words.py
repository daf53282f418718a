"""Terms as people read them: prefixes, labels, nested nodes in line; nothing that hides or moves text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from mkg.diff.answers import Row
from mkg.diff.blank import SHARED, TREE, Graph, Node, Term
from mkg.diff.changes import Change, Diff, Thing
from mkg.diff.pairs import Nodes, Pair
from mkg.diff.snapshot import Snapshot
from mkg.sources import base_of
from mkg.vocab import PREFIXES, RDF, XSD

LONGEST = 300
"""How many characters of a value are shown."""

_HERE = base_of(Path("here")).removesuffix("here")  # before what a relative IRI says
_DEPTH = 20
_CELL = 3  # what is said of a cell of a list: first, rest, perhaps its class
_CONTEXT = 20
_DECLARED = re.compile(
    r"^[ \t]*@?prefix[ \t]+([\w.-]*):[ \t]*<([^<>\"\s]+)>|xmlns:(\w+)=[\"']([^\"']+)", re.I | re.M
)
_BARE = {  # https://www.w3.org/TR/turtle/#abbrev
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    XSD + "boolean": re.compile("true|false"),
}


def visible(text: str) -> str:
    r"""Escape what cannot be seen or would move other text: control and format characters, odd spaces.

    >>> visible("a\u202eb\n")
    'a\\u202Eb\\u000A'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == " " or unicodedata.category(character)[0] not in "CZ":
        return character
    return f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"


def count(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Words:
    """Writes terms: with the prefixes of mkg and of the files, labels in a language."""

    language: str
    nodes: Nodes = field(repr=False)
    prefixes: dict[str, str] = field(repr=False)
    _written: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, diff: Diff, language: str) -> "Words":
        """Return the words for a difference."""
        prefixes = {namespace: prefix for prefix, namespace in PREFIXES.items()}
        taken = set(PREFIXES)
        for prefix, namespace in (*_declared(diff.after), *_declared(diff.before)):
            if prefix not in taken and namespace not in prefixes:
                taken.add(prefix)
                prefixes[namespace] = prefix
        return cls(language, {**diff.before.nodes, **diff.after.nodes}, prefixes)

    def iri(self, node: NamedNode) -> str:
        """Write an IRI, with its prefix where there is one."""
        iri = node.value
        if iri not in self._written:
            self._written[iri] = visible(self._compact(iri))
        return self._written[iri]

    def _compact(self, iri: str) -> str:
        namespace = max((each for each in self.prefixes if iri.startswith(each)), key=len, default="")
        local = iri[len(namespace) :]
        if namespace and local and not set("/#?") & set(local):
            return f"{self.prefixes[namespace]}:{local}"
        return f"<{iri.removeprefix(_HERE)}>"

    def term(self, term: Term | None, limit: int = LONGEST) -> str:
        """Write a value, a blank node as `[ … ]` with what is said of it; cut where it is longer."""
        text = ""
        for piece in self._pieces(term, set(), 0):
            text += piece
            if len(text) > limit:
                return text[: limit - 1] + "…"
        return text

    def _pieces(self, term: Term | Graph | None, seen: set[BlankNode], depth: int) -> Iterator[str]:
        if isinstance(term, NamedNode):
            yield self.iri(term)
        elif isinstance(term, Literal):
            yield self._literal(term)
        elif isinstance(term, Triple) and depth <= _DEPTH:
            yield "<<( "
            for part in (term.subject, term.predicate, term.object):
                yield from self._pieces(part, seen, depth + 1)
                yield " "
            yield ")>>"
        elif isinstance(term, BlankNode):
            yield from self._node(term, seen, depth)

    def _node(self, node: BlankNode, seen: set[BlankNode], depth: int) -> Iterator[str]:
        said = self.nodes.get(node, ())
        if not node.value.startswith(TREE):
            yield f"_:{node.value[:8]}"
            # Within another node its name is enough: in a knot each leads to all the others.
            if node in seen or not said or (depth and not node.value.startswith(SHARED)):
                return
            seen.add(node)
        if depth > _DEPTH:
            yield "[ … ]"
        elif len(said) <= _CELL and any(name.value == RDF + "first" for name, *_ in said):
            yield from self._list(node, seen, depth)
        else:
            yield "["
            for index, (name, value, _) in enumerate(said):
                yield f"{' ;' if index else ''} {self.verb(name)} "
                yield from self._pieces(value, seen, depth + 1)
            yield " ]" if said else "]"

    def _list(self, node: BlankNode, seen: set[BlankNode], depth: int) -> Iterator[str]:
        yield "("
        passed: set[Term] = set()
        at: Term | None = node
        while isinstance(at, BlankNode) and at not in passed:
            passed.add(at)
            said = {name.value: value for name, value, _ in self.nodes.get(at, ())}
            yield " "
            yield from self._pieces(said.get(RDF + "first"), seen, depth + 1)
            at = said.get(RDF + "rest")
        yield " )"

    def _literal(self, literal: Literal) -> str:
        kind = literal.datatype.value
        if kind in _BARE and _BARE[kind].fullmatch(literal.value):
            return literal.value
        plain = literal.language or kind == XSD + "string"
        text = visible(str(literal if plain else Literal(literal.value)))
        return text if plain else f"{text}^^{self.iri(literal.datatype)}"

    def verb(self, name: NamedNode) -> str:
        """Write a property as Turtle has it."""
        return "a" if name.value == RDF + "type" else self.iri(name)

    def property(self, change: Change) -> str:
        """Write the property of a change and, where it is not the default one, the graph."""
        graph = change.graph
        inside = "" if isinstance(graph, DefaultGraph) else f" in {''.join(self._pieces(graph, set(), 0))}"
        return self.verb(change.property) + inside

    def pair(self, pair: Pair) -> tuple[str, str]:
        """Write two values, of which one became the other: long texts only around what differs."""
        old, new = (self.term(value, 1_000_000) for value in pair)
        if max(len(old), len(new)) <= LONGEST:
            return old, new
        start = max(0, _alike(old, new) - _CONTEXT)
        end = max(0, _alike(old[start:][::-1], new[start:][::-1]) - _CONTEXT)
        return _around(old, start, end), _around(new, start, end)

    def name(self, thing: Node, side: Snapshot) -> str:
        """Write a thing: its name, its label in quotes, its classes in brackets."""
        label = side.label(thing, self.language)
        types = ", ".join(map(self.iri, side.types(thing)))
        quoted = f' "{_cut(visible(label.value))}"' if label else ""
        return f"{self.term(thing)}{quoted}{f' ({_cut(types)})' if types else ''}"

    def thing(self, thing: Thing, diff: Diff) -> str:
        """Write a thing of a difference."""
        return self.name(thing.node, diff.snapshot(thing))

    def row(self, row: Row) -> str:
        """Write a row of an answer."""
        return " | ".join("[]" if isinstance(term, BlankNode) else self.term(term) for term in row)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _alike(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    inner = text[start : len(text) - end]
    return f"{'…' if start else ''}{_cut(inner)}{'…' if end else ''}"


def _declared(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for source in snapshot.side.sources:
        for match in _DECLARED.finditer(source.text):
            yield (match[1], match[2]) if match[2] else (match[3], match[4])
