"""What became of what: things under a new IRI, values and blank nodes that changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from mkg.diff.blank import TREE, Graph, Term
from mkg.diff.snapshot import Said, Snapshot
from mkg.vocab import RDF

Pair = tuple[Term | None, Term | None]
Nodes = Mapping[BlankNode, tuple[Said, ...]]

ROUNDS = 10
"""How many steps of renames that follow from others are gone: a thing, its parts, their parts …"""

_COMMON = 50  # what more nodes than these say tells nothing about which became which
_OWN = DefaultGraph()  # stands for the thing itself: no value can be it


def renamed(before: Snapshot, after: Snapshot) -> dict[NamedNode, NamedNode]:
    """Return the things that say the same under another IRI: for certain, so only where no other does.

    What is said must be two statements at least, besides the class.
    """
    gone = [thing for thing in before.said if isinstance(thing, NamedNode) and thing not in after.said]
    new = [thing for thing in after.said if isinstance(thing, NamedNode) and thing not in before.said]
    renames: dict[NamedNode, NamedNode] = {}
    for _ in range(ROUNDS):
        left = (thing for thing in gone if thing not in renames)
        taken = set(renames.values())
        olds = _alone(left, before, renames)
        news = _alone((thing for thing in new if thing not in taken), after, {})
        found = {thing: news[said] for said, thing in olds.items() if said in news}
        if not found:
            break
        renames |= found
    return renames


def _alone(
    things: Iterable[NamedNode], snapshot: Snapshot, renames: Mapping[NamedNode, NamedNode]
) -> dict[frozenset[tuple[Term | Graph, ...]], NamedNode]:
    """Return the things by what is said of them, those left out of which the same is said."""
    found: dict[frozenset[tuple[Term | Graph, ...]], list[NamedNode]] = defaultdict(list)
    for thing in things:
        told = snapshot.said[thing]
        if sum(predicate.value != RDF + "type" for predicate, *_ in told) > 1:
            found[frozenset(_following(said, thing, renames) for said in told)].append(thing)
    return {said: each[0] for said, each in found.items() if len(each) == 1}


def _following(
    said: Said, own: NamedNode, renames: Mapping[NamedNode, NamedNode]
) -> tuple[Term | Graph, ...]:
    predicate, value, graph = said
    if isinstance(value, NamedNode):
        return renames.get(predicate, predicate), _OWN if value == own else renames.get(value, value), graph
    return renames.get(predicate, predicate), value, graph


def values(
    removed: Sequence[Term], added: Sequence[Term], kept: Iterable[Term], old: Nodes, new: Nodes
) -> list[Pair]:
    """Pair the values of a property that were changed: a single one, the one of a language, a like node.

    `kept` are the values that stay, `old` and `new` what is said of blank nodes on each side. The others
    are paired with None.
    """
    stay = [_language(value) for value in kept]
    if not stay and len(removed) == len(added) == 1:
        return [(removed[0], added[0])]
    olds, news = _by_language(removed), _by_language(added)
    pairs: dict[Term, Term] = {
        old_value: new_value
        for tag in olds.keys() & news.keys() - {"", *stay}
        if len(olds[tag]) == len(news[tag]) == 1
        for old_value, new_value in zip(olds[tag], news[tag], strict=True)
    }
    pairs.update(nodes(_blank(removed), _blank(added), old, new))
    taken = set(pairs.values())
    paired: list[Pair] = [(value, pairs.get(value)) for value in dict.fromkeys(removed)]
    return paired + [(None, value) for value in dict.fromkeys(added) if value not in taken]


def _language(value: Term) -> str:
    return (value.language or "") if isinstance(value, Literal) else ""


def _by_language(values: Iterable[Term]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for value in values:
        found[_language(value)].append(value)
    return found


def _blank(values: Iterable[Term]) -> list[BlankNode]:
    return [value for value in dict.fromkeys(values) if isinstance(value, BlankNode)]


def nodes(
    removed: Iterable[BlankNode], added: Iterable[BlankNode], old: Nodes, new: Nodes
) -> list[tuple[BlankNode, BlankNode]]:
    """Pair trees of blank nodes that share at least half of what is said of the one that says more."""
    # A statement is about one tree only, so that this takes no longer than reading them did.
    gone, come = ([node for node in each if node.value.startswith(TREE)] for each in (removed, added))
    holders: dict[Said, list[BlankNode]] = defaultdict(list)
    for node in come:
        for said in new.get(node, ()):
            holders[said].append(node)
    pairs: dict[BlankNode, BlankNode] = {}
    free = {*come}
    for node in gone:
        own = old.get(node, ())
        shared = Counter(
            each for said in own if len(holders[said]) <= _COMMON for each in holders[said] if each in free
        )
        best = max(shared, key=lambda each: (shared[each], each.value), default=None)
        if best is not None and 2 * shared[best] >= max(len(own), len(new[best])):
            pairs[node] = best
            free.discard(best)
    return list(pairs.items())
