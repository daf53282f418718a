import re

import pytest
from pyoxigraph import Literal, NamedNode

from mkg.links.addresses import Citation
from mkg.links.verdicts import LASTING, Answer, Verdict, finding
from mkg.validation.findings import Severity
from mkg.vocab import LINTS, OWL

CITATION = Citation(
    NamedNode("http://e.example/a"), NamedNode(OWL + "sameAs"), NamedNode("http://x.example/old")
)
BAD = [verdict for verdict in Verdict if verdict is not Verdict.ALIVE]


def answer(verdict: Verdict) -> Answer:
    return Answer("http://x.example/old", verdict, 418, "http://x.example/new")


def test_nothing_is_said_of_what_is_alive() -> None:
    assert finding(answer(Verdict.ALIVE), CITATION) is None


@pytest.mark.parametrize("verdict", BAD)
def test_a_finding_names_the_statement_and_its_rule(verdict: Verdict) -> None:
    found = finding(answer(verdict), CITATION)

    assert found is not None
    assert (found.focus, found.path, found.value) == (
        CITATION.subject,
        CITATION.predicate,
        CITATION.value,
    )
    assert (found.rule, found.component) == (f"link-{verdict}", f"{LINTS}link-{verdict}")
    assert found.place is None


@pytest.mark.parametrize("verdict", BAD)
def test_a_finding_is_one_sentence_in_each_of_three_languages(verdict: Verdict) -> None:
    found = finding(answer(verdict), CITATION)

    assert found is not None
    assert [message.language for message in found.messages] == ["en", "fr", "ar"]
    assert len({message.value for message in found.messages}) == 3
    for message in found.messages:
        assert message.value.endswith(".")
        assert not set("{}") & set(message.value)
        assert bool(re.search("[ء-ي]", message.value)) == (message.language == "ar")


@pytest.mark.parametrize("verdict", BAD)
def test_what_is_told_of_an_answer_is_told_in_each_language(verdict: Verdict) -> None:
    found = finding(answer(verdict), CITATION)

    assert found is not None
    for fact in ("418", "http://x.example/new"):
        assert len({fact in message.value for message in found.messages}) == 1


def severity(verdict: Verdict) -> Severity | None:
    found = finding(answer(verdict), CITATION)
    return found.severity if found else None


def test_what_is_dead_is_worse_than_what_fails_for_now() -> None:
    assert severity(Verdict.GONE) == Severity.violation
    assert {severity(each) for each in (Verdict.NO_HOST, Verdict.PRIVATE, Verdict.MALFORMED)} == {
        Severity.warning
    }
    assert {severity(each) for each in (Verdict.MOVED, Verdict.SLOW, Verdict.BROKEN, Verdict.BUSY)} == {
        Severity.info
    }


def test_the_new_address_is_told_of_what_has_moved() -> None:
    found = finding(answer(Verdict.MOVED), CITATION)

    assert found is not None
    assert all("http://x.example/new" in message.value for message in found.messages)


def test_text_that_is_an_address_is_the_value_of_its_finding() -> None:
    text = Literal("http://x.example/{old}")
    found = finding(answer(Verdict.GONE), Citation(NamedNode("urn:a"), NamedNode("http://e.example/p"), text))

    assert found is not None
    assert found.value == text


def test_what_may_be_over_in_a_minute_is_not_remembered() -> None:
    assert {Verdict.ALIVE, Verdict.GONE} <= LASTING
    assert not {Verdict.SLOW, Verdict.BROKEN, Verdict.BUSY, Verdict.NO_HOST, Verdict.PRIVATE} & LASTING
