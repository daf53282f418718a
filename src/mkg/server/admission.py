"""How many queries run at a time, in all and for one client; the others wait, or are told to come back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from threading import Condition

from mkg.engine import Asker
from mkg.errors import AskerGone, TooManyRequests, Unavailable
from mkg.server.settings import Limits


class Admission:
    """Seats for queries: as many as there are engines, shared so that no client can have them all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._changed = Condition()
        self._seated: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()

    @property
    def seated(self) -> int:
        """How many queries run."""
        return self._seated.total()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return self._waiting.total()

    @contextmanager
    def seat(self, asker: Asker) -> Iterator[None]:
        """Wait for a seat and hold it within this context.

        Raises TooManyRequests where the client has its share, Unavailable where all seats stay taken,
        AskerGone where nobody waits any more.
        """
        client = client_of(asker.name)
        # In this order: who leaves holds the asker's lock, and then takes this one.
        with asker.on_leaving(self._wake), self._changed:
            self._wait(client, asker)
            self._seated[client] += 1
        try:
            yield
        finally:
            with self._changed:
                self._seated -= Counter([client])  # drops who has none
                self._changed.notify_all()

    def _wait(self, client: str, asker: Asker) -> None:
        if not self._is_free(client):
            self._refuse_crowd(client)
            self._waiting[client] += 1
            try:
                self._changed.wait_for(lambda: asker.gone or self._is_free(client), self._limits.patience)
            finally:
                self._waiting -= Counter([client])
        if asker.gone:
            raise AskerGone("the asker has gone")
        if not self._is_free(client):
            raise self._refusal(client)

    def _is_free(self, client: str) -> bool:
        return self.seated < self._limits.engines and self._seated[client] < self._limits.share

    def _refuse_crowd(self, client: str) -> None:
        # Who waits holds a thread: a client may hold a quarter of them, all clients all of them.
        if self._waiting[client] >= max(1, self._limits.queue // 4) or self.waiting >= self._limits.queue:
            raise self._refusal(client)

    def _refusal(self, client: str) -> TooManyRequests | Unavailable:
        if self._waiting[client] and self._seated[client] < self._limits.share:
            return TooManyRequests("as many queries of yours wait as may; send the next when one is answered")
        if self._seated[client] >= self._limits.share:
            return TooManyRequests(
                f"{self._limits.share} queries of yours run already, as many as one client may have; "
                "send the next when one of them is answered"
            )
        return Unavailable("every engine is busy; ask again in a moment")

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


def client_of(address: str) -> str:
    """Return the name by which an address is counted: itself, or its network of 64 bits for IPv6.

    >>> client_of("2001:db8::1") == client_of("2001:db8::2")
    True
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or f"{parsed.exploded[:19]}::/64")
