"""SERVICE for endpoints that are allowed: the clauses of a query become the rows that they stand for.

https://www.w3.org/TR/sparql11-federated-query/
"""

from collections.abc import Callable, Mapping, Sequence

from mkg.errors import QueryError
from mkg.services import NO_PREFIXES, UNKNOWN, Call, Table, calls, substitute
from mkg.sparql import refuse_depth

MAX_CALLS = 5
"""How many SERVICE clauses a query may hold."""

Consult = Callable[[Sequence[Call]], Sequence[Table]]
"""Whatever asks the endpoints of some calls, and returns their answers in the same order."""


def federate(
    text: str, allowed: Sequence[str], consult: Consult, *, prefixes: Mapping[str, str] = NO_PREFIXES
) -> str:
    """Return a query with the rows that its SERVICE clauses stand for; `consult` asks for them.

    An entry of `allowed` allows the address that it is; if it ends with /, also those that begin with it.
    `prefixes` are those that the text need not declare. Nobody is asked for a query that would be refused
    anyway. Raises QueryError where the query is at fault, and what `consult` raises.
    """
    found = calls(text, prefixes)
    if len(found) > MAX_CALLS:
        raise QueryError(f"the query holds {len(found)} SERVICE clauses; write at most {MAX_CALLS}")
    for call in found:
        refuse_endpoint(call.endpoint, allowed)
    refuse_depth(text)
    substitute(text, [(call, UNKNOWN) for call in found])
    return substitute(text, list(zip(found, consult(found), strict=True))) if found else text


def refuse_endpoint(endpoint: str, allowed: Sequence[str]) -> None:
    """Raise QueryError where nothing allows an endpoint."""
    # Were any beginning enough, https://e.org would allow https://e.org.example.net and https://e.org@other.
    if not any(
        endpoint == entry or (entry.endswith("/") and endpoint.startswith(entry)) for entry in allowed
    ):
        cure = f"ask {' or '.join(allowed)}" if allowed else "ask it yourself and join the answers"
        raise QueryError(f"SERVICE <{endpoint}> is not allowed here; {cure}")
