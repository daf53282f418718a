"""The whole check of files against shapes, rules and lints: one function for all who ask."""

from collections.abc import Iterable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from functools import cached_property
from os.path import commonpath
from typing import cast
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from mkg import lints
from mkg.errors import MkgError, ParseError, ShapesError
from mkg.lints import Checked, Config
from mkg.sources import Source
from mkg.validation import confine, engines, places, results, retarget, rules
from mkg.validation.confine import LimitError, Work
from mkg.validation.findings import Finding, Place, Report, Severity
from mkg.validation.inputs import Inputs
from mkg.validation.merged import Merged
from mkg.validation.rules import Rule
from mkg.vocab import LINTS, SH


@dataclass(frozen=True)
class Options:
    """How to validate: by which engine, with lints or not, within which limits (seconds, bytes)."""

    engine: str = "auto"
    lint: bool = False
    seconds: float = 300
    memory: int = 4 << 30


DEFAULT = Options()

_RESULT = f"<{SH}result>".encode()


def validate(inputs: Inputs, options: Options = DEFAULT, before: Inputs | None = None) -> Report:
    """Validate what was read; given what was there `before`, shapes look only at what has changed since.

    A file that cannot be parsed, or shapes that cannot be used, make the report `broken`; what takes more
    than it may is a finding. Raises MkgError where the engine is not there, or two of them disagree.
    """
    facts = [*inputs.data, *inputs.ontology]
    data, shapes = Merged(facts), Merged(inputs.shapes)
    broken = [_syntax(fault) for fault in (*data.faults, *shapes.faults)]
    found = broken
    if not broken:
        found, broken = _checked(inputs, options, before, data.text, shapes.text)
    return Report(
        found, facts, data.triples, engines.chosen(options.engine), inputs.shapes, broken=bool(broken)
    )


def _checked(
    inputs: Inputs, options: Options, before: Inputs | None, data: bytes, shapes: bytes
) -> tuple[list[Finding], list[Finding]]:
    """Return all findings, and those of them that stopped the check."""
    checked = Checked(inputs.data, inputs.ontology, inputs.shapes, texts=(data, shapes))
    changed = checked.only(retarget.edited(before, inputs)) if before else checked
    config = lints.configuration(source.path for source in checked.sources) if options.lint else None
    facts, stopped = _Facts(data), list[Finding]()
    with ExitStack() as running:
        # What takes long is done side by side, and where it can be stopped.
        linting = running.enter_context(_linting(checked, config, changed, options))
        # Made before a process is forked, the store need not be made there again.
        store = facts.store if before else None
        ruling = running.enter_context(_ruling(inputs, options, facts))
        narrow = retarget.scope(before, inputs, store) if before and store is not None else None
        judging = running.enter_context(
            confine.validating(
                options.engine,
                data,
                narrow.shapes if narrow else shapes,
                options.seconds,
                options.memory,
            )
        )
        try:
            found = _results(cast(bytes, judging()), inputs.shapes)
            found = [each for each in found if not narrow or narrow.concerns(each)]
            found += _unrefused(found, cast(list[Finding], ruling()))
        except LimitError as error:
            found = [_of_shapes("limit", error, inputs)]
        except ShapesError as error:
            found = stopped = [_of_shapes("unusable-shapes", error, inputs)]
        try:
            linted = cast(list[Finding], linting())
        except LimitError as error:
            linted = [_of_shapes("limit", error, inputs)]
    told = _located(found, checked.facts, inputs.shapes)
    told += _untold(told, _located(linted, checked.sources, inputs.shapes))
    if config:
        told = lints.settle(told, checked, config, [rule.name for rule in inputs.rules], changed)
    return sorted(told, key=places.order), stopped


class _Facts:
    """Facts in N-Triples, and in a store once they are asked for so: only the text is sent to a process."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    def __reduce__(self) -> tuple[type["_Facts"], tuple[bytes]]:
        return _Facts, (self.text,)

    @cached_property
    def store(self) -> Store:
        store = Store()
        # Not bulk_load, which would give blank nodes other names.
        store.bulk_extend(parse(self.text, format=RdfFormat.N_TRIPLES))
        return store


def _linting(checked: Checked, config: Config | None, changed: Checked, options: Options) -> Work:
    if config is None:
        return nullcontext(list[Finding])
    return confine.started(
        "the lints", options.seconds, options.memory, lints.check, checked, config, changed
    )


def _ruling(inputs: Inputs, options: Options, facts: _Facts) -> Work:
    if not inputs.rules:
        return nullcontext(list[Finding])
    return confine.started("the rules", options.seconds, options.memory, _ruled, facts, inputs.rules)


def _ruled(facts: _Facts, queries: list[Rule]) -> list[Finding]:
    return rules.check(facts.store, queries)


def _results(report: bytes, shapes: Iterable[Source]) -> list[Finding]:
    # Most reports are empty; then nobody asks what the shapes say.
    if _RESULT not in report:
        return []
    return results.read(report, results.Graph(quad.triple for source in shapes for quad in source.quads()))


def _located(found: list[Finding], sources: list[Source], shapes: list[Source]) -> list[Finding]:
    return places.locate(found, sources, shapes) if found else []


def _unrefused(found: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Leave out what a shape has refused already, in the same thing and property."""
    known = {(each.focus, each.path, value) for each in found for value in (each.value, None)}
    return [each for each in others if (each.focus, each.path, each.value) not in known]


def _untold(found: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Leave out what has been told already of the same property or value at the same place."""
    known = {(each.focus, each.path, each.place) for each in found if each.path or each.value}
    return [each for each in others if (each.focus, each.path, each.place) not in known]


def _syntax(fault: ParseError) -> Finding:
    return _of_file("syntax", fault.reason, Place(fault.path, fault.line, fault.column))


def _of_shapes(rule: str, error: MkgError, inputs: Inputs) -> Finding:
    paths = [str(source.path) for source in inputs.shapes]
    return _of_file(rule, str(error), Place(commonpath(paths) if paths else "", 0, 0))


def _of_file(rule: str, said: str, place: Place) -> Finding:
    return Finding(
        severity=Severity.violation,
        focus=NamedNode("file:" + quote(place.path)),
        messages=(Literal(said, language="en"),),
        shape=NamedNode(LINTS + rule),
        component=LINTS + rule,
        place=place,
    )
