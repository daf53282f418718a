"""Send a large answer at the pace of its client, and know whether it was taken.

What Granian is given to stream piles up in memory before a client that does not read. A file it reads no
faster than the client does, and a pipe is such a file: full while the client waits, broken once it has gone.
"""

import asyncio
import fcntl
import os
from contextlib import ExitStack
from pathlib import Path

from granian.rsgi import HTTPProtocol  # type: ignore[attr-defined]  # public, though it exports nothing

from mkg.server.wsgi import SMALL, Reply

STALL = 60.0
"""Seconds that a client may take nothing before its answer is given up."""

_OPENING = 10.0
_DESCRIPTORS = "/proc/self/fd" if Path("/proc/self/fd").is_dir() else "/dev/fd"


async def send_file(reply: Reply, protocol: HTTPProtocol) -> bool:
    """Send the file of a reply; tell whether the client took all of it."""
    if reply.file is None:
        return True
    with ExitStack() as undo:
        reader, writer = os.pipe()
        undo.callback(os.close, writer)
        os.set_blocking(writer, False)
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, SMALL)
        with ExitStack() as own:
            own.callback(os.close, reader)
            protocol.response_file(reply.status, reply.headers, f"{_DESCRIPTORS}/{reader}")
            # More than a pipe holds: once it is written, Granian has opened an end of its own.
            first = reply.file.read(2 * SMALL)
            if not await _write(writer, first, _OPENING):
                return False
        while chunk := reply.file.read(SMALL):
            if not await _write(writer, chunk, STALL):
                return False
    return True


async def _write(pipe: int, chunk: bytes, patience: float) -> bool:
    left = memoryview(chunk)
    while left:
        try:
            left = left[os.write(pipe, left) :]
        except BlockingIOError:
            if not await _has_room(pipe, patience):
                return False
        except BrokenPipeError:
            return False
    return True


async def _has_room(pipe: int, patience: float) -> bool:
    loop = asyncio.get_running_loop()
    room = asyncio.Event()
    loop.add_writer(pipe, room.set)
    try:
        async with asyncio.timeout(patience):
            await room.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_writer(pipe)
    return True
