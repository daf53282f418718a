"""An engine behind the seam that does what no engine should; its data says what."""

import os
import signal
from collections.abc import Callable
from socket import create_connection
from threading import Event


def _ask() -> bytes:
    create_connection(("127.0.0.1", 9))
    return b""


def _die() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def _forget() -> bytes:
    return {b"what": b""}[b"nobody foresaw"]


def _wait() -> bytes:
    Event().wait()
    return b""


ANSWERS: dict[bytes, Callable[[], bytes]] = {
    b"ask": _ask,
    b"die": _die,
    b"fill": lambda: bytes(10**12),
    b"forget": _forget,
    b"much": lambda: b"x" * 50_000_000,
    b"wait": _wait,
}


def validate(data: bytes, shapes: bytes) -> bytes:
    """Answer as the data says."""
    return ANSWERS[data]() + shapes
