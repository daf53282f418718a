"""What changed between two sides, by thing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as Word

from pyoxigraph import BlankNode, NamedNode

from mkg.diff import answers, pairs, snapshot
from mkg.diff.answers import Answer
from mkg.diff.blank import Graph, Node, Statement, Term
from mkg.diff.pairs import Pair
from mkg.diff.sides import Side
from mkg.diff.snapshot import Page, Said, Snapshot
from mkg.errors import ReadError
from mkg.questions import Question

Status = Word["added", "removed", "changed"]
STATUSES: tuple[Status, ...] = ("removed", "changed", "added")


@dataclass(frozen=True)
class Change:
    """The values that a property of a thing lost and got, in one graph; `pairs` tells which became which."""

    property: NamedNode
    graph: Graph
    removed: tuple[Term, ...]
    added: tuple[Term, ...]
    pairs: tuple[Pair, ...] = field(repr=False)


@dataclass(frozen=True)
class Thing:
    """A thing that came, went or changed. Of a blank node that changed, `was` is its former name."""

    status: Status
    node: Node
    changes: tuple[Change, ...]
    was: Node | None = None

    @property
    def removed(self) -> int:
        """How many statements of it are gone."""
        return sum(len(change.removed) for change in self.changes)

    @property
    def added(self) -> int:
        """How many statements of it are new."""
        return sum(len(change.added) for change in self.changes)


@dataclass(frozen=True)
class Diff:
    """The difference: add and remove what the things say, after the renames, and `before` becomes `after`.

    `moved` counts statements that went from one file to another, which is no difference.
    """

    before: Snapshot
    after: Snapshot
    things: list[Thing]
    renames: dict[NamedNode, NamedNode]
    moved: int
    answers: list[Answer]

    def __bool__(self) -> bool:
        """Tell whether the sides differ in what they say or answer."""
        return bool(self.things or self.renames or self.answers)

    def of(self, status: Status) -> list[Thing]:
        """Return the things that came, went or changed."""
        return [thing for thing in self.things if thing.status == status]

    def snapshot(self, thing: Thing) -> Snapshot:
        """Return the side that tells what a thing is: the later one that has it."""
        return self.before if thing.status == "removed" else self.after


def compare(before: Side, after: Side, questions: Iterable[Question] = ()) -> Diff:
    """Compare two sides, and their answers to questions. Raises ReadError and ParseError."""
    if not before.sources and not after.sources:
        raise ReadError(
            f"neither {before.name} nor {after.name} has the files to compare; name others with --data"
        )
    known: dict[tuple[Path, str], Page] = {}
    old, new = snapshot.read(before, known), snapshot.read(after, known)
    moved = _moved(old, new)
    renames = pairs.renamed(old, new)
    if renames:
        old = snapshot.read(before, known, renames)
    things = list(_things(old, new))
    asked = questions if things or renames or moved else ()
    return Diff(old, new, things, renames, moved, answers.compare(asked, before, after))


def _moved(before: Snapshot, after: Snapshot) -> int:
    old, new = set[tuple[Path, Statement]](), set[tuple[Path, Statement]]()
    for snapshot_, other, found in ((before, after, old), (after, before, new)):
        for path, page in snapshot_.pages.items():
            if other.pages.get(path) is not page:
                found |= {(path, statement) for statement in (*page.ground, *page.blank)}
    gone, come = old - new, new - old
    return len({statement for _, statement in gone} & {statement for _, statement in come})


def _things(before: Snapshot, after: Snapshot) -> Iterator[Thing]:
    removed, added = before.statements - after.statements, after.statements - before.statements
    olds, news = _by_thing(removed), _by_thing(added)
    became = dict(pairs.nodes(_blank(olds, after), _blank(news, before), before.nodes, after.nodes))
    for node in sorted({*olds, *news} - set(became.values()), key=str):
        new = became.get(node, node) if isinstance(node, BlankNode) else node
        changes = tuple(_changes(node, new, olds.get(node, []), news.get(new, []), before, after))
        if new != node or (isinstance(node, NamedNode) and node in before.said and node in after.said):
            yield Thing("changed", new, changes, node if new != node else None)
        else:
            yield Thing("removed" if node in olds else "added", node, changes)


def _by_thing(statements: Counter[Statement]) -> dict[Node, list[Statement]]:
    found: dict[Node, list[Statement]] = defaultdict(list)
    for statement in statements.elements():
        found[statement[0]].append(statement)
    return found


def _blank(things: dict[Node, list[Statement]], other: Snapshot) -> list[BlankNode]:
    """Return the blank nodes of which there is one, and none on the other side."""
    alone = (node for node, said in things.items() if len(said) == len(set(said)) and node not in other.said)
    return sorted((node for node in alone if isinstance(node, BlankNode)), key=str)


def _changes(
    old: Node, new: Node, removed: list[Statement], added: list[Statement], before: Snapshot, after: Snapshot
) -> Iterator[Change]:
    gone, come = _by_property(s[1:] for s in removed), _by_property(s[1:] for s in added)
    olds, news = _by_property(before.said.get(old, ())), _by_property(after.said.get(new, ()))
    for key in sorted({*gone, *come}, key=str):
        lost, got = Counter(gone[key]), Counter(come[key])
        lost, got = lost - got, got - lost  # of a blank node that changed, what stayed
        if lost or got:
            out, into = sorted(lost.elements(), key=str), sorted(got.elements(), key=str)
            kept = {*olds[key]} & {*news[key]}
            paired = pairs.values(out, into, kept, before.nodes, after.nodes)
            yield Change(*key, tuple(out), tuple(into), tuple(paired))


def _by_property(told: Iterable[Said]) -> dict[tuple[NamedNode, Graph], list[Term]]:
    found: dict[tuple[NamedNode, Graph], list[Term]] = defaultdict(list)
    for name, value, graph in told:
        found[name, graph].append(value)
    return found
