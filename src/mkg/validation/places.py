"""Where a finding is written: the offending value, else its predicate, else the thing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.sources import Source
from mkg.validation.findings import Finding, Place
from mkg.validation.paths import Alternative, Inverse, Path, Repeat
from mkg.validation.written import Node, Wanted, Written, plain, read
from mkg.vocab import SH

MAX_ROUNDS = 4
"""How often files are read for the nodes on the way of a path; a longer way is told at its beginning."""

Ends = dict[Node, Written | None]
_TARGET = NamedNode(SH + "targetNode")


class Index:
    """Statements by their subjects and by their objects, in the order of files and texts."""

    def __init__(self, sources: Iterable[Source], wanted: Wanted) -> None:
        self.wanted = wanted
        self.unread = Wanted(named=wanted.named)
        self._of: dict[Node, list[Written]] = defaultdict(list)
        self._into: dict[Node, list[Written]] = defaultdict(list)
        for source in sources:
            for each in read(source, wanted):
                self._of[each.subject].append(each)
                self._into[plain(each.object)].append(each)

    def of(self, node: Node) -> list[Written]:
        """Return what is said of a node; it is noted in `unread` where nobody had asked for it."""
        found = self._of.get(node, [])
        if not found and node not in self.wanted.subjects and not isinstance(node, Literal | Triple):
            self.unread.subjects.add(node)
        return found

    def into(self, node: Node) -> list[Written]:
        """Return the statements whose object is a node; noted likewise."""
        node = plain(node)
        if node not in self.wanted.objects:
            self.unread.objects.add(node)
        return self._into.get(node, [])


def locate(
    findings: Iterable[Finding], sources: Sequence[Source], shapes: Sequence[Source] = ()
) -> list[Finding]:
    """Return the findings with their places and origins, in the order of file, line and column.

    A place that a finding already has is kept. What is written in no source is placed at its
    sh:targetNode in the shapes, else at its shape.
    """
    found = list(findings)
    placed = _in_data([each for each in found if each.place is None], sources)
    found = [each for each in found if each.place is not None] + placed
    return sorted(_from_shapes(found, shapes), key=order)


def _in_data(found: list[Finding], sources: Sequence[Source]) -> list[Finding]:
    values = {each.value for each in found if isinstance(each.value, BlankNode) or _is_inverse(each.path)}
    wanted = Wanted({each for each in (*values, *(each.focus for each in found)) if each is not None})
    wanted.named = any(
        not (_is_inverse(each.path) or isinstance(each.path, NamedNode | None)) for each in found
    )
    placed = found
    for _ in range(MAX_ROUNDS if found else 0):
        index = Index(sources, wanted)
        placed = [replace(each, place=_place(each, index)) for each in found]
        more = index.unread
        if not more.subjects and not more.objects:
            break
        wanted = Wanted(wanted.subjects | more.subjects, wanted.objects | more.objects, wanted.named)
    return placed


def _is_inverse(path: Path | None) -> TypeGuard[Inverse]:
    return isinstance(path, Inverse) and isinstance(path.path, NamedNode)


def _place(finding: Finding, index: Index) -> Place | None:
    if hit := _hit(finding, index):
        return hit.at_predicate if finding.at_predicate else hit.at_object
    steps = _reached(_first(finding.path), {finding.focus: None}, index) if finding.path else {}
    if step := next(iter(steps.values()), None):
        return step.at_predicate
    own = index.of(finding.focus)
    for each in own:
        if plain(each.object) == _value(finding) != finding.focus:
            return each.at_object
    if own:
        return own[0].at_subject
    into = index.into(finding.focus)
    return into[0].at_object if into else None


def _value(finding: Finding) -> object:
    return plain(finding.value) if finding.value is not None else None


def _hit(finding: Finding, index: Index) -> Written | None:
    """Return the statement that holds the value."""
    path, focus, value = finding.path, finding.focus, finding.value
    if path is None or value is None:
        return None
    if _is_inverse(path):
        told = (each for each in index.of(value) if each.object == focus and each.predicate == path.path)
        return next(told, None)
    return _reached(path, {focus: None}, index).get(plain(value))


def _reached(path: Path, nodes: Ends, index: Index, *, back: bool = False) -> Ends:
    """Return the nodes at the end of a path from some nodes, each with the last statement on the way."""
    if isinstance(path, NamedNode):
        return _neighbours(path, nodes, index, back=back)
    if isinstance(path, Inverse):
        return _reached(path.path, nodes, index, back=not back)
    if isinstance(path, Repeat):
        return _repeated(path, nodes, index, back=back)
    if isinstance(path, Alternative):
        choices = [_reached(each, nodes, index, back=back) for each in path.paths]
        return {node: told for choice in reversed(choices) for node, told in choice.items()}
    for each in reversed(path.paths) if back else path.paths:
        nodes = _reached(each, nodes, index, back=back)
    return nodes


def _neighbours(predicate: NamedNode, nodes: Ends, index: Index, *, back: bool) -> Ends:
    found: Ends = {}
    for node in nodes:
        for each in index.into(node) if back else index.of(node):
            if each.predicate == predicate:
                found.setdefault(each.subject if back else plain(each.object), each)
    return found


def _repeated(path: Repeat, nodes: Ends, index: Index, *, back: bool) -> Ends:
    found = {} if path.sign == "+" else dict(nodes)
    while nodes:
        reached = _reached(path.path, nodes, index, back=back)
        nodes = {node: told for node, told in reached.items() if node not in found}
        found |= nodes
        if path.sign == "?":
            break
    return found


def _first(path: Path, *, back: bool = False) -> Path:
    """Return the first step of a path, or the choice between its first steps."""
    if isinstance(path, NamedNode):
        return Inverse(path) if back else path
    if isinstance(path, Inverse):
        return _first(path.path, back=not back)
    if isinstance(path, Repeat):
        return _first(path.path, back=back)
    if isinstance(path, Alternative):
        return Alternative(tuple(_first(each, back=back) for each in path.paths))
    return _first(path.paths[-1 if back else 0], back=back)


def _from_shapes(found: list[Finding], shapes: Sequence[Source]) -> list[Finding]:
    nodes: set[Node] = {each.shape for each in found if each.shape is not None}
    targets: set[Node] = {plain(each.focus) for each in found if each.place is None}
    index = Index(shapes, Wanted(nodes, targets))
    return [_with_origin(each, index) for each in found]


def _with_origin(finding: Finding, index: Index) -> Finding:
    shape = index.of(finding.shape) if finding.shape is not None else []
    origin = finding.origin or next((each.at_subject for each in shape), None)
    targets = index.into(finding.focus) if finding.place is None else []
    named = (each.at_object for each in targets if each.predicate == _TARGET)
    return replace(finding, place=finding.place or next(named, origin), origin=origin)


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return what findings are sorted by: file, line, column, message, kind; the same for every engine."""
    place = finding.place or Place("", 0, 0)
    return place.path, place.line, place.column, str(finding.messages), finding.component
