"""The quick engine, `shacl`, written in Rust: the only module that imports it.

It names blank nodes anew: those of the shapes `1_b<n>`, n from 0 in the order in which they first appear,
those of the data `0_b<n>`, counted on from the shapes'. No document says so. Their names are restored by
that rule, and each one that a report holds is then proven: the same texts, with statements about that very
node behind them, are validated once more, and the engine must call it what the rule says.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

import shacl
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mkg.errors import ShapesError
from mkg.validation.engines import EngineError
from mkg.vocab import RDF, SH

_OWN = re.compile(r"([01])_b(\d+)")
# In canonical N-Triples: a subject stands at the start of a line, an object behind an IRI and before the end.
_LABEL = re.compile(rb"_:(\S+)( \.$)?", re.MULTILINE)
_PROBE = "urn:mkg:probe"
_DATA, _SHAPES = "0", "1"


def validate(data: bytes, shapes: bytes) -> bytes:
    """Validate a graph against shapes, both in N-Triples as pyoxigraph writes it; return the W3C report.

    Raises ShapesError where the shapes cannot be used, EngineError where the names of blank nodes are lost.
    """
    report = list(_run(data, shapes))
    told = {term.value for quad in report for term in _nodes(quad) if _OWN.fullmatch(term.value)}
    names = _restore(told, data, shapes) if told else {}
    content = BytesIO()
    serialize(_renamed(report, names), content, RdfFormat.N_TRIPLES)
    return content.getvalue()


def _run(data: bytes, shapes: bytes) -> Iterator[Quad]:
    try:
        compiled = shacl.Shapes.from_text(shapes.decode(), "ntriples")
        report = compiled.validate_text(data.decode(), "ntriples").serialize("ntriples")
    except ValueError as error:
        said = " ".join(str(error).split())
        raise ShapesError(f"the shapes cannot be used: {said}; correct the shape that says so") from error
    return parse(report, format=RdfFormat.N_TRIPLES)


def _nodes(quad: Quad) -> list[BlankNode]:
    return [term for term in (quad.subject, quad.object) if isinstance(term, BlankNode)]


def _renamed(report: Iterable[Quad], names: dict[str, str]) -> Iterator[Triple]:
    # The report's own nodes get names that nobody has: ours may be like the engine's.
    new: dict[str, BlankNode] = {label: BlankNode(name) for label, name in names.items()}
    for quad in report:
        for node in _nodes(quad):
            new.setdefault(node.value, BlankNode())
        subject, value = (
            new[term.value] if isinstance(term, BlankNode) else term for term in (quad.subject, quad.object)
        )
        yield Triple(subject, quad.predicate, value)  # type: ignore[arg-type]


def _restore(told: set[str], data: bytes, shapes: bytes) -> dict[str, str]:
    labels = {_SHAPES: _labels(shapes)}
    needed = data if any(label.startswith(_DATA) for label in told) else b""
    labels[_DATA] = _labels(needed)
    numbered = {f"{_SHAPES}_b{number}": label for number, label in enumerate(labels[_SHAPES])}
    start = len(labels[_SHAPES])
    numbered |= {f"{_DATA}_b{start + number}": label for number, label in enumerate(labels[_DATA])}
    names = {label: numbered[label] for label in told if label in numbered}
    if names.keys() != told or _proof(names, needed, shapes) != names:
        raise EngineError(
            "the engine shacl names blank nodes in another way than mkg knows, so that its findings have no "
            "place; use --engine pyshacl, and install the version of shacl that mkg asks for"
        )
    return names


def _labels(text: bytes) -> list[str]:
    """List the blank nodes in the order in which they first appear."""
    found: dict[bytes, None] = {}
    for match in _LABEL.finditer(text):
        start = match.start()
        if start == 0 or text[start - 1 : start] == b"\n" or (match[2] and text[start - 2 : start] == b"> "):
            found.setdefault(match[1])
    return [label.decode() for label in found]


def _proof(names: dict[str, str], data: bytes, shapes: bytes) -> dict[str, str]:
    """Ask the engine what it calls nodes: each gets a statement or a shape that gives a result of its own."""
    probes = {f"{_PROBE}{number}": label for number, label in enumerate(names)}
    in_data = {probe: names[label] for probe, label in probes.items() if label.startswith(_DATA)}
    in_shapes = {probe: names[label] for probe, label in probes.items() if probe not in in_data}
    more = "".join(f"<{probe}> <{_PROBE}> _:{name} .\n" for probe, name in in_data.items())
    told: dict[str, dict[str, str]] = {}
    for quad in _run(data + more.encode(), b"".join(_probing(shapes, in_shapes))):
        told.setdefault(str(quad.subject), {})[quad.predicate.value] = str(getattr(quad.object, "value", ""))
    results = [result for result in told.values() if SH + "focusNode" in result]
    return {
        result[SH + ("value" if result[SH + "focusNode"] in in_data else "sourceShape")]: names[
            probes[result[SH + "focusNode"]]
        ]
        for result in results
    }


def _probing(shapes: bytes, probes: dict[str, str]) -> Iterator[bytes]:
    # The blank nodes of the shapes where they stood, without what they say there.
    blank = NamedNode(_PROBE)
    for quad in parse(shapes, format=RdfFormat.N_TRIPLES):
        subject, value = (
            term if isinstance(term, BlankNode) else blank for term in (quad.subject, quad.object)
        )
        yield f"{subject} {blank} {value} .\n".encode()
    yield _shape(str(blank), "PropertyShape", "IRI", f"targetSubjectsOf> {blank}", f"path> {blank}")
    for probe, name in probes.items():
        yield _shape(f"_:{name}", "NodeShape", "Literal", f"targetNode> <{probe}>")


def _shape(node: str, kind: str, wanted: str, *more: str) -> bytes:
    said = [f"<{SH}{each}" for each in (f"nodeKind> <{SH}{wanted}>", *more)]
    return "".join(f"{node} {each} .\n" for each in (f"<{RDF}type> <{SH}{kind}>", *said)).encode()
