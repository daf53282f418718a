"""What a side says: its statements by thing, blank nodes named by what is said of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mkg.diff import blank
from mkg.diff.blank import Graph, Node, Statement, Term
from mkg.diff.sides import Side
from mkg.vocab import DCTERMS, RDF, RDFS, SCHEMA, SKOS

Said = tuple[NamedNode, Term, Graph]
"""A statement without its subject."""

Renames = Mapping[NamedNode, NamedNode]
_LABELS = (
    SKOS + "prefLabel",
    RDFS + "label",
    SCHEMA + "name",
    "http://schema.org/name",
    DCTERMS + "title",
    "http://xmlns.com/foaf/0.1/name",
)


@dataclass(frozen=True)
class Page:
    """What one file says: of things that have an IRI, and of blank nodes that nothing else leads to.

    `nodes` has what is said of every blank node, `size` the number of all statements. `blank` counts the
    statements that hold a blank node, as two nodes of which the same is said are two.
    """

    ground: frozenset[Statement]
    blank: Counter[Statement]
    nodes: dict[BlankNode, tuple[Said, ...]]
    size: int


@dataclass(frozen=True)
class Snapshot:
    """One state of a graph, whole."""

    side: Side
    pages: dict[Path, Page] = field(repr=False)

    @cached_property
    def statements(self) -> Counter[Statement]:
        """What is said, whatever the file; counted above one only for like blank nodes."""
        found = Counter(dict.fromkeys((s for page in self.pages.values() for s in page.ground), 1))
        for page in self.pages.values():
            found.update(page.blank)
        return found

    @cached_property
    def nodes(self) -> dict[BlankNode, tuple[Said, ...]]:
        """What is said of each blank node."""
        return {node: said for page in self.pages.values() for node, said in page.nodes.items()}

    @cached_property
    def said(self) -> dict[Node, list[Said]]:
        """What is said of each thing."""
        found: dict[Node, list[Said]] = defaultdict(list)
        for subject, predicate, value, graph in self.statements:
            found[subject].append((predicate, value, graph))
        return dict(found)

    @property
    def triples(self) -> int:
        """How many statements it makes, each once unless it is of another blank node."""
        grounds = [page.ground for page in self.pages.values()]
        repeated = sum(map(len, grounds)) - len(frozenset().union(*grounds))
        return sum(page.size for page in self.pages.values()) - repeated

    def values(self, thing: Node, predicate: str) -> list[Term]:
        """Return the values of a property of a thing."""
        return [value for name, value, _ in self.said.get(thing, ()) if name.value == predicate]

    def types(self, thing: Node) -> list[NamedNode]:
        """Return the classes of a thing, by name."""
        found = (value for value in self.values(thing, RDF + "type") if isinstance(value, NamedNode))
        return sorted(dict.fromkeys(found), key=str)

    def label(self, thing: Node, language: str) -> Literal | None:
        """Return the label of a thing in a language; else in English, in none, in any; None without label."""
        for predicate in _LABELS:
            found = [value for value in self.values(thing, predicate) if isinstance(value, Literal)]
            if found:
                return min(found, key=lambda label: (_rank(label.language or "", language), str(label)))
        return None


def _rank(tag: str, wanted: str) -> int:
    order = (wanted, "en", "")
    primary = tag.partition("-")[0].lower()
    return order.index(primary) if primary in order else len(order)


def read(side: Side, known: dict[tuple[Path, str], Page], renames: Renames | None = None) -> Snapshot:
    """Read a side, its things renamed; files that are `known` are not read again. Raises ParseError."""
    pages = {}
    for source in side.sources:
        key = source.path, source.digest
        if renames:
            pages[source.path] = _page(_renamed(side.quads(source), renames))
        else:
            if key not in known:
                known[key] = _page(map(tuple, side.quads(source)))
            pages[source.path] = known[key]
    return Snapshot(side, pages)


def _renamed(quads: Iterable[Quad], renames: Renames) -> Iterator[Statement]:
    def new(term: object) -> object:
        if isinstance(term, Triple):
            return Triple(new(term.subject), new(term.predicate), new(term.object))  # type: ignore[arg-type]
        return renames.get(term, term) if isinstance(term, NamedNode) else term

    for quad in quads:
        yield tuple(map(new, quad))  # type: ignore[misc]


def _page(statements: Iterable[Statement]) -> Page:
    original = list(dict.fromkeys(statements))
    named = blank.names(original)
    told = [blank.rename(statement, named) for statement in original] if named else original
    of_one = {name: node for node, name in named.items()}
    nodes: dict[BlankNode, list[Said]] = {name: [] for name in of_one}
    for (node, *_), (subject, predicate, value, graph) in zip(original, told, strict=True):
        if isinstance(subject, BlankNode) and of_one[subject] == node:
            nodes[subject].append((predicate, value, graph))
    apart = _apart(nodes, told)
    outer = [
        statement for statement in told if not isinstance(statement[0], BlankNode) or statement[0] in apart
    ]
    ground = frozenset(
        statement for statement in outer if not any(_inner(statement)) and statement[0] not in apart
    )
    rest = Counter(statement for statement in outer if statement not in ground)
    return Page(ground, rest, {node: tuple(sorted(said, key=str)) for node, said in nodes.items()}, len(told))


def _inner(statement: Statement) -> Iterator[BlankNode]:
    """Yield the blank nodes that a statement refers to."""
    for part in statement[2:]:
        yield from blank.blanks(part)


def _apart(nodes: Mapping[BlankNode, list[Said]], told: Iterable[Statement]) -> set[BlankNode]:
    """Return the blank nodes to which no IRI leads: unused ones, and cycles by themselves."""
    below: dict[BlankNode, list[BlankNode]] = defaultdict(list)
    led: set[BlankNode] = set()
    stack: list[BlankNode] = []
    for statement in told:
        subject = statement[0]
        (below[subject] if isinstance(subject, BlankNode) else stack).extend(_inner(statement))
    used = {node for inner in (stack, *below.values()) for node in inner}
    stack += [each for root in nodes if root not in used for each in below.get(root, ())]
    while stack:
        node = stack.pop()
        if node not in led:
            led.add(node)
            stack += below.get(node, ())
    return {node for node in nodes if node not in led}
