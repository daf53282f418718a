"""What SPARQL endpoints send for the calls of a query, read as rows or refused.

https://www.w3.org/TR/sparql11-results-json/
"""

import re
from collections.abc import Sequence
from itertools import islice

from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

from mkg.errors import ServiceError
from mkg.federation.clauses import UNKNOWN, Call, Table
from mkg.sparql import TOKEN

Found = bytes | str
"""What became of a call: the answer as it was sent, or a fault that goes on a sentence about the endpoint."""

RESULTS = "application/sparql-results+json"
"""The media type of an answer."""

MAX_ROWS = 10_000
"""How many rows the calls of one query may be answered with together."""

# All of a JSON text but its brackets.
_NO_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^][{}"]++', re.DOTALL)
# Results nest 5 levels. Some ten thousand overflow the native stack of the parser and take the process along.
_MAX_NESTING = 32


def tables(calls: Sequence[Call], found: Sequence[Found]) -> list[Table]:
    """Return the rows that were found for each call; for a SILENT one where none can be used, UNKNOWN.

    Raises ServiceError for the first other one.
    """
    answers, left = list[Table](), MAX_ROWS
    # What was found ends with a fault that is raised here.
    for call, answer in zip(calls, found, strict=False):
        try:
            answers.append(_table(call, answer, left))
        except ServiceError as error:
            if not call.silent:
                raise ServiceError(f"<{call.endpoint}> {error}") from error
            answers.append(UNKNOWN)
        else:
            left -= len(answers[-1].rows)
    return answers


def _table(call: Call, answer: Found, most: int) -> Table:
    if isinstance(answer, str):
        raise ServiceError(answer)
    table = None if _is_deep(answer) else _parsed(answer, most + 1)
    if table is None:
        raise ServiceError(
            f"answers with what cannot be read as rows of {RESULTS}; check its address, or ask for less"
        )
    if len(table.rows) > most:
        raise ServiceError(f"answers with more than {MAX_ROWS} rows; ask it for less")
    asked = {match[0][1:] for match in TOKEN.finditer(call.query) if match[0][0] in "?$"}
    if not asked.issuperset(table.variables):
        raise ServiceError("answers with variables that it was not asked for; check its address")
    return table


def _is_deep(body: bytes) -> bool:
    brackets = _NO_BRACKETS.sub(b"", body)
    for _ in range(_MAX_NESTING):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


def _parsed(body: bytes, most: int) -> Table | None:
    # No exception leaves with the solutions in its frames: they may be dropped in no thread but this.
    try:
        results = parse_query_results(body, QueryResultsFormat.JSON)
        if isinstance(results, QueryBoolean):
            return None
        names = tuple(variable.value for variable in results.variables)
        return Table(names, [tuple(solution) for solution in islice(results, most)])
    # A value of more than some MiB is more than the parser keeps.
    except (SyntaxError, ValueError, MemoryError):
        return None
