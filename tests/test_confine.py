"""An engine in a process of its own: it answers, it is stopped, it leaves nothing behind."""

import os
import signal
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread

import pytest

import unruly
from mkg.errors import ShapesError
from mkg.validation import confine, reference
from mkg.validation.confine import LimitError
from ntriples import HEAD, ntriples, results

MIB = 1024 * 1024
DATA = ntriples("e:a e:p _:x .")
SHAPES = ntriples(HEAD + "sh:property [ sh:path e:p ; sh:nodeKind sh:IRI ] .")

SLOW = """
from mkg.validation.confine import run
import unruly
from ntriples import HEAD, ntriples
data = ntriples("e:a e:p '%s!' ." % ("a" * 60))
run("pyshacl", data, ntriples(HEAD + "sh:property [ sh:path e:p ; sh:pattern '^(a+)+$' ] ."), 600, 2**30)
"""


def run(name: str, data: bytes, shapes: bytes = b"", seconds: float = 30, memory: int = 400 * MIB) -> object:
    if name != "unruly":
        return confine.run(name, data, shapes, seconds, memory)
    with confine.started("the engine unruly", seconds, memory, unruly.validate, data, shapes) as answer:
        return answer()


@pytest.mark.parametrize("name", ["shacl", "pyshacl", "both", "auto"])
def test_a_confined_engine_reports_what_it_reports_otherwise(name: str) -> None:
    (result,) = results(run(name, DATA, SHAPES))
    (expected,) = results(reference.validate(DATA, SHAPES))

    assert result | {"resultMessage": ""} == expected | {"resultMessage": ""}


def test_a_report_of_any_size_comes_through() -> None:
    assert run("unruly", b"much") == b"x" * 50_000_000


def test_what_the_engine_refuses_comes_back_as_its_own_error() -> None:
    with pytest.raises(ShapesError, match="sh:minCount must be a literal with datatype xsd:integer"):
        run("pyshacl", DATA, ntriples(HEAD + "sh:property [ sh:path e:p ; sh:minCount 'x' ] ."))


def test_an_engine_is_stopped_at_its_time_and_nothing_of_it_stays() -> None:
    with pytest.raises(LimitError, match=r"unruly was stopped after 0\.2 seconds; raise --timeout") as caught:
        run("unruly", b"wait", seconds=0.2)

    assert caught.value.reason == "time"
    assert active_children() == []


def test_an_engine_that_wants_too_much_memory_is_told_so() -> None:
    with pytest.raises(LimitError, match="needed more than 400 MiB; raise --memory-limit") as caught:
        run("unruly", b"fill")

    assert caught.value.reason == "memory"


def test_an_engine_that_crashes_is_told_by_its_signal() -> None:
    with pytest.raises(LimitError, match=r"the engine unruly died \(SIGSEGV\); try another one") as caught:
        run("unruly", b"die")

    assert caught.value.reason == "crash"


def test_what_nobody_foresaw_is_one_sentence_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LimitError, match="KeyError: b'nobody foresaw'") as caught:
        run("unruly", b"forget")

    assert caught.value.reason == "crash"
    assert "Traceback" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_an_engine_reaches_no_network() -> None:
    with pytest.raises(LimitError, match="PermissionError: an engine asks nobody"):
        run("unruly", b"ask")


@pytest.mark.parametrize("name", ["shacl", "pyshacl"])
def test_beside_other_threads_the_engine_starts_in_a_fresh_process(name: str) -> None:
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        # It has used the pool of threads of this engine, which a forked process would not have.
        (direct,) = results(reference.validate(DATA, SHAPES))
        (result,) = results(run(name, DATA, SHAPES))
    finally:
        done.set()
        thread.join()

    assert result["value"] == direct["value"] == "_:x"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the process table of Linux")
def test_an_engine_ends_with_its_parent_even_where_that_was_killed() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", SLOW], env=environment) as parent:
        child = waited_for_child(parent.pid)
        parent.send_signal(signal.SIGKILL)

    for _ in range(400):
        if not is_running(child):
            break
        Event().wait(0.05)
    assert not is_running(child)


def waited_for_child(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(400):
        found = children.read_text(encoding="ascii").split()
        # By the time that it has worked for half a second it has said that it dies with its parent.
        if found and cpu_of(found[0]) > 50:
            return int(found[0])
        Event().wait(0.05)
    pytest.fail("the engine did not start")


def cpu_of(pid: str) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11])


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
