from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkg.errors import ServiceError
from mkg.links.addresses import cited
from mkg.links.cache import Cache, opened
from mkg.links.check import NO_NETWORK, Outcome, Plan, check
from mkg.links.verdicts import Answer, Verdict
from mkg.sources import Source
from mkg.validation.findings import Severity

TEXT = """@prefix e: <http://e.example/> .
e:a e:p <http://x.example/gone> ,
    <http://y.example/moved#top> .
e:b e:p <http://x.example/gone> , <http://x.example/alive> .
"""
SOURCES = [Source(Path("a.ttl"), TEXT.encode())]
GONE, MOVED, ALIVE = "http://x.example/gone", "http://y.example/moved", "http://x.example/alive"
NEVER = Plan(max_age=0)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def ask(asked: list[str]) -> Callable[[str], Answer]:
    def answer(address: str) -> Answer:
        asked.append(address)
        name = address.rpartition("/")[2]
        return Answer(address, Verdict(name), 200, "http://new.example/" if name == "moved" else "")

    return answer


def run(cache: Cache, ask: Callable[[str], Answer], plan: Plan, sources: list[Source] = SOURCES) -> Outcome:
    return check(sources, cited(sources), cache, ask, plan, lambda *_: None)


def test_each_address_is_asked_for_once_and_told_where_it_is_cited(
    cache: Cache, ask: Callable[[str], Answer], asked: list[str]
) -> None:
    outcome = run(cache, ask, Plan())

    assert sorted(asked) == sorted([GONE, MOVED, ALIVE])
    assert (outcome.addresses, outcome.unknown, outcome.interrupted) == (3, 0, False)
    assert [(str(each.place), each.severity, each.rule) for each in outcome.report.results] == [
        ("a.ttl:2:9", Severity.violation, "link-gone"),
        ("a.ttl:3:5", Severity.info, "link-moved"),
        ("a.ttl:4:9", Severity.violation, "link-gone"),
    ]
    assert (outcome.report.files, outcome.report.triples) == (1, 4)


def test_what_is_known_is_not_asked_for_again_until_it_is_old(
    cache: Cache, ask: Callable[[str], Answer], asked: list[str]
) -> None:
    first = run(cache, ask, Plan())
    assert len(asked) == 3

    assert run(cache, ask, Plan()).report.results == first.report.results
    assert len(asked) == 3

    run(cache, ask, NEVER)
    assert len(asked) == 6


def test_what_failed_for_now_is_asked_for_again(cache: Cache, asked: list[str]) -> None:
    def ask(address: str) -> Answer:
        asked.append(address)
        return Answer(address, Verdict.SLOW)

    for _ in range(2):
        outcome = run(cache, ask, Plan())

    assert len(asked) == 6
    assert {each.rule for each in outcome.report.results} == {"link-slow"}


def test_offline_nobody_is_asked_and_what_is_unknown_is_counted(
    cache: Cache, ask: Callable[[str], Answer], asked: list[str]
) -> None:
    cache.put(Answer(GONE, Verdict.GONE, 404), 2e9)

    outcome = run(cache, ask, Plan(offline=True))

    assert asked == []
    assert (outcome.addresses, outcome.unknown) == (3, 2)
    assert [each.rule for each in outcome.report.results] == ["link-gone"] * 2


def test_a_limit_is_for_what_is_not_known_so_that_checks_come_to_an_end(
    cache: Cache, ask: Callable[[str], Answer], asked: list[str]
) -> None:
    assert [run(cache, ask, Plan(limit=2)).unknown for _ in range(2)] == [1, 0]
    assert sorted(asked) == sorted([GONE, MOVED, ALIVE])
    assert run(cache, ask, Plan(max_age=0, limit=0)).unknown == 3


def test_how_far_it_is_is_told(cache: Cache, ask: Callable[[str], Answer]) -> None:
    told = []

    check(SOURCES, cited(SOURCES), cache, ask, Plan(), lambda *seen: told.append(seen))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_interrupted_check_tells_and_remembers_what_is_known(
    cache: Cache, ask: Callable[[str], Answer], asked: list[str]
) -> None:
    def interrupt(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    outcome = check(SOURCES, cited(SOURCES), cache, ask, Plan(), interrupt)
    assert (outcome.unknown, outcome.interrupted) == (1, True)

    asked.clear()
    assert run(cache, ask, Plan()).unknown == 0
    assert len(asked) == 1


def links(*addresses: str) -> list[Source]:
    return [Source(Path("a.nt"), "".join(f"<urn:a> <urn:p> <{each}> .\n" for each in addresses).encode())]


def unknown(address: str) -> Answer:
    return Answer(address, Verdict.NO_HOST)


def test_a_machine_without_a_network_is_not_the_fault_of_the_data(cache: Cache) -> None:
    sources = links(*(f"http://{number}.example/" for number in range(NO_NETWORK)))

    with pytest.raises(ServiceError, match=f"no host answers, {NO_NETWORK} are unknown; check this machine"):
        run(cache, unknown, Plan(), sources)


@pytest.mark.parametrize("verdict", [Verdict.SLOW, Verdict.UNREACHABLE, Verdict.PRIVATE, Verdict.MALFORMED])
def test_what_gives_no_answer_is_no_proof_of_a_network(verdict: Verdict, cache: Cache) -> None:
    def ask(address: str) -> Answer:
        return Answer(address, verdict) if "other" in address else unknown(address)

    sources = links("http://other.example/", *(f"http://{number}.example/" for number in range(NO_NETWORK)))

    with pytest.raises(ServiceError):
        run(cache, ask, Plan(), sources)


def test_a_few_hosts_that_nobody_knows_are_the_fault_of_the_data(cache: Cache) -> None:
    same = (f"http://a.example/{number}" for number in range(NO_NETWORK))

    assert len(run(cache, unknown, Plan(), links(*same)).report.results) == NO_NETWORK


def test_one_host_that_answers_is_proof_of_a_network(cache: Cache) -> None:
    def ask(address: str) -> Answer:
        return Answer(address, Verdict.ALIVE, 200) if "/alive" in address else unknown(address)

    sources = links("http://0.example/alive", *(f"http://{number}.example/" for number in range(1, 9)))

    assert {each.severity for each in run(cache, ask, Plan(), sources).report.results} == {Severity.warning}


def test_data_without_links_are_well(cache: Cache, ask: Callable[[str], Answer]) -> None:
    outcome = run(cache, ask, Plan(), links())

    assert (outcome.report.conforms, outcome.addresses) == (True, 0)
