"""The web process's side of the engines: connections that are kept, answers that are whole or none."""

import json
import select
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Condition
from typing import IO, Any, cast

from mkg.dumps import DUMPS, Dump
from mkg.engine import Answer, Asker, Query
from mkg.errors import AskerGone, QueryKilled, QueryTimeout, Unavailable
from mkg.federation import Consult
from mkg.formats import GRAPHS, SOLUTIONS, Format, named
from mkg.server import wire
from mkg.server.admission import Admission
from mkg.server.settings import Limits
from mkg.spool import spool

GRACE = 0.3
"""Seconds after its limit at which an engine that has not died of it is given up, and dies of that."""


class Connection:
    """A connection to one engine: its socket and the version of its graph.

    `consult` asks other endpoints in the engine's place.
    """

    def __init__(self, path: str, consult: Consult) -> None:
        self.path, self._consult = path, consult
        self._at_work = False
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._stream = self._socket.makefile("rb")
        with ExitStack() as undo:
            undo.callback(self.close)
            self._socket.settimeout(GRACE * 10)
            self._socket.connect(path)
            told = json.loads(wire.receive(self._stream)[1])
            undo.pop_all()
        self.version = str(told["version"])

    @property
    def is_ready(self) -> bool:
        """Whether the engine waits for a question."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        # One that has ended, or has not told its answer to the end, has something to say.
        return not (self._at_work or poll.poll(0))

    def ask(self, question: dict[str, Any], seconds: float) -> Answer:
        """Send a question and return its whole answer.

        Raises what the engine raised; QueryTimeout and QueryKilled where it died of the question.
        """
        until = time.monotonic() + seconds
        self._at_work = True
        with ExitStack() as undo:
            body = undo.enter_context(spool())
            try:
                wire.send(self._socket, wire.ASK, question)
                answer = self._answer(body, until + GRACE)
            except (EOFError, OSError) as error:
                raise _cause(seconds, late=time.monotonic() > until - GRACE / 10) from error
            undo.pop_all()  # the reader of the answer closes it
        return answer

    def _answer(self, body: IO[bytes], until: float) -> Answer:
        while True:
            self._socket.settimeout(max(0.001, until - time.monotonic()))
            kind, payload = wire.receive(self._stream)
            if kind == wire.CHUNK:
                with _room():
                    body.write(payload)
                continue
            if kind == wire.CONSULT:
                wire.send_found(self._socket, self._consult(wire.unpacked_calls(payload)))
                continue
            told = json.loads(payload)
            self._at_work = not told["stays"]
            if kind == wire.FAULT:
                raise wire.unpacked_fault(told)
            return self._whole(body, told)

    def _whole(self, body: IO[bytes], end: dict[str, Any]) -> Answer:
        with _room():
            size = body.tell()
            body.seek(0)
        name = end["format"]
        chosen = DUMPS[name].format if name in DUMPS else named(name, (*SOLUTIONS, *GRAPHS))
        return Answer(cast(Format, chosen), body, size, self.version, end["rows"])

    def hang_up(self) -> None:
        """End the connection from another thread: the engine ends with it, whatever it does."""
        with suppress(OSError):  # it may have ended by itself
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the connection up."""
        self._stream.close()
        self._socket.close()


def _cause(seconds: float, *, late: bool) -> QueryKilled | QueryTimeout:
    """Say of what an engine died."""
    if late:
        return QueryTimeout(
            f"the query ran for {seconds:g} seconds, as long as it may, and was stopped; "
            "ask for less, or put the most selective pattern first"
        )
    return QueryKilled(
        "the query took more memory or deeper nesting than it may, or put values of many types in order, "
        "and was stopped; ask for less at a time, and ORDER BY STR(?value)"
    )


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(f"the answer cannot be kept ({error.strerror}); ask again later") from error


class ForkedEngines:
    """Answers queries in processes that a loader forks; see mkg.engine.Engine."""

    def __init__(self, limits: Limits, consult: Consult) -> None:
        self.admission = Admission(limits)
        self._limits, self._consult = limits, consult
        self._idle: deque[Connection] = deque()
        self._path: str | None = None
        self._changed = Condition()

    def use(self, path: str | None) -> None:
        """Ask the engines behind another socket from now on; None where there are none for the moment."""
        with self._changed:
            self._path = path
            while self._idle:
                self._idle.pop().close()
            self._changed.notify_all()

    def answer(
        self, query: Query, solutions: Format | None, graph: Format | None, asker: Asker | None = None
    ) -> Answer:
        """Evaluate a query within its limits; see Engine."""
        return self._ask(wire.packed_query(query, solutions, graph), self._limits.seconds, asker or Asker())

    def dump(self, dump: Dump) -> Answer:
        """Write the whole dataset; see Engine."""
        return self._ask({"dump": dump.name}, self._limits.dump_seconds, Asker("dump"))

    def _ask(self, question: dict[str, Any], seconds: float, asker: Asker) -> Answer:
        with (
            self.admission.seat(asker),
            self._connection() as connection,
            asker.on_leaving(connection.hang_up),
        ):
            try:
                return connection.ask(question, seconds)
            except (QueryKilled, QueryTimeout) as error:
                if asker.gone:
                    raise AskerGone("the asker has gone") from error
                raise

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        connection = self._kept() or self._new()
        try:
            yield connection
        finally:
            with self._changed:
                if connection.path == self._path and connection.is_ready:
                    self._idle.append(connection)
                else:
                    connection.close()

    def _kept(self) -> Connection | None:
        with self._changed:
            while self._idle:
                connection = self._idle.pop()
                if connection.is_ready:
                    return connection
                connection.close()
        return None

    def _new(self) -> Connection:
        until = time.monotonic() + self._limits.patience
        while (path := self._current(until)) is not None:
            try:
                return Connection(path, self._consult)
            except (OSError, EOFError) as error:
                reason = error
                self._await_another(path, until)
            if time.monotonic() > until:
                raise Unavailable(f"no engine can be started ({reason}); ask again in a moment") from reason
        raise Unavailable("the graph is being loaded; ask again in a moment")

    def _current(self, until: float) -> str | None:
        with self._changed:
            self._changed.wait_for(lambda: self._path, max(0.0, until - time.monotonic()))
            return self._path

    def _await_another(self, path: str, until: float) -> None:
        # A loader that is replaced ends before its successor is known here: a short wait, then once more.
        with self._changed:
            left = min(0.1, max(0.0, until - time.monotonic()))
            self._changed.wait_for(lambda: self._path != path, left)
