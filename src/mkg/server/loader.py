"""The process that holds the graph in memory and forks an engine for each connection.

It has one thread, so that a fork never copies a lock that somebody holds. The graph is in memory once:
engines share its pages. An engine dies of a query that takes too much time, memory or stack, and nobody
else notices.
"""

import gc
import json
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from socketserver import BaseRequestHandler, ForkingMixIn, UnixStreamServer
from threading import Thread
from typing import Any

from mkg import __version__, dataset, project, questions
from mkg.dataset import Dataset
from mkg.describe import Site, describe, forget
from mkg.dumps import DUMPS
from mkg.engine import InProcessEngine, evaluate
from mkg.errors import MkgError
from mkg.federation import Call, Found, federate
from mkg.index.making import build
from mkg.questions import Question
from mkg.server import wire
from mkg.server.rows import Rows
from mkg.server.settings import MIB, Limits, Settings
from mkg.sources import Source, find, read

GROWN = 64 * MIB
"""An engine that keeps this much more memory than it began with ends after its answer."""

# Linux tells there how much memory a process has; elsewhere it has no limit.
_STATM = Path("/proc/self/statm")


def main() -> None:
    """Load the graph, tell on standard output that it is there, serve until standard input ends.

    Arguments: the settings, and the path of the socket to listen on; beside that the index of the graph is
    made. The graph is that of the working folder.
    """
    settings, path = Settings.from_json(sys.argv[1]), sys.argv[2]
    try:
        loaded, asked = load(settings, Path())
        index = Path(path).with_suffix(".index")
        build(index, InProcessEngine(loaded.store), read_files(settings, Path()))
    except MkgError as error:
        print(json.dumps({"fault": str(error)}))
        return
    listener = Listener(path, loaded, settings)
    print(json.dumps(told_of(loaded, asked, str(index))), flush=True)
    # What is loaded now stays: a collection in an engine need not touch, and so copy, its pages.
    gc.freeze()
    listener.serve_forever(poll_interval=0.2)


def load(settings: Settings, folder: Path) -> tuple[Dataset, list[Question]]:
    """Load the project in a folder, or the data that the settings name, with its description.

    Of anyone else's data the default graph holds what they say and no more. Raises ReadError, ParseError.
    """
    if settings.data:
        loaded, asked = dataset.load_files(settings.paths), []
    else:
        ours = project.find(folder)
        loaded, asked = dataset.load(ours), questions.load(ours.questions)
    forget(loaded.store)  # a dump holds the description of another site
    site, apart = Site(settings.address, loaded.version, __version__), bool(settings.data)
    quads = describe(loaded.store, asked, site, apart=apart)
    return dataset.with_description(loaded, quads, apart=apart), asked


def read_files(settings: Settings, folder: Path) -> Iterator[tuple[str, Source]]:
    """Read the files of a graph, each with the name by which pages tell it: no path of this machine.

    Raises ReadError.
    """
    if settings.data:
        for given in settings.paths:
            top = given.resolve()
            for path in find([top]):
                yield path.relative_to(top.parent).as_posix(), read(path)
        return
    ours = project.find(folder)
    for path in find([ours.ontology / "mkg.ttl", ours.data]):
        yield path.relative_to(ours.root).as_posix(), read(path)


def told_of(loaded: Dataset, asked: list[Question], index: str = "") -> dict[str, Any]:
    """Return what the pages tell of a graph, as JSON."""
    return {
        "version": loaded.version,
        "triples": loaded.triples,
        "counts": loaded.counts(),
        "graphs": loaded.graphs(),
        "questions": [vars(question) for question in asked],
        "index": index,
    }


class Listener(ForkingMixIn, UnixStreamServer):
    """Accepts connections on a Unix socket and forks an engine for each."""

    block_on_close = False

    def __init__(self, path: str, loaded: Dataset, settings: Settings) -> None:
        self.loaded, self.limits, self.allowed = loaded, settings.limits, settings.service_allow
        limits = settings.limits
        # Connections that are idle wait beside those at work; the web process bounds both.
        self.max_children = 4 * limits.engines + 8
        self.request_queue_size = 4 * limits.engines
        super().__init__(path, Engine)

    def service_actions(self) -> None:
        """Reap engines that ended; end with the process that started this one."""
        super().service_actions()
        if select.select([sys.stdin], [], [], 0)[0]:
            sys.exit()

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell in one line why a connection has no engine."""
        del request, client_address
        print(f"no engine could be started: {sys.exc_info()[1]}", file=sys.stderr)


class Engine(BaseRequestHandler):
    """A forked process that answers the queries of one connection until one of them kills it."""

    server: Listener
    request: socket.socket

    def handle(self) -> None:
        """Answer until the connection ends, or memory that a query took does not come back."""
        # A listening socket that outlived its process would keep callers waiting.
        self.server.socket.close()
        Thread(target=_die_with, args=(self.request,), daemon=True).start()
        _confine(self.server.limits)
        self._begun = _peak()
        self._stays = True
        wire.send(self.request, wire.HELLO, {"version": self.server.loaded.version})
        self._stream = self.request.makefile("rb")
        while self._stays:
            try:
                _, payload = wire.receive(self._stream)
            except EOFError:
                break
            self._answer(json.loads(payload))

    def _answer(self, told: dict[str, Any]) -> None:
        limits = self.server.limits
        is_dump = "dump" in told
        # The default action of the signal ends the process, wherever it is, native code too.
        signal.setitimer(signal.ITIMER_REAL, limits.dump_seconds if is_dump else limits.seconds)
        body = wire.ChunkWriter(self.request, sys.maxsize if is_dump else limits.answer)
        try:
            end = self._dump(told, body) if is_dump else self._query(told, body)
            kind = wire.END
        except MkgError as error:
            kind, end = wire.FAULT, wire.packed_fault(error)
        signal.setitimer(signal.ITIMER_REAL, 0)
        # Told with the answer, so that nobody asks an engine that is about to end.
        self._stays = (_peak() - self._begun) * 1024 < GROWN
        wire.send(self.request, kind, end | {"stays": self._stays})

    def _query(self, told: dict[str, Any], body: wire.ChunkWriter) -> dict[str, Any]:
        query, solutions, graph = wire.unpacked_query(told)
        if self.server.allowed:
            query = replace(query, text=federate(query.text, self.server.allowed, self._consult))
        results = evaluate(self.server.loaded.store, query, solutions, graph)
        body.rows = Rows(results.format.name)
        with body.buffered() as buffer:
            triples = results.write(buffer)
        rows = body.rows.total if triples is None else triples
        return {"format": results.format.name, "rows": rows}

    def _consult(self, calls: Sequence[Call]) -> list[Found]:
        # This process has no network: the one that asked has.
        wire.send(self.request, wire.CONSULT, wire.packed_calls(calls))
        return wire.receive_found(self._stream)

    def _dump(self, told: dict[str, Any], body: wire.ChunkWriter) -> dict[str, Any]:
        with body.buffered() as buffer:
            DUMPS[told["dump"]].write(self.server.loaded.store, buffer)
        return {"format": told["dump"], "rows": None}


def _die_with(connection: socket.socket) -> None:
    # Of no event but the end of the other side, which poll always tells: whoever asked has gone.
    poll = select.poll()
    poll.register(connection, 0)
    poll.poll()
    os._exit(0)


def _confine(limits: Limits) -> None:
    """Take away what a query has no use for: files, the network, too much memory, a place among the first."""
    # The loader's pipes end with the loader, and what native code says as it dies is for nobody.
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _STATM.exists():
        memory = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # No number is left for another file or socket; poll needs one to be allowed.
    resource.setrlimit(resource.RLIMIT_NOFILE, (1, 1))
    for number in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.nice(5)


def _peak() -> int:
    """Return the most memory that this process has had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
