"""SHACL validation by pySHACL: the only module that imports pyshacl or knows both RDF libraries' terms."""

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

import rdflib
import rdflib.plugins.sparql
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from pyparsing import ParseBaseException
from pyshacl import validate as pyshacl_validate

from mkg.errors import ShapesError
from mkg.findings import Finding, Severity, Term
from mkg.vocab import SH, XSD, compact

_SH = rdflib.Namespace(SH)
_SEVERITIES = {_SH.Info: Severity.info, _SH.Warning: Severity.warning}

# A query in untrusted shapes must not read a file or the network through FROM.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

# What pySHACL and rdflib raise on shapes that they cannot use: pySHACL's own errors are RuntimeErrors,
# but ill-formed lists, patterns and queries come through as whatever they met first.
_UNUSABLE = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, re.error)


def graph_of(quads: Iterable[Quad]) -> rdflib.Graph:
    """Copy statements into one rdflib graph, terms to the letter."""
    graph = rdflib.Graph(bind_namespaces="none")
    with _quietly():
        for quad in quads:
            graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


@contextmanager
def _quietly() -> Iterator[None]:
    # An ill-typed literal is a finding with its place; rdflib's warnings and tracebacks on the way are noise.
    logger = logging.getLogger("rdflib.term")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        logger.disabled = True
        try:
            yield
        finally:
            logger.disabled = False


def validate(data: rdflib.Graph, shapes: rdflib.Graph) -> tuple[list[Finding], rdflib.Graph]:
    """Validate a graph against shapes: the findings, and the W3C report that says the same.

    Nothing is fetched or inferred: no owl:imports, no scripts, no rules.
    Raises ShapesError where the shapes cannot be used.
    """
    try:
        with _quietly():
            _, report, text = pyshacl_validate(data, shacl_graph=shapes, inference="none", advanced=False)
    except (*_UNUSABLE, ParseBaseException) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ShapesError(f"the shapes cannot be used: {reason}; correct the shape that says so") from error
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(
            f"the shapes cannot be used: {' '.join(str(text).split())}; correct the shape that says so"
        )
    return [_finding(report, result, shapes) for result in report.objects(None, _SH.result)], report


def _finding(report: rdflib.Graph, result: rdflib.term.Node, shapes: rdflib.Graph) -> Finding:
    path, shape = report.value(result, _SH.resultPath), report.value(result, _SH.sourceShape)
    component = str(report.value(result, _SH.sourceConstraintComponent))
    message = _message(report.objects(result, _SH.resultMessage))
    if component == SH + "ClosedConstraintComponent":
        message += _suggestion(path, shapes, shape)
    return Finding(
        severity=_SEVERITIES.get(report.value(result, _SH.resultSeverity), Severity.violation),  # type: ignore[call-overload]
        message=message,
        focus=_required(report.value(result, _SH.focusNode)),
        path=NamedNode(str(path)) if isinstance(path, rdflib.URIRef) else None,
        value=from_rdflib(report.value(result, _SH.value)),
        shape=str(shape) if isinstance(shape, rdflib.URIRef) else "",
        component=component,
    )


def _message(messages: Iterable[rdflib.term.Node]) -> str:
    def rank(text: rdflib.term.Node) -> tuple[bool, str]:
        return getattr(text, "language", None) not in {"en", None}, str(text)

    ranked = sorted(messages, key=rank)
    return " ".join(str(ranked[0]).split()) if ranked else "This does not conform to its shape."


def _suggestion(path: rdflib.term.Node | None, shapes: rdflib.Graph, shape: rdflib.term.Node | None) -> str:
    allowed = [compact(str(shapes.value(prop, _SH.path))) for prop in shapes.objects(shape, _SH.property)]
    close = get_close_matches(compact(str(path)), allowed, n=1)
    return f" Did you mean {close[0]}?" if close else ""


def add_to(report: rdflib.Graph, findings: Iterable[Finding]) -> None:
    """Add findings of other checks to a W3C report, as results that name the rule as their shape."""
    head = report.value(None, rdflib.RDF.type, _SH.ValidationReport)
    for finding in findings:
        result = rdflib.BNode()
        for predicate, value in _statements(finding):
            if value is not None:
                report.add((result, predicate, value))
        report.add((head, _SH.result, result))  # type: ignore[arg-type]
        report.set((head, _SH.conforms, rdflib.Literal(False)))  # type: ignore[arg-type]  # noqa: FBT003


def triples_of(graph: rdflib.Graph) -> Iterator[Triple]:
    """Copy an rdflib graph, term by term."""
    for subject, predicate, value in graph:
        # RDF lets only an IRI or a blank node be a subject, and only an IRI a predicate.
        yield Triple(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value))  # type: ignore[arg-type]


def _statements(finding: Finding) -> Iterator[tuple[rdflib.URIRef, rdflib.term.Node | None]]:
    yield rdflib.RDF.type, _SH.ValidationResult
    yield _SH.focusNode, to_rdflib(finding.focus)
    yield _SH.resultPath, to_rdflib(finding.path) if finding.path else None
    yield _SH.value, to_rdflib(finding.value) if finding.value else None
    yield _SH.resultMessage, rdflib.Literal(finding.message, lang="en")
    yield _SH.resultSeverity, _SH[finding.severity.name.capitalize()]
    yield _SH.sourceConstraintComponent, rdflib.URIRef(finding.component)
    yield _SH.sourceShape, rdflib.URIRef(finding.shape)


def to_rdflib(term: object) -> rdflib.term.Node:
    """Copy a pyoxigraph term, its lexical form untouched; xsd:string becomes plain, as rdflib has it."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise ShapesError("triple terms are RDF 1.2, which SHACL does not read; state the triple itself")
    if term.language or term.datatype.value == XSD + "string":
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(node: rdflib.term.Node | None) -> Term | None:
    """Copy an rdflib term; None stays None."""
    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(str(node.datatype)) if node.datatype else None
        return Literal(str(node), language=node.language, datatype=datatype)
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    return None if node is None else NamedNode(str(node))


def _required(node: rdflib.term.Node | None) -> Term:
    term = from_rdflib(node)
    if term is None:
        raise ShapesError("a validation result has no focus node; report this to the makers of the validator")
    return term
