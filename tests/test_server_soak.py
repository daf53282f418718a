"""Under mixed load, with kills and reloads: each answer is right or a clean refusal, and nothing is left.

MKG_SOAK_SECONDS says for how long, 15 where it is not set; 600 is a run worth its name.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import or_
from pathlib import Path
from shutil import copytree
from threading import Event
from time import monotonic
from typing import Any

import pytest

from conftest import ROOT
from http_client import ask
from mkg.dumps import CHECKSUMS
from runaways import RUNAWAYS
from served import Served, eventually, serving
from soak import ADDRESS, BROKEN, DIRECT, EDIT, LEFT, Seen, Truths
from trouble import Figures, Trouble, figures, processes

SECONDS = float(os.environ.get("MKG_SOAK_SECONDS", "15"))
SOAK = Path(__file__).with_name("soak.py")
LIMITS = ["--no-validate", "--timeout", "2", "--memory-limit", "256", "--max-answer", "16", "--base-url"]
TAKE = ("a cross product", "a sorted cross product", "a hundred million rows", "a memory bomb", "negations")
ERRORS = [
    ("GET", "/sparql?query=SELEC", 0, {}, 400),
    ("GET", "/sparql?update=CLEAR+ALL", 0, {}, 400),
    ("GET", "/sparql?query=ASK+%7B+SERVICE+%3Curn:x%3E+%7B%7D+%7D", 0, {}, 400),
    ("GET", "/nothing", 0, {}, 404),
    ("GET", "/dump/none", 0, {}, 404),
    ("GET", "/graph?graph=urn:none", 0, {}, 404),
    ("GET", "/sparql?query=ASK+%7B%7D", 0, {"Accept": "image/png"}, 406),
    ("POST", "/sparql", 1 << 21, DIRECT, 413),
    ("GET", f"/{'x' * 40_000}", 0, {}, 414),
]
GROUPS = [
    ["127.0.0.2"] * 4,
    ["127.0.0.2"] * 4,
    *([f"127.0.{net}.{n}" for n in range(1, 5)] for net in (1, 2)),
]
"""The addresses of the clients of each process: half of them share one, and what one client may have."""

GROWN = 96 << 20
"""Bytes that the web process may have grown by: what threads that have sent large answers keep."""


def faults(seen: list[Seen], spans: list[tuple[str, float, float]]) -> list[Seen]:
    """Return what should not have been: wrong answers, versions and broken connections out of their time."""

    def is_due(each: Seen) -> bool:
        what = "down" if each.status == BROKEN else each.version
        in_time = (
            begun <= each.ended and each.begun <= ended for name, begun, ended in spans if name == what
        )
        return not what or any(in_time)

    return [each for each in seen if (each.fault and each.status != BROKEN) or not is_due(each)]


def summary(seen: list[Seen], done: Counter[str], measures: list[Figures]) -> str:
    names = {BROKEN: "broken off", LEFT: "left"}
    statuses = Counter(names.get(each.status, str(each.status)) for each in seen)
    most = Figures(*(reduce(or_, counted) for counted in zip(*measures, strict=True)))
    taken = {"before": measures[0], "at most": most, "after": measures[-1]}
    told = [f"{SECONDS:g} s, {len(seen)} requests", *(f"{when}: {each.line}" for when, each in taken.items())]
    return "; ".join([*told, *(str(dict(sorted(counted.items()))) for counted in (statuses, done))])


def start(*arguments: str | Path, folder: Path = ROOT) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(SOAK), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=folder)


def told(process: "subprocess.Popen[bytes]") -> Any:  # noqa: ANN401 -- it is JSON
    said, _ = process.communicate(timeout=SECONDS + 120)
    assert process.returncode == 0
    return json.loads(said)


def planned(truths: list[Truths], address: str) -> dict[str, Any]:
    return {
        "port": int(address.rpartition(":")[2]),
        "until": monotonic() + SECONDS,
        "truths": {path: truths[0][path] | truths[1][path] for path in truths[0]},
        "weights": {f"/dump/{CHECKSUMS}": 0.2},
        "errors": ERRORS,
        "runaways": [RUNAWAYS[name] for name in TAKE],
    }


def soak(served: Served, project: Path, trouble: Trouble, plan: Path) -> tuple[list[Seen], list[Figures]]:
    """Let clients and trouble loose on a server; return what was seen, and what was taken each second."""
    stop, measures = Event(), [figures(served, project)]

    def watch(stop: Event) -> None:
        while not stop.wait(1):
            measures.append(figures(served, project))

    with ThreadPoolExecutor() as pool:
        doing = [pool.submit(do, stop) for do in (trouble.run, trouble.kill_engines, watch)]
        try:
            clients = [start("clients", plan, *addresses) for addresses in GROUPS]
            seen = [Seen(*each) for client in clients for each in told(client)]
        finally:
            stop.set()
        for done in doing:
            done.result()
    eventually(
        lambda: (now := figures(served, project)).is_calm(measures[0]) and not measures.append(now), 20
    )
    return seen, measures


@pytest.fixture
def projects(tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of the project: one to be served, and one as it is once it is edited."""
    found = tmp_path / "served", tmp_path / "edited"
    for folder in found:
        copytree(ROOT / "data", folder / "data")
        for name in ("ontology", "shapes"):
            (folder / name).symlink_to(ROOT / name)
    with (found[1] / "data" / "language.ttl").open("a", encoding="utf-8") as file:
        file.write(EDIT)
    return found


def test_under_load_each_answer_is_right_and_nothing_is_left(
    projects: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    project, working = projects[0], [start("truths", folder, folder=folder) for folder in projects]
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    with serving(tmp_path, *LIMITS, ADDRESS, "--log", tmp_path / "log.jsonl", root=project) as served:
        truths = [told(process) for process in working]
        versions = [next(iter(found[f"/dump/{CHECKSUMS}"].values()))[0] for found in truths]
        assert versions[0] != versions[1]
        assert all(ask(served.address, path).status == 200 for path in [*truths[0]][::5])
        trouble, plan = Trouble(served, project, versions, SECONDS), tmp_path / "plan.json"
        plan.write_text(json.dumps(planned(truths, served.address)), encoding="utf-8")
        seen, measures = soak(served, project, trouble, plan)
        line = summary(seen, trouble.done, measures)
        record_property("soak", line)
        print(f"\n{line}")

        assert not (found := faults(seen, trouble.spans)), found[:20]
        assert measures[-1].memory["worker"] < measures[0].memory["worker"] + GROWN
        served.process.terminate()
        assert served.process.wait(timeout=20) == 0
        assert not processes(served, project)
        assert [*(tmp_path / "tmp").iterdir()] == []
