"""Answer SPARQL queries: the seam behind which any engine can stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from mkg.errors import MkgError, NotAcceptable, QueryError
from mkg.formats import Format
from mkg.sparql import is_update, refuse_depth, refuse_service
from mkg.vocab import PREFIXES

SPOOL = 1 << 20
"""Bytes of an answer kept in memory; what is longer goes to an unlinked temporary file."""


@dataclass(frozen=True)
class Query:
    """A SPARQL query, the graphs that the protocol names for it and prefixes that it need not declare.

    https://www.w3.org/TR/sparql11-protocol/#dataset
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A whole answer: its format and its bytes, to be read from the start."""

    format: Format
    body: IO[bytes]
    size: int


class Engine(Protocol):
    """Whatever can answer queries."""

    def answer(self, query: Query, solutions: Format | None, graph: Format | None) -> Answer:
        """Evaluate a query to its end, then return the answer whole.

        `solutions` is the format for SELECT and ASK, `graph` the one for CONSTRUCT and DESCRIBE; None where
        the asker accepts none on offer. Raises QueryError, NotAcceptable.
        """


class InProcessEngine:
    """Evaluates queries in this process, on a store in memory. It cannot stop a query that runs too long."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, query: Query, solutions: Format | None, graph: Format | None) -> Answer:
        """Evaluate a query; see Engine."""
        results = self._evaluate(query)
        chosen = graph if isinstance(results, QueryTriples) else solutions
        if chosen is None:
            raise NotAcceptable(f"no format you accept fits this query; ask for {_offer(results)}")
        body = cast(IO[bytes], SpooledTemporaryFile(SPOOL))  # noqa: SIM115 -- the reader of the answer closes it
        _write(results, body, chosen)
        size = body.tell()
        body.seek(0)
        return Answer(chosen, body, size)

    def _evaluate(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        refuse_service(query.text)
        refuse_depth(query.text)
        # The dataset of a query that names graphs holds these and no other.
        # https://www.w3.org/TR/sparql11-protocol/#dataset
        named = bool(query.default_graphs or query.named_graphs)
        try:
            return self._store.query(
                query.text,
                prefixes=dict(query.prefixes),
                default_graph=_graphs(query.default_graphs) if named else None,
                named_graphs=_graphs(query.named_graphs) if named else None,
            )
        except SyntaxError as error:
            raise QueryError(explain(error, query.text)) from error


def _graphs(iris: tuple[str, ...]) -> list[Any]:
    # pyoxigraph asks for lists of unions of terms; a list of one of them is no such list to a type checker.
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"a graph is named by a full IRI ({error}); correct {', '.join(iris)}") from error


def _write(results: QuerySolutions | QueryBoolean | QueryTriples, body: IO[bytes], chosen: Format) -> None:
    try:
        if isinstance(results, QueryTriples):
            serialize(results, body, cast(RdfFormat, chosen.writer), prefixes=PREFIXES)
        else:
            results.serialize(body, cast(QueryResultsFormat, chosen.writer))
    except (OSError, RuntimeError, ValueError) as error:
        raise MkgError(f"the evaluation of the query failed: {error}") from error


def _offer(results: QuerySolutions | QueryBoolean | QueryTriples) -> str:
    return (
        "text/turtle or another RDF format"
        if isinstance(results, QueryTriples)
        else ("application/sparql-results+json or another format of results")
    )


def explain(error: Exception, text: str) -> str:
    """Say what is wrong with a query and where, in one sentence out of the parser's many words."""
    if not text.strip():
        return "the query is empty: write a SELECT, ASK, CONSTRUCT or DESCRIBE"
    if is_update(text):
        return "updates are not taken here: the graph changes through its files in git"
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if not match:
        return f"the query cannot be read: {error}"
    line, column = int(match[1]), int(match[2])
    written = "".join(text.splitlines()[line - 1 : line])
    prefix = re.search(r"([\w.-]*):[^\s:]*$", written[: column - 1])
    if "Prefix not found" in match[3] and prefix:
        column, cure = prefix.start() + 1, f"declare the prefix {prefix[1]}: with a PREFIX line"
    else:
        cure = _cure(match[3])
    near = written[max(0, column - 15) : column + 9].strip()
    return f"the query cannot be read at line {line}, column {column}, near {near!r}: {cure}"


def _cure(expected: str) -> str:
    # The parser lists all that could stand there, which helps nobody; a sentence among it is a broken rule.
    broken = re.search(r"\b[A-Z][a-zA-Z]+(?: [a-zA-Z]+){2,}", expected)
    return broken[0] if broken else "check the words, brackets and dots just before"
