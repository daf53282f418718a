"""What a harvester reads: titles, licence, files and links of the dataset."""

import pytest
from pyoxigraph import Store

from mkg.describe import describe
from mkg.dumps import DUMPS
from mkg.vocab import compact
from test_describe import QUESTIONS, SITE, holds, rows, with_description, without_description


@pytest.fixture(scope="module")
def store() -> Store:
    store = without_description()
    return with_description(store, describe(store, QUESTIONS, SITE))


@pytest.mark.parametrize("node", ["at:catalog", "at:dataset", "at:service"])
def test_the_titles_are_those_of_the_data(node: str, store: Store) -> None:
    told = rows(store, f"SELECT ?t (lang(?t) AS ?l) {{ {node} dcterms:title ?t }}")

    assert {*told} == {*rows(store, "SELECT ?t (lang(?t) AS ?l) { catalog:mkg skos:prefLabel ?t }")}
    assert {language for _, language in told} == {"en", "fr", "ar"}


def test_the_dataset_says_what_it_is_and_under_which_licence(store: Store) -> None:
    definitions = {*rows(store, "SELECT ?d { catalog:mkg skos:definition ?d }")}

    assert {*rows(store, "SELECT ?d { at:dataset dcterms:description ?d }")} == definitions
    assert holds(
        store, "catalog:mkg dcterms:license ?l . at:dataset dcterms:license ?l ; dcat:keyword 'Maroc'@fr"
    )
    assert holds(store, "at:dataset a void:Dataset, dcat:Dataset ; dcat:isVersionOf catalog:mkg")
    assert holds(store, f"at:dataset dcat:version '{SITE.version}' ; void:uriSpace 'https://w3id.org/mkg/'")
    assert not holds(store, "at:dataset dcterms:modified ?day")


def test_the_catalog_leads_to_the_dataset_and_to_the_service(store: Store) -> None:
    assert holds(store, "at:catalog a dcat:Catalog ; dcat:dataset at:dataset ; dcat:service at:service")
    assert holds(store, "at:service a dcat:DataService ; dcat:servesDataset at:dataset")
    assert holds(store, "?s dcat:endpointURL ?url ; sd:endpoint ?url . ?d void:sparqlEndpoint ?url")
    assert holds(store, "?s dcat:endpointDescription ?document ; dcterms:license ?licence")
    assert holds(
        store, "<https://w3id.org/mkg/void> a void:DatasetDescription ; foaf:primaryTopic at:dataset"
    )


def test_the_languages_are_those_of_the_texts(store: Store) -> None:
    found = rows(store, "SELECT ?l { at:dataset dcterms:language ?l } ORDER BY ?l")

    assert [iri.rpartition("/")[2] for (iri,) in found] == ["ar", "en", "fr"]


def test_every_dump_is_listed_with_its_address_in_both_vocabularies(store: Store) -> None:
    addresses = {(f"{SITE.base_url}dump/{name}",) for name in DUMPS}

    assert {*rows(store, "SELECT ?file { at:dataset void:dataDump ?file }")} == addresses
    parts = (
        "at:dataset dcat:distribution [ a dcat:Distribution ; dcat:downloadURL ?file ; dcat:accessURL ?file ]"
    )
    assert {*rows(store, f"SELECT ?file {{ {parts} }}")} == addresses
    assert len(addresses) == 9


@pytest.mark.parametrize(
    ("name", "media_type", "compression"),
    [
        ("mkg.nq", "application/n-quads", ""),
        ("mkg.ttl.gz", "text/turtle", "application/gzip"),
        ("mkg.jsonld.zst", "application/ld+json", "application/zstd"),
    ],
)
def test_a_dump_says_how_to_read_it(name: str, media_type: str, compression: str, store: Store) -> None:
    [(told, packed)] = rows(
        store,
        f"SELECT ?m ?z {{ ?dump dcterms:title '{name}' ; dcat:mediaType ?m ; dcterms:license ?licence"
        " OPTIONAL { ?dump dcat:compressFormat ?z } }",
    )

    types = "https://www.iana.org/assignments/media-types/"
    assert (told, packed) == (types + media_type, compression and types + compression)


def test_each_linkset_counts_the_links_to_one_site(store: Store) -> None:
    told = rows(
        store,
        "SELECT ?p ?home ?n { at:dataset void:subset ?set . ?set a void:Linkset ; void:linkPredicate ?p ;"
        " void:subjectsTarget at:dataset ; void:objectsTarget ?home ; void:triples ?n }",
    )
    links = rows(store, "SELECT ?p ?o { VALUES ?p { owl:sameAs skos:exactMatch } ?s ?p ?o }")

    assert len({(link, home) for link, home, _ in told}) == len(told)
    for link, home, count in told:
        assert int(count) == sum(p == link and o.startswith(home) for p, o in links)
    assert sum(int(count) for *_, count in told) == sum(o.startswith("http") for _, o in links)
    assert {("owl:sameAs", "https://ror.org/"), ("skos:exactMatch", "http://www.wikidata.org/")} <= {
        (compact(link), home) for link, home, _ in told
    }


def test_the_example_things_are_described_and_of_different_kinds(store: Store) -> None:
    found = rows(
        store, "SELECT ?x (COUNT(*) AS ?n) { at:dataset void:exampleResource ?x . ?x ?p ?o } GROUP BY ?x"
    )

    assert len(found) == len({iri.split("/")[4] for iri, _ in found}) == 5
    assert all(int(said) > 10 and "#" not in iri for iri, said in found)


def test_every_vocabulary_of_a_used_term_is_named(store: Store) -> None:
    terms = rows(store, "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")

    named = [iri for (iri,) in rows(store, "SELECT ?v { at:dataset void:vocabulary ?v }")]

    assert all(term.startswith(tuple(named)) for (term,) in terms)
    assert all(any(term.startswith(name) for (term,) in terms) for name in named)
