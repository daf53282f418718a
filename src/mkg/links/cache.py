"""What is known of addresses from earlier checks, on disk."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkg.errors import ReadError
from mkg.links.verdicts import Answer, Verdict

FILE = "links-1.sqlite"
"""The name of the file; the number is that of its layout."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers"
    " (address TEXT PRIMARY KEY, verdict TEXT, status INTEGER, moved TEXT, asked REAL) STRICT"
)


def default_folder() -> Path:
    """Return the folder for what may be lost. https://specifications.freedesktop.org/basedir/latest/."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".cache") / "mkg"


class Cache:
    """Answers by address; each is on disk once `put` returns, and two checks may share one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def put(self, answer: Answer, asked: float) -> None:
        """Remember an answer and when it was given, in seconds since 1970. Raises ReadError."""
        row = (answer.address, answer.verdict, answer.status, answer.moved, asked)
        with _told(self._path), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    def get(self, address: str, since: float) -> Answer | None:
        """Return an answer that is not older than a moment. Raises ReadError."""
        text = "SELECT verdict, status, moved FROM answers WHERE address = ? AND asked >= ?"
        with _told(self._path):
            row = self._connection.execute(text, (address, since)).fetchone()
        # A later mkg may know verdicts that this one does not.
        return Answer(address, Verdict(row[0]), *row[1:]) if row and row[0] in {*Verdict} else None


@contextmanager
def opened(folder: Path) -> Iterator[Cache]:
    """Open the cache in a folder, which is made where there is none. Raises ReadError."""
    path = folder / FILE
    with _told(path):
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
    try:
        with _told(path):
            connection.execute(_TABLE)
        yield Cache(connection, path)
    finally:
        connection.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ReadError(f"{path}: cannot be used ({error}); remove it, or name another folder") from error
