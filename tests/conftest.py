"""What the tests share: the repository, the command line, a real server."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import NoReturn
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture
def toy() -> list[str]:
    """Return the arguments that name the miniature graph."""
    return ["--data", str(ROOT / "tests" / "toy" / "data")]


@pytest.fixture
def run() -> Run:
    """Run the command line as its users do: as a process, in a folder, with arguments."""

    def run_mkg(*args: str | Path, cwd: Path = ROOT, text: str = "") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "mkg", *map(str, args)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("MKG_")}
        return subprocess.run(
            command, cwd=cwd, input=text, capture_output=True, text=True, check=False, timeout=120, env=clean
        )

    return run_mkg


@pytest.fixture
def without_rights() -> list[str]:
    """Return the words before a command that take root's right to open everything away."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may open every file, and setpriv is not installed to take that right away")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Return a function that finds a program, or skips the test and says which is missing."""

    def find(name: str) -> str:
        return shutil.which(name) or _missing(name)

    return find


def _missing(name: str) -> NoReturn:
    reason = f"{name} is not on this machine; install it to run what needs it"
    if os.environ.get("MKG_REQUIRE_CLIENTS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def modules(program: Callable[[str], str]) -> Path:
    """Install the npm packages of tests/clients where they are not yet, one process at a time.

    Return the folder that holds them.
    """
    here = ROOT / "tests" / "clients"
    lock, installed = here / "package-lock.json", here / "node_modules" / ".package-lock.json"
    with (here / ".install.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        # npm writes its own list last: where it is missing, an installation was broken off.
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False, timeout=600)
            assert done.returncode == 0, done.stderr
    return installed.parent


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Serve the real graph on loopback; return the address."""
    port = free_port()
    command = [sys.executable, "-m", "mkg", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        address = f"http://127.0.0.1:{port}"
        wait_until_up(address, process)
        yield address
        process.terminate()
        assert process.wait(timeout=20) == 0


def wait_until_up(address: str, process: "subprocess.Popen[str]") -> None:
    """Return once a server answers; fail if its process ends first or it stays silent."""
    pause = Event()
    for _ in range(600):
        assert process.poll() is None, process.stderr.read() if process.stderr else "the server ended"
        try:
            with urlopen(f"{address}/health"):  # noqa: S310 -- our own server on loopback
                return
        except URLError:
            pause.wait(0.05)
    pytest.fail("the server did not come up within 30 seconds")
