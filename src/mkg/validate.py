"""Validate files against shapes and rules: strict parse, SHACL, rule queries, places."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store

from mkg import places, rules, shacl, sources
from mkg.errors import MkgError, ParseError, ReadError
from mkg.findings import Report
from mkg.rules import Rule
from mkg.sources import Source

SHAPES_FILES = (*sources.FORMATS, ".rq")


class UnreadableError(MkgError):
    """Files that could not be read or parsed: nothing was validated. Its text has a line for each of them."""

    status = 400


@dataclass(frozen=True)
class Inputs:
    """What a validation reads: the facts, the ontology that is merged into them, shapes and rules."""

    data: list[Source]
    ontology: list[Source]
    shapes: list[Source]
    rules: list[Rule]


def read(data: Iterable[Path], ontology: Iterable[Path], shapes: Iterable[Path]) -> Inputs:
    """Read the files that a validation needs; files among `shapes` that end in .rq are rules.

    Raises UnreadableError, which names every file that is at fault, not only the first.
    """
    faults: list[str] = []
    shapes_files = _find(shapes, SHAPES_FILES, faults)
    inputs = Inputs(
        data=_read(_find(data, sources.FORMATS, faults), faults),
        ontology=_read(_find(ontology, sources.FORMATS, faults), faults),
        shapes=_read([path for path in shapes_files if path.suffix != ".rq"], faults),
        rules=[rules.read(path) for path in shapes_files if path.suffix == ".rq"],
    )
    if faults:
        raise UnreadableError("\n".join(faults))
    return inputs


def _find(paths: Iterable[Path], extensions: Iterable[str], faults: list[str]) -> list[Path]:
    try:
        return list(dict.fromkeys(sources.find(paths, extensions)))
    except ReadError as error:
        faults.append(str(error))
        return []


def _read(paths: Iterable[Path], faults: list[str]) -> list[Source]:
    found = []
    for path in paths:
        try:
            found.append(sources.read(path))
        except ParseError as error:
            faults.append(f"{error.place}: error: {error.reason}")
        except ReadError as error:
            faults.append(str(error))
    return found


def validate(inputs: Inputs) -> Report:
    """Validate what was read. Raises ShapesError where shapes or rules cannot be used."""
    facts = [*inputs.data, *inputs.ontology]
    quads = [quad for source in facts for quad in source.quads]
    shapes = shacl.graph_of(quad for source in inputs.shapes for quad in source.quads)
    results, graph = shacl.validate(shacl.graph_of(quads), shapes)
    # One fault is told once, however many constraints of a shape it breaks; a rule is silent on what
    # a shape has already refused.
    found = {
        (finding.focus, finding.path, finding.value, finding.shape): finding for finding in results
    }.values()
    known = {(finding.focus, finding.path, value) for finding in found for value in (finding.value, None)}
    broken = [
        finding
        for finding in rules.check(_store(quads), inputs.rules)
        if (finding.focus, finding.path, finding.value) not in known
    ]
    shacl.add_to(graph, broken)
    return Report(
        places.locate([*found, *broken], facts), graph, len(facts), len({quad.triple for quad in quads})
    )


def _store(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    return store
