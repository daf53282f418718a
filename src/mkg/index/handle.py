"""The index of one graph, opened to be read by many threads."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from queue import LifoQueue
from typing import Any
from weakref import finalize

from mkg.errors import Unavailable

CONNECTIONS = 4
"""How many threads read an index at a time; others wait for their turn."""


@dataclass(frozen=True)
class Index:
    """An index file, safe from any thread. It stays readable when its file has been deleted.

    Raises Unavailable where the file is not there, or no such file.
    """

    path: str
    _idle: "LifoQueue[sqlite3.Connection]" = field(default_factory=LifoQueue, compare=False, repr=False)

    def __post_init__(self) -> None:
        # All at once: a file that is deleted cannot be opened again.
        opened = [_connected(self.path) for _ in range(CONNECTIONS)]
        for connection in opened:
            finalize(self, connection.close)
            self._idle.put(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection within this context."""
        connection = self._idle.get()
        try:
            yield connection
        finally:
            self._idle.put(connection)

    def rows(self, query: str, **parameters: object) -> list[Any]:
        """Return all rows that an SQL query gives; half characters in its parameters are replaced."""
        told = {name: _whole(value) for name, value in parameters.items()}
        with self.reading() as connection:
            return connection.execute(query, told).fetchall()


@lru_cache(maxsize=2)
def opened(path: str) -> Index:
    """Open the index at a path; the same again while it is one of the last two. Raises Unavailable."""
    return Index(path)


def _connected(path: str) -> sqlite3.Connection:
    address = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM label LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise Unavailable(
            f"the index of the graph cannot be read ({error}); ask again in a moment"
        ) from error
    return connection


def _whole(value: object) -> object:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
