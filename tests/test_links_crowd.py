import threading
from collections import defaultdict
from threading import Barrier, Event, current_thread

import pytest

from mkg.links.crowd import answers
from mkg.links.verdicts import Answer, Verdict


def alive(address: str) -> Answer:
    return Answer(address, Verdict.ALIVE, 200)


def test_each_address_is_answered_once() -> None:
    addresses = [f"http://{host}.example/{page}" for host in "abcdef" for page in range(50)]

    found = [answer.address for answer in answers(addresses, alive, at_once=3)]

    assert sorted(found) == sorted(addresses)


def test_nothing_is_asked_where_there_is_nothing_to_ask() -> None:
    assert [*answers([], alive)] == []


def test_the_addresses_of_a_host_are_asked_in_their_order_by_one() -> None:
    asked = defaultdict(list)

    def ask(address: str) -> Answer:
        asked[current_thread().name].append(address)
        return alive(address)

    addresses = [f"http://{host}.example:{port}/" for port in range(1, 40) for host in "ab"]
    assert len([*answers(addresses, ask)]) == 78

    together = [address for each in asked.values() for address in each]
    for host in "ab":
        of_host = [address for address in together if f"//{host}." in address]
        assert of_host == [address for address in addresses if f"//{host}." in address]
        assert sum(any(f"//{host}." in address for address in each) for each in asked.values()) == 1


def test_hosts_are_asked_side_by_side() -> None:
    together = Barrier(3)

    def ask(address: str) -> Answer:
        together.wait(20)
        return alive(address)

    assert len([*answers([f"http://{host}.example/" for host in "abc"], ask)]) == 3
    assert not together.broken


def test_no_more_hosts_are_asked_at_a_time_than_allowed() -> None:
    names = set()

    def ask(address: str) -> Answer:
        names.add(current_thread().name)
        return alive(address)

    assert len([*answers([f"http://a{host}.example/" for host in range(40)], ask, at_once=2)]) == 40
    assert 1 <= len(names) <= 2


def test_nothing_more_is_asked_once_nobody_listens() -> None:
    asked, go, last = [], Event(), Event()

    def ask(address: str) -> Answer:
        asked.append(address)
        if address.endswith("/1"):
            go.wait(20)
            last.set()
        return alive(address)

    found = answers([f"http://a.example/{page}" for page in range(9)], ask)
    assert next(found).address == "http://a.example/0"
    found.close()
    go.set()

    assert last.wait(20)
    assert asked == ["http://a.example/0", "http://a.example/1"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the fault that is meant
def test_a_fault_while_asking_ends_its_host_and_no_other() -> None:
    def ask(address: str) -> Answer:
        if "bad" in address:
            raise ZeroDivisionError
        return alive(address)

    found = answers(["http://bad.example/1", "http://bad.example/2", "http://a.example/"], ask)

    assert [answer.address for answer in found] == ["http://a.example/"]
    for thread in threading.enumerate():
        if "_serve" in thread.name:
            thread.join(20)


def test_what_is_no_address_is_asked_for_like_others() -> None:
    assert [answer.address for answer in answers(["http://[", "http:///"], alive)] == ["http://[", "http:///"]
