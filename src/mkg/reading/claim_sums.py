"""Choosing among claims, and counting them: by verdict, by kind, by what they speak of."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mkg.reading.claims import CLAIM_KINDS, IN_GRAPH, IN_SEED, VERDICTS, Claim, Claims
from mkg.reading.names import kind_of
from mkg.vocab import BASE, TERMS

FACETS: dict[str, Callable[[Claim], Iterable[str]]] = {
    "verdict": lambda claim: (claim.verdict,),
    "kind": lambda claim: (claim.kind,),
    "about": lambda claim: claim.things,
}
"""What claims can be chosen by, and what each claim offers to it."""

_FIRST = {"verdict": VERDICTS, "kind": CLAIM_KINDS, "about": ()}


def word(iri: str) -> str:
    """Return an IRI as an address names it: our own are shortened.

    >>> word("https://w3id.org/mkg/ns#Unverified"), word("https://w3id.org/mkg/place/rabat")
    ('Unverified', 'place/rabat')
    """
    return iri.removeprefix(TERMS).removeprefix(BASE)


@dataclass(frozen=True)
class Choice:
    """What is chosen of each facet, as a word or an IRI; an empty one chooses all."""

    verdict: str = ""
    kind: str = ""
    about: str = ""

    def of(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return those of the claims that fit, in their order."""
        return [claim for claim in claims if all(self._fits(claim, facet) for facet in FACETS)]

    def _fits(self, claim: Claim, facet: str) -> bool:
        wanted = getattr(self, facet)
        return not wanted or any(wanted in {iri, word(iri)} for iri in FACETS[facet](claim))


def offered(claims: Iterable[Claim], choice: Choice, facet: str) -> dict[str, int]:
    """Return how many claims each value of a facet would show beside what else is chosen, by its IRI.

    Verdicts and kinds come in their own order, things with those first of which most claims speak.
    """
    every = list(claims)
    fitting = _count(replace(choice, **{facet: ""}).of(every), facet)
    whole = _count(every, facet)
    usual = [iri for iri in _FIRST[facet] if whole[iri]]
    return {
        iri: fitting[iri]
        for iri in dict.fromkeys((*usual, *sorted(whole, key=lambda iri: (-whole[iri], iri))))
    }


def _count(claims: Iterable[Claim], facet: str) -> Counter[str]:
    return Counter(iri for claim in claims for iri in {*FACETS[facet](claim)} if iri)


@dataclass(frozen=True)
class Sums:
    """What claims amount to: how many there are, hold as they are worded, hold in part.

    Of their `sentences`, some are `sound`: each claim in them holds as worded. Verdicts rest on `evidence`,
    part of which are `sources`. Of the `triples` that claims state, some are `facts`, others stand `apart`.
    """

    claims: int
    whole: int
    partly: int
    sentences: int
    sound: int
    evidence: int
    sources: int
    triples: int
    facts: int
    apart: int


def sums(told: Claims) -> Sums:
    """Count what claims amount to: how many hold, how many sentences do throughout, what they rest on."""
    claims, by_verdict = told.all, _count(told.all, "verdict")
    whole, partly = (by_verdict[verdict] for verdict in VERDICTS[:2])
    evidence = [iri for claim in claims for iri in claim.evidence]
    sentences = {(claim.document, claim.place[0]) for claim in claims}
    unsound = {(claim.document, claim.place[0]) for claim in claims if claim.verdict != VERDICTS[0]}
    where = Counter(claim.asserted for claim in claims if claim.states)
    return Sums(
        claims=len(claims),
        whole=whole,
        partly=partly,
        sentences=len(sentences),
        sound=len(sentences - unsound),
        evidence=len({*evidence}),
        sources=len({iri for iri in evidence if kind_of(iri) == "source"}),
        triples=where.total(),
        facts=where[IN_GRAPH],
        apart=where[IN_SEED],
    )


def crossed(claims: Iterable[Claim]) -> dict[str, dict[str, int]]:
    """Return how many claims of each kind have each verdict, by their IRIs, in the order of `offered`."""
    every = list(claims)
    verdicts = offered(every, Choice(), "verdict")
    pairs = Counter((claim.kind, claim.verdict) for claim in every)
    return {
        kind: {verdict: pairs[kind, verdict] for verdict in verdicts}
        for kind in offered(every, Choice(), "kind")
    }
