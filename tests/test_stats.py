"""`mkg stats` counts what the graph holds."""

import json

from pyoxigraph import Store

from conftest import Run
from mkg import stats
from mkg.dataset import infer
from mkg.vocab import KINDS, PREFIXES

TEXT = """
INSERT DATA {
    topic:one a mkg:Field ; skos:prefLabel "One"@en , "Un"@fr ; dcterms:source source:a , source:b .
    topic:two a mkg:Topic ; skos:prefLabel "Two"@en ; skos:exactMatch wd:Q1 .
    mkg:Field rdfs:subClassOf mkg:Topic .
    claim:a a mkg:Claim ; mkg:verification mkg:Unverified ; prov:wasQuotedFrom source:a .
    claim:b a mkg:Claim ; mkg:verification mkg:Unverified .
    claim:c a mkg:Claim ; mkg:verification mkg:Corroborated .
}"""


def small() -> Store:
    store = Store()
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    store.update(prologue + TEXT)
    infer(store)
    return store


def test_a_kind_is_counted_with_its_subclasses_labels_sources_and_links() -> None:
    (topics,) = [figures for figures in stats.of_kinds(small()) if figures.kind == "topic"]

    assert (topics.things, topics.sources, topics.linked) == (2, 2, 1)
    assert topics.labels == {"en": 2, "fr": 1, "ar": 0}
    assert topics.sources_per_thing == 1.0


def test_the_document_of_a_claim_is_its_source() -> None:
    (claims,) = [figures for figures in stats.of_kinds(small()) if figures.kind == "claim"]

    assert (claims.things, claims.sources) == (3, 1)


def test_a_kind_without_things_counts_nothing() -> None:
    (persons,) = [figures for figures in stats.of_kinds(small()) if figures.kind == "person"]

    assert (persons.things, persons.sources_per_thing) == (0, 0.0)


def test_verdicts_are_counted_the_most_frequent_first() -> None:
    assert [*stats.verdicts(small()).items()] == [("mkg:Unverified", 2), ("mkg:Corroborated", 1)]


def test_json_holds_every_kind(run: Run) -> None:
    body = json.loads(run("stats", "--format", "json").stdout)

    assert [figures["kind"] for figures in body["kinds"]] == [*KINDS]
    assert sum(body["verdicts"].values()) == 84


def test_a_table_fits_a_narrow_terminal(run: Run) -> None:
    lines = run("stats").stdout.splitlines()

    assert max(map(len, lines)) <= 80
    assert any("publication" in line for line in lines)


def test_all_things_have_the_labels_that_their_kind_needs(run: Run) -> None:
    body = json.loads(run("stats", "--format", "json").stdout)

    for figures in body["kinds"]:
        if figures["kind"] not in {"dataset", "model", "person", "publication", "software", "source"}:
            assert set(figures["labels"].values()) == {figures["things"]}, figures["kind"]


def test_every_thing_names_a_source(run: Run) -> None:
    asked = """ASK {
        ?thing a/rdfs:isDefinedBy <https://w3id.org/mkg/ontology>
        FILTER (!STRSTARTS(STR(?thing), STR(mkg:)) && !STRSTARTS(STR(?thing), STR(source:)))
        FILTER NOT EXISTS { ?thing dcterms:source|prov:wasQuotedFrom|mkg:isAuthorshipOf ?source }
    }"""

    assert run("query", asked).stdout == "false"
