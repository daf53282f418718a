"""Another graph comes, or does not: queries are answered by one or the other, and people are told why."""

import json
import os
import signal
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from http_client import ask, get
from served import Served, eventually, health, is_alive, is_answered, is_up, parent_of, running, serving


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """Return a project of one's own that may be edited."""
    folder = tmp_path / "project"
    for name in ("ontology", "shapes"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(root / name)
    copytree(root / "tests" / "toy" / "data", folder / "data")
    return folder


def version(served: Served) -> object:
    return health(served)["version"]


def edit(copy: Path, text: str) -> None:
    """Add to a file as editors do: write beside, then rename."""
    path = copy / "data" / "language.ttl"
    beside = path.with_suffix(".new")
    beside.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    beside.replace(path)


def test_sighup_loads_what_changed(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        before, loader = version(served), served.children("loader")
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)

        eventually(lambda: version(served) != before)
        asked = get(served.address, "ASK { <https://w3id.org/mkg/language/x> ?p ?o }")
        assert json.loads(asked.body)["boolean"] is True
        eventually(lambda: not any(map(is_alive, loader)))


def test_a_query_that_runs_while_another_graph_comes_is_answered_by_the_old_one(
    tmp_path: Path, copy: Path
) -> None:
    with serving(tmp_path, "--no-validate", "--timeout", "6", root=copy) as served, running(served) as busy:
        before = version(served)
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)
        eventually(lambda: version(served) != before)
        assert is_answered(served)
        response = busy.getresponse()

        # It ended at its own limit, not with its loader.
        assert response.status == 504
        assert json.loads(response.read())["status"] == 504


def test_an_edit_is_seen_and_a_broken_one_keeps_the_old_graph(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--watch", root=copy) as served:
        before = version(served)
        edit(copy, "\nlanguage:x a mkg:Language .\n")
        eventually(lambda: health(served)["problem"] is not None, seconds=60)

        told = str(health(served)["problem"])
        assert "data/language.ttl:" in told
        assert "violation" in told
        assert (version(served), health(served)["status"]) == (before, "ok")
        assert "the graph was not reloaded" in served.said
        assert is_answered(served)

        path = copy / "data" / "language.ttl"
        path.write_text(path.read_text(encoding="utf-8").replace("\nlanguage:x a mkg:Language .\n", "\n"))
        eventually(lambda: health(served)["problem"] is None, seconds=60)
        assert is_answered(served)


def test_a_lost_loader_comes_back_with_its_graph_whatever_became_of_the_sources(
    tmp_path: Path, copy: Path
) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        before, lost = version(served), served.child("loader")
        (copy / "data" / "language.ttl").write_text("broken", encoding="utf-8")
        os.kill(lost, signal.SIGKILL)
        eventually(lambda: "starting another" in served.said and is_up(served))

        assert is_answered(served)
        assert version(served) == before


def test_a_loader_that_ends_again_and_again_ends_the_server(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-validate", "--log", "-") as served:
        for loads in range(1, 6):
            wait_for(served, '"ready": true', loads)
            os.kill(served.child("loader"), signal.SIGKILL)

        assert served.process.wait(timeout=30) == 2
        assert "ended again and again" in served.said
        assert "Traceback" not in served.said


def wait_for(served: Served, text: str, times: int) -> None:
    eventually(lambda: served.said.count(text) == times)


def test_what_is_asked_for_during_a_load_is_not_lost(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        for name in ("one", "two", "three"):
            edit(copy, f'\nlanguage:{name} skos:prefLabel "{name}"@en .\n')
            served.process.send_signal(signal.SIGHUP)
        last = "ASK { <https://w3id.org/mkg/language/three> ?p ?o }"

        eventually(lambda: json.loads(get(served.address, last).body)["boolean"] is True)


def test_a_project_behind_a_link_is_watched(tmp_path: Path, copy: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(copy)
    with serving(tmp_path, "--no-validate", "--watch", root=link) as served:
        before = version(served)
        other = copytree(copy, tmp_path / "other")
        edit(other, '\nlanguage:x skos:prefLabel "x"@en .\n')
        beside = tmp_path / "beside"
        beside.symlink_to(other)
        beside.replace(link)

        eventually(lambda: version(served) != before)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, copy: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    with serving(tmp_path, "--no-validate", "--log", folder / "x.jsonl", root=copy) as served:
        before = version(served)
        rmtree(folder)
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)
        eventually(lambda: version(served) != before)

        assert is_answered(served)


def test_a_web_process_that_is_lost_during_a_reload_loses_no_edit(tmp_path: Path, copy: Path) -> None:
    with serving(tmp_path, "--no-validate", root=copy) as served:
        before, lost = version(served), served.child("worker")
        edit(copy, '\nlanguage:x skos:prefLabel "x"@en .\n')
        served.process.send_signal(signal.SIGHUP)
        eventually(lambda: len(loaders(served)) == 2)
        os.kill(lost, signal.SIGKILL)

        eventually(lambda: is_up(served) and version(served) != before)
        eventually(lambda: len(loaders(served)) == 1)


def loaders(served: Served) -> set[int]:
    return {pid for pid in served.children("loader") if parent_of(pid) == served.process.pid}


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    with serving(tmp_path, "--no-validate", root=copy) as served:
        assert ask(served.address, "/dump/mkg.ttl").status == 200
        os.kill(served.child("worker"), signal.SIGKILL)
        eventually(lambda: "starting another" in served.said and is_up(served))
        served.process.terminate()

        assert served.process.wait(timeout=30) == 0
        assert [*folder.iterdir()] == []
