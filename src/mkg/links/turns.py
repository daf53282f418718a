"""Turns: no host is asked twice at a time, nor again before a pause."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic


class Turns:
    """Who may ask which host when; `interval` is the pause between two requests to one host, in seconds.

    `pause` waits for some seconds, or less once nobody is to be asked any more.
    """

    def __init__(
        self, interval: float, pause: Callable[[float], object], clock: Callable[[], float] = monotonic
    ) -> None:
        self._interval, self._pause, self._clock = interval, pause, clock
        self._locks: dict[str, Lock] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Wait for the turn to ask a host, and have it within this context."""
        with self._locks.setdefault(host, Lock()):
            if (wait := self._next.get(host, 0.0) - self._clock()) > 0:
                self._pause(wait)
            try:
                yield
            finally:
                self.rest(host, self._interval)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds, or for longer where that was said before."""
        until = self._clock() + seconds
        self._next[host] = max(until, self._next.get(host, until))
