"""What the tests share: the repository, the command line, a real server."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
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
