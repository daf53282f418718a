"""Who leaves is heard by whoever listens, and by nobody afterwards."""

from threading import Event, Thread

from mkg.engine import Asker


def test_nobody_is_told_of_a_leaving_after_they_stopped_listening() -> None:
    asker, told = Asker("a"), list[str]()
    begun, go_on = Event(), Event()

    def slow() -> None:
        begun.set()
        go_on.wait(10)
        told.append("first")

    with asker.on_leaving(slow):
        leaving = Thread(target=asker.leave)
        leaving.start()
        assert begun.wait(10)
        # Whoever stops listening now waits until the telling is over.
        stopping = Thread(target=go_on.set)
        stopping.start()
    told.append("stopped")
    leaving.join()
    stopping.join()

    assert told == ["first", "stopped"]
