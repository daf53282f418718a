"""Answer SPARQL queries: the seam behind which any engine can stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from threading import Lock
from typing import IO, Any, Protocol, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from mkg.dumps import Dump
from mkg.errors import NotAcceptable, QueryError
from mkg.formats import Format
from mkg.index.functions import CALLABLE
from mkg.sparql import explain, refuse_depth, refuse_service
from mkg.spool import spool
from mkg.vocab import PREFIXES
from mkg.wellformed import XmlFile, with_names


@dataclass(frozen=True)
class Query:
    """A SPARQL query, the graphs that the protocol names for it, prefixes and base that it need not declare.

    https://www.w3.org/TR/sparql11-protocol/#dataset
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None


@dataclass(frozen=True)
class Answer:
    """A whole answer: its format and its bytes, to be read from the start.

    `version` is that of the dataset that gave it; `rows` counts triples, and solutions where that is known.
    """

    format: Format
    body: IO[bytes]
    size: int
    version: str = ""
    rows: int | None = None


class Asker:
    """Who waits for an answer: a name to count by, and whether they still wait."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.gone = False
        self._lock = Lock()
        self._told: list[Callable[[], None]] = []

    def leave(self) -> None:
        """Tell whoever works for this asker that nobody waits any more. Safe from any thread."""
        with self._lock:
            self.gone = True
            # Under the lock: once somebody has stopped listening, nothing of theirs is called any more.
            for tell in self._told:
                tell()

    @contextmanager
    def on_leaving(self, tell: Callable[[], None]) -> Iterator[None]:
        """Within this context, call `tell` when the asker leaves; at once where they have left."""
        with self._lock:
            self._told.append(tell)
            gone = self.gone
        try:
            if gone:
                tell()
            yield
        finally:
            with self._lock:
                self._told.remove(tell)


class Engine(Protocol):
    """Whatever can answer queries."""

    def answer(
        self, query: Query, solutions: Format | None, graph: Format | None, asker: Asker | None = None
    ) -> Answer:
        """Evaluate a query to its end, then return the answer whole.

        `solutions` is the format for SELECT and ASK, `graph` the one for CONSTRUCT and DESCRIBE; None where
        the asker accepts none on offer. Raises QueryError, NotAcceptable; an engine with limits also
        QueryTimeout, QueryKilled, AnswerTooLarge, TooManyRequests, Unavailable, AskerGone.
        """

    def dump(self, dump: Dump) -> Answer:
        """Write the whole dataset."""


class InProcessEngine:
    """Evaluates queries in this process, on a store in memory. It cannot stop a query that runs too long."""

    def __init__(self, store: Store, version: str = "") -> None:
        self._store, self._version = store, version

    def answer(
        self, query: Query, solutions: Format | None, graph: Format | None, asker: Asker | None = None
    ) -> Answer:
        """Evaluate a query; see Engine."""
        del asker  # nothing here can be stopped
        results = evaluate(self._store, query, solutions, graph)
        return self._whole(results.format, results.write)

    def dump(self, dump: Dump) -> Answer:
        """Write the whole dataset; see Engine."""
        return self._whole(dump.format, partial(dump.write, self._store))

    def _whole(self, chosen: Format, write: Callable[[IO[bytes]], int | None]) -> Answer:
        with ExitStack() as undo:
            body = undo.enter_context(spool())
            rows = write(body)
            size = body.tell()
            body.seek(0)
            undo.pop_all()  # the reader of the answer closes it
        return Answer(chosen, body, size, self._version, rows)


@dataclass(frozen=True)
class Results:
    """What a query gives, not yet evaluated, and the format in which it will be written."""

    found: QuerySolutions | QueryBoolean | QueryTriples
    format: Format

    def write(self, body: IO[bytes]) -> int | None:
        """Evaluate to the end into a file; return the number of triples of a graph.

        Raises QueryError where the evaluation fails, NotAcceptable where the format cannot say what it gave,
        and whatever the file raises.
        """
        is_xml = self.format.media_type.endswith("+xml")
        body = cast(IO[bytes], XmlFile(body)) if is_xml else body
        try:
            if isinstance(self.found, QueryTriples):
                return self._write_triples(with_names(self.found) if is_xml else self.found, body)
            self.found.serialize(body, cast(QueryResultsFormat, self.format.writer))
        except OSError as error:
            raise NotAcceptable(
                f"the answer cannot be written as {self.format.media_type} ({error}); ask for another format"
            ) from error
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be evaluated: {error}; leave that out") from error
        return None

    def _write_triples(self, triples: Iterable[Triple], body: IO[bytes]) -> int:
        passed = count()
        told = (triple for triple, _ in zip(triples, passed, strict=False))
        serialize(told, body, cast(RdfFormat, self.format.writer), prefixes=PREFIXES)
        return next(passed)


def evaluate(store: Store, query: Query, solutions: Format | None, graph: Format | None) -> Results:
    """Begin to answer a query, as lazily as the store does. Raises QueryError, NotAcceptable."""
    found = _begun(store, query)
    chosen = graph if isinstance(found, QueryTriples) else solutions
    if chosen is None:
        raise NotAcceptable(f"no format you accept fits this query; ask for {_offer(found)}")
    return Results(found, chosen)


def _begun(store: Store, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
    refuse_service(query.text)
    refuse_depth(query.text)
    # The dataset of a query that names graphs holds these and no other.
    # https://www.w3.org/TR/sparql11-protocol/#dataset
    named = bool(query.default_graphs or query.named_graphs)
    try:
        return store.query(
            query.text,
            base_iri=query.base,
            prefixes=dict(query.prefixes),
            custom_functions=CALLABLE,
            default_graph=_graphs(query.default_graphs) if named else None,
            named_graphs=_graphs(query.named_graphs) if named else None,
        )
    except SyntaxError as error:
        raise QueryError(explain(error, query.text)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}; leave that out") from error


def _graphs(iris: tuple[str, ...]) -> list[Any]:
    # pyoxigraph asks for lists of unions of terms; a list of one of them is no such list to a type checker.
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"a graph is named by a full IRI ({error}); correct {', '.join(iris)}") from error


def _offer(results: QuerySolutions | QueryBoolean | QueryTriples) -> str:
    return (
        "text/turtle or another RDF format"
        if isinstance(results, QueryTriples)
        else ("application/sparql-results+json or another format of results")
    )
