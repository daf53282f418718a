"""The reference engine, pySHACL: the only module that imports it, or that knows rdflib's terms."""

# ruff: noqa: ANN401, ARG002 -- the methods that stand in for theirs have their parameters, which they do not type

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any

import pyshacl.shape
import rdflib
import rdflib.plugins.sparql
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize
from pyparsing import ParseBaseException
from pyshacl import validate as pyshacl_validate
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.shape_based_constraints import PropertyConstraintComponent
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import SimpleMemory

from mkg.errors import ShapesError
from mkg.validation.paths import Term
from mkg.vocab import SH, XSD

# A query in untrusted shapes must not read a file or the network through FROM.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

_Index = dict[Any, dict[Any, dict[Any, None]]]


class _Property(PropertyConstraintComponent):
    """What sh:property asks, of all focus nodes of a node shape at once: pySHACL goes from one to the next.

    What the property shape says is then looked up once. Nothing else changes: in a node shape each focus node
    is its own only value, so that none comes twice.
    """

    def _evaluate_property_shape(self, executor: Any, shape: Any, graph: Any, nodes: Any, *more: Any) -> Any:
        if not self.shape.is_property_shape:
            nodes = {None: [list(nodes)]}
        evaluate: Any = super()._evaluate_property_shape
        return evaluate(executor, shape, graph, nodes, *more)


# pySHACL keeps there, as a list, the parameters among which it looks up each predicate of a shape; in a set
# they are found at once.
_PARAMETERS = (
    frozenset(ALL_CONSTRAINT_PARAMETERS),
    CONSTRAINT_PARAMETERS_MAP | {rdflib.URIRef(SH + "property"): _Property},
)
pyshacl.shape.CONSTRAINT_PARAMS = _PARAMETERS  # type: ignore[attr-defined]

# What pySHACL and rdflib raise on shapes that they cannot use: pySHACL's own errors are RuntimeErrors,
# but ill-formed lists, patterns and queries come through as whatever they met first.
_UNUSABLE = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, re.error)

_UNIQUE_LANG, _PREFIXES, _DECLARE = (
    rdflib.URIRef(SH + name) for name in ("uniqueLang", "prefixes", "declare")
)


class _Graph(rdflib.Graph):
    """A graph that parses a query once.

    pySHACL asks the same text for every focus node, and rdflib would parse it each time: that takes longer
    than all the rest.
    """

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> rdflib.query.Result:
        """Ask a query."""
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


@lru_cache(maxsize=1024)
def _prepared(text: str) -> Query:
    parsed = parseQuery(text)
    parts: list[Any] = []
    traverse(parsed, visitPre=parts.append)
    kinds = {getattr(part, "name", "") for part in parts}
    if {"ServiceGraphPattern", "DatasetClause"} & kinds:
        raise ShapesError("a query in the shapes has SERVICE or FROM: a shape sees the data that was given")
    declared = {part.prefix or "" for part in parts if getattr(part, "name", "") == "PrefixDecl"}
    used = {part.prefix or "" for part in parts if getattr(part, "name", "") == "pname"}
    # What rdflib raises here is no more than an Exception, and it knows some prefixes that nobody declared.
    if unknown := sorted(used - declared):
        raise ShapesError(f"a query in the shapes uses the prefix {unknown[0]}:; declare it with sh:prefixes")
    return translateQuery(parsed)


def validate(data: bytes, shapes: bytes) -> bytes:
    """Validate a graph against shapes, both in N-Triples; return the W3C report.

    Nothing is fetched or inferred: no owl:imports, no scripts, no rules.
    Raises ShapesError where the shapes cannot be used.
    """
    try:
        with _quietly():
            _, report, text = pyshacl_validate(
                _graph(data),
                shacl_graph=_exact(_graph(shapes)),
                inference="none",
                advanced=False,
            )
    except (*_UNUSABLE, ParseBaseException) as error:
        raise _unusable(_said(error)) from error
    if not isinstance(report, rdflib.Graph):
        raise _unusable(str(text))
    content = BytesIO()
    serialize(_triples(report), content, RdfFormat.N_TRIPLES)
    return content.getvalue()


def _said(error: BaseException) -> str:
    if isinstance(error, re.error):
        return f"the sh:pattern {error.pattern!r} is none that Python knows ({error}); the engine shacl may"
    if isinstance(error, RecursionError):
        return "they nest, or refer to each other, too deep"
    return str(error) or type(error).__name__


def _unusable(reason: str) -> ShapesError:
    said = " ".join(reason.split())
    return ShapesError(f"the shapes cannot be used: {said}; correct the shape that says so")


@contextmanager
def _quietly() -> Iterator[None]:
    # An ill-typed literal is a finding with its place; rdflib's warnings and tracebacks on the way are noise.
    # RuntimeWarning: a recursive shape, which each engine may treat as it likes.
    logger = logging.getLogger("rdflib.term")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        logger.disabled = True
        try:
            yield
        finally:
            logger.disabled = False


def _exact(shapes: rdflib.Graph) -> rdflib.Graph:
    """State for pySHACL what it would get wrong: sh:uniqueLang "1" is not true, prefixes are imported."""
    # Only the very term true asks for it. https://www.w3.org/TR/shacl/#UniqueLangConstraintComponent
    for shape, value in list(shapes.subject_objects(_UNIQUE_LANG)):
        if isinstance(value, rdflib.Literal) and value.value is True and str(value) != "true":
            shapes.remove((shape, _UNIQUE_LANG, value))
            shapes.add((shape, _UNIQUE_LANG, rdflib.Literal(lexical_or_value=False)))
    # sh:prefixes/owl:imports*/sh:declare. https://www.w3.org/TR/shacl/#sparql-prefixes
    for node in set(shapes.objects(None, _PREFIXES)):
        for imported in list(shapes.transitive_objects(node, rdflib.OWL.imports)):
            for declaration in list(shapes.objects(imported, _DECLARE)):
                shapes.add((node, _DECLARE, declaration))
    return shapes


class _Store(SimpleMemory):
    """One graph, by subject and by predicate; it knows how many statements it has.

    rdflib's own stores keep more, and one of them counts for each `len`, which pySHACL takes at each result.
    It also makes a dataset of the store, and looks there for the graph of a node.
    """

    context_aware = graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._count, self._graphs = 0, tuple[object]()
        self._of: _Index = {}
        self._with: _Index = {}

    def __len__(self, context: object = None) -> int:
        return self._count

    def add_graph(self, graph: object) -> None:
        """Make no other graph."""

    def add(self, triple: Any, context: object, quoted: object = None) -> None:
        subject, predicate, value = triple
        self._graphs = (context,)
        objects = self._of.setdefault(subject, {}).setdefault(predicate, {})
        self._count += value not in objects
        objects[value] = None
        self._with.setdefault(predicate, {}).setdefault(value, {})[subject] = None

    def remove(self, triple_pattern: Any, context: object = None) -> None:
        for (subject, predicate, value), _ in list(self.triples(triple_pattern)):
            self._count -= 1
            del self._of[subject][predicate][value], self._with[predicate][value][subject]

    def triples(self, triple_pattern: Any, context: object = None) -> Iterator[Any]:
        subject, predicate, value = triple_pattern
        if subject is not None:
            said = self._of.get(subject, {})
            for each in said if predicate is None else (predicate,):
                objects = said.get(each, {})
                for found in objects if value is None else (value,) * (value in objects):
                    yield (subject, each, found), self._graphs
            return
        for each in self._with if predicate is None else (predicate,):
            values = self._with.get(each, {})
            for found in values if value is None else (value,):
                for node in values.get(found, {}):
                    yield (node, each, found), self._graphs


def _graph(text: bytes) -> rdflib.Graph:
    graph = _Graph(_Store(), bind_namespaces="none")
    # One object a term, as far as may be: what is the same object need not be compared.
    copy, add = lru_cache(maxsize=1 << 18)(_to_rdflib), graph.store.add
    for quad in parse(text, format=RdfFormat.N_TRIPLES):
        add((copy(quad.subject), copy(quad.predicate), copy(quad.object)), graph)
    return graph


def _triples(graph: Iterable[tuple[rdflib.term.Node, ...]]) -> Iterator[Triple]:
    for subject, predicate, value in graph:
        # RDF lets only an IRI or a blank node be a subject, and only an IRI a predicate.
        yield Triple(_from_rdflib(subject), _from_rdflib(predicate), _from_rdflib(value))  # type: ignore[arg-type]


def _to_rdflib(term: object) -> rdflib.term.Node:
    """Copy a term, its lexical form untouched; xsd:string becomes plain, as rdflib has it."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise ShapesError("triple terms are RDF 1.2, which SHACL does not read; state the triple itself")
    if term.language or term.datatype.value == XSD + "string":
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _from_rdflib(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(str(node.datatype)) if node.datatype else None
        return Literal(str(node), language=node.language, datatype=datatype)
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))
