"""Trouble for a server: its processes are killed, its data edited, and what it takes is watched."""

import json
import os
import random
import signal
from collections import Counter
from contextlib import suppress
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NamedTuple

from http_client import ask
from mkg.server.settings import Limits
from served import Served, eventually, memory_of
from soak import EDIT

SLACK = 1.0
"""Seconds by which this process may see later than a client what became of the server."""


class Figures(NamedTuple):
    """What the processes of a server take, by role: how many they are, open files, bytes of memory."""

    roles: Counter[str]
    files: Counter[str]
    memory: Counter[str]

    @property
    def line(self) -> str:
        """Tell them in a line."""
        known = self.roles.items()
        told = (f"{n} {role} ({self.files[role]} files, {self.memory[role] >> 20} MiB)" for role, n in known)
        return ", ".join(told)

    def is_calm(self, before: "Figures") -> bool:
        """Tell whether a server takes no more than it did before: processes, and files but for a few."""
        others = self.roles - Counter(engine=Limits().engines)
        return others == Counter(supervisor=1, loader=1, worker=1) and all(
            self.files[role] <= before.files[role] + 8 for role in others
        )


def processes(served: Served, project: Path) -> dict[int, str]:
    """Return the processes of a server and what each is, orphans and zombies too."""
    found = {served.process.pid: "supervisor"} if served.process.poll() is None else {}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda folder: int(folder.name)):
        with suppress(FileNotFoundError, ProcessLookupError):
            pid, command = int(folder.name), (folder / "cmdline").read_text()
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if "mkg.server.worker" in command and str(project) in command:
                found[pid] = "worker"
            elif "mkg.server.loader" in command and str(project) in command:
                found[pid] = "loader" if int(parent) == served.process.pid else "engine"
            elif state == "Z" and int(parent) in found:
                found[pid] = "zombie"
    return found


def figures(served: Served, project: Path) -> Figures:
    taken = Figures(Counter(), Counter(), Counter())
    for pid, role in processes(served, project).items():
        taken.roles[role] += 1
        with suppress(FileNotFoundError, ProcessLookupError, AssertionError):
            taken.files[role] += len([*Path(f"/proc/{pid}/fd").iterdir()])
            taken.memory[role] += memory_of(pid)
    return taken


class Trouble:
    """Kills and reloads: `done` is how many, `spans` when the server may be down, or serve a version."""

    def __init__(self, served: Served, project: Path, versions: list[str], seconds: float) -> None:
        """Make trouble for a server of a project, which begins with the first of two versions."""
        self._served, self._project, self._versions, self._seconds = served, project, versions, seconds
        self._file = project / "data" / "language.ttl"
        self._texts = [self._file.read_text(encoding="utf-8") + edit for edit in ("", EDIT)]
        self._random = random.Random(1)  # noqa: S311 -- trouble that can be had again
        self._since = monotonic()
        self.done: Counter[str] = Counter()
        self.spans: list[tuple[str, float, float]] = []

    def run(self, stop: Event) -> None:
        """Make trouble of each kind in turn; let things be as they were between."""
        kinds = (
            self._edit,
            self._reload,
            lambda: self._kill("worker"),
            self._spoil,
            lambda: self._kill("loader"),
        )
        for make in cycle(kinds):
            if stop.wait(min(10.0, self._seconds / 20)):
                break
            make()
        self._note(self._versions[0], self._since)

    def kill_engines(self, stop: Event) -> None:
        """Kill an engine every second or so."""
        while not stop.wait(self._random.uniform(0.5, 1.5)):
            if found := self._all("engine"):
                with suppress(ProcessLookupError):
                    os.kill(self._random.choice(found), signal.SIGKILL)
                    self.done["engines killed"] += 1

    def _all(self, role: str) -> list[int]:
        return [pid for pid, found in processes(self._served, self._project).items() if found == role]

    def _is(self, **told: object) -> bool:
        with suppress(HTTPException, OSError):
            return told.items() <= json.loads(ask(self._served.address, "/health").body).items()
        return False

    def _note(self, what: str, since: float) -> None:
        self.spans.append((what, since, monotonic() + SLACK))

    def _kill(self, role: str) -> None:
        # In the second half of a long run one worker lives long enough to show what it does not give back.
        if role == "worker" and self.done["workers killed"] > self._seconds // 120:
            return
        begun, (known,) = monotonic(), self._all(role)
        os.kill(known, signal.SIGKILL)
        eventually(lambda: self._all(role) not in ([], [known]) and self._is(status="ok"), 60)
        self.done[f"{role}s killed"] += 1
        if role == "worker":
            self._note("down", begun)

    def _load(self, text: str) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._file)
        self._served.process.send_signal(signal.SIGHUP)

    def _begin_load(self) -> None:
        self._served.process.send_signal(signal.SIGHUP)
        eventually(lambda: len(self._all("loader")) == 2, 60)

    def _edit(self) -> None:
        if self.done["edits"] % 2:
            # What is edited while the graph is loaded is not forgotten.
            self._begin_load()
            Event().wait(self._random.random())
        since, self._since = self._since, monotonic()
        for each in (self._versions, self._texts):
            each.reverse()
        self._load(self._texts[0])
        eventually(lambda: self._is(version=self._versions[0]), 60)
        self._note(self._versions[1], since)
        self.done["edits"] += 1

    def _reload(self) -> None:
        known = self._all("loader")
        self._begin_load()
        self._kill("worker")
        eventually(lambda: len(now := self._all("loader")) == 1 and now != known, 60)
        self.done["reloads without an edit"] += 1

    def _spoil(self) -> None:
        self._load(f"{self._texts[0]}broken")
        eventually(lambda: self._is(status="ok") and not self._is(problem=None), 60)
        self._load(self._texts[0])
        eventually(lambda: self._is(problem=None), 60)
        self.done["broken edits"] += 1
