"""Property paths: from the statements of a shape or report, to text, and back to statements.

https://www.w3.org/TR/shacl/#property-paths
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.vocab import RDF, SH, compact

Term = NamedNode | BlankNode | Literal
Lookup = Callable[[Term, str], list[Term]]
"""The objects of a subject and a predicate, in the order of their statements."""

MAX_DEPTH = 50
"""How deep paths may nest."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """The path, backwards."""

    path: "Path"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    paths: "tuple[Path, ...]"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of several paths."""

    paths: "tuple[Path, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path as often as `sign` says: `*`, `+` or `?`."""

    path: "Path"
    sign: str


Path = NamedNode | Inverse | Sequence | Alternative | Repeat

_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def read(node: Term, objects: Lookup, depth: int = 0) -> Path | None:
    """Read the path that a node stands for; None where it stands for none."""
    if isinstance(node, NamedNode):
        return node
    if depth > MAX_DEPTH or isinstance(node, Literal):
        return None
    if inverse := objects(node, SH + "inversePath"):
        inner = read(inverse[0], objects, depth + 1)
        return Inverse(inner) if inner else None
    if listed := objects(node, SH + "alternativePath"):
        paths = _items(listed[0], objects, depth)
        return Alternative(paths) if paths else None
    for name, sign in _REPEATS.items():
        if repeated := objects(node, SH + name):
            inner = read(repeated[0], objects, depth + 1)
            return Repeat(inner, sign) if inner else None
    paths = _items(node, objects, depth)
    return Sequence(paths) if paths else None


def _items(node: Term, objects: Lookup, depth: int) -> tuple[Path, ...]:
    found: list[Path] = []
    seen: set[Term] = set()
    while node not in seen and (first := objects(node, RDF + "first")):
        seen.add(node)
        item = read(first[0], objects, depth + 1)
        if item is None:
            return ()
        found.append(item)
        node = next(iter(objects(node, RDF + "rest")), NamedNode(RDF + "nil"))
    return tuple(found)


def sparql(path: Path, name: Callable[[str], str] = "<{}>".format) -> str:
    """Write a path as SPARQL has it, each IRI as `name` writes it.

    >>> sparql(Sequence((NamedNode("x:a"), Inverse(NamedNode("x:b")))))
    '<x:a>/(^<x:b>)'
    """
    if isinstance(path, NamedNode):
        return name(path.value)
    if isinstance(path, Inverse):
        return f"^{_inner(path.path, name)}"
    if isinstance(path, Repeat):
        return f"{_inner(path.path, name)}{path.sign}"
    return ("/" if isinstance(path, Sequence) else "|").join(_inner(each, name) for each in path.paths)


def _inner(path: Path, name: Callable[[str], str]) -> str:
    text = sparql(path, name)
    return text if isinstance(path, NamedNode) else f"({text})"


def show(path: Path | None) -> str:
    """Write a path as people read it, with prefixes."""
    return "" if path is None else sparql(path, compact)


def node_of(path: Path) -> NamedNode | BlankNode:
    """Return the node that will stand for a path: the IRI itself, or a new blank node."""
    return path if isinstance(path, NamedNode) else BlankNode()


def statements(path: Path, node: NamedNode | BlankNode) -> Iterator[Triple]:
    """Yield what says of a node that it stands for the path; nothing for a plain predicate."""
    if isinstance(path, Sequence):
        yield from _listed(path.paths, node)
    elif isinstance(path, Alternative):
        head = BlankNode()
        yield Triple(node, NamedNode(SH + "alternativePath"), head)
        yield from _listed(path.paths, head)
    elif not isinstance(path, NamedNode):
        word = "inversePath" if isinstance(path, Inverse) else _word(path.sign)
        inner = node_of(path.path)
        yield Triple(node, NamedNode(SH + word), inner)
        yield from statements(path.path, inner)


def _word(sign: str) -> str:
    return next(name for name, each in _REPEATS.items() if each == sign)


def _listed(paths: tuple[Path, ...], node: NamedNode | BlankNode) -> Iterator[Triple]:
    for index, path in enumerate(paths):
        item = node_of(path)
        rest = BlankNode() if index + 1 < len(paths) else NamedNode(RDF + "nil")
        yield Triple(node, NamedNode(RDF + "first"), item)
        yield from statements(path, item)
        yield Triple(node, NamedNode(RDF + "rest"), rest)
        node = rest
