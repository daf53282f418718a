"""Ask for one address: politely, with its redirects followed, by GET where HEAD tells nothing."""

from collections import Counter
from collections.abc import Callable
from time import time
from urllib.parse import urljoin

from mkg.links.addresses import address_of, host_of
from mkg.links.turns import Turns
from mkg.links.verdicts import Answer, Verdict
from mkg.links.web import Look, Reply

MAX_REDIRECTS = 10
MAX_TRIES = 3
MAX_REST = 60.0
"""Seconds for which a host may ask to be left alone and is still asked again in the same run."""

MAX_FAILURES = 4
"""How many requests to a host may fail in a row before it is asked for nothing more."""

_DEFAULT_REST = 5.0
_AWAY = {Verdict.SLOW, Verdict.UNREACHABLE}
_FINAL = {Verdict.NO_HOST, Verdict.PRIVATE, Verdict.UNTRUSTED, Verdict.BUSY}


class Asker:
    """Asks for addresses; from several threads at once, where it is one a host that is asked at a time."""

    def __init__(self, look: Look, turns: Turns, clock: Callable[[], float] = time) -> None:
        self._look, self._turns, self._clock = look, turns, clock
        self._shut: dict[str, Verdict] = {}
        self._failures: Counter[str] = Counter()

    def ask(self, address: str) -> Answer:
        """Find out what stands at an address, as `cited` returns it."""
        try:
            current = address_of(address)
        except ValueError:
            return Answer(address, Verdict.MALFORMED)
        moved, permanent, seen = "", True, set[str]()
        while current not in seen and len(seen) <= MAX_REDIRECTS:
            seen.add(current)
            reply = self._reply(current)
            if isinstance(reply, Verdict):
                return Answer(address, reply)
            if not reply.location:
                return Answer(address, _verdict(reply.status, moved), reply.status, moved)
            try:
                current = address_of(urljoin(current, reply.location))
            except ValueError:
                break
            permanent = permanent and reply.status in {301, 308}
            moved = current if permanent else moved
        return Answer(address, Verdict.CIRCLING)

    def _reply(self, address: str) -> Reply | Verdict:
        """Ask by HEAD, and where that fails by GET: not every server knows HEAD, some hang up on it."""
        reply = self._patient("HEAD", address)
        if isinstance(reply, Verdict):
            again = reply in {Verdict.UNREACHABLE, Verdict.GARBLED}
        else:
            again = reply.status >= 400
        return self._patient("GET", address) if again else reply

    def _patient(self, method: str, address: str) -> Reply | Verdict:
        host = host_of(address)
        for _ in range(MAX_TRIES):
            if host in self._shut:
                return self._shut[host]
            with self._turns.at(host):
                reply = self._look(method, address)
                rest = None if isinstance(reply, Verdict) else reply.rest(self._clock(), _DEFAULT_REST)
                self._turns.rest(host, min(rest or 0.0, MAX_REST))
            if isinstance(reply, Verdict):
                return self._noted(host, reply)
            self._failures[host] = 0
            if rest is None:
                return reply
            if rest > MAX_REST:
                break
        return self._noted(host, Verdict.BUSY)

    def _noted(self, host: str, verdict: Verdict) -> Verdict:
        self._failures[host] += verdict in _AWAY
        if verdict in _FINAL or self._failures[host] >= MAX_FAILURES:
            self._shut[host] = verdict
        return verdict


def _verdict(status: int, moved: str) -> Verdict:
    if status in {404, 410}:
        return Verdict.GONE
    if status >= 500:
        return Verdict.BROKEN
    # A range that cannot be satisfied is one of a page that is there, and empty.
    if status >= 400 and status != 416:
        return Verdict.REFUSED
    return Verdict.MOVED if moved else Verdict.ALIVE
