"""Blank nodes named by what is said of them, so that two files can be compared.

Statements with equal names say the same, for certain. A tree of blank nodes (`[ … ]`, `( … )`), and whatever
has no cycle, is named in linear time. Cycles, and shared nodes of which the same is said, are told apart by
refining colours; where that would take too long, their order in the file decides, and the worst that follows
is a difference shown where there is none.
"""

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple
Graph = NamedNode | BlankNode | DefaultGraph
Statement = tuple[Node, NamedNode, Term, Graph]
Names = Mapping[BlankNode, BlankNode]
Links = dict[BlankNode, list[Statement]]

TREE, SHARED, KNOT = "t", "s", "k"
"""How a name begins: of a node referred to at most once, more often, or one in or above a cycle."""

BUDGET = 200_000
"""How many statements may be looked at to tell the nodes of one file's cycles apart."""


def blanks(term: Term | Graph) -> Iterator[BlankNode]:
    """Yield the blank nodes that a term is or, as a triple, holds; one as often as it stands there."""
    if isinstance(term, BlankNode):
        yield term
    elif isinstance(term, Triple):
        for part in (term.subject, term.object):
            yield from blanks(part)


def rename(statement: Statement, names: Names) -> Statement:
    """Return a statement with its blank nodes renamed."""
    subject, predicate, value, graph = statement
    graph = names.get(graph, graph) if isinstance(graph, BlankNode) else graph
    return _node(subject, names), predicate, _term(value, names), graph


def _node(node: Node | Triple, names: Names) -> Node:
    # No triple is the subject of another: https://www.w3.org/TR/rdf12-concepts/#section-triples
    return names.get(node, node) if isinstance(node, BlankNode) else node  # type: ignore[return-value]


def _term(term: Term, names: Names) -> Term:
    if isinstance(term, BlankNode):
        return names.get(term, term)
    if isinstance(term, Triple):
        return Triple(_node(term.subject, names), term.predicate, _term(term.object, names))
    return term


def names(told: Collection[Statement]) -> Names:
    """Return a name for each blank node of distinct statements: by what is said of it."""
    said: Links = defaultdict(list)
    uses: Links = defaultdict(list)
    for statement in told:
        subject, _, value, graph = statement
        if isinstance(subject, BlankNode):
            said[subject].append(statement)
        for node in (*blanks(value), *blanks(graph)):
            uses[node].append(statement)
    plain = _by_content(said, uses)
    knotted = _knotted(plain, said, uses)
    plain = {node: name for node, name in plain.items() if node not in knotted}
    budget = BUDGET
    found: dict[BlankNode, BlankNode] = {}
    for component in _components(knotted, said, uses):
        colours = _Colours(component, said, uses, plain, budget)
        found |= colours.names()
        budget = colours.budget
    return plain | found


def _by_content(said: Links, uses: Links) -> dict[BlankNode, BlankNode]:
    """Name the nodes that neither are in a cycle nor lead to one, the innermost first."""
    nodes = dict.fromkeys([*said, *uses])
    waits = {node: sum(1 for s in said[node] for part in s[2:] for _ in blanks(part)) for node in nodes}
    ready = [node for node in nodes if not waits[node]]
    names: dict[BlankNode, BlankNode] = {}
    while ready:
        node = ready.pop()
        lines = sorted(" ".join(map(str, rename(statement, names)[1:])) for statement in said[node])
        names[node] = _name(SHARED if len(uses[node]) > 1 else TREE, lines)
        for subject, *_ in uses[node]:
            if isinstance(subject, BlankNode):
                waits[subject] -= 1
                if not waits[subject]:
                    ready.append(subject)
    return names


def _name(sort: str, lines: Iterable[str]) -> BlankNode:
    return BlankNode(sort + _digest(lines))


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:40]


def _knotted(names: Names, said: Links, uses: Links) -> dict[BlankNode, None]:
    """Return the nodes that what they say does not tell apart, and those above them."""
    alike: dict[BlankNode, list[BlankNode]] = defaultdict(list)
    for node, name in names.items():
        if name.value.startswith(SHARED):
            alike[name].append(node)
    stack = [node for node in dict.fromkeys([*said, *uses]) if node not in names]
    stack += [node for nodes in alike.values() if len(nodes) > 1 for node in nodes]
    found: dict[BlankNode, None] = {}
    while stack:
        node = stack.pop()
        if node not in found:
            found[node] = None
            stack += [subject for subject, *_ in uses[node] if isinstance(subject, BlankNode)]
    return {node: None for node in (*said, *uses) if node in found}


def _around(node: BlankNode, said: Links, uses: Links) -> Iterator[BlankNode]:
    for statement in (*said[node], *uses[node]):
        for part in (statement[0], *statement[2:]):
            yield from blanks(part)


def _components(nodes: dict[BlankNode, None], said: Links, uses: Links) -> Iterator[list[BlankNode]]:
    seen: set[BlankNode] = set()
    for first in nodes:
        stack, component = [first], []
        while stack:
            node = stack.pop()
            if node in nodes and node not in seen:
                seen.add(node)
                component.append(node)
                stack += _around(node, said, uses)
        if component:
            yield component


class _Colours:
    """Tells the nodes of one component apart by what is said of and with them, and of their neighbours.

    Each step depends on what is said alone, never on the names in the file, until the budget is spent.
    """

    def __init__(
        self, component: list[BlankNode], said: Links, uses: Links, names: Names, budget: int
    ) -> None:
        self.budget = budget
        self._said, self._uses, self._known = said, uses, names
        self._colours = dict.fromkeys(component, "")
        self._classes = {"": dict.fromkeys(component)}

    def names(self) -> Names:
        """Return a name for each node: what the whole component says, and the node's place in it."""
        self._refine(list(self._colours))
        self._choose()
        ordered = sorted(self._colours, key=self._colours.__getitem__)
        places = self._with({node: BlankNode(f"x{place}") for place, node in enumerate(ordered)})
        told = dict.fromkeys(s for node in ordered for s in (*self._said[node], *self._uses[node]))
        whole = _digest(sorted(" ".join(map(str, rename(statement, places))) for statement in told))
        return {node: _name(KNOT, [whole, str(place)]) for place, node in enumerate(ordered)}

    def _choose(self) -> None:
        # Nodes that stay alike are most often each other's mirror image: then any of them is as good.
        while self.budget > 0:
            tied = [(len(nodes), colour) for colour, nodes in self._classes.items() if len(nodes) > 1]
            if not tied:
                return
            self.budget -= len(self._classes)
            colour = min(tied)[1]
            node = next(iter(self._classes[colour]))
            self._move([node], colour, _digest(["chosen", colour]))
            self._refine([*_around(node, self._said, self._uses)])

    def _refine(self, nodes: Iterable[BlankNode]) -> None:
        while self.budget > 0:
            parts: dict[str, dict[str, list[BlankNode]]] = defaultdict(lambda: defaultdict(list))
            for node in dict.fromkeys(nodes):
                colour = self._colours.get(node)
                if colour is not None and len(self._classes[colour]) > 1:
                    parts[colour][self._signature(node)].append(node)
            moved = [node for colour, split in parts.items() for node in self._split(colour, split)]
            if not moved:
                return
            nodes = [each for node in moved for each in _around(node, self._said, self._uses)]

    def _split(self, colour: str, parts: dict[str, list[BlankNode]]) -> list[BlankNode]:
        moving = sorted(parts, key=lambda signature: (len(parts[signature]), signature))
        if len(self._classes[colour]) == sum(map(len, parts.values())):
            moving.pop()  # the largest part keeps the colour, so that few nodes have changed neighbours
        for signature in moving:
            self._move(parts[signature], colour, signature)
        return [node for signature in moving for node in parts[signature]]

    def _move(self, nodes: list[BlankNode], old: str, new: str) -> None:
        for node in nodes:
            del self._classes[old][node]
            self._colours[node] = new
        self._classes.setdefault(new, {}).update(dict.fromkeys(nodes))

    def _signature(self, node: BlankNode) -> str:
        told = [*self._said[node], *self._uses[node]]
        self.budget -= len(told)
        return _digest([self._colours[node], *sorted(self._line(statement, node) for statement in told)])

    def _line(self, statement: Statement, own: BlankNode) -> str:
        names = {
            node: BlankNode("own" if node == own else f"c{self._colours[node]}")
            for part in (statement[0], *statement[2:])
            for node in blanks(part)
            if node in self._colours
        }
        return " ".join(map(str, rename(statement, self._with(names))))

    def _with(self, names: dict[BlankNode, BlankNode]) -> Names:
        # Seen through, not copied: a file can have as many components as names.
        return ChainMap(names, self._known)  # type: ignore[arg-type]
