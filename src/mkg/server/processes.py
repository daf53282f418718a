"""Start, hear and end the processes of one server."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mkg.errors import MkgError
from mkg.server.settings import Settings

_LINE = 1 << 26


class LoadError(MkgError):
    """A graph that cannot be served: its text says why, `code` is the exit code that says so."""

    def __init__(self, text: str, code: int = 2) -> None:
        super().__init__(text)
        self.code = code


@dataclass
class Loader:
    """A loader that has loaded: its process, its socket, what is told of its graph."""

    process: Process
    socket: str
    status: dict[str, Any]


async def start_loader(settings: Settings, path: str) -> Loader:
    """Start a loader that listens at `path`; return once it has loaded. Raises LoadError."""
    process = await _start("loader", settings, path)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(end, process)
        line = await _line(process)
        told = json.loads(line) if line else {"fault": "the loader ended before it had loaded the graph"}
        if "fault" in told:
            raise LoadError(told["fault"])
        undo.pop_all()
    return Loader(process, path, told | {"loaded": datetime.now(UTC).isoformat(timespec="seconds")})


async def start_web(settings: Settings, ready: str) -> Process:
    """Start the web process; return once it has said that it is ready. Raises LoadError."""
    process = await _start("worker", settings)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(end, process)
        if await _line(process) != ready:
            raise LoadError("the web process ended as it began; see the lines above")
        undo.pop_all()
    return process


async def validate(root: str | None) -> str:
    """Validate a project in another process; return the report. Raises LoadError where it has findings."""
    command = [sys.executable, "-m", "mkg", *(["--root", root] if root else []), "validate"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=STDOUT, start_new_session=True
    )
    async with AsyncExitStack() as undo:
        undo.push_async_callback(end, process)
        said, _ = await process.communicate()
    report = said.decode(errors="replace").strip()
    if process.returncode:
        raise LoadError(report, 1 if process.returncode == 1 else 2)
    return report


async def end(process: Process, patience: float = 1.0) -> None:
    """End a process: ask it, and after so many seconds make it."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), patience)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _start(name: str, settings: Settings, *arguments: str) -> Process:
    command = [sys.executable, "-m", f"mkg.server.{name}", settings.to_json(), *arguments]
    # A session of their own: Ctrl-C reaches the supervisor alone, who ends them in order.
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, start_new_session=True, limit=_LINE
    )


async def _line(process: Process) -> str:
    assert process.stdout is not None  # noqa: S101 -- it was started with a pipe
    return (await process.stdout.readline()).decode().strip()
