"""Ask other SPARQL endpoints what the SERVICE clauses of a query ask: those allowed, within limits.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

from mkg import __version__
from mkg.errors import ServiceError
from mkg.federation import refuse_endpoint
from mkg.outbound import Deadline, Outbound, Reply, Resolve, addresses
from mkg.services import UNKNOWN, Call, Table
from mkg.sparql import TOKEN

RESULTS = "application/sparql-results+json"
_READ = {RESULTS, "application/json"}
# Some public endpoints refuse who does not say their name.
_HEADERS = {
    "Accept": RESULTS,
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": f"mkg/{__version__} (https://w3id.org/mkg/)",
}
# All of a JSON text but its brackets.
_NO_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^][{}"]++', re.DOTALL)
# Results nest 5 levels. Some ten thousand overflow the native stack of the parser and take the process along.
_MAX_NESTING = 32


@dataclass(frozen=True)
class FetchLimits:
    """What the calls of one query may take together: seconds, bytes of answers, rows."""

    seconds: float = 10
    bytes: int = 10 << 20
    rows: int = 10_000


DEFAULT_LIMITS = FetchLimits()


def tables(
    calls: Sequence[Call],
    allowed: Sequence[str],
    limits: FetchLimits = DEFAULT_LIMITS,
    *,
    private: bool = False,
    resolve: Resolve = addresses,
) -> list[Table]:
    """Return what the endpoints answer to the calls of one query; a SILENT one that fails, UNKNOWN.

    An endpoint whose address is not public is asked only if `private`. Raises QueryError where an endpoint is
    not allowed, ServiceError where anything else goes wrong.
    """
    for call in calls:
        refuse_endpoint(call.endpoint, allowed)
    session = _Session(Outbound(private, resolve), limits)
    return [session.ask(call.endpoint, call.query, silent=call.silent) for call in calls]


class _Session:
    """The calls of one query, within limits that they share."""

    def __init__(self, outbound: Outbound, limits: FetchLimits) -> None:
        self._outbound, self._limits = outbound, limits
        self._deadline = Deadline(limits.seconds)
        self._bytes, self._rows = limits.bytes, limits.rows

    def ask(self, endpoint: str, query: str, *, silent: bool = False) -> Table:
        """Return the answer of an endpoint; where it fails, UNKNOWN if `silent`, else raise ServiceError."""
        try:
            reply = self._outbound.post(endpoint, {"query": query}, _HEADERS, self._deadline, self._bytes)
            self._bytes -= len(reply.body)
            return self._table(reply, query)
        except ServiceError as error:
            if silent:
                return UNKNOWN
            raise ServiceError(f"<{endpoint}> {error}") from error

    def _table(self, reply: Reply, query: str) -> Table:
        _refuse_reply(reply)
        table = _parsed(reply.body, self._rows + 1)
        if table is None:
            raise ServiceError(f"answers with what is no {RESULTS} of rows; check its address")
        if len(table.rows) > self._rows:
            raise ServiceError(f"answers with more than {self._limits.rows} rows; ask it for less")
        self._rows -= len(table.rows)
        asked = {match[0][1:] for match in TOKEN.finditer(query) if match[0][0] in "?$"}
        if not asked.issuperset(table.variables):
            raise ServiceError("answers with variables that it was not asked for; check its address")
        return table


def _parsed(body: bytes, most: int) -> Table | None:
    # No exception leaves with the solutions in its frames: they may be dropped in no thread but this.
    try:
        results = parse_query_results(body, QueryResultsFormat.JSON)
        if isinstance(results, QueryBoolean):
            return None
        names = tuple(variable.value for variable in results.variables)
        return Table(names, [tuple(solution) for solution in islice(results, most)])
    except (SyntaxError, ValueError):
        return None


def _refuse_reply(reply: Reply) -> None:
    if 300 <= reply.status < 400:
        raise ServiceError("sends the asker elsewhere, which is not followed; write the address where it is")
    if reply.status != 200:
        raise ServiceError(f"answers with the status {reply.status}; check what you ask it, or try later")
    coding = reply.headers.get("Content-Encoding", "identity")
    if reply.headers.get_content_type() not in _READ or coding != "identity":
        raise ServiceError(
            f"answers in {reply.headers.get_content_type()} ({coding}), not in {RESULTS}; check its address"
        )
    brackets = _NO_BRACKETS.sub(b"", reply.body)
    for _ in range(_MAX_NESTING):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if brackets:
        raise ServiceError(f"answers with what is no {RESULTS}; check its address")
