"""Many hosts side by side, each asked for one address after the other."""

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread

from mkg.links.addresses import host_of
from mkg.links.verdicts import Answer

AT_ONCE = 16
"""How many hosts are asked at a time."""

Ask = Callable[[str], Answer]


def answers(addresses: Iterable[str], ask: Ask, at_once: int = AT_ONCE) -> Iterator[Answer]:
    """Ask for addresses and yield each answer as it comes; nothing more is asked once this is closed."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(_host(address), []).append(address)
    work, done, stop = SimpleQueue[list[str]](), SimpleQueue[Answer | None](), Event()
    for each in hosts.values():
        work.put(each)
    at_work = min(at_once, len(hosts))
    for _ in range(at_work):
        # Who waits for a slow server is left behind by whoever stops: it must not keep the process.
        Thread(target=_serve, args=(work, done, ask, stop), daemon=True).start()
    try:
        while at_work:
            if answer := done.get():
                yield answer
            else:
                at_work -= 1
    finally:
        stop.set()


def _serve(work: SimpleQueue[list[str]], done: SimpleQueue[Answer | None], ask: Ask, stop: Event) -> None:
    try:
        while True:
            for address in work.get_nowait():
                if stop.is_set():
                    return
                done.put(ask(address))
    except Empty:
        return
    finally:
        done.put(None)


def _host(address: str) -> str:
    try:
        return host_of(address)
    except ValueError:
        return ""
