"""What servers do with queries that take too much, side by side: `python benchmarks/runaways.py`.

Each server holds the same triples and has two seconds a query, where it has a limit at all. Told are, of each
query, the status, the seconds until the answer ended, whether it could be read, and how long the simplest
question of another client took meanwhile at worst.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Event, Thread

from pyoxigraph import DefaultGraph, RdfFormat

from mkg import dataset, project

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from conftest import free_port
from runaways import RUNAWAYS

PATIENCE = 15
DIRECT = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
BIN = Path(sys.executable).parent


def commands(data: Path, store: Path, port: int) -> dict[str, tuple[str, list[str]]]:
    """Return the path of each server's endpoint and the command that starts it."""
    limited = f"serve-read-only --location {store} --timeout-s 2 --bind 127.0.0.1:{port}"
    own = ["serve", "--data", str(data), "--timeout", "2", "--port", str(port)]
    return {
        "mkg": ("/sparql", [str(BIN / "mkg"), *own]),
        "oxigraph": ("/query", [str(BIN / "oxigraph"), *limited.split()]),
        "rdflib-endpoint": ("/", [str(BIN / "rdflib-endpoint"), "serve", str(data), "--port", str(port)]),
    }


@contextmanager
def running(command: list[str], port: int, path: str) -> Iterator[None]:
    """Run a server; it is up once it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        for _ in range(600):
            if ask(port, path, "ASK {}")[0] == "200":
                break
            Event().wait(0.05)
        try:
            yield
        finally:
            process.kill()


def ask(port: int, path: str, query: str, source: str = "127.0.0.1") -> tuple[str, bytes]:
    """Return the status and the body, or what went wrong."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(source, 0))
    try:
        connection.request("POST", path, query.encode(), DIRECT)
        response = connection.getresponse()
        return str(response.status), response.read()
    except (OSError, HTTPException) as error:
        return type(error).__name__, b""
    finally:
        connection.close()


def is_whole(body: bytes) -> bool:
    """Tell whether an answer, or what says why there is none, can be read."""
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def measure(port: int, path: str, query: str) -> str:
    """Ask a query, and meanwhile the simplest one as another client; return a row's cells."""
    stop, waits = Event(), [0.0]

    def others() -> None:
        while not stop.wait(0.01):
            begun = time.perf_counter()
            status, _ = ask(port, path, "ASK {}", "127.0.0.2")
            waits.append(time.perf_counter() - begun if status == "200" else PATIENCE)

    thread = Thread(target=others)
    thread.start()
    begun = time.perf_counter()
    status, body = ask(port, path, query)
    took = time.perf_counter() - begun
    stop.set()
    thread.join()
    return f"{status} | {took:.1f} s | {'yes' if is_whole(body) else 'no'} | {max(waits) * 1000:.0f} ms"


def main() -> None:
    """Print one row a query and server."""
    with TemporaryDirectory() as folder:
        data, store = Path(folder) / "graph.nt", Path(folder) / "store"
        loaded = dataset.load(project.find())
        loaded.store.dump(data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        load = [str(BIN / "oxigraph"), "load", "--location", str(store), "--file", str(data)]
        subprocess.run(load, check=True, capture_output=True)  # noqa: S603
        print(
            "| query | server | status | took | readable | another client waited |\n|---|---|---|---|---|---|"
        )
        for name, query in RUNAWAYS.items():
            port = free_port()
            for server, (path, command) in commands(data, store, port).items():
                if which(command[0]):
                    # A server of its own for each query: the one before may have killed it.
                    with running(command, port, path):
                        print(f"| {name} | {server} | {measure(port, path, query)} |", flush=True)


if __name__ == "__main__":
    main()
