"""Start the loader and the web process, reload, and leave nothing behind.

Whatever of them ends is started again, or all end: a server that is half alive serves nobody.
"""

import asyncio
import json
import shutil
import signal
import time
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Iterable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from mkg import project
from mkg.server.processes import Loader, LoadError, end, retire, start_loader, start_web, validate
from mkg.server.settings import Settings, check_port
from mkg.server.watch import changed, copied, look
from mkg.server.worker import READY

RESTARTS, WITHIN = 5, 60.0
"""Processes that end more often than this in so many seconds are not started again."""

FAREWELL = 2.0
"""Seconds beyond a query's limit that requests have to end when the server is stopped."""


class Supervisor:
    """Runs one server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked = asyncio.Event()
        self._ended: deque[float] = deque(maxlen=RESTARTS)
        self._loader: Loader | None = None
        self._another: asyncio.Future[Loader] | None = None
        self._web: Process | None = None
        self._problem: str | None = None
        self._loads = 0
        self._folder = Path()

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT; SIGHUP loads anew.

        Raises LoadError where the first graph cannot be served, or what ended cannot be started again.
        """
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        for number, event in ((signal.SIGTERM, stop), (signal.SIGINT, stop), (signal.SIGHUP, self._asked)):
            loop.add_signal_handler(number, event.set)
        with TemporaryDirectory(prefix="mkg-") as folder:
            self._folder = Path(folder)
            tasks = [loop.create_task(self._serve()), loop.create_task(stop.wait())]
            if self._settings.watch:
                tasks.append(loop.create_task(self._watch()))
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                await _cancelled(tasks)
                await self._end()

    async def _serve(self) -> None:
        self._loader = await self._load()
        # Loading took a while; Granian would share the port with whoever has taken it meanwhile.
        check_port(self._settings.host, self._settings.port)
        self._web = await self._start_web()
        await self._tell()
        _say(f"serving {self._settings.address} with SPARQL at /sparql; stop with Ctrl-C")
        while True:
            await self._mind(self._loader, self._web)

    async def _mind(self, loader: Loader, web: Process) -> None:
        """Wait until another graph is there or a process ends, and act on it."""
        # Kept from one round to the next: a graph that has come meanwhile is not to be lost.
        self._another = another = self._another or asyncio.ensure_future(self._load_when_asked())
        ends = [asyncio.ensure_future(process.wait()) for process in (web, loader.process)]
        try:
            events: list[asyncio.Future[Any]] = [another, *ends]
            await asyncio.wait(events, return_when=asyncio.FIRST_COMPLETED)
            if another.done():
                self._another = None
                await self._take(another)
            elif ends[0].done():
                self._count_end("web process", web)
                self._web = await self._start_web()
                await self._tell()
            else:
                self._count_end("loader", loader.process)
                await self._restore(loader)
        finally:
            await _cancelled(ends)

    async def _start_web(self) -> Process:
        folder = self._folder / "web"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return await start_web(self._settings, READY, folder)

    def _count_end(self, name: str, process: Process) -> None:
        now = time.monotonic()
        self._ended.append(now)
        if len(self._ended) == RESTARTS and now - self._ended[0] < WITHIN:
            raise LoadError(f"the {name} ended again and again (code {process.returncode}); see what ends it")
        _say(f"the {name} ended (code {process.returncode}); starting another")

    async def _restore(self, lost: Loader) -> None:
        await self._tell(ready=False)
        # What it read is still there, whatever became of the sources since.
        self._loader = await self._load_from(lost.folder)
        await self._tell()
        await retire(lost)

    async def _load_when_asked(self) -> Loader:
        await self._asked.wait()
        # Whoever asks from now on means what this load may have read already.
        self._asked.clear()
        return await self._load()

    async def _take(self, another: "asyncio.Future[Loader]") -> None:
        """Serve another graph, or say why the old one stays."""
        try:
            loader = another.result()
        except LoadError as error:
            self._problem = str(error)
            await self._tell()
            _say(f"the graph was not reloaded:\n{error}")
            return
        old, self._loader, self._problem = self._loader, loader, None
        await self._tell()
        if old:
            # Its engines end with their connections: what they are at, they finish.
            await retire(old)
            self._forget(old.folder)

    async def _load(self) -> Loader:
        """Load and validate a copy of the sources: what is served is what was validated."""
        if self._settings.data:
            return await self._load_from(Path.cwd())
        folder = self._folder / f"graph-{self._loads}"
        async with AsyncExitStack() as undo:
            undo.callback(self._forget, folder)
            self._copy(folder)
            load = asyncio.ensure_future(self._load_from(folder))
            undo.push_async_callback(_abandon, load)
            if self._settings.validate:
                _say(await validate(folder))
            await load
            undo.pop_all()
        return load.result()

    def _copy(self, folder: Path) -> None:
        try:
            copied(project.find(self._root), folder)
        except (OSError, shutil.Error) as error:
            raise LoadError(
                f"the sources cannot be copied: {error}; see what they are and their rights"
            ) from error

    async def _load_from(self, folder: Path) -> Loader:
        self._loads += 1
        self._folder.mkdir(exist_ok=True)  # whoever cleans temporary folders may have taken it
        return await start_loader(self._settings, f"{self._folder}/{self._loads}.socket", folder)

    def _forget(self, folder: Path) -> None:
        if folder.is_relative_to(self._folder):
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def _root(self) -> Path | None:
        return Path(self._settings.root) if self._settings.root else None

    async def _tell(self, *, ready: bool = True) -> None:
        """Tell the web process which graph it serves, and whether engines are there."""
        if self._web is None or self._web.stdin is None or self._loader is None:
            return
        order = {
            "socket": self._loader.socket if ready else None,
            "status": self._loader.status,
            "problem": self._problem,
        }
        with suppress(ConnectionError):  # it ended just now, and is started again next
            self._web.stdin.write(json.dumps(order).encode() + b"\n")
            await self._web.stdin.drain()

    async def _watch(self) -> None:
        ours = None if self._settings.data else project.find(self._root)
        paths = [ours.ontology, ours.data, ours.shapes] if ours else list(self._settings.paths)
        seen = look(paths)
        while True:
            seen = await changed(paths, seen)
            self._asked.set()

    async def _end(self) -> None:
        if self._another:
            await _abandon(self._another)
        if self._web:
            await end(self._web, self._settings.limits.seconds + FAREWELL)
        if self._loader:
            await end(self._loader.process)


def _say(text: str) -> None:
    # Who listened may have gone, a closed terminal: no reason to end.
    with suppress(OSError):
        click.echo(text, err=True)


async def _abandon(load: "asyncio.Future[Loader]") -> None:
    load.cancel()
    with suppress(asyncio.CancelledError, LoadError):
        await retire(await load)


async def _cancelled(tasks: Iterable["asyncio.Future[Any]"]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
