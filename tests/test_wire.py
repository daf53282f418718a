"""Messages between the web process and an engine arrive whole, or as the end of the other side."""

import io
import json
import os
import socket
import struct
from collections.abc import Iterator
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkg import errors
from mkg.engine import Query
from mkg.errors import AnswerTooLarge, MkgError
from mkg.formats import GRAPHS, SOLUTIONS, Format
from mkg.server import wire
from mkg.server.rows import Rows

ARABIC = "الدارجة 🇲🇦 \0 \u2028"
FAULTS = [
    errors.QueryError,
    errors.NotAcceptable,
    errors.AnswerTooLarge,
    errors.TooManyRequests,
    errors.Unavailable,
    errors.QueryKilled,
    errors.QueryTimeout,
]


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    with near, far:
        for end in (near, far):
            end.settimeout(10)
        yield near, far


def received(far: socket.socket) -> list[tuple[bytes, bytes]]:
    """Return every message up to the end."""
    found = []
    with far.makefile("rb") as stream:
        while True:
            try:
                found.append(wire.receive(stream))
            except EOFError:
                return found


@pytest.mark.parametrize("found", [[], [ARABIC], [b"", ARABIC, b"\0{}"], [os.urandom(5 << 20)] * 2])
def test_what_was_found_arrives_as_it_was_sent(
    found: list[bytes | str], ends: tuple[socket.socket, socket.socket]
) -> None:
    near, far = ends
    sending = Thread(target=wire.send_found, args=(near, found))
    sending.start()
    with far.makefile("rb") as stream:
        assert wire.receive_found(stream) == found
    sending.join()


@pytest.mark.parametrize("length", [0, 5, 40, 60])
def test_what_was_found_is_whole_or_the_end(length: int, ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    wire.send_found(near, [b"x" * 50])
    near.close()
    with far.makefile("rb") as stream:
        whole = stream.read()

    with pytest.raises(EOFError):
        wire.receive_found(io.BytesIO(whole[:length]))


def frame(kind: bytes, payload: bytes) -> bytes:
    return struct.pack("!cI", kind, len(payload)) + payload


@given(messages=st.lists(st.tuples(st.sampled_from([b"H", b"A", b"C", b"E", b"F"]), st.binary(max_size=300))))
def test_messages_arrive_as_they_were_sent(messages: list[tuple[bytes, bytes]]) -> None:
    near, far = socket.socketpair()
    with near, far:
        for kind, payload in messages:
            wire.send(near, kind, payload)
        near.close()

        assert received(far) == messages


def test_a_message_larger_than_any_buffer_arrives_whole(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    payload = os.urandom(9_000_000)
    found: list[tuple[bytes, bytes]] = []
    reading = Thread(target=lambda: found.extend(received(far)))
    reading.start()
    wire.send(near, wire.CHUNK, payload)
    near.close()
    reading.join()

    assert found == [(wire.CHUNK, payload)]


def test_a_dictionary_travels_as_json(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    wire.send(near, wire.END, {"format": "json", "rows": None, "text": ARABIC})
    near.close()

    ((kind, payload),) = received(far)
    assert (kind, json.loads(payload)) == (wire.END, {"format": "json", "rows": None, "text": ARABIC})


@pytest.mark.parametrize("length", range(len(frame(b"C", b"payload"))))
def test_a_message_that_is_cut_off_is_the_end(length: int) -> None:
    whole = frame(wire.CHUNK, b"payload")
    stream = io.BufferedReader(io.BytesIO(whole + whole[:length]))

    assert wire.receive(stream) == (wire.CHUNK, b"payload")
    with pytest.raises(EOFError):
        wire.receive(stream)


def test_a_sender_without_a_reader_is_told(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    far.close()

    with pytest.raises(ConnectionError):
        wire.send(near, wire.CHUNK, b"x")


@pytest.mark.parametrize("limit", [0, 1, 9, 10])
def test_an_answer_passes_up_to_its_limit(limit: int, ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    writer = wire.ChunkWriter(near, limit)
    chunk = b"x" * limit

    assert writer.write(chunk) == limit
    with pytest.raises(AnswerTooLarge, match=f"larger than {limit} bytes; add a LIMIT"):
        writer.write(b"y")
    near.close()
    assert received(far) == [(wire.CHUNK, chunk)]


def test_small_writes_become_large_chunks(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    found: list[tuple[bytes, bytes]] = []
    reading = Thread(target=lambda: found.extend(received(far)))
    reading.start()
    writer = wire.ChunkWriter(near, 1 << 30)
    with writer.buffered() as buffer:
        for number in range(50_000):
            buffer.write(b"%06d\n" % number)
    near.close()
    reading.join()

    assert writer.size == 350_000
    assert b"".join(payload for _, payload in found) == b"".join(b"%06d\n" % n for n in range(50_000))
    assert len(found) < 10


def test_what_is_buffered_when_the_limit_is_passed_is_not_sent(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    near, far = ends
    with pytest.raises(AnswerTooLarge), wire.ChunkWriter(near, 10).buffered() as buffer:
        buffer.write(b"x" * 11)
    near.close()

    assert received(far) == []


def test_a_chunk_writer_takes_whatever_holds_bytes(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    writer = wire.ChunkWriter(near, 100)
    assert writer.writable()
    assert [writer.write(chunk) for chunk in (bytearray(b"ab"), memoryview(b"cd"), b"")] == [2, 2, 0]
    near.close()

    assert b"".join(payload for _, payload in received(far)) == b"abcd"


def test_the_rows_of_what_is_written_are_counted(ends: tuple[socket.socket, socket.socket]) -> None:
    near, _ = ends
    writer = wire.ChunkWriter(near, 100)
    writer.rows = Rows("tsv")
    writer.write(b"?a\n1\n")
    writer.write(b"2\n")

    assert writer.rows.total == 2


@pytest.mark.parametrize(
    ("solutions", "graph"),
    [(SOLUTIONS[2], GRAPHS[3]), (None, GRAPHS[0]), (SOLUTIONS[0], None), (None, None)],
)
def test_a_query_arrives_as_it_was_packed(solutions: Format | None, graph: Format | None) -> None:
    query = Query(f"ASK {{}} # {ARABIC}", ("urn:a", "urn:b"), ("urn:c",), base="http://e.example/")
    told = json.loads(json.dumps(wire.packed_query(query, solutions, graph)))

    assert wire.unpacked_query(told) == (query, solutions, graph)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_arrives_as_itself(fault: type[MkgError]) -> None:
    found = wire.unpacked_fault(json.loads(json.dumps(wire.packed_fault(fault(ARABIC)))))

    assert (type(found), str(found)) == (fault, ARABIC)
