"""SHACL shapes as people read them: what things of a class must have, in the words of the messages.

https://www.w3.org/TR/shacl/
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mkg.reading.texts import Text
from mkg.validation.paths import Term
from mkg.vocab import RDF, SH, TERMS

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"
_WITHIN = ("or", "xone", "and")
_BOUNDS = {"minInclusive": "≥", "minExclusive": ">", "maxInclusive": "≤", "maxExclusive": "<"}


@dataclass(frozen=True)
class Shape:
    """One constraint: of the values of a property, or where `path` is empty of the thing itself.

    `least` and `most` say how many values there may be; `classes` and `datatypes` what each may be, any of
    them; `values` are those that are allowed, `bounds` comparisons such as `≥ 1`.
    """

    iri: str
    messages: tuple[Text, ...]
    severity: str
    path: str = ""
    least: int = 0
    most: int | None = None
    classes: tuple[str, ...] = ()
    datatypes: tuple[str, ...] = ()
    node_kind: str = ""
    languages: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    closed: bool = False

    @property
    def name(self) -> str:
        """What stands behind the last `#` or `/` of its IRI."""
        return self.iri[max(self.iri.rfind("#"), self.iri.rfind("/")) + 1 :]


@dataclass(frozen=True)
class Sheet:
    """What must hold of the things of some classes: of themselves, and of the values of their properties.

    `first` are the IRIs of the shapes of properties that no sheet before it has.
    """

    targets: tuple[str, ...]
    itself: tuple[Shape, ...]
    properties: tuple[Shape, ...]
    first: frozenset[str]


@dataclass(frozen=True)
class Shapes:
    """Shapes by IRI."""

    found: Mapping[str, Shape]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """What must hold, by the classes that it must hold of: first of ours, then of others."""
        grouped: dict[tuple[str, ...], list[Shape]] = defaultdict(list)
        for shape in self.found.values():
            if shape.targets:
                grouped[shape.targets].append(shape)
        made: list[Sheet] = []
        told: set[str] = set()
        for targets in sorted(
            grouped, key=lambda iris: (not all(iri.startswith(TERMS) for iri in iris), iris)
        ):
            properties = self._properties(grouped[targets])
            names = {shape.iri for shape in properties}
            made.append(Sheet(targets, tuple(grouped[targets]), properties, frozenset(names - told)))
            told |= names
        return made

    def on(self, iri: str) -> list[Shape]:
        """Return the shapes that look at things of a class, or at the values of a property."""
        return [shape for shape in self.found.values() if iri == shape.path or iri in shape.targets]

    def joins(self) -> dict[str, tuple[set[str], set[str]]]:
        """Return the classes whose things may have each property, and those that its values must be of."""
        joined: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for sheet in self.sheets:
            for shape in sheet.properties:
                if shape.classes:
                    joined[shape.path][0].update(sheet.targets)
                    joined[shape.path][1].update(shape.classes)
        return joined

    def _properties(self, of: Iterable[Shape]) -> tuple[Shape, ...]:
        names = dict.fromkeys(name for shape in of for name in shape.properties)
        found = [self.found[name] for name in names if name in self.found and self.found[name].path]
        return tuple(sorted(found, key=lambda shape: (shape.path, not shape.least, shape.iri)))


def shapes(quads: Iterable[Quad]) -> Shapes:
    """Read the shapes that have a name. What SHACL says of other nodes is left out."""
    graph = _Graph(quads)
    read = (_shape(graph, node) for node in graph.said if isinstance(node, NamedNode))
    return Shapes({shape.iri: shape for shape in sorted(read, key=lambda shape: shape.iri)})


class _Graph:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self.said: dict[NamedNode | BlankNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                self.said[quad.subject][quad.predicate.value].append(quad.object)

    def all(self, node: Term, name: str) -> list[Term]:
        known = self.said.get(node) if isinstance(node, NamedNode | BlankNode) else None
        return known.get(SH + name, []) if known else []

    def members(self, head: Term) -> Iterator[Term]:
        seen = set[Term]()
        while isinstance(head, NamedNode | BlankNode) and head.value != _NIL and head not in seen:
            seen.add(head)
            node = self.said.get(head, {})
            yield from node.get(_FIRST, [])
            head = next(iter(node.get(_REST, [])), head)

    def near(self, node: Term) -> Iterator[Term]:
        """Give a shape and those in it of which a value must fit one, or all."""
        yield node
        yield from self.all(node, "qualifiedValueShape")
        for name in _WITHIN:
            for head in self.all(node, name):
                yield from self.members(head)

    def told(self, node: Term, name: str) -> tuple[str, ...]:
        return _values(value for each in self.near(node) for value in self.all(each, name))

    def listed(self, node: Term, name: str) -> tuple[str, ...]:
        heads = [head for each in self.near(node) for head in self.all(each, name)]
        return _values(value for head in heads for value in self.members(head))


def _shape(graph: _Graph, node: NamedNode) -> Shape:
    def one(name: str) -> str:
        return next(iter(graph.told(node, name)), "")

    most = one("maxCount")
    return Shape(
        iri=node.value,
        messages=tuple(Text.of(text) for text in graph.all(node, "message") if isinstance(text, Literal)),
        severity=one("severity").removeprefix(SH).lower() or "violation",
        path=one("path"),
        least=_number(one("minCount") or one("qualifiedMinCount")),
        most=_number(most) if most else None,
        classes=graph.told(node, "class"),
        datatypes=graph.told(node, "datatype"),
        node_kind=one("nodeKind").removeprefix(SH),
        languages=graph.listed(node, "languageIn"),
        values=(*graph.told(node, "hasValue"), *graph.listed(node, "in")),
        bounds=tuple(f"{mark} {value}" for name, mark in _BOUNDS.items() for value in graph.told(node, name)),
        patterns=graph.told(node, "pattern"),
        targets=graph.told(node, "targetClass"),
        properties=graph.told(node, "property"),
        closed=one("closed") == "true",
    )


def _values(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.value for term in terms if isinstance(term, NamedNode | Literal)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
