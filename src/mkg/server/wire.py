"""Messages between the web process and an engine: a kind, a length, a payload."""

import io
import json
import socket
import struct
from collections.abc import Sequence
from typing import IO, Any

from mkg import errors
from mkg.engine import Query
from mkg.errors import AnswerTooLarge, MkgError
from mkg.federation import Call, Found
from mkg.formats import GRAPHS, SOLUTIONS, Format, named
from mkg.server.rows import Rows

HELLO, ASK, CHUNK, END, FAULT, CONSULT, FOUND = b"H", b"A", b"C", b"E", b"F", b"S", b"T"
_HEAD = struct.Struct("!cI")
_PIECE = 1 << 16


def send(connection: socket.socket, kind: bytes, payload: bytes | dict[str, Any]) -> None:
    """Send one message; a dictionary travels as JSON."""
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    connection.sendall(_HEAD.pack(kind, len(content)) + content)


def receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Receive one message, kind and payload. Raises EOFError where the other side has ended."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, size = _HEAD.unpack(head)
    payload = stream.read(size)
    if len(payload) < size:
        raise EOFError
    return kind, payload


class ChunkWriter(io.RawIOBase):
    """A file that sends what is written to it as chunks of an answer, up to `limit` bytes."""

    def __init__(self, connection: socket.socket, limit: int) -> None:
        self._connection, self._limit, self.size = connection, limit, 0
        self.rows = Rows("")

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, chunk: Any) -> int:  # noqa: ANN401 -- what holds bytes has no name before 3.12
        """Send a chunk. Raises AnswerTooLarge once the limit is passed."""
        content = bytes(chunk)
        self.size += len(content)
        if self.size > self._limit:
            raise AnswerTooLarge(
                f"the answer is larger than {self._limit:,} bytes; "
                "add a LIMIT, or take the whole graph from /dump/"
            )
        self.rows.feed(content)
        send(self._connection, CHUNK, content)
        return len(content)

    def buffered(self) -> io.BufferedWriter:
        """Return a buffer before it, so that small writes do not become small messages."""
        return io.BufferedWriter(self, _PIECE)


def packed_query(query: Query, solutions: Format | None, graph: Format | None) -> dict[str, Any]:
    """Write a query and the formats its asker accepts as the payload of ASK."""
    return {
        "text": query.text,
        "default_graphs": query.default_graphs,
        "named_graphs": query.named_graphs,
        "base": query.base,
        "solutions": solutions and solutions.name,
        "graph": graph and graph.name,
    }


def unpacked_query(told: dict[str, Any]) -> tuple[Query, Format | None, Format | None]:
    """Read what `packed_query` wrote."""
    graphs = tuple(told["default_graphs"]), tuple(told["named_graphs"])
    query = Query(told["text"], *graphs, base=told["base"])
    return query, named(told["solutions"], SOLUTIONS), named(told["graph"], GRAPHS)


def packed_calls(calls: Sequence[Call]) -> bytes:
    """Write the calls to other endpoints that a query makes as the payload of CONSULT."""
    return json.dumps([[call.endpoint, call.silent, call.query] for call in calls]).encode()


def unpacked_calls(payload: bytes) -> list[Call]:
    """Read what `packed_calls` wrote."""
    return [Call(0, 0, *told) for told in json.loads(payload)]


def send_found(connection: socket.socket, found: Sequence[Found]) -> None:
    """Send what was found for the calls: FOUND with the faults, and a CHUNK for each answer."""
    send(connection, FOUND, {"faults": [None if isinstance(one, bytes) else one for one in found]})
    for one in found:
        if isinstance(one, bytes):
            send(connection, CHUNK, one)


def receive_found(stream: IO[bytes]) -> list[Found]:
    """Receive what `send_found` sent. Raises EOFError where the other side has ended."""
    faults = json.loads(receive(stream)[1])["faults"]
    return [receive(stream)[1] if fault is None else fault for fault in faults]


def packed_fault(error: MkgError) -> dict[str, Any]:
    """Write an error as the payload of FAULT."""
    return {"error": type(error).__name__, "text": str(error)}


def unpacked_fault(told: dict[str, Any]) -> MkgError:
    """Read what `packed_fault` wrote."""
    error: MkgError = getattr(errors, told["error"])(told["text"])
    return error
