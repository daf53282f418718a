"""Start, hear and end the processes of one server."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
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
    """A loader that has loaded: its process, its socket, what is told of its graph, the folder it read."""

    process: Process
    socket: str
    status: dict[str, Any]
    folder: Path


async def start_loader(settings: Settings, path: str, folder: Path) -> Loader:
    """Start a loader of `folder` that listens at `path`; return once it has loaded. Raises LoadError."""
    process = await _start("loader", settings, path, folder=folder)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(end, process)
        line = await _line(process)
        told = json.loads(line) if line else {"fault": "the loader ended before it had loaded the graph"}
        if "fault" in told:
            raise LoadError(told["fault"])
        undo.pop_all()
    status = told | {"loaded": datetime.now(UTC).isoformat(timespec="seconds")}
    return Loader(process, path, status, folder)


async def start_web(settings: Settings, ready: str, folder: Path) -> Process:
    """Start the web process, which keeps files in `folder`; return once it is ready. Raises LoadError."""
    process = await _start("worker", settings, str(folder))
    async with AsyncExitStack() as undo:
        undo.push_async_callback(end, process)
        if await _line(process) != ready:
            raise LoadError("the web process ended as it began; see the lines above")
        undo.pop_all()
    return process


async def validate(folder: Path) -> str:
    """Validate the project in a folder, in another process; return the report.

    Raises LoadError where it has findings.
    """
    process = await asyncio.create_subprocess_exec(
        # A lint is for who writes: it keeps no graph from being served, and takes no time of the start.
        *[sys.executable, "-m", "mkg", "validate", "--no-lint"],
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
        start_new_session=True,
        cwd=folder,
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
        async with asyncio.timeout(patience):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def retire(loader: Loader) -> None:
    """End a loader, and delete the index that it made: who reads that has it open."""
    await end(loader.process)
    Path(loader.status["index"]).unlink(missing_ok=True)


async def _start(name: str, settings: Settings, *arguments: str, folder: Path | None = None) -> Process:
    command = [sys.executable, "-m", f"mkg.server.{name}", settings.to_json(), *arguments]
    # Each thread that compresses would keep what its largest answer took: let them share.
    shared = os.environ | {"MALLOC_ARENA_MAX": "2"}
    # A session of their own: Ctrl-C reaches the supervisor alone, who ends them in order.
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, start_new_session=True, limit=_LINE, cwd=folder, env=shared
    )


async def _line(process: Process) -> str:
    assert process.stdout is not None  # noqa: S101 -- it was started with a pipe
    return (await process.stdout.readline()).decode().strip()
