"""The SHACL engines, behind one seam: text in, text out."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mkg.errors import MkgError, QueryError, ShapesError
from mkg.sparql import TOKEN, decoded, refuse_depth, refuse_service
from mkg.validation import paths, results
from mkg.validation.findings import Finding, Severity, show
from mkg.vocab import SH, compact

Validator = Callable[[bytes, bytes], bytes]
"""From data and shapes in N-Triples to the W3C report in N-Triples, blank nodes by the names they had.

Raises ShapesError where the shapes cannot be used.
"""

ENGINES = {"shacl": "mkg.validation.fast", "pyshacl": "mkg.validation.reference"}
"""The modules that hold a `validate` of that kind, imported when they are needed: some are slow to import."""

_COMPARED = ("shacl", "pyshacl")
"""The engines that `both` compares; the report is that of the last one, the reference."""

_QUERIES = {SH + name for name in ("select", "ask", "construct", "update")}
# A triple term stands behind a subject and a predicate, in neither of which there is a quotation mark.
_TRIPLE_TERM = re.compile(rb'^[^"\n]*<<\(', re.MULTILINE)


class EngineError(MkgError):
    """An engine that is not installed, or whose answer cannot be trusted."""


class DisagreementError(MkgError):
    """Two engines that found different things; its text lists the first of them."""


def names() -> tuple[str, ...]:
    """Return the names by which engines can be asked for."""
    return ("auto", *ENGINES, "both")


def chosen(name: str = "auto") -> str:
    """Return the engine that a name stands for: `auto` is `shacl` where that is installed, else `pyshacl`."""
    if name != "auto":
        return name
    return "shacl" if find_spec("shacl") else "pyshacl"


def engine(name: str) -> Validator:
    """Return an engine by its name, one of `names()`. What it refuses, every other refuses too.

    Raises EngineError where it is not installed; with `both`, it raises DisagreementError.
    """
    name = chosen(name)
    validators = {each: _load(each) for each in (_COMPARED if name == "both" else (name,))}

    def guarded(data: bytes, shapes: bytes) -> bytes:
        for text in (data, shapes):
            _refuse_triple_terms(text)
        refuse_queries(shapes)
        refuse_pathless(shapes)
        reports = {each: validator(data, shapes) for each, validator in validators.items()}
        if len(reports) > 1:
            refuse_disagreement(reports)
        return [*reports.values()][-1]

    return guarded


def _load(name: str) -> Validator:
    if name == "shacl" and not find_spec("shacl"):
        raise EngineError("the engine shacl is not installed; install moroccan-kg[fast], or use pyshacl")
    validator: Validator = import_module(ENGINES[name]).validate
    return validator


def refuse_queries(shapes: bytes) -> None:
    """Raise ShapesError where a query in the shapes reads what was not given, or nests too deep."""
    for quad in parse(shapes, format=RdfFormat.N_TRIPLES):
        if quad.predicate.value in _QUERIES and isinstance(quad.object, Literal):
            where = f"the {compact(quad.predicate.value)} of {show(quad.subject)}"
            _refuse_query(quad.object.value, where)


def refuse_pathless(shapes: bytes) -> None:
    """Raise ShapesError where sh:property leads to what has no sh:path: not every engine tells."""
    triples = [quad.triple for quad in parse(shapes, format=RdfFormat.N_TRIPLES)]
    given = {triple.subject for triple in triples if triple.predicate.value == SH + "path"}
    for triple in triples:
        if triple.predicate.value == SH + "property" and triple.object not in given:
            raise ShapesError(
                f"the shapes cannot be used: a sh:property of {show(triple.subject)} has no sh:path; "
                "give it one"
            )


def _refuse_query(text: str, where: str) -> None:
    try:
        refuse_service(text)
        refuse_depth(text)
    except QueryError as error:
        raise ShapesError(f"{where}: {error}") from error
    words = (match["word"] or "" for match in TOKEN.finditer(decoded(text)))
    if any(word.upper().endswith("FROM") for word in words):
        raise ShapesError(
            f"{where}: FROM is not allowed here: a shape sees the data that was given; remove it"
        )


def _refuse_triple_terms(text: bytes) -> None:
    if b"<<(" in text and _TRIPLE_TERM.search(text):
        raise ShapesError("triple terms are RDF 1.2, which SHACL does not read; state the triple itself")


Key = tuple[object, ...]


def refuse_disagreement(reports: dict[str, bytes]) -> None:
    """Raise DisagreementError where the reports of two engines differ in more than messages and order."""
    (one, first), (other, second) = ((name, _keys(report)) for name, report in reports.items())
    told = [*_told(one, first.keys() - second.keys()), *_told(other, second.keys() - first.keys())]
    if told:
        number = "one result" if len(told) == 1 else f"{len(told)} results"
        raise DisagreementError(
            f"the engines {one} and {other} disagree about {number}; report this to their makers, "
            "and name one of them with --engine meanwhile:\n" + "\n".join(told[:10])
        )


def _keys(report: bytes) -> dict[Key, Finding]:
    return {_key(finding): finding for finding in results.read(report, results.Graph(()))}


def _key(finding: Finding) -> Key:
    shape = finding.shape if isinstance(finding.shape, NamedNode) else None
    level = finding.level or finding.severity
    return finding.focus, finding.path, finding.value, finding.component, level, shape


def _told(name: str, keys: Iterable[Key]) -> list[str]:
    return sorted(
        f"only {name}: {' '.join(_shown(part) for part in key if part is not None)}" for key in keys
    )


def _shown(part: object) -> str:
    if isinstance(part, Severity):
        return part.name
    if isinstance(part, str):
        return compact(part)
    return show(part) if isinstance(part, paths.Term) else paths.show(part)  # type: ignore[arg-type]
