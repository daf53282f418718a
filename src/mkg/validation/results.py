"""The W3C validation report, read and written. https://www.w3.org/TR/shacl/#validation-report."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from mkg.errors import ShapesError
from mkg.validation import paths
from mkg.validation.findings import Finding, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import RDF, SH, XSD

_SEVERITIES = {SH + severity.name.capitalize(): severity for severity in Severity}
_COMPONENT = "ConstraintComponent"
_ASKS = re.compile(r"[?$]message\b")
_MANY = 12
"""How many items of a list are told."""
_CLOSED, _SPARQL = SH + "Closed" + _COMPONENT, SH + "SPARQL" + _COMPONENT


class Graph:
    """Statements, to be asked for the objects of a subject and a predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[Term, str], list[Term]] = {}
        for triple in triples:
            key = triple.subject, triple.predicate.value
            self._objects.setdefault(key, []).append(triple.object)  # type: ignore[arg-type]

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, in the order of their statements."""
        return self._objects.get((subject, predicate), [])

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the first of them, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def subjects(self, predicate: str) -> Iterator[Term]:
        """Yield the subjects of a predicate, in the order of their statements."""
        return (subject for subject, each in self._objects if each == predicate)


def read(report: bytes, shapes: Graph) -> list[Finding]:
    """Read the results of a report in N-Triples; the shapes tell what their constraints expected."""
    graph = Graph(parse(report, format=RdfFormat.N_TRIPLES))
    heads = list(graph.subjects(SH + "result"))
    return [
        _finding(graph, result, shapes) for head in heads for result in graph.objects(head, SH + "result")
    ]


def _finding(graph: Graph, result: Term, shapes: Graph) -> Finding:
    def value(name: str) -> Term | None:
        return graph.value(result, SH + name)

    focus, level, shape = value("focusNode"), value("resultSeverity"), value("sourceShape")
    component, node = value("sourceConstraintComponent"), value("resultPath")
    if focus is None or component is None:
        raise ShapesError("a validation result lacks its focus node; report this to the validator's makers")
    kind = str(component.value)
    path = paths.read(node, graph.objects) if node else None
    said = [each for each in graph.objects(result, SH + "resultMessage") if isinstance(each, Literal)]
    speakers = shape, value("sourceConstraint"), *_validators(component, shapes)
    return Finding(
        severity=_SEVERITIES.get(level.value if level else "", Severity.violation),
        focus=focus,
        messages=tuple(said) if any(_speaks(each, shapes) for each in speakers if each) else (),
        path=path,
        value=value("value"),
        shape=shape if not isinstance(shape, Literal) else None,
        component=kind,
        constraint=value("sourceConstraint") or _expected(kind, shape, path, shapes),
        level=level if isinstance(level, NamedNode) and level.value not in _SEVERITIES else None,
    )


def _expected(kind: str, shape: Term | None, path: paths.Path | None, shapes: Graph) -> Term | None:
    if shape is None or not kind.startswith(SH):
        return None
    if kind == _CLOSED:
        return _closest(path, shape, shapes)
    name = kind.removeprefix(SH).removesuffix(_COMPONENT)
    # Of several values of a parameter, a result does not say which one was missed.
    stated = shapes.objects(shape, SH + name[:1].lower() + name[1:])
    return _listed(stated[0], shapes) if len(stated) == 1 else None


def _listed(node: Term, shapes: Graph) -> Term:
    """Write a list of plain terms as people read it; return anything else as it is."""
    items: list[Term] = []
    rest: Term | None = node
    while rest and (first := shapes.value(rest, RDF + "first")) and len(items) < _MANY:
        items.append(first)
        rest = shapes.value(rest, RDF + "rest")
    if not items or any(isinstance(item, BlankNode) for item in items):
        return node
    return Literal(", ".join(map(show, items)) + (", …" if len(items) == _MANY else ""))


def _validators(component: Term, shapes: Graph) -> list[Term]:
    return [
        validator
        for name in ("validator", "nodeValidator", "propertyValidator")
        for validator in shapes.objects(component, SH + name)
    ]


def _speaks(node: Term, shapes: Graph) -> bool:
    """Whether messages are a shape's own: engines write one of theirs where it has none.

    https://www.w3.org/TR/shacl/#results-message
    """
    queries = shapes.objects(node, SH + "select")
    return bool(shapes.objects(node, SH + "message")) or any(
        _ASKS.search(str(each.value)) for each in queries
    )


def _closest(path: paths.Path | None, shape: Term, shapes: Graph) -> Term | None:
    if not isinstance(path, NamedNode):
        return None
    allowed = [shapes.value(each, SH + "path") for each in shapes.objects(shape, SH + "property")]
    # Without their namespaces, which most of them share.
    known = {_local(each): each for each in allowed if isinstance(each, NamedNode)}
    close = get_close_matches(_local(path), known, n=1)
    return known[close[0]] if close else None


def _local(iri: NamedNode) -> str:
    return re.split(r"[/#:]", iri.value)[-1]


def triples(findings: Iterable[Finding]) -> Iterator[Triple]:
    """Write findings as a W3C report."""
    found, head = list(findings), BlankNode()
    yield Triple(head, NamedNode(RDF + "type"), NamedNode(SH + "ValidationReport"))
    conforms = Literal("false" if found else "true", datatype=NamedNode(XSD + "boolean"))
    yield Triple(head, NamedNode(SH + "conforms"), conforms)
    for finding in found:
        result = BlankNode()
        yield Triple(head, NamedNode(SH + "result"), result)
        yield from _statements(finding, result)


def _statements(finding: Finding, result: BlankNode) -> Iterator[Triple]:
    def tell(name: str, value: Term | None) -> Iterator[Triple]:
        if value is not None:
            yield Triple(result, NamedNode(SH + name), value)

    yield Triple(result, NamedNode(RDF + "type"), NamedNode(SH + "ValidationResult"))
    yield from tell("focusNode", finding.focus)
    if finding.path is not None:
        node = paths.node_of(finding.path)
        yield from tell("resultPath", node)
        yield from paths.statements(finding.path, node)
    yield from tell("value", finding.value)
    for message in finding.messages:
        yield from tell("resultMessage", message)
    yield from tell("resultSeverity", finding.level or NamedNode(SH + finding.severity.name.capitalize()))
    yield from tell("sourceConstraintComponent", NamedNode(finding.component))
    yield from tell("sourceShape", finding.shape)
    if finding.component == _SPARQL:
        yield from tell("sourceConstraint", finding.constraint)
