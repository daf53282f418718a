"""The things about which an edit can change what shapes find: those from which a shape looks at it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from pyoxigraph import Literal, NamedNode, Store, Triple

from mkg.validation import paths
from mkg.validation.change import Change
from mkg.validation.paths import Inverse, Path, Term
from mkg.validation.results import Graph
from mkg.validation.walks import CLASSES, ITSELF, View
from mkg.vocab import RDF, RDFS, SH

# The shapes whose conformance counts for the one that names them, by themselves or in a list.
_NESTED = [SH + word for word in ("property", "node", "not", "qualifiedValueShape")]
_LISTED = [SH + word for word in ("and", "or", "xone")]
# Properties whose values are compared with the shape's own.
_PAIRED = [SH + word for word in ("equals", "disjoint", "lessThan", "lessThanOrEquals")]
# Nobody knows how far a query looks; the other looks at shapes that the shape does not name.
_WIDE = [SH + word for word in ("sparql", "qualifiedValueShapesDisjoint")]
_TARGETS = [SH + "target" + kind for kind in ("Node", "Class", "SubjectsOf", "ObjectsOf")]
_OTHERS = """
    path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath class closed ignoredProperties
    datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern flags languageIn uniqueLang hasValue in qualifiedMinCount qualifiedMaxCount
    name description message severity order group defaultValue deactivated
    select prefixes declare prefix namespace
"""
_KNOWN = {*_NESTED, *_LISTED, *_PAIRED, *_WIDE, *_TARGETS, *(SH + word for word in _OTHERS.split())}
# SHACL's own, and those of later versions beside it.
_VOCABULARIES = SH.removesuffix("#")
_IMPLICIT = RDF + "type", NamedNode(RDFS + "Class")  # a shape that is its own target class
_SHAPE = NamedNode(SH + "shape")  # a target in the data, of SHACL 1.2


@dataclass(frozen=True, slots=True)
class Target:
    """Things from which a path leads to an end, or to any end."""

    path: Path
    end: Term | None = None

    def has(self, node: Term, view: View) -> bool:
        """Whether a thing is one of them."""
        ends = view.ends(self.path, node)
        return bool(ends) if self.end is None else self.end in ends

    def members(self, view: View) -> set[Term]:
        """Return them all."""
        return view.starts(self.path) if self.end is None else view.before(self.path, {self.end})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a shape looks at: from its targets along its path, and with the shapes in it.

    Of these, `properties` tell their findings of the values of the path, the others tell none.
    What a `wide` one finds may depend on anything.
    """

    path: Path
    targets: tuple[Target, ...]
    nested: tuple[Term, ...]
    properties: tuple[Term, ...]
    paired: tuple[Path, ...]
    classes: bool
    closed: bool
    wide: bool

    def aims_at(self, node: Term, view: View) -> bool:
        """Whether a thing is among its targets."""
        return any(target.has(node, view) for target in self.targets)


Shapes = dict[Term, Shape]


def is_target(triple: Triple) -> bool:
    """Whether a statement of a shapes graph gives its subject targets."""
    kind = triple.predicate.value, triple.object
    return kind[0] in _TARGETS or kind == _IMPLICIT


def read(triples: Iterable[Triple]) -> Shapes | None:
    """Read the shapes that have targets, and those within them, the inner ones first; None in doubt."""
    said = list(triples)
    if any(map(_is_doubtful, said)):
        return None
    graph, shapes = Graph(said), Shapes()
    left: list[Term] = [triple.subject for triple in said if is_target(triple)]  # type: ignore[misc]
    while left:
        node = left.pop()
        if node not in shapes:
            shapes[node] = _shape(node, graph)
            left += shapes[node].nested
    sorter = TopologicalSorter({node: shape.nested for node, shape in shapes.items()})
    try:
        return {node: shapes[node] for node in sorter.static_order()}
    except CycleError:
        return None


def _is_doubtful(triple: Triple) -> bool:
    word = triple.predicate.value
    if word == RDFS + "subClassOf":
        # Engines disagree whether a shape of such a class is the target class of itself.
        return triple.object == _IMPLICIT[1]
    return word.startswith(_VOCABULARIES) and word not in _KNOWN


def _shape(node: Term, graph: Graph) -> Shape:
    def all_of(words: Iterable[str]) -> list[Term]:
        return [value for word in words for value in graph.objects(node, word)]

    def read_all(nodes: Iterable[Term]) -> list[Path | None]:
        return [paths.read(each, graph.objects) for each in nodes]

    own, paired = read_all(all_of([SH + "path"])), read_all(all_of(_PAIRED))
    closed = all_of([SH + "closed"])
    listed = [item for head in all_of(_LISTED) for item in _items(head, graph)]
    return Shape(
        path=own[0] if own and own[0] else ITSELF,
        targets=tuple(_targets(node, graph)),
        nested=(*all_of(_NESTED), *listed),
        properties=tuple(graph.objects(node, SH + "property")),
        paired=tuple(path for path in paired if path),
        classes=bool(graph.objects(node, SH + "class")),
        closed=bool(closed),
        wide=None in own
        or None in paired
        or len(own) > 1
        or bool(all_of(_WIDE))
        or not all(isinstance(each, Literal) for each in closed),
    )


def _targets(node: Term, graph: Graph) -> Iterator[Target]:
    to_node, to_class, with_subject, with_object = (graph.objects(node, word) for word in _TARGETS)
    yield from (Target(ITSELF, each) for each in to_node)
    yield from (Target(CLASSES, each) for each in to_class)
    if _IMPLICIT[1] in graph.objects(node, _IMPLICIT[0]):
        yield Target(CLASSES, node)
    yield from (Target(each) for each in with_subject if isinstance(each, NamedNode))
    yield from (Target(Inverse(each)) for each in with_object if isinstance(each, NamedNode))


def _items(head: Term, graph: Graph) -> Iterator[Term]:
    seen: set[Term] = set()
    while head not in seen:
        seen.add(head)
        yield from graph.objects(head, RDF + "first")
        head = graph.value(head, RDF + "rest") or head


def affected(shapes: Shapes, data: Store, change: Change) -> set[Term] | None:
    """Return the things of which shapes may find something else since a change led to the data.

    None in doubt.
    """
    view = View(data, change.removed)
    if any(view.edges(None, _SHAPE, None)):
        return None
    changed: dict[Term, set[Term] | None] = {}
    for node, shape in shapes.items():
        changed[node] = _changed(shape, changed, view, change)
    focus, found = defaultdict[Term, set[Term]](set), set(change.subjects)
    for node, shape in reversed(shapes.items()):
        focus[node] |= _targeted(shape, changed[node], view, change)
        found |= focus[node]
        for inner in shape.properties:
            focus[inner] |= view.before(Inverse(shape.path), focus[node])
    return found


def _changed(
    shape: Shape, known: Mapping[Term, set[Term] | None], view: View, change: Change
) -> set[Term] | None:
    """Return the things, targets or not, whose conformance to a shape may have changed; None for any."""
    within = [each for node in shape.nested if (each := known[node]) is not None]
    if shape.wide or len(within) < len(shape.nested):
        return None
    values = set[Term]().union(*within)
    if shape.classes:
        values |= view.touched(CLASSES, change)
    if shape.closed:
        values |= change.subjects
    compared = (view.touched(path, change) for path in shape.paired)
    return view.before(shape.path, values).union(view.touched(shape.path, change), *compared)


def _targeted(shape: Shape, changed: set[Term] | None, view: View, change: Change) -> set[Term]:
    if changed is None:
        return set[Term]().union(*(target.members(view) for target in shape.targets))
    found = changed.union(*(view.touched(target.path, change) for target in shape.targets))
    return {node for node in found if shape.aims_at(node, view)}
