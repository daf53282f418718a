"""Seats for queries: a client has its share, waits for it, or is told to come back."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest

from mkg.engine import Asker
from mkg.errors import AskerGone, MkgError, TooManyRequests, Unavailable
from mkg.server.admission import Admission, client_of
from mkg.server.settings import Limits
from served import eventually

LONG = 30.0


"""Seconds that no test here waits for."""


def admission(**limits: float) -> Admission:
    return Admission(Limits(**{"engines": 2, "per_client": 1, "queue": 8, "patience": 0.05} | limits))  # type: ignore[arg-type]


class Waiting:
    """Somebody who asks for a seat in a thread of their own, and keeps it until told otherwise."""

    def __init__(self, seats: Admission, client: str) -> None:
        """Begin to ask."""
        self.asker, self.seated, self.done = Asker(client), Event(), Event()
        self.error: MkgError | None = None
        self._seats = seats
        self.thread = Thread(target=self._sit)
        self.thread.start()

    def _sit(self) -> None:
        try:
            with self._seats.seat(self.asker):
                self.seated.set()
                self.done.wait(LONG)
        except MkgError as error:
            self.error = error

    def end(self) -> None:
        """Give the seat back."""
        self.done.set()
        self.thread.join(LONG)


Ask = Callable[[Admission, str], Waiting]


@pytest.fixture
def asks() -> Iterator[Ask]:
    """Ask for a seat without waiting for it."""
    crowd: list[Waiting] = []

    def ask(seats: Admission, client: str) -> Waiting:
        crowd.append(Waiting(seats, client))
        return crowd[-1]

    yield ask
    # Who waits has a seat once those before have given theirs back.
    for one in crowd:
        one.done.set()
    for one in crowd:
        one.thread.join(LONG)


@contextmanager
def full(seats: Admission, *clients: str) -> Iterator[None]:
    """Hold a seat for each of some clients."""
    with ExitStack() as held:
        for client in clients:
            held.enter_context(seats.seat(Asker(client)))
        yield


def refused(seats: Admission, client: str) -> MkgError:
    with pytest.raises((TooManyRequests, Unavailable)) as told, seats.seat(Asker(client)):
        pass
    return told.value


def test_a_seat_is_given_back_when_the_work_fails() -> None:
    seats = admission()
    with pytest.raises(ZeroDivisionError), seats.seat(Asker("a")):
        _ = 1 // 0

    assert seats.seated == 0


def test_a_client_that_has_its_share_is_told_to_come_back() -> None:
    seats = admission(engines=4, per_client=2)
    with full(seats, "a", "a"):
        told = refused(seats, "a")
        with seats.seat(Asker("b")):
            assert seats.seated == 3

    assert isinstance(told, TooManyRequests)
    assert str(told).startswith("2 queries of yours run already")
    assert (told.status, told.retry_after) == (429, 1)


def test_who_finds_every_seat_taken_by_others_is_told_so() -> None:
    seats = admission()
    with full(seats, "a", "b"):
        told = refused(seats, "c")

    assert isinstance(told, Unavailable)
    assert (told.status, told.retry_after) == (503, 1)


@pytest.mark.parametrize(
    ("engines", "per_client", "share"),
    [(1, 0, 1), (2, 0, 1), (4, 0, 2), (9, 0, 4), (2, 5, 2)],
    ids=lambda number: str(number),
)
def test_a_client_may_have_half_of_the_engines_or_what_was_said(
    engines: int, per_client: int, share: int
) -> None:
    seats = admission(engines=engines, per_client=per_client)
    with full(seats, *["a"] * share):
        assert isinstance(refused(seats, "a"), TooManyRequests)


@pytest.mark.parametrize("client", ["a", "b"], ids=["for its share", "for an engine"])
def test_a_seat_that_becomes_free_is_given_to_who_waits(client: str, asks: Ask) -> None:
    seats = admission(engines=1, patience=LONG)
    with full(seats, "a"):
        waiting = asks(seats, client)
        eventually(lambda: seats.waiting == 1)
        assert not waiting.seated.is_set()

    assert waiting.seated.wait(5)
    assert (seats.seated, seats.waiting) == (1, 0)


def test_a_client_that_waits_for_its_share_does_not_hold_up_others(asks: Ask) -> None:
    seats = admission(engines=2, patience=LONG)
    with full(seats, "a"):
        asks(seats, "a")
        eventually(lambda: seats.waiting == 1)
        with seats.seat(Asker("b")):
            assert (seats.seated, seats.waiting) == (2, 1)


def test_who_has_hung_up_is_given_no_seat() -> None:
    seats, asker = admission(), Asker("a")
    asker.leave()
    with pytest.raises(AskerGone), seats.seat(asker):
        pass

    assert seats.seated == 0


def test_who_hangs_up_waits_no_longer(asks: Ask) -> None:
    seats = admission(engines=1, patience=LONG)
    with full(seats, "a"):
        waiting, other = asks(seats, "b"), asks(seats, "c")
        eventually(lambda: seats.waiting == 2)
        waiting.asker.leave()
        waiting.thread.join(5)
        assert isinstance(waiting.error, AskerGone)
        assert (seats.seated, seats.waiting) == (1, 1)

    assert other.seated.wait(5)


def test_a_crowd_is_refused_at_once(asks: Ask) -> None:
    seats = admission(engines=1, queue=4, patience=LONG)
    with full(seats, "a"):
        for client in "bcde":
            asks(seats, client)
        eventually(lambda: seats.waiting == 4)

        assert isinstance(refused(seats, "f"), Unavailable)
        assert isinstance(refused(seats, "a"), TooManyRequests)


def test_one_client_has_a_quarter_of_the_places_to_wait(asks: Ask) -> None:
    seats = admission(engines=1, queue=8, patience=LONG)
    with full(seats, "a"):
        asks(seats, "a")
        asks(seats, "a")
        eventually(lambda: seats.waiting == 2)
        assert isinstance(refused(seats, "a"), TooManyRequests)

        asks(seats, "b")
        eventually(lambda: seats.waiting == 3)


def test_who_is_refused_for_waiting_too_often_is_not_told_that_queries_run(asks: Ask) -> None:
    seats = admission(engines=1, queue=4, patience=LONG)
    with full(seats, "a"):
        asks(seats, "b")
        eventually(lambda: seats.waiting == 1)
        told = refused(seats, "b")

    assert isinstance(told, TooManyRequests)
    assert "run already" not in str(told)
    assert "wait" in str(told)


def test_without_a_queue_nobody_waits() -> None:
    seats = admission(engines=1, queue=0, patience=LONG)
    with full(seats, "a"):
        assert isinstance(refused(seats, "b"), Unavailable)
        assert isinstance(refused(seats, "a"), TooManyRequests)


def test_a_crowd_never_has_more_seats_than_there_are(asks: Ask) -> None:
    seats = admission(engines=3, per_client=2, queue=64, patience=LONG)
    crowd = [asks(seats, client) for client in "abc" * 4]
    while alive := [one for one in crowd if one.thread.is_alive()]:
        eventually(lambda: any(one.seated.is_set() for one in alive))
        sitting = [one for one in alive if one.seated.is_set()]
        assert len(sitting) <= 3
        assert all(sum(one.asker.name == name for one in sitting) <= 2 for name in "abc")
        sitting[0].end()

    assert all(one.seated.is_set() for one in crowd)
    assert (seats.seated, seats.waiting) == (0, 0)


def test_addresses_of_one_network_are_one_client() -> None:
    seats = admission(engines=4, per_client=1)
    with full(seats, "2001:db8:1:2::1"):
        assert isinstance(refused(seats, "2001:db8:1:2:ffff::9"), TooManyRequests)
        with full(seats, "2001:db8:1:3::1", "192.0.2.1", "192.0.2.2"):
            assert seats.seated == 4
            assert isinstance(refused(seats, "::ffff:192.0.2.1"), TooManyRequests)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:0db8:0:0:ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("not an address", "not an address", True),
        ("", "unix", False),
    ],
)
def test_clients_are_told_apart_by_address(one: str, other: str, *, same: bool) -> None:
    assert (client_of(one) == client_of(other)) is same
