"""Ask other SPARQL endpoints what the SERVICE clauses of a query ask: those allowed, within limits.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from collections.abc import Sequence

from mkg import __version__
from mkg.errors import ServiceError
from mkg.federation.answers import RESULTS, Found
from mkg.federation.clauses import Call, refuse_endpoint
from mkg.federation.outbound import Deadline, Outbound, Reply

MAX_BYTES = 10 << 20
"""What is carried of the answers to one query, where nobody says less."""

_READ = {RESULTS, "application/json"}
# Some public endpoints refuse who does not say their name.
_HEADERS = {
    "Accept": RESULTS,
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": f"mkg/{__version__} (https://w3id.org/mkg/)",
}


def fetch(
    calls: Sequence[Call], allowed: Sequence[str], outbound: Outbound, seconds: float, size: int = MAX_BYTES
) -> list[Found]:
    """Return what the endpoints of one query's calls send, unread, up to the first fault that is not silent.

    `seconds` and `size`, in bytes, are for all of them together. Raises QueryError where one is not allowed.
    """
    for call in calls:
        refuse_endpoint(call.endpoint, allowed)
    deadline, found = Deadline(seconds), list[Found]()
    for call in calls:
        try:
            reply = outbound.post(call.endpoint, {"query": call.query}, _HEADERS, deadline, size)
            size -= len(reply.body)
            _refuse(reply)
            found.append(reply.body)
        except ServiceError as error:
            found.append(str(error))
            if not call.silent:
                break
    return found


def _refuse(reply: Reply) -> None:
    if 300 <= reply.status < 400:
        raise ServiceError("sends the asker elsewhere, which is not followed; write the address where it is")
    if reply.status != 200:
        raise ServiceError(f"answers with the status {reply.status}; check what you ask it, or try later")
    coding = reply.headers.get("Content-Encoding", "identity")
    if reply.headers.get_content_type() not in _READ or coding != "identity":
        raise ServiceError(
            f"answers in {reply.headers.get_content_type()} ({coding}), not in {RESULTS}; check its address"
        )
