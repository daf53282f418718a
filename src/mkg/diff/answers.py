"""The competency questions whose answers differ between two sides."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, QueryBoolean, QuerySolutions, Store

from mkg import dataset
from mkg.diff.blank import Term
from mkg.diff.sides import Side
from mkg.engine import Query, evaluate
from mkg.errors import QueryError
from mkg.formats import GRAPHS, SOLUTIONS
from mkg.questions import Question
from mkg.vocab import PREFIXES

Row = tuple[Term | None, ...]
_SOME = BlankNode("some")  # a blank node has no name that both sides share


@dataclass(frozen=True)
class Answer:
    """How the answer to one question changed: rows that came and went, each as often as it did.

    `fault` says why the question could not be answered on both sides; then there are no rows.
    """

    question: Question
    columns: tuple[str, ...] = ()
    removed: tuple[Row, ...] = ()
    added: tuple[Row, ...] = ()
    fault: str = ""


def compare(questions: Iterable[Question], before: Side, after: Side) -> list[Answer]:
    """Ask every question on both sides, with what follows from the ontology; return those that differ."""
    asked = list(questions)
    if not asked:
        return []
    old, new = _store(before), _store(after)
    answers = (_compared(question, old, new) for question in asked)
    return [answer for answer in answers if answer.removed or answer.added or answer.fault]


def _store(side: Side) -> Store:
    store = dataset.build(side.sources).store
    dataset.infer(store)
    return store


def _compared(question: Question, old: Store, new: Store) -> Answer:
    try:
        _, before = _asked(question, old)
        columns, after = _asked(question, new)
    except QueryError as error:
        return Answer(question, fault=str(error))
    removed, added = before - after, after - before
    return Answer(question, columns, tuple(_sorted(removed)), tuple(_sorted(added)))


def _asked(question: Question, store: Store) -> tuple[tuple[str, ...], Counter[Row]]:
    try:
        found = evaluate(store, Query(question.text, prefixes=PREFIXES), SOLUTIONS[0], GRAPHS[0]).found
        if isinstance(found, QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            return names, Counter(tuple(_plain(solution[name]) for name in names) for solution in found)
        if isinstance(found, QueryBoolean):
            return ("answer",), Counter([(Literal(bool(found)),)])
        rows = ((triple.subject, triple.predicate, triple.object) for triple in found)
        return ("subject", "predicate", "object"), Counter(tuple(map(_plain, row)) for row in rows)
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}; leave that out") from error


def _plain(term: Term | None) -> Term | None:
    return _SOME if isinstance(term, BlankNode) else term


def _sorted(rows: Counter[Row]) -> list[Row]:
    return sorted(rows.elements(), key=str)
