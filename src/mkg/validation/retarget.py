"""Shapes narrowed to what an edit can affect: any engine finds with them what matters, and little else.

Their targets are rewritten: an engine that is told which things to look at leaves out what it finds of others
by shapes within shapes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple, serialize

from mkg.errors import ParseError
from mkg.sources import Source
from mkg.validation.affected import Shapes, affected, is_target, read
from mkg.validation.change import Change, difference
from mkg.validation.findings import Finding
from mkg.validation.inputs import Inputs
from mkg.validation.paths import Term
from mkg.validation.walks import View
from mkg.vocab import SH

_TARGET = NamedNode(SH + "targetNode")


@dataclass(frozen=True)
class Scope:
    """What an edit can affect, and the shapes, in N-Triples, that find all that is wrong with it.

    They may find more: only what `concerns` the edit is sure to be complete.
    """

    affected: frozenset[Term]
    shapes: bytes = field(repr=False)

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is about one of the things affected."""
        return finding.focus in self.affected


def scope(old: Inputs, new: Inputs, data: Store) -> Scope | None:
    """Find what the edit between two inputs can affect.

    `data` holds in its default graph the facts and the ontology of the new, blank nodes as `Source.quads`
    names them. None where everything must be validated: shapes or rules have changed, the old facts cannot
    be parsed, or the shapes say what only the engines understand.
    """
    if not _same_shapes(old, new):
        return None
    try:
        change = difference(_without(_facts(old), _facts(new)), _without(_facts(new), _facts(old)))
    except ParseError:
        return None
    return narrowed([quad.triple for source in new.shapes for quad in source.quads()], data, change)


def edited(old: Inputs, new: Inputs) -> list[Source]:
    """Return the files of the new inputs that differ from the old ones; all of them where the shapes do."""
    if not _same_shapes(old, new):
        return [*_facts(new), *new.shapes]
    return _without(_facts(new), _facts(old))


def _same_shapes(old: Inputs, new: Inputs) -> bool:
    return {*old.shapes, *old.rules} == {*new.shapes, *new.rules}


def _facts(inputs: Inputs) -> list[Source]:
    return [*inputs.data, *inputs.ontology]


def _without(sources: Iterable[Source], others: Iterable[Source]) -> list[Source]:
    known = set(others)
    return [source for source in sources if source not in known]


def narrowed(triples: Iterable[Triple], data: Store, change: Change) -> Scope | None:
    """Narrow the shapes that triples state to what a change that led to this data can affect.

    None where everything must be validated.
    """
    said = list(triples)
    shapes = read(said)
    found = None if shapes is None else affected(shapes, data, change)
    if shapes is None or found is None:
        return None
    text = BytesIO()
    serialize(_retargeted(said, _targets(shapes, found, View(data))), text, RdfFormat.N_TRIPLES)
    return Scope(frozenset(found), text.getvalue())


def _targets(shapes: Shapes, found: set[Term], view: View) -> dict[Term, set[Term]]:
    """Return the targets that each shape must look at to find all that it finds about certain things."""
    reached: dict[Term, set[Term]] = {}
    for node, shape in shapes.items():
        values = set[Term]().union(*(reached[inner] for inner in shape.properties))
        reached[node] = found | view.before(shape.path, values)
    return {
        node: {each for each in reached[node] if shape.aims_at(each, view)} for node, shape in shapes.items()
    }


def _retargeted(triples: Iterable[Triple], targets: Mapping[Term, set[Term]]) -> Iterator[Triple]:
    # A blank node of the data has no name in the shapes: a shape that must look at one keeps its targets.
    fixed = {shape for shape, nodes in targets.items() if any(isinstance(node, BlankNode) for node in nodes)}
    yield from (triple for triple in triples if triple.subject in fixed or not is_target(triple))
    for shape in (each for each in targets if each not in fixed):
        yield from (Triple(shape, _TARGET, node) for node in sorted(targets[shape], key=str))  # type: ignore[arg-type]
