"""Claims read from a graph: whole, in the order of the text, counted truly, whatever the graph says."""

from pathlib import Path

import pytest

from mkg.dataset import load, load_files
from mkg.engine import InProcessEngine
from mkg.project import Project
from mkg.reading.asking import Reader
from mkg.reading.claim_sums import FACETS, Choice, crossed, offered, sums, word
from mkg.reading.claims import IN_GRAPH, IN_SEED, NOWHERE, VERDICTS, Claims, read
from mkg.reading.texts import best
from mkg.vocab import BASE, PREFIXES, TERMS

ROOT = Path(__file__).parents[1]
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def read_from(project: Project) -> Claims:
    dataset = load(project)
    return read(Reader(InProcessEngine(dataset.store, dataset.version).answer))


def claims_of(folder: Path, text: str) -> Claims:
    path = folder / "claim.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    dataset = load_files([path])
    return read(Reader(InProcessEngine(dataset.store, dataset.version).answer))


@pytest.fixture(scope="module")
def real() -> Claims:
    return read_from(Project(ROOT))


def test_all_claims_are_read_in_the_order_of_the_text(real: Claims) -> None:
    assert len(real.all) == 84
    assert [claim.place for claim in real.all] == sorted(claim.place for claim in real.all)
    assert all(claim.place[0] > 0 and claim.place[1] < claim.place[2] for claim in real.all)


def test_each_claim_has_its_words_in_three_languages(real: Claims) -> None:
    assert all({text.lang for text in claim.wordings} == {"en", "fr", "ar"} for claim in real.all)
    assert all({text.lang for text in claim.reasons} == {"en", "fr", "ar"} for claim in real.all)


def test_everything_a_claim_leads_to_has_a_name(real: Claims) -> None:
    for claim in real.all:
        for iri in (*claim.things, *claim.evidence, claim.verdict, claim.kind, claim.document):
            assert real.things[iri].names, iri


def test_a_contradicted_claim_is_asserted_nowhere(real: Claims) -> None:
    contradicted = [claim for claim in real.all if claim.verdict == VERDICTS[3]]

    assert contradicted
    assert all(claim.states and claim.asserted == NOWHERE for claim in contradicted)


def test_where_a_statement_stands_follows_from_its_verdict(real: Claims) -> None:
    stated = {claim.verdict: claim.asserted for claim in real.all if claim.states}

    assert stated[VERDICTS[0]] == IN_GRAPH
    assert stated[VERDICTS[2]] == IN_SEED


def test_sources_have_a_publisher_and_the_day_on_which_they_were_read(real: Claims) -> None:
    sources = [source for claim in real.all for source, _ in real.grounds(claim)[0]]

    assert sources
    assert all(real.known(source.iri).publisher for source in sources)
    assert all(real.known(source.iri).read.startswith("20") for source in sources)


def test_no_evidence_is_lost_where_a_source_is_told_with_its_thing(real: Claims) -> None:
    for claim in real.all:
        sources, things = real.grounds(claim)
        told = [source.iri for source, _ in sources] + [thing.iri for _, thing in sources if thing]
        assert {*told, *(thing.iri for thing in things)} == {*claim.evidence}


def test_the_verdicts_have_their_definitions(real: Claims) -> None:
    for verdict in VERDICTS:
        assert best(real.known(verdict).definitions, "ar")


def test_a_choice_and_what_is_offered_beside_it_agree(real: Claims) -> None:
    chosen = Choice(kind="Factual")
    for facet in FACETS:
        for iri, count in offered(real.all, chosen, facet).items():
            narrowed = {"kind": "Factual", facet: word(iri)}
            assert len(Choice(**narrowed).of(real.all)) == count


def test_each_claim_is_counted_once_in_the_table(real: Claims) -> None:
    table = crossed(real.all)

    assert sum(sum(row.values()) for row in table.values()) == 84
    assert table[f"{TERMS}Factual"][VERDICTS[3]] == 1


def test_sums_are_those_of_the_claims(real: Claims) -> None:
    found = sums(real)

    assert found.claims == 84
    assert found.whole == sum(claim.verdict == VERDICTS[0] for claim in real.all)
    assert found.partly == sum(claim.verdict == VERDICTS[1] for claim in real.all)
    assert found.triples == sum(claim.states for claim in real.all)
    assert found.facts + found.apart + 1 == found.triples
    assert found.sources < found.evidence == len({iri for claim in real.all for iri in claim.evidence})


def test_a_sentence_is_sound_where_each_of_its_claims_holds(tmp_path: Path) -> None:
    told = claims_of(
        tmp_path,
        """claim:a a mkg:Claim ; mkg:sentence 1 ; mkg:verification mkg:Corroborated .
        claim:b a mkg:Claim ; mkg:sentence 1 ; mkg:verification mkg:Corroborated .
        claim:c a mkg:Claim ; mkg:sentence 2 ; mkg:verification mkg:Corroborated .
        claim:d a mkg:Claim ; mkg:sentence 2 ; mkg:verification mkg:Unverified .""",
    )

    assert (sums(told).sound, sums(told).sentences) == (1, 2)


def test_claims_of_several_documents_are_kept_together(tmp_path: Path) -> None:
    told = claims_of(
        tmp_path,
        """claim:a a mkg:Claim ; mkg:sentence 2 ; prov:wasQuotedFrom source:x .
        claim:b a mkg:Claim ; mkg:sentence 1 ; prov:wasQuotedFrom source:y .
        claim:c a mkg:Claim ; mkg:sentence 1 ; prov:wasQuotedFrom source:x .""",
    )

    assert [claim.anchor for claim in told.all] == ["c", "a", "b"]


def test_a_graph_without_claims_has_none(tmp_path: Path) -> None:
    assert claims_of(tmp_path, "place:rabat skos:prefLabel 'Rabat'@en .").all == ()


def test_a_claim_of_which_little_is_said_is_read(tmp_path: Path) -> None:
    text = "<http://example.org/x> a mkg:Claim ; mkg:sentence 0 . [] a mkg:Claim ; mkg:sentence 1 ."
    (claim,) = claims_of(tmp_path, text).all

    assert (claim.iri, claim.anchor) == ("http://example.org/x", "http://example.org/x")
    assert not claim.states
    assert claim.place == (0, 0, 0)


def test_a_place_that_is_no_number_is_none(tmp_path: Path) -> None:
    text = f"claim:a a mkg:Claim ; mkg:sentence 'two' ; oa:start {'9' * 5000} ; oa:end -1 ."

    assert claims_of(tmp_path, text).all[0].place == (0, 0, 0)


def test_words_that_no_claim_has_choose_none(real: Claims) -> None:
    assert Choice(verdict="Nonsense").of(real.all) == []
    assert len(Choice(about=f"{BASE}topic/computer-vision").of(real.all)) > 0
