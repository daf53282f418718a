"""What differs between two states of the data, however their blank nodes are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Triple

from mkg.sources import Source
from mkg.validation.paths import Term

# So many steps around a blank node tell it from others; those that are still alike are paired in their order.
_STEPS = 3


@dataclass(frozen=True)
class Change:
    """The statements that only the new state has, and those that only the old one had.

    Blank nodes have the names of the new state; those that are no more have names that nobody else has.
    The new state without `added` and with `removed` is the old one, its blank nodes renamed.
    """

    added: frozenset[Triple]
    removed: frozenset[Triple]

    @cached_property
    def subjects(self) -> set[Term]:
        """The things of which something else is said."""
        return {triple.subject for triple in self.added | self.removed}  # type: ignore[misc]

    @cached_property
    def by_predicate(self) -> Mapping[NamedNode, list[Triple]]:
        """All the statements, by their predicates."""
        found: dict[NamedNode, list[Triple]] = defaultdict(list)
        for triple in self.added | self.removed:
            found[triple.predicate].append(triple)
        return found


def difference(old: Iterable[Source], new: Iterable[Source]) -> Change:
    """Compare the old and the new state of the files that differ. Raises ParseError."""
    before, after = _triples(old), _triples(new)
    names = _names(before, after)
    renamed = {_renamed(triple, names) for triple in before}
    return Change(frozenset(after.keys() - renamed), frozenset(renamed - after.keys()))


def _triples(sources: Iterable[Source]) -> dict[Triple, None]:
    return dict.fromkeys(quad.triple for source in sources for quad in source.quads())


def _names(before: Iterable[Triple], after: Iterable[Triple]) -> dict[BlankNode, BlankNode]:
    """Pair old blank nodes with new ones about which the same is said; the others get new names."""
    alike: dict[int, list[BlankNode]] = defaultdict(list)
    for node, look in _looks(after).items():
        alike[look].append(node)
    for nodes in alike.values():
        nodes.reverse()
    return {
        node: alike[look].pop() if alike.get(look) else BlankNode() for node, look in _looks(before).items()
    }


def _looks(triples: Iterable[Triple]) -> dict[BlankNode, int]:
    said: dict[BlankNode, list[tuple[str, object, object]]] = defaultdict(list)
    for subject, predicate, value in triples:
        if isinstance(subject, BlankNode):
            said[subject].append(("says", predicate, value))
        if isinstance(value, BlankNode):
            said[value].append(("is said", predicate, subject))
    looks: dict[object, int] = dict.fromkeys(said, 0)
    for _ in range(_STEPS):
        looks = {
            node: hash(
                tuple(sorted(hash((way, predicate, looks.get(term, term))) for way, predicate, term in facts))
            )
            for node, facts in said.items()
        }
    return {node: looks[node] for node in said}


def _renamed(triple: Triple, names: Mapping[BlankNode, BlankNode]) -> Triple:
    subject, predicate, value = triple
    if not isinstance(subject, BlankNode) and not isinstance(value, BlankNode):
        return triple
    return Triple(names.get(subject, subject), predicate, names.get(value, value))
