from threading import Thread

import pytest

from mkg.links.turns import Turns


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        """Begin long after zero."""
        self.now = 1_000.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.waits.append(seconds)
        self.now += seconds

    def read(self) -> float:
        """Say what time it is."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turns(clock: Clock) -> Turns:
    return Turns(2, clock.wait, clock.read)


def ask(turns: Turns, *hosts: str) -> None:
    for host in hosts:
        with turns.at(host):
            pass


def test_a_host_is_asked_at_once_the_first_time_and_after_a_pause_the_next(
    turns: Turns, clock: Clock
) -> None:
    ask(turns, "a", "b")
    assert clock.waits == []

    ask(turns, "a", "a")
    assert clock.waits == [2, 2]


def test_the_pause_begins_where_the_answer_ends_and_what_has_passed_counts(
    turns: Turns, clock: Clock
) -> None:
    with turns.at("a"):
        clock.now += 100
    clock.now += 0.5

    ask(turns, "a")

    assert clock.waits == [1.5]


def test_a_host_that_asks_for_it_is_left_alone_for_longer(turns: Turns, clock: Clock) -> None:
    with turns.at("a"):
        turns.rest("a", 30)
    turns.rest("a", 1)

    ask(turns, "b", "a", "a")

    assert clock.waits == [30, 2]


def test_a_request_that_fails_is_followed_by_a_pause_too(turns: Turns, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), turns.at("a"):
        raise ZeroDivisionError

    ask(turns, "a")

    assert clock.waits == [2]


def test_no_host_is_asked_twice_at_a_time(clock: Clock) -> None:
    turns, at_work, most = Turns(0, clock.wait, clock.read), [0], []

    def work() -> None:
        for _ in range(200):
            with turns.at("a"):
                at_work[0] += 1
                most.append(at_work[0])
                at_work[0] -= 1

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(most) == 800
    assert set(most) == {1}


def test_two_hosts_are_asked_side_by_side(turns: Turns) -> None:
    with turns.at("a"):
        other = Thread(target=ask, args=(turns, "b"))
        other.start()
        other.join(20)

        assert not other.is_alive()
