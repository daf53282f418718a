"""The words of pages: in three languages, and for what there is."""

import tomllib

import pytest
from pyoxigraph import Literal

import graphs
from mkg.reading.texts import LANGUAGES, best
from mkg.reading.words import GROUPS, PROPERTIES, heading, identifier, licence, truth, unit
from mkg.vocab import GRAPHS, SCHEMA, SKOS, TERMS

TOLD = tomllib.loads((graphs.ROOT / "src" / "mkg" / "reading" / "words.toml").read_text(encoding="utf-8"))


def worded() -> list[tuple[str, dict[str, str]]]:
    pointing = [
        (f"{name} {kind}", words) for name, kinds in TOLD["pointing"].items() for kind, words in kinds.items()
    ]
    plain = [(name, words) for table in ("property", "unit", "truth") for name, words in TOLD[table].items()]
    return pointing + plain + [(group["title"]["en"], group["title"]) for group in TOLD["group"]]


@pytest.mark.parametrize(("name", "words"), worded())
def test_words_are_there_in_every_language(name: str, words: dict[str, str]) -> None:
    assert tuple(words) == LANGUAGES
    assert all(words.values()), name
    assert any("\u0600" <= letter <= "\u06ff" for letter in words["ar"])


def test_every_property_of_the_data_has_a_name_in_every_language() -> None:
    query = """SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } FILTER (STRSTARTS(STR(?g), $graphs))
        FILTER (?g NOT IN (graph:inferred, graph:seed)) }"""
    elsewhere = {SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel", "definition")}

    used = {row["p"].value for row in graphs.real().rows(query, graphs=Literal(GRAPHS))} - elsewhere

    known = graphs.terms()
    assert used - known.keys() == set()
    assert all({text.lang for text in known[name].names} >= set(LANGUAGES) for name in used)


def test_every_unit_of_the_data_has_words() -> None:
    units = {row["u"].value for row in graphs.real().rows("SELECT DISTINCT ?u { ?s mkg:sizeUnit ?u }")}

    assert units
    assert units <= set(TOLD["unit"])


def test_every_identifier_of_the_data_is_given_by_a_service_we_name() -> None:
    query = "SELECT DISTINCT ?o { ?s owl:sameAs|skos:exactMatch ?o }"

    found = [row["o"].value for row in graphs.real().rows(query)]

    assert len(found) > 300
    assert [iri for iri in found if identifier(iri) is None] == []


def test_every_licence_of_the_data_has_a_short_name() -> None:
    query = "SELECT DISTINCT ?o { ?s dcterms:license ?o FILTER (!STRSTARTS(STR(?o), $ours)) }"

    found = [row["o"].value for row in graphs.real().rows(query, ours=Literal(TERMS))]

    assert found
    assert [iri for iri in found if licence(iri) is None] == []


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0", "CC BY-NC-ND 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://spdx.org/licenses/GPL-3.0-only", "GPL-3.0-only"),
        (TERMS + "UnknownLicence", None),
        ("https://spdx.org/licenses/<script>", None),
    ],
)
def test_licences_have_short_names(iri: str, name: str | None) -> None:
    assert licence(iri) == name


@pytest.mark.parametrize(
    ("iri", "told"),
    [
        ("http://www.wikidata.org/entity/Q844240", ("Wikidata", "Q844240")),
        ("https://huggingface.co/datasets/a/b", ("Hugging Face", "a/b")),
        ("https://huggingface.co/a/b", ("Hugging Face", "a/b")),
        ("https://aclanthology.org/2026.abjadnlp-1.5/", ("ACL Anthology", "2026.abjadnlp-1.5")),
        ("pkg:pypi/cadar", ("PyPI", "cadar")),
    ],
)
def test_an_identifier_is_told_from_the_service_that_gives_it(iri: str, told: tuple[str, str]) -> None:
    found = identifier(iri)

    assert found
    assert (found.service, found.name) == told


def test_an_address_that_no_service_gives_is_no_identifier() -> None:
    assert identifier("https://example.org/Q1") is None


def test_no_property_is_told_in_two_groups() -> None:
    named = [name for group in GROUPS for name in group.properties]

    assert len(named) == len(set(named))
    assert GROUPS[-1].properties == ()


def test_a_heading_is_for_a_kind_or_else_for_the_property() -> None:
    assert heading(SCHEMA + "affiliation", "person")[0].value == "Its people"
    assert heading(SKOS + "broader", "topic") == heading(SKOS + "broader", None) != ()
    assert heading("http://example.org/p", "topic") == ()


def test_what_the_vocabulary_says_comes_before_words_of_ours() -> None:
    own = graphs.terms()[TERMS + "studies"]

    assert own.name("fr").value == "étudie"
    assert SCHEMA + "author" in PROPERTIES


def test_a_unit_that_nobody_knows_is_told_as_it_is() -> None:
    assert unit("furlongs")[0].value == "furlongs"
    assert best(unit("hours"), "fr") != best(unit("hours"), "en")


@pytest.mark.parametrize(("written", "word"), [("true", "yes"), ("1", "yes"), ("false", "no"), ("0", "no")])
def test_truth_is_told_in_words(written: str, word: str) -> None:
    assert truth(written)[0].value == word
