"""What VoID counts of a set of triples, down to its finest level.

That is, of the instances of a class, which property leads to which class or datatype: so that an editor can
complete a query, and a reader draw the schema that the data have. https://www.w3.org/TR/void/#statistics
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from re import compile as pattern

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.describe.words import (
    VOID,
    VOID_EXT,
    A,
    Document,
    Namespace,
    Pair,
    each,
    number,
    ordered,
    step,
    tell,
    within,
)
from mkg.vocab import OWL, RDFS, XSD

LIMIT = 50_000
"""Data so mixed that their schema takes more triples than this have no schema that would help anyone."""

Node = NamedNode | BlankNode | Triple
Kinds = frozenset[NamedNode]
"""The classes that one thing has."""
Ends = Counter[Kinds | NamedNode]
"""How many triples end at things of some classes, or at a datatype."""

_NAMESPACE = pattern(r"(.*[^/:][#/:])[^#/:]*")
_OBJECTS = VOID["distinctObjects"]
_DEFINED = {NamedNode(OWL + "Class"), NamedNode(RDFS + "Class")}


@dataclass(frozen=True)
class Figures:
    """Figures of what a document describes: how many triples, of which classes and properties, about what.

    `classes` counts the instances of each class that has an IRI, `properties` the triples of each property;
    `things` are the IRIs that have a class.
    """

    document: Document
    triples: int = 0
    classes: Counter[NamedNode] = field(default_factory=Counter)
    properties: Counter[NamedNode] = field(default_factory=Counter)
    things: frozenset[Node] = frozenset()
    subjects: frozenset[Node] = frozenset()
    objects: frozenset[Node | Literal] = frozenset()

    def plus(self, triples: Collection[Triple]) -> "Figures":
        """Return the figures of these triples too; none of them may have been counted before."""
        types = [triple for triple in triples if triple.predicate == A]
        return Figures(
            self.document,
            self.triples + len(triples),
            self.classes + Counter(kind.object for kind in types if isinstance(kind.object, NamedNode)),
            self.properties + Counter(triple.predicate for triple in triples),
            self.things | {kind.subject for kind in types if isinstance(kind.subject, NamedNode)},
            self.subjects | {triple.subject for triple in triples},
            self.objects | {triple.object for triple in triples if not self._is_own_count(triple)},
        )

    def _is_own_count(self, triple: Triple) -> bool:
        own = not self.document.apart and triple.subject == self.document.dataset
        return own and triple.predicate == _OBJECTS


def statistics(figures: Figures) -> Iterator[Triple]:
    """Tell the figures of the dataset, with a partition for each class and each property."""
    place, dataset = figures.document.place, figures.document.dataset
    yield from tell(dataset, *_totals(figures), *each(VOID["vocabulary"], _vocabularies(figures)))
    for kind, count in figures.classes.items():
        part = place("class", step(kind))
        yield from tell(dataset, (VOID["classPartition"], part))
        yield from tell(part, (VOID["class"], kind), (VOID["entities"], number(count)))
    for property_, count in figures.properties.items():
        part = place("property", step(property_))
        yield from tell(dataset, (VOID["propertyPartition"], part))
        yield from tell(part, (VOID["property"], property_), (VOID["triples"], number(count)))


def _totals(figures: Figures) -> list[Pair]:
    return [
        (VOID["triples"], number(figures.triples)),
        (VOID["entities"], number(len(figures.things))),
        (VOID["classes"], number(len(figures.classes))),
        (VOID["properties"], number(len(figures.properties))),
        (VOID["distinctSubjects"], number(len(figures.subjects))),
        (_OBJECTS, _distinct_objects(figures)),
    ]


def _distinct_objects(figures: Figures) -> Literal:
    """Count objects, the count itself among them where it is one of the triples."""
    others = figures.objects
    if figures.document.apart:
        return number(len(others))
    for count in (len(others), len(others) + 1):
        if len(others | {number(count)}) == count:
            return number(count)
    # Only the successor is an object already: no integer can count itself. A decimal is another term.
    return Literal(str(len(others) + 1), datatype=NamedNode(XSD + "decimal"))


def _vocabularies(figures: Figures) -> list[NamedNode]:
    found = {_NAMESPACE.fullmatch(term.value) for term in [*figures.classes, *figures.properties]}
    return ordered({NamedNode(match[1]) for match in found if match})


def finest(data: Collection[Triple], document: Document, without: Collection[object]) -> list[Triple]:
    """Tell which properties the instances of each class have and where these lead, `without` some classes.

    Nothing where that takes more triples than LIMIT.
    """
    kinds = kinds_of(data)
    defined = {thing for thing in kinds if isinstance(thing, NamedNode) and kinds[thing] & _DEFINED}
    shapes = _shapes(data, kinds)
    classes = (kind for kind in _telling({*kinds.values()}, defined) if kind not in without)
    parts = (
        (document.place("class", step(kind)), [shapes[held] for held in shapes if kind in held])
        for kind in classes
    )
    told = chain.from_iterable(_of_class(part, held, defined) for part, held in parts)
    some = [*islice(told, LIMIT + 1)]
    return some if len(some) <= LIMIT else []


def kinds_of(data: Iterable[Triple]) -> dict[Node, Kinds]:
    """Return the classes of each thing that has one."""
    found: dict[Node, set[NamedNode]] = defaultdict(set)
    for triple in data:
        if triple.predicate == A and isinstance(triple.object, NamedNode):
            found[triple.subject].add(triple.object)
    # One object for equal sets: they are looked up thousands of times.
    same: dict[Kinds, Kinds] = {}
    return {
        thing: same.setdefault(kinds, kinds)
        for thing, classes in found.items()
        for kinds in [frozenset(classes)]
    }


def _shapes(data: Iterable[Triple], kinds: Mapping[Node, Kinds]) -> dict[Kinds, dict[NamedNode, Ends]]:
    found: dict[Kinds, dict[NamedNode, Ends]] = defaultdict(lambda: defaultdict(Counter))
    nothing: Kinds = frozenset()
    for triple in data:
        classes, end = kinds.get(triple.subject), triple.object
        if classes and triple.predicate != A:
            there = end.datatype if isinstance(end, Literal) else kinds.get(end, nothing)
            found[classes][triple.predicate][there] += 1
    return found


def _telling(groups: Collection[Kinds], defined: Collection[NamedNode]) -> list[NamedNode]:
    """Return the classes that say something of things of these kinds, in order.

    One that the graph does not define, and whose things all are of other classes that say more, is left out.
    """
    extents: dict[NamedNode, set[Kinds]] = defaultdict(set)
    for group in groups:
        for kind in group:
            extents[kind].add(group)
    return ordered(kind for kind in extents if kind in defined or not _sums_up(kind, extents, defined))


def _sums_up(
    kind: NamedNode, extents: Mapping[NamedNode, set[Kinds]], defined: Collection[NamedNode]
) -> bool:
    own = extents[kind]
    others = {name: extents[name] for group in own for name in group}
    narrower = (held for name, held in others.items() if held < own or (held == own and name in defined))
    return own == set().union(*narrower)


def _of_class(
    part: NamedNode, shapes: Iterable[Mapping[NamedNode, Ends]], defined: Collection[NamedNode]
) -> Iterator[Triple]:
    for property_, ends in _merged(shapes).items():
        here = within(part, "property", step(property_))
        yield from tell(part, (VOID["propertyPartition"], here))
        yield from tell(here, (VOID["property"], property_), (VOID["triples"], number(ends.total())))
        yield from _of_ends(here, ends, defined)


def _merged(shapes: Iterable[Mapping[NamedNode, Ends]]) -> dict[NamedNode, Ends]:
    merged: dict[NamedNode, Ends] = defaultdict(Counter)
    for properties in shapes:
        for property_, ends in properties.items():
            merged[property_].update(ends)
    return merged


def _of_ends(part: NamedNode, ends: Ends, defined: Collection[NamedNode]) -> Iterator[Triple]:
    for end, count in ends.items():
        if isinstance(end, NamedNode):
            yield from _leaf(part, "datatype", VOID_EXT, end, count)
    things = {end: count for end, count in ends.items() if not isinstance(end, NamedNode)}
    for kind in _telling(things, defined):
        yield from _leaf(part, "class", VOID, kind, sum(things[end] for end in things if kind in end))


def _leaf(part: NamedNode, sort: str, words: Namespace, term: NamedNode, count: int) -> Iterator[Triple]:
    here = within(part, sort, step(term))
    yield from tell(part, (words[f"{sort}Partition"], here))
    yield from tell(here, (words[sort], term), (VOID["triples"], number(count)))
