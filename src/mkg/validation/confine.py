"""An engine in a process of its own, so that it can be stopped: at a time, at an amount of memory.

Shapes come with data from anybody, and a regular expression or a query can take for ever.
"""

import ctypes
import faulthandler
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import cast

from mkg.errors import MkgError
from mkg.validation import engines

MIB = 1024 * 1024

# Linux tells there what a process has; elsewhere its memory has no limit.
_STATM, _THREADS = Path("/proc/self/statm"), Path("/proc/self/task")
# prctl(2): the signal that a process gets when its parent ends.
_PR_SET_PDEATHSIG = 1


Work = AbstractContextManager[Callable[[], object]]
"""Work under way: what is yielded waits for its end and returns what it returned."""


class LimitError(MkgError):
    """An engine that was stopped, or that died; `reason` is `time`, `memory` or `crash`."""

    def __init__(self, reason: str, text: str) -> None:
        self.reason = reason
        super().__init__(text)


def run(validator_name: str, data: bytes, shapes: bytes, seconds: float, memory: int) -> bytes:
    """Validate as the engine of that name does, for at most so many seconds and bytes of memory.

    Raises what the engine raises, and LimitError where it was stopped or died.
    """
    with validating(validator_name, data, shapes, seconds, memory) as answer:
        return cast(bytes, answer())


def validating(name: str, data: bytes, shapes: bytes, seconds: float, memory: int) -> Work:
    """Begin to validate as the engine of that name does; what is waited for is its report."""
    # Imported here, it need not be imported again in each process that is forked.
    engines.engine(name)
    return started(f"the engine {name}", seconds, memory, _validate, name, data, shapes)


def _validate(name: str, data: bytes, shapes: bytes) -> bytes:
    return engines.engine(name)(data, shapes)


@contextmanager
def started(
    who: str, seconds: float, memory: int, work: Callable[..., object], *arguments: object
) -> Iterator[Callable[[], object]]:
    """Begin work in a process of its own; what is yielded waits for its end, and returns what it returned.

    It raises the MkgErrors of the work, and LimitError where that was stopped or died, which says `who`.
    Work and arguments can be pickled. Nothing of it outlives the `with`.
    """
    context = get_context("fork" if _is_alone() else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    deadline = monotonic() + seconds
    with NamedTemporaryFile() as said:
        process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(sender, said.name, (seconds, memory), work, arguments), daemon=True
        )
        process.start()
        sender.close()

        def answer() -> object:
            if not receiver.poll(max(0, deadline - monotonic())):
                raise _late(who, seconds)
            try:
                returned = receiver.recv()
            except EOFError as error:
                process.join()
                raise _dead(who, process.exitcode, said.read(), memory) from error
            if isinstance(returned, MemoryError):
                raise _full(who, memory)
            if isinstance(returned, MkgError):
                raise returned
            return returned

        try:
            yield answer
        finally:
            process.kill()
            process.join()
            receiver.close()


def _is_alone() -> bool:
    """Whether no other thread could hold a lock that a forked process would wait for, for ever."""
    return _THREADS.exists() and len(list(_THREADS.iterdir())) == 1


def _work(
    sender: Connection,
    said: str,
    limits: tuple[float, int],
    work: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    _confine(said, *limits)
    try:
        sender.send(work(*arguments))
    except (MkgError, MemoryError) as error:
        # Without its cause: that may be of a class which cannot be sent.
        sender.send(error)


def _confine(said: str, seconds: float, memory: int) -> None:
    # What native code says as it dies is for the parent, and so is the traceback of what nobody foresaw.
    sys.stderr = os.fdopen(os.open(said, os.O_WRONLY), "w")
    os.dup2(sys.stderr.fileno(), 2)
    faulthandler.disable()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cores = os.cpu_count() or 1
    # Where the parent was killed, nobody waits: on Linux the end comes at once, elsewhere by this.
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds + 1) * cores, ceil(seconds + 1) * cores))
    if _STATM.exists():
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        memory += int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # To print where memory ran out needs memory, and can wait for it for ever.
    os.environ["RUST_BACKTRACE"] = "0"
    # Each thread reserves addresses, much more than it uses.
    os.environ.setdefault("RAYON_NUM_THREADS", str(min(cores, 4)))
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise PermissionError("an engine asks nobody")


def _late(who: str, seconds: float) -> LimitError:
    return LimitError(
        "time",
        f"{who} was stopped after {seconds:g} seconds; raise --timeout, "
        "or simplify the sh:pattern or query that takes so long",
    )


def _full(who: str, memory: int) -> LimitError:
    return LimitError(
        "memory",
        f"{who} needed more than {memory // MIB} MiB; raise --memory-limit, "
        "or validate fewer files at a time",
    )


def _dead(who: str, status: int | None, said: bytes, memory: int) -> LimitError:
    text = said.decode(errors="replace").strip()
    # "memory allocation of … failed" and "Cannot allocate memory" in native code, MemoryError in Python.
    if "memory" in text.lower():
        return _full(who, memory)
    last = text.splitlines()[-1] if text else f"status {status}"
    how = signal.Signals(-status).name if status and status < 0 else last
    if "overflowed its stack" in text:
        how = "its stack overflowed: something nests too deep"
    return LimitError("crash", f"{who} died ({how}); try another one with --engine")
