"""Canonical Turtle: the one form in which mkg keeps its files. The same facts give the same text.

Blocks are sorted by IRI; in a block the class comes first, then labels and definition, then predicates
by name; several values stand one a line; each line ends in `;` and a lone `.` closes the block, so that
an added fact is a diff of one line.
"""

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.errors import MkgError
from mkg.turtle.facts import facts
from mkg.turtle.reader import parse
from mkg.turtle.tokens import tokens
from mkg.turtle.tree import Block, Document, Property, Term, Value
from mkg.vocab import RDF, RDFS, SKOS, XSD

WIDTH = 100
"""The longest line on which a `( … )` still stands unbroken."""

_FIRST = [
    RDF + "type",
    *(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel")),
    RDFS + "label",
    SKOS + "definition",
]
_SAFE_LOCAL = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*)?")
_SHORTHAND = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", "\r": "\\r", '"': '\\"', "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r'[\\\r"\x00-\x08\x0b-\x1f\x7f]')


def canonical(text: str, path: str) -> str:
    """Return Turtle text in its canonical form, comments kept, proved to say the same.

    Raises ParseError where the text is not Turtle or its form would depend on where the file lies.
    """
    before = facts(text, path)
    written = _Writer(parse(text, path)).document()
    if facts(written, path) != before or _comments(written, path) != _comments(text, path):
        raise MkgError(f"{path}: the canonical form would not say the same; report this, nothing is written")
    return written


def _comments(text: str, path: str) -> list[str]:
    return sorted(token.text.rstrip() for token in tokens(text, path) if token.kind == "comment")


class _Writer:
    def __init__(self, document: Document) -> None:
        self.source = document
        self.prefixes = document.prefixes
        self.used: set[str] = set()

    def document(self) -> str:
        blocks = self.sorted_blocks()
        prefixes = [f"@prefix {name}: <{self.prefixes[name]}> ." for name in sorted(self.used)]
        head, foot = "\n".join(self.source.head), "\n".join(self.source.foot)
        parts = [part for part in (head, "\n".join(prefixes), *blocks, foot) if part]
        return "\n\n".join(parts) + "\n" if parts else ""

    def sorted_blocks(self) -> list[str]:
        merged: dict[Term, Block] = {}
        for block in self.source.blocks:
            known = merged.setdefault(block.subject.term, block)
            if known is not block:
                known.properties += block.properties
                known.below += block.below
                _join(known.subject, block.subject)
        # Written once each: to write is to merge what is said twice, comments and all.
        written = [(*_block_rank(block), self.block(block)) for block in merged.values()]
        return [text for _, _, text in sorted(written)]

    def block(self, block: Block) -> str:
        subject = block.subject
        first = self.value(subject, 0) + _beside(subject)
        lines = self.properties(block.properties, 1)
        return "\n".join([*_above(subject), first, *lines, *_indented(block.below, 1), "."])

    def properties(self, properties: list[Property], depth: int) -> list[str]:
        return [line for prop in self.sorted_properties(properties) for line in self.property(prop, depth)]

    def sorted_properties(self, properties: list[Property]) -> list[Property]:
        merged: dict[str, Property] = {}
        for prop in properties:
            known = merged.setdefault(prop.predicate.value, prop)
            if known is not prop:
                known.values += prop.values
                known.above += prop.above
        return sorted(merged.values(), key=lambda prop: self.property_key(prop))

    def property_key(self, prop: Property) -> tuple[int, str]:
        iri = prop.predicate.value
        # Only what is written uses its prefix: rdf:type is written as a.
        return (_FIRST.index(iri), "") if iri in _FIRST else (len(_FIRST), self.iri(iri))

    def property(self, prop: Property, depth: int) -> list[str]:
        name = "a" if prop.predicate.value == RDF + "type" else self.iri(prop.predicate.value)
        start, above = "    " * depth + name, _indented(prop.above, depth)
        values = _merged(prop.values)
        if len(values) == 1:
            only = values[0]
            line = f"{start} {self.value(only, depth)} ;{_beside(only)}"
            return [*above, *_indented(_above(only), depth), line]
        lines = [*above, start]
        for value, text in self.sorted_values(values, depth + 1):
            lines += [*_indented(_above(value), depth + 1), f"{'    ' * (depth + 1)}{text} ,{_beside(value)}"]
        last = f"{text} ;{_beside(value)}"
        return [*lines[:-1], "    " * (depth + 1) + last]

    def sorted_values(self, values: list[Value], depth: int) -> list[tuple[Value, str]]:
        # Each value is written once and sorted by its text: writing it again to compare it
        # would take time that doubles with each level of brackets.
        written = [(value, self.value(value, depth)) for value in values]
        return sorted(written, key=lambda pair: (*_rank(pair[0]), pair[1]))

    def value(self, value: Value, depth: int) -> str:
        if value.properties is not None:
            return self.node(value, depth)
        if value.items is not None:
            return self.collection(value, depth)
        return self.term(value.term)

    def node(self, value: Value, depth: int) -> str:
        lines = self.properties(value.properties or [], depth + 1)
        lines += _indented(value.below, depth + 1)
        return "\n".join(["[", *lines, "    " * depth + "]"]) if lines else "[]"

    def collection(self, value: Value, depth: int) -> str:
        items = value.items or []
        texts = [self.value(item, depth + 1) for item in items]
        line = " ".join(["(", *texts, ")"]) if items else "()"
        comments = value.below or any(item.above or item.beside for item in items)
        if not comments and "\n" not in line and len(line) <= WIDTH:
            return line
        lines = ["("]
        for item, text in zip(items, texts, strict=True):
            lines += [*_indented(_above(item), depth + 1), f"{'    ' * (depth + 1)}{text}{_beside(item)}"]
        return "\n".join([*lines, *_indented(value.below, depth + 1), "    " * depth + ")"])

    def term(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, BlankNode):
            return str(term)
        shorthand = _SHORTHAND.get(term.datatype.value)
        if shorthand and shorthand.fullmatch(term.value):
            return term.value
        if term.language:
            return f"{_quoted(term.value)}@{term.language}"
        plain = term.datatype.value == XSD + "string"
        return _quoted(term.value) + ("" if plain else f"^^{self.iri(term.datatype.value)}")

    def iri(self, iri: str) -> str:
        fits = [
            prefix
            for prefix, namespace in self.prefixes.items()
            if iri.startswith(namespace) and _SAFE_LOCAL.fullmatch(iri, len(namespace))
        ]
        if not fits:
            return str(NamedNode(iri))
        prefix = min(fits, key=lambda name: (-len(self.prefixes[name]), name))
        self.used.add(prefix)
        return f"{prefix}:{iri[len(self.prefixes[prefix]) :]}"


def _block_rank(block: Block) -> tuple[int, str]:
    subject = block.subject
    if isinstance(subject.term, NamedNode):
        return 0, subject.term.value
    nested = subject.properties is not None or subject.items is not None
    return (2, "") if nested else (1, str(subject.term))


def _merged(values: list[Value]) -> list[Value]:
    merged: dict[Term, Value] = {}
    for value in values:
        known = merged.setdefault(value.term, value)
        if known is not value:
            _join(known, value)
    return list(merged.values())


def _rank(value: Value) -> tuple[int, str]:
    if value.properties is not None or value.items is not None:
        return 3, ""
    if isinstance(value.term, Literal):
        return 2, value.term.language or ""
    return int(isinstance(value.term, BlankNode)), ""


def _quoted(text: str) -> str:
    escaped = _CONTROL.sub(lambda match: _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}"), text)
    return f'"""{escaped}"""' if "\n" in text else f'"{escaped}"'


def _indented(comments: list[str], depth: int) -> list[str]:
    return ["    " * depth + comment for comment in comments]


def _above(value: Value) -> list[str]:
    # Only one comment fits beside a value: two on one line would be read again as one.
    return value.above + value.beside[:-1]


def _beside(value: Value) -> str:
    return "".join(f" {comment}" for comment in value.beside[-1:])


def _join(known: Value, other: Value) -> None:
    known.above += other.above
    known.beside += other.beside
    known.below += other.below
