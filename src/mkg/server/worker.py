"""The web process: Granian's event loop, the application in threads, orders from the supervisor.

Orders come as lines of JSON on standard input; its end is the end of the supervisor, and of this process.
"""

import asyncio
import json
import os
import resource
import signal
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from granian.constants import Interfaces
from granian.server.embed import Server

from mkg import fetch
from mkg.journal import Journal
from mkg.server.engines import ForkedEngines
from mkg.server.front import Front
from mkg.server.settings import Settings
from mkg.site import Site, Status, create_app

CONNECTIONS = 4096
"""Requests that may be under way at a time, those of clients that send or read slowly included."""

READY = "listening"
"""The line on standard output that says that requests are taken."""


def main() -> None:
    """Serve HTTP until told to stop. Argument: the settings."""
    settings = Settings.from_json(sys.argv[1])
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with TemporaryDirectory(prefix="mkg-") as folder:
        asyncio.run(Worker(settings, folder).serve())


class Worker:
    """The web process's parts, put together."""

    def __init__(self, settings: Settings, folder: str) -> None:
        consult = partial(
            fetch.tables,
            allowed=settings.service_allow,
            limits=fetch.FetchLimits(seconds=settings.limits.seconds, bytes=settings.limits.answer),
            private=settings.service_private,
        )
        self._engines = ForkedEngines(settings.limits, consult)
        self._journal = Journal(settings.log, with_clients=settings.log_clients)
        self._site = Site(self._engines, settings, self._journal, folder=folder)
        self._gauges()
        front = Front(create_app(self._site), settings.limits, self._journal)
        self._server = Server(
            front,
            settings.host,
            settings.port,
            interface=Interfaces.RSGI,
            log_enabled=False,
            websockets=False,
            backpressure=CONNECTIONS,
        )

    def _gauges(self) -> None:
        admission, site, gauge = self._engines.admission, self._site, self._journal.gauge
        gauge("mkg_queries_running", "Queries that run now", lambda: admission.seated)
        gauge("mkg_queries_waiting", "Queries that wait for an engine", lambda: admission.waiting)
        gauge("mkg_ready", "Whether a graph is served", lambda: site.ready)
        gauge("mkg_triples", "Triples of it", lambda: site.status.triples if site.status else 0)
        gauge("mkg_reload_failed", "Whether the last graph was refused", lambda: site.problem is not None)

    async def serve(self) -> None:
        """Take requests until SIGTERM."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._server.stop)
        orders = asyncio.StreamReader(limit=1 << 26)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
        obeying = loop.create_task(self._obey(orders))
        self._server.on_startup(lambda: print(READY, flush=True))
        await self._server.serve()
        obeying.cancel()

    async def _obey(self, orders: asyncio.StreamReader) -> None:
        while line := await orders.readline():
            self._take(json.loads(line))
        # Nobody is left to end this process in an orderly way.
        os._exit(1)

    def _take(self, order: dict[str, Any]) -> None:
        status = Status.of(order["status"])
        if status != self._site.status:
            self._forget_dumps()
        self._site.status, self._site.problem = status, order["problem"]
        self._site.ready = order["socket"] is not None
        self._engines.use(order["socket"])
        self._journal.event("graph", ready=self._site.ready, version=status.version, problem=order["problem"])

    def _forget_dumps(self) -> None:
        for path in Path(self._site.folder).glob("*-mkg.*"):
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
