"""Start the loader and the web process, reload, and leave nothing behind.

Whatever of them ends is started again, or all end: a server that is half alive serves nobody.
"""

import asyncio
import json
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
from watchfiles import Change, DefaultFilter, awatch

from mkg import dataset, project
from mkg.server.processes import Loader, LoadError, end, start_loader, start_web, validate
from mkg.server.settings import Settings
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
        self._web: Process | None = None
        self._problem: str | None = None
        self._loads = 0
        self._folder = ""

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT; SIGHUP loads anew.

        Raises LoadError where the first graph cannot be served, or what ended cannot be started again.
        """
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        for number, event in ((signal.SIGTERM, stop), (signal.SIGINT, stop), (signal.SIGHUP, self._asked)):
            loop.add_signal_handler(number, event.set)
        with TemporaryDirectory(prefix="mkg-") as self._folder:
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
        self._web = await start_web(self._settings, READY)
        await self._tell()
        click.echo(f"serving {self._settings.address} with SPARQL at /sparql; stop with Ctrl-C", err=True)
        while True:
            await self._mind(self._loader, self._web)

    async def _mind(self, loader: Loader, web: Process) -> None:
        """Wait until a process ends or another graph is there, and act on it."""
        ends = [asyncio.ensure_future(process.wait()) for process in (web, loader.process)]
        another = asyncio.ensure_future(self._load_when_asked())
        try:
            await asyncio.wait([*ends, another], return_when=asyncio.FIRST_COMPLETED)
            if ends[0].done():
                self._count_end("web process", web)
                self._web = await start_web(self._settings, READY)
                await self._tell()
            elif ends[1].done():
                self._count_end("loader", loader.process)
                await self._replace_lost()
            else:
                await self._take(another)
        finally:
            await _cancelled([*ends, another])

    def _count_end(self, name: str, process: Process) -> None:
        now = time.monotonic()
        self._ended.append(now)
        if len(self._ended) == RESTARTS and now - self._ended[0] < WITHIN:
            raise LoadError(f"the {name} ended again and again (code {process.returncode}); see what ends it")
        click.echo(f"the {name} ended (code {process.returncode}); starting another", err=True)

    async def _replace_lost(self) -> None:
        await self._tell(ready=False)
        # The graph was validated when it was first loaded.
        self._loader = await self._load_once()
        await self._tell()

    async def _load_when_asked(self) -> Loader:
        await self._asked.wait()
        loader = await self._load()
        self._asked.clear()
        return loader

    async def _take(self, another: "asyncio.Future[Loader]") -> None:
        """Serve another graph, or say why the old one stays."""
        try:
            loader = another.result()
        except LoadError as error:
            self._asked.clear()
            self._problem = str(error)
            await self._tell()
            click.echo(f"the graph was not reloaded:\n{error}", err=True)
            return
        old, self._loader, self._problem = self._loader, loader, None
        await self._tell()
        if old:
            # Its engines end with their connections: what they are at, they finish.
            await end(old.process)

    async def _load(self) -> Loader:
        """Load and validate at the same time, again where what was loaded is not what was validated."""
        while self._settings.validate and not self._settings.data:
            async with AsyncExitStack() as undo:
                load = asyncio.ensure_future(self._load_once())
                undo.push_async_callback(_abandon, load)
                report = await validate(self._settings.root)
                loader = await load
                if loader.status["version"] == await asyncio.to_thread(
                    dataset.version_of_project, self._project
                ):
                    click.echo(report, err=True)
                    undo.pop_all()
                    return loader
        return await self._load_once()

    async def _load_once(self) -> Loader:
        self._loads += 1
        return await start_loader(self._settings, f"{self._folder}/{self._loads}.socket")

    @property
    def _paths(self) -> list[Path]:
        if self._settings.data:
            return list(self._settings.paths)
        return [*dataset.files_of(self._project), self._project.questions]

    @property
    def _project(self) -> project.Project:
        return project.find(Path(self._settings.root) if self._settings.root else None)

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
        paths = [*self._paths, Path(self._settings.root or "") / "shapes"]
        # A file that is written beside and renamed is another file: its folder tells.
        folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
        async for _ in awatch(*folders, watch_filter=_Among(paths), debounce=400):
            self._asked.set()

    async def _end(self) -> None:
        if self._web:
            await end(self._web, self._settings.limits.seconds + FAREWELL)
        if self._loader:
            await end(self._loader.process)


class _Among(DefaultFilter):
    """Lets changes of some files and folders through, what editors keep for themselves left out."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__()
        self._paths = [path.resolve() for path in paths]

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and any(
            Path(path).resolve().is_relative_to(known) for known in self._paths
        )


async def _abandon(load: "asyncio.Future[Loader]") -> None:
    load.cancel()
    with suppress(asyncio.CancelledError, LoadError):
        await end((await load).process)


async def _cancelled(tasks: Iterable["asyncio.Future[Any]"]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
