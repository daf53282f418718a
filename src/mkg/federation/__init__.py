"""SERVICE for endpoints that are allowed: the clauses of a query become the rows that they stand for.

https://www.w3.org/TR/sparql11-federated-query/

Each module imports only from lines above its own:

    outbound · clauses    another server, asked with care · the calls of a query, as text
    answers               what an endpoint sent, read as rows
    fetch                 the endpoints of some calls, asked for what they send

Who evaluates a query has a deadline and a process of its own to lose, and so reads what endpoints send; who
has the network only carries it.
"""

from collections.abc import Callable, Mapping, Sequence

from mkg.errors import QueryError
from mkg.federation.answers import Found, tables
from mkg.federation.clauses import NO_PREFIXES, UNKNOWN, Call, calls, refuse_endpoint, substitute
from mkg.sparql import refuse_depth

__all__ = ["MAX_CALLS", "Call", "Consult", "Found", "federate"]

MAX_CALLS = 5
"""How many SERVICE clauses a query may hold."""

Consult = Callable[[Sequence[Call]], Sequence[Found]]
"""Whatever asks the endpoints of some calls, up to the first fault that is not silent, in the same order."""


def federate(
    text: str, allowed: Sequence[str], consult: Consult, *, prefixes: Mapping[str, str] = NO_PREFIXES
) -> str:
    """Return a query with the rows that its SERVICE clauses stand for; `consult` asks for them.

    See `refuse_endpoint` for `allowed`; `prefixes` are those that the text need not declare. Nobody is asked
    for a query that would be refused anyway. Raises QueryError where the query is at fault, ServiceError
    where an endpoint is, and what `consult` raises.
    """
    found = calls(text, prefixes)
    if len(found) > MAX_CALLS:
        raise QueryError(f"the query holds {len(found)} SERVICE clauses; write at most {MAX_CALLS}")
    for call in found:
        refuse_endpoint(call.endpoint, allowed)
    refuse_depth(text)
    substitute(text, [(call, UNKNOWN) for call in found])
    if not found:
        return text
    return substitute(text, list(zip(found, tables(found, consult(found)), strict=True)))
