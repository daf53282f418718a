"""Walks along property paths: from the things at their ends back to those at their starts."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from mkg.validation.change import Change
from mkg.validation.paths import Alternative, Inverse, Path, Repeat, Sequence, Term
from mkg.vocab import RDF, RDFS

ITSELF = Sequence(())
"""The path from a thing to itself."""

CLASSES = Sequence((NamedNode(RDF + "type"), Repeat(NamedNode(RDFS + "subClassOf"), "*")))
"""From a thing to all its classes. https://www.w3.org/TR/shacl/#dfn-shacl-instance."""


class View:
    """Statements to walk along: those of a store's default graph, and some more."""

    def __init__(self, store: Store, more: Iterable[Triple] = ()) -> None:
        beside = Store()
        beside.extend(Quad(subject, predicate, value) for subject, predicate, value in more)
        self._stores = [store, beside] if len(beside) else [store]
        self._ends: dict[tuple[Path, Term], set[Term]] = {}

    def edges(self, subject: Term | None, predicate: NamedNode, value: Term | None) -> Iterator[Triple]:
        """Yield the statements that match."""
        if subject is None or isinstance(subject, NamedNode | BlankNode):
            for store in self._stores:
                for quad in store.quads_for_pattern(subject, predicate, value, DefaultGraph()):
                    yield quad.triple

    def before(self, path: Path, nodes: set[Term]) -> set[Term]:
        """Return all from which the path leads to one of the nodes."""
        match path:
            case NamedNode():
                return {_start(path, edge) for node in nodes for edge in self.edges(None, path, node)}
            case Inverse(NamedNode() as predicate):
                return {_start(path, edge) for node in nodes for edge in self.edges(node, predicate, None)}
            case Inverse(inner):
                return self.before(_turned(inner), nodes)
            case Alternative(paths):
                return set[Term]().union(*(self.before(each, nodes) for each in paths))
            case Sequence(paths):
                for each in reversed(paths):
                    nodes = self.before(each, nodes)
                return nodes
        return self._repeated(path, nodes)

    def _repeated(self, path: Repeat, nodes: set[Term]) -> set[Term]:
        new = self.before(path.path, nodes)
        found = set(new)
        while path.sign != "?" and (new := self.before(path.path, new) - found):
            found |= new
        return found if path.sign == "+" else found | nodes

    def ends(self, path: Path, node: Term) -> set[Term]:
        """Return all to which the path leads from the node."""
        if (path, node) not in self._ends:
            self._ends[path, node] = self.before(Inverse(path), {node})
        return self._ends[path, node]

    def starts(self, path: Path) -> set[Term]:
        """Return all from which a predicate, or the inverse of one, leads anywhere."""
        match path:
            case NamedNode():
                return {_start(path, edge) for edge in self.edges(None, path, None)}
            case Inverse(NamedNode() as predicate):
                return {_start(path, edge) for edge in self.edges(None, predicate, None)}
        return set()

    def touched(self, path: Path, change: Change) -> set[Term]:
        """Return all from which the path leads over a statement that has changed, even if on to nowhere."""
        match path:
            case NamedNode():
                return {_start(path, edge) for edge in change.by_predicate.get(path, ())}
            case Inverse(NamedNode() as predicate):
                return {_start(path, edge) for edge in change.by_predicate.get(predicate, ())}
            case Inverse(inner):
                return self.touched(_turned(inner), change)
            case Alternative(paths):
                return set[Term]().union(*(self.touched(each, change) for each in paths))
            case Sequence(paths):
                found = set[Term]()
                for each in reversed(paths):
                    found = self.before(each, found) | self.touched(each, change)
                return found
        found = self.touched(path.path, change)
        return found if path.sign == "?" else self.before(Repeat(path.path, "*"), found)


def _start(path: Path, edge: Triple) -> Term:
    return edge.object if isinstance(path, Inverse) else edge.subject  # type: ignore[return-value]


def _turned(path: Path) -> Path:
    """Return the inverse of a path, with `Inverse` at single predicates only."""
    match path:
        case NamedNode():
            return Inverse(path)
        case Inverse(inner):
            return inner
        case Sequence(paths):
            return Sequence(tuple(_turned(each) for each in reversed(paths)))
        case Alternative(paths):
            return Alternative(tuple(map(_turned, paths)))
    return Repeat(_turned(path.path), path.sign)
