"""A server of one's own for a test: started, looked into, ended, whatever happens."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from conftest import ROOT, free_port, wait_until_up
from http_client import COUNT, ask, get

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DIRECT = {"Content-Type": "application/sparql-query"}


class Served(NamedTuple):
    """A running server: its address, its process, the file of its standard error."""

    address: str
    process: "subprocess.Popen[bytes]"
    errors: Path

    def children(self, name: str = "") -> set[int]:
        """Return the processes below the first, all or those of one module: the loader, the worker."""
        found = descendants(self.process.pid)
        return {pid for pid in found if f"mkg.server.{name}" in command_of(pid)}

    def child(self, name: str) -> int:
        """Return the loader or the worker, not the engines that were forked from the one."""
        (found,) = (pid for pid in self.children(name) if parent_of(pid) == self.process.pid)
        return found

    @property
    def said(self) -> str:
        """Return what it has written to standard error."""
        return self.errors.read_text(encoding="utf-8")


def descendants(pid: int) -> set[int]:
    """Return the processes below a process, zombies left out."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            parents[int(folder.name)] = int(parent)
    found, new = set[int](), {pid}
    while new := {child for child, parent in parents.items() if parent in new} - found:
        found |= new
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended but was not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def memory_of(pid: int) -> int:
    """Return the bytes of a process's resident memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) * 1024


def eventually(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Return once something is so; fail if it is not within some seconds."""
    pause = Event()
    for _ in range(int(seconds / 0.02)):
        if is_so():
            return
        pause.wait(0.02)
    pytest.fail(f"not so within {seconds} seconds")


@contextmanager
def serving(folder: Path, *arguments: str | Path, root: Path = ROOT) -> Iterator[Served]:
    """Serve a project, by default the real one; its processes end with the context."""
    port, errors = free_port(), folder / "stderr.txt"
    command = [sys.executable, "-m", "mkg", "--root", str(root), "serve", "--port", str(port)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MKG_")}
    with errors.open("wb") as file:
        process = subprocess.Popen([*command, *map(str, arguments)], cwd=ROOT, stderr=file, env=clean)
    served = Served(f"http://127.0.0.1:{port}", process, errors)
    known = set[int]()
    try:
        wait_until_up(served.address, process)
        known = descendants(process.pid)
        yield served
    finally:
        known |= descendants(process.pid)
        process.kill()
        process.wait()
        for pid in filter(is_alive, known):
            os.kill(pid, signal.SIGKILL)


def health(served: Served) -> dict[str, object]:
    return dict(json.loads(ask(served.address, "/health").body))


def is_answered(served: Served) -> bool:
    reply = get(served.address, COUNT)
    return reply.status == 200 and int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"]) > 0


@contextmanager
def running(served: Served) -> Iterator[HTTPConnection]:
    """Send a query that does not end; hang up at the end of the context."""
    engines = served.children("loader")
    connection = HTTPConnection(served.address.removeprefix("http://"), timeout=30)
    connection.request("POST", "/sparql", ENDLESS.encode(), DIRECT)
    eventually(lambda: len(served.children("loader")) > len(engines))
    yield connection
    connection.close()


def is_up(served: Served) -> bool:
    try:
        return health(served)["status"] == "ok"
    except (ConnectionError, TimeoutError):
        return False
