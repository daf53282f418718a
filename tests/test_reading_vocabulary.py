"""The vocabulary as a graph tells it: its terms, how they specialise each other, how often they are used."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import graphs
from mkg.dataset import build
from mkg.engine import InProcessEngine
from mkg.reading.asking import Reader
from mkg.reading.spaces import spaces
from mkg.reading.terms import terms
from mkg.reading.texts import best
from mkg.reading.vocabulary import Term, Vocabulary, examples, vocabulary
from mkg.sources import Source
from mkg.vocab import BASE, PREFIXES, SCHEMA, TERMS

ONTOLOGY = (graphs.ROOT / "ontology" / "mkg.ttl").read_bytes()
CYCLE = """
mkg:Odd a owl:Class ; rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ; rdfs:subClassOf mkg:Even .
mkg:Even a owl:Class ; rdfs:isDefinedBy <https://w3id.org/mkg/ontology> ; rdfs:subClassOf mkg:Odd .
<http://example.org/Own> a owl:Class ; rdfs:isDefinedBy <https://w3id.org/mkg/ontology> .
institution:a a mkg:University ; mkg:isLocatedIn place:b .
institution:c a mkg:Institution ; mkg:isLocatedIn place:b .
place:b a mkg:City .
claim:s01-01 a mkg:Claim ; mkg:verification mkg:Unverified ;
    mkg:verificationNote "Rien."@fr , "Nothing."@en .
"""


def plain(ntriples: str) -> Reader:
    """Return a reader of a graph that has no ontology."""
    built = build([Source(Path("a.nt"), ntriples.encode())])
    engine = InProcessEngine(built.store, built.version)
    return Reader(lambda query, solutions, graph: engine.answer(query, solutions, graph))


def read(reader: Reader) -> Vocabulary:
    return vocabulary(reader, terms(reader))


@pytest.fixture(scope="module")
def small() -> Reader:
    return graphs.of(CYCLE)


@pytest.fixture(scope="module")
def known(small: Reader) -> Vocabulary:
    return read(small)


def words(found: list[Term]) -> list[str]:
    return [term.word for term in found]


def own_terms() -> Iterator[str]:
    """Give the IRIs of the terms in the file of the ontology."""
    for triple in parse(ONTOLOGY, format=RdfFormat.TURTLE):
        if triple.predicate.value.endswith("#isDefinedBy") and isinstance(triple.subject, NamedNode):
            yield triple.subject.value


def test_every_term_of_the_file_is_a_term() -> None:
    assert {*read(graphs.of("")).terms} == {*own_terms()}


def test_every_term_has_a_name_and_a_definition_in_each_language() -> None:
    for term in read(graphs.of("")).terms.values():
        for language in ("en", "fr", "ar"):
            name, definition = term.thing.name(language), best(term.definitions, language)
            assert definition
            assert (name.lang, definition.lang) == (language, language), term.word


def test_a_term_is_a_class_a_property_or_an_individual(known: Vocabulary) -> None:
    sorts = {word: known.terms[TERMS + word].sort for word in ("City", "size", "studies", "Unverified")}

    assert sorts == {"City": "class", "size": "property", "studies": "property", "Unverified": "individual"}
    assert sum(len(known.of(sort)) for sort in ("class", "property", "individual")) == len(known.terms)


def test_the_ontology_tells_its_name_version_and_licence(known: Vocabulary) -> None:
    it = known.ontology

    assert it
    assert best(it.names, "fr").value.startswith("Ontologie")  # type: ignore[union-attr]
    assert re.fullmatch(r"\d+\.\d+\.\d+", it.version)
    assert it.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert {note.lang for note in it.notes} == {"en", "fr", "ar"}


def test_a_graph_without_an_ontology_has_an_empty_vocabulary() -> None:
    reader = plain('<http://example.org/a> <http://example.org/p> "v" .')

    assert read(reader) == Vocabulary(None, {}, {"http://example.org/p": 1})


def test_a_term_of_another_namespace_is_none_of_ours(known: Vocabulary) -> None:
    assert "http://example.org/Own" not in known.terms


def test_the_tree_holds_each_class_once_below_what_it_specialises(known: Vocabulary) -> None:
    tree = [(depth, term.word) for depth, term in known.tree()]
    names = [word for _, word in tree]

    assert len(names) == len({*names})
    # What specialises itself by way of others is below nothing.
    assert {*names} == {*words(known.of("class"))} - {"Odd", "Even"}
    at = names.index("University")
    above = next(word for depth, word in reversed(tree[:at]) if depth == tree[at][0] - 1)
    assert (tree[at], above) == ((1, "University"), "Institution")


def test_a_circle_of_classes_has_an_end(known: Vocabulary) -> None:
    assert known.lineage(f"{TERMS}Odd") == [f"{TERMS}Odd", f"{TERMS}Even"]


def test_the_root_of_a_class_is_the_most_general_of_ours(known: Vocabulary) -> None:
    assert known.root(f"{TERMS}University") == f"{TERMS}Institution"
    assert known.root(f"{TERMS}Institution") == f"{TERMS}Institution"
    assert known.root(f"{SCHEMA}Thing") == f"{SCHEMA}Thing"


def test_things_of_a_class_have_the_properties_of_what_it_specialises(known: Vocabulary) -> None:
    assert {"isLocatedIn", "studies", "supports"} <= {*words(known.having(f"{TERMS}University"))}
    assert "isOfferedBy" in words(known.leading(f"{TERMS}University"))
    assert "performs" not in words(known.leading(f"{TERMS}Field"))
    assert "performs" in words(known.leading(f"{TERMS}Task"))


def test_a_class_knows_the_individuals_of_it(known: Vocabulary) -> None:
    verdicts = words(known.members(f"{TERMS}Verdict"))

    assert verdicts == ["Contradicted", "Corroborated", "PartlyCorroborated", "Unverified"]


@pytest.mark.parametrize(("word", "kind"), [("City", "place"), ("Place", "place"), ("Verdict", None)])
def test_a_class_knows_the_kind_of_its_things(known: Vocabulary, word: str, kind: str | None) -> None:
    assert known.kind(TERMS + word) == kind


def test_uses_count_what_the_graph_does(known: Vocabulary) -> None:
    uses = {word: known.uses.get(TERMS + word, 0) for word in ("Institution", "University", "isLocatedIn")}

    assert uses == {"Institution": 2, "University": 1, "isLocatedIn": 2}
    assert known.uses[f"{TERMS}Unverified"] == 1
    assert known.uses.get(f"{TERMS}Contradicted", 0) == 0


def test_examples_of_a_class_are_its_things_the_most_mentioned_first(
    small: Reader, known: Vocabulary
) -> None:
    found = examples(small, known.terms[f"{TERMS}Place"], 5)

    assert found == {f"{BASE}place/b": []}
    assert [*examples(small, known.terms[f"{TERMS}Institution"], 1)] == [f"{BASE}institution/a"]


def test_examples_of_a_property_are_things_with_their_values(small: Reader, known: Vocabulary) -> None:
    place = NamedNode(f"{BASE}place/b")

    assert examples(small, known.terms[f"{TERMS}isLocatedIn"], 8) == {
        f"{BASE}institution/a": [place],
        f"{BASE}institution/c": [place],
    }
    notes = examples(small, known.terms[f"{TERMS}verificationNote"], 8)[f"{BASE}claim/s01-01"]
    assert {*notes} == {Literal("Rien.", language="fr"), Literal("Nothing.", language="en")}


def test_examples_of_an_individual_are_what_names_it(small: Reader, known: Vocabulary) -> None:
    assert examples(small, known.terms[f"{TERMS}Unverified"], 8) == {f"{BASE}claim/s01-01": []}


def test_terms_of_others_are_grouped_by_their_namespaces(small: Reader) -> None:
    found = {space.iri: space for space in spaces(terms(small))}

    assert not any(iri.startswith(BASE) for iri in found)
    assert found[SCHEMA].prefix == "schema"
    assert dict(found[SCHEMA].classes)[f"{SCHEMA}Organization"] == 2
    assert dict(found[PREFIXES["skos"]].properties)[f"{PREFIXES['skos']}note"] == 2


def test_a_namespace_that_nobody_knows_ends_at_its_last_separator() -> None:
    reader = plain("<urn:a> <http://example.org/v/p#q> <urn:b> .\n<urn:a> <urn:x> <urn:b> .")

    assert [(space.prefix, space.iri) for space in spaces(terms(reader))] == [
        ("", "http://example.org/v/p#"),
        ("", "urn:x"),
    ]
