"""The web process: Granian's event loop, the application in threads, orders from the supervisor.

Orders come as lines of JSON on standard input; its end is the end of the supervisor, and of this process.
"""

import asyncio
import json
import os
import resource
import signal
import sys
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from mkg.errors import Unavailable
from mkg.federation.fetch import MAX_BYTES, fetch
from mkg.federation.outbound import Outbound
from mkg.index.handle import opened
from mkg.journal import Journal
from mkg.server.engines import ForkedEngines
from mkg.server.front import Front
from mkg.server.settings import Settings
from mkg.site import Site, Status, create_app

CONNECTIONS = 4096
"""Connections that may be open at a time."""

IDLE = 10.0
"""Seconds without a request that end a connection, even while its client still reads the last answer."""

READY = "listening"
"""The line on standard output that says that requests are taken."""


def main() -> None:
    """Serve HTTP until told to stop. Arguments: the settings, and a folder for files."""
    settings, folder = Settings.from_json(sys.argv[1]), sys.argv[2]
    asyncio.run(Worker(settings, folder).serve())


class Worker:
    """The web process's parts, put together."""

    def __init__(self, settings: Settings, folder: str) -> None:
        consult = partial(
            fetch,
            allowed=settings.service_allow,
            outbound=Outbound(private=settings.service_private),
            seconds=settings.limits.seconds,
            size=min(settings.limits.answer, MAX_BYTES),
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
            # The mode that tells HTTP/2 from HTTP/1 waits for ever for a client that says nothing.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=int(1000 * IDLE)),
            log_enabled=False,
            websockets=False,
            backpressure=min(CONNECTIONS, _descriptors() // 3),
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
        serving = loop.create_task(self._server.serve())
        await asyncio.wait([serving, obeying], return_when=asyncio.FIRST_COMPLETED)
        if not serving.done():
            self._give_up(obeying.exception())
        obeying.cancel()

    async def _obey(self, orders: asyncio.StreamReader) -> None:
        while line := await orders.readline():
            self._take(json.loads(line))

    def _give_up(self, error: BaseException | None) -> None:
        """End at once: without orders this process would serve an old graph and say that all is well."""
        if error:
            traceback.print_exception(error)
        os._exit(1)

    def _take(self, order: dict[str, Any]) -> None:
        status = Status.of(order["status"])
        if status != self._site.status:
            self._forget_dumps()
            self._site.kept.clear()
            _open_index(status.index)
        self._site.status, self._site.problem = status, order["problem"]
        self._site.ready = order["socket"] is not None
        self._engines.use(order["socket"])
        self._journal.event("graph", ready=self._site.ready, version=status.version, problem=order["problem"])

    def _forget_dumps(self) -> None:
        for path in Path(self._site.folder).glob("*-mkg.*"):
            path.unlink(missing_ok=True)


def _open_index(path: str) -> None:
    """Open an index while it is there: once open, it can be read after its loader has deleted it."""
    # Gone already means that the order to use the next one is under way.
    with suppress(Unavailable):
        opened(path)


def _descriptors() -> int:
    """Let this process have as many files and sockets as it may; return how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


if __name__ == "__main__":
    main()
