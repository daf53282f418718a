"""The check of the links in data, as a report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import time

from mkg.errors import ServiceError
from mkg.links.addresses import Citation, host_of
from mkg.links.cache import Cache
from mkg.links.crowd import Ask, answers
from mkg.links.verdicts import LASTING, Answer, Verdict, finding
from mkg.sources import Source
from mkg.validation import places
from mkg.validation.findings import Report

NO_NETWORK = 3
"""So many unknown hosts, and none that answers, are a fault of this machine's network and not of the data."""

_NO_ANSWER = frozenset(
    {Verdict.NO_HOST, Verdict.SLOW, Verdict.UNREACHABLE, Verdict.PRIVATE, Verdict.MALFORMED}
)


@dataclass(frozen=True)
class Plan:
    """What is taken from earlier checks, at most `max_age` seconds old, and how many addresses are asked for.

    `limit` is None for all that are not known; `offline` asks for none.
    """

    max_age: float = 7 * 86_400
    limit: int | None = None
    offline: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a check: its report, how many addresses there are, and of how many nothing is known."""

    report: Report
    addresses: int
    unknown: int
    interrupted: bool = False


def check(
    sources: Sequence[Source],
    cited: Mapping[str, Sequence[Citation]],
    cache: Cache,
    ask: Ask,
    plan: Plan,
    told: Callable[[int, int], object],
) -> Outcome:
    """Check the addresses that statements of sources point to, as `addresses.cited` returns them.

    `told` hears how many addresses have answered, of how many. Ctrl-C ends the asking, and what is known by
    then is reported. Raises ServiceError where this machine has no network, ReadError where the cache fails.
    """
    since = time() - plan.max_age
    found = {each.address: each for address in cited if (each := cache.get(address, since))}
    wanted = [address for address in cited if address not in found][: 0 if plan.offline else plan.limit]
    asked, interrupted = list[Answer](), False
    try:
        for answer in _kept(answers(wanted, ask), cache):
            asked.append(answer)
            told(len(asked), len(wanted))
    except KeyboardInterrupt:
        interrupted = True
    _refuse_no_network(asked)
    found |= {answer.address: answer for answer in asked}
    report = _report(sources, cited, found.values())
    return Outcome(report, len(cited), len(cited) - len(found), interrupted)


def _kept(answers: Iterator[Answer], cache: Cache) -> Iterator[Answer]:
    for answer in answers:
        if answer.verdict in LASTING:
            cache.put(answer, time())
        yield answer


def _refuse_no_network(asked: Sequence[Answer]) -> None:
    unknown = {host_of(answer.address) for answer in asked if answer.verdict is Verdict.NO_HOST}
    if len(unknown) >= NO_NETWORK and all(answer.verdict in _NO_ANSWER for answer in asked):
        raise ServiceError(
            f"no host answers, {len(unknown)} are unknown; check this machine's network, or use --offline"
        )


def _report(
    sources: Sequence[Source], cited: Mapping[str, Sequence[Citation]], found: Iterable[Answer]
) -> Report:
    made = (finding(answer, citation) for answer in found for citation in cited[answer.address])
    triples = sum(1 for source in sources for _ in source.quads())
    return Report(places.locate([each for each in made if each], sources), sources, triples)
