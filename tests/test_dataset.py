from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from mkg.dataset import INFERRED, SEED, Dataset, build, class_of, graph_of, infer, load, load_files
from mkg.errors import ParseError, ReadError
from mkg.project import Project
from mkg.sources import read
from mkg.vocab import KINDS

ROOT = Path(__file__).parents[1]
HEAD = """
PREFIX e: <http://example.org/>
PREFIX mkg: <https://w3id.org/mkg/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
FACT = "e:a e:p e:b ."


def write(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.ttl").write_text(HEAD + text, encoding="utf-8")
    return [folder / f"{name}.ttl" for name in texts]


def loaded(folder: Path, **texts: str) -> Dataset:
    dataset = load_files(write(folder, **texts))
    infer(dataset.store)
    return dataset


def ask(dataset: Dataset, pattern: str) -> bool:
    answer = dataset.store.query(f"{HEAD} ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def within(graph: NamedNode, pattern: str) -> str:
    return f"GRAPH {graph} {{ {pattern} }}"


def facts(store: Store, graph: NamedNode | DefaultGraph) -> list[Quad]:
    return [*store.quads_for_pattern(None, None, None, graph)]


def test_a_triple_that_two_files_hold_counts_once(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, one=FACT, two=FACT)

    rows = dataset.store.query(HEAD + "SELECT * { ?s ?p ?o }")

    assert isinstance(rows, QuerySolutions)
    assert dataset.triples == len(list(rows)) == 1


def test_each_file_has_a_graph_of_its_own(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, one=FACT + "e:a e:p 1 .", two=FACT)

    graphs = {str(graph) for graph in dataset.store.named_graphs()}

    assert graphs == {"<https://w3id.org/mkg/graph/one>", "<https://w3id.org/mkg/graph/two>"}
    assert len(facts(dataset.store, graph_of(Path("one.ttl")))) == 2
    assert len(facts(dataset.store, graph_of(Path("two.ttl")))) == 1
    assert dataset.triples == len(facts(dataset.store, DefaultGraph())) == 2


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("data/topic.ttl", "https://w3id.org/mkg/graph/topic"),
        ("data/topic.nq", "https://w3id.org/mkg/graph/topic"),
        ("any/ontology/mkg.ttl", "https://w3id.org/mkg/ontology"),
        ("data/mkg.ttl", "https://w3id.org/mkg/graph/mkg"),
        ('data/a "b".ttl', "https://w3id.org/mkg/graph/a%20%22b%22"),
        ("data/a\udcff.ttl", "https://w3id.org/mkg/graph/a%FF"),
    ],
)
def test_a_graph_is_named_after_its_file(path: str, name: str) -> None:
    assert graph_of(Path(path)) == NamedNode(name)


def test_the_named_graphs_of_a_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "one.trig"
    path.write_text(HEAD + f"e:g {{ {FACT} }} e:a e:p 1 .")

    dataset = load_files([path])

    assert ask(dataset, "GRAPH e:g { e:a e:p e:b }")
    assert ask(dataset, "e:a e:p e:b, 1")
    assert not ask(dataset, within(graph_of(path), "e:a e:p e:b"))
    assert dataset.triples == 2


INFERENCES = [
    ("e:C rdfs:subClassOf e:D . e:D rdfs:subClassOf e:E . e:a a e:C .", "e:a a e:E"),
    ("e:C rdfs:subClassOf e:D . e:D rdfs:subClassOf e:C . e:a a e:C .", "e:a a e:D"),
    ("e:p rdfs:subPropertyOf e:q . e:q rdfs:subPropertyOf e:r . e:a e:p e:b .", "e:a e:r e:b"),
    ("e:a skos:prefLabel 'A'@en .", "e:a rdfs:label 'A'@en"),
    ("e:name rdfs:subPropertyOf skos:prefLabel . e:a e:name 'A'@en .", "e:a rdfs:label 'A'@en"),
    ("e:p rdfs:subPropertyOf rdf:type . e:C rdfs:subClassOf e:D . e:a e:p e:C .", "e:a a e:D"),
]


@pytest.mark.parametrize(("stated", "inferred"), INFERENCES)
def test_what_follows_is_in_the_default_graph_and_in_the_inferred_one(
    stated: str, inferred: str, tmp_path: Path
) -> None:
    dataset = loaded(tmp_path, one=stated)

    assert ask(dataset, inferred)
    assert ask(dataset, within(INFERRED, inferred))
    assert not ask(dataset, within(graph_of(Path("one.ttl")), inferred))


def test_what_follows_from_two_files_together_is_inferred(tmp_path: Path) -> None:
    assert ask(loaded(tmp_path, one="e:C rdfs:subClassOf e:D .", two="e:a a e:C ."), "e:a a e:D")


@pytest.mark.parametrize(
    "stated",
    [
        "e:C rdfs:subClassOf e:D . e:D rdfs:subClassOf e:E .",
        "e:p rdfs:domain e:C . e:a e:p e:b .",
        "e:p rdfs:range e:C . e:a e:p e:b .",
        "e:C rdfs:subClassOf e:D . e:a a e:C , e:D .",
        "e:p rdfs:subPropertyOf e:p . e:a e:p e:b .",
        "e:a skos:altLabel 'A' .",
    ],
)
def test_nothing_else_is_inferred(stated: str, tmp_path: Path) -> None:
    assert facts(loaded(tmp_path, one=stated).store, INFERRED) == []


def claim(verdict: str) -> str:
    return f"e:c rdf:subject e:a ; rdf:predicate e:p ; rdf:object e:b ; mkg:verification mkg:{verdict} ."


@pytest.mark.parametrize("verdict", ["Unverified", "PartlyCorroborated"])
def test_a_claim_in_doubt_is_stated_in_the_seed_graph_alone(verdict: str, tmp_path: Path) -> None:
    dataset = loaded(tmp_path, claim=claim(verdict))

    assert ask(dataset, within(SEED, "e:a e:p e:b"))
    assert not ask(dataset, f"GRAPH ?g {{ e:a e:p e:b }} FILTER (?g != {SEED})")
    assert not ask(dataset, "e:a e:p e:b")


def test_a_contradicted_claim_is_stated_nowhere(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, claim=claim("Contradicted"))

    assert not ask(dataset, "{ e:a e:p e:b } UNION { GRAPH ?g { e:a e:p e:b } }")


def test_nothing_follows_from_what_is_only_claimed(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, one="e:p rdfs:subPropertyOf e:q .", claim=claim("Unverified"))

    assert ask(dataset, within(SEED, "e:a e:p e:b"))
    assert not ask(dataset, "GRAPH ?g { e:a e:q e:b }")


def test_a_corroborated_claim_is_stated_by_its_own_data_file(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, claim=claim("Corroborated"), one=FACT)

    assert ask(dataset, "e:a e:p e:b")
    assert ask(dataset, within(SEED, "e:a e:p e:b"))


def test_a_half_statement_claims_nothing(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, one="e:c rdf:subject e:a ; rdf:object e:b ; mkg:verification mkg:Unverified .")

    assert facts(dataset.store, SEED) == []


def test_the_version_is_the_same_in_any_order_of_the_files(tmp_path: Path) -> None:
    paths = write(tmp_path, one=FACT, two="e:a e:p 1 .", three="")

    versions = {build(map(read, order)).version for order in permutations(paths)}

    assert len(versions) == 1
    assert len(versions.pop()) == 16


def test_the_version_changes_with_any_byte_and_any_name(tmp_path: Path) -> None:
    versions = {
        loaded(tmp_path, one=FACT).version,
        loaded(tmp_path, one=FACT + " ").version,
        loaded(tmp_path, one="e:a e:p e:c .").version,
        loaded(tmp_path, two=FACT).version,
        loaded(tmp_path, one=FACT, two=FACT).version,
    }

    assert len(versions) == 5


def test_things_are_counted_by_kind_with_those_of_subclasses(tmp_path: Path) -> None:
    dataset = loaded(
        tmp_path,
        one="mkg:School rdfs:subClassOf mkg:Institution . e:a a mkg:School . e:b a mkg:Institution .",
        two="e:a a mkg:School , mkg:Institution . e:t a mkg:Topic .",
    )

    assert dataset.counts() == dict.fromkeys(KINDS, 0) | {"institution": 2, "topic": 1}
    assert class_of("topic") == NamedNode("https://w3id.org/mkg/ns#Topic")


def test_a_project_is_its_ontology_and_its_data() -> None:
    dataset = load(Project(ROOT))

    assert ask(dataset, "GRAPH <https://w3id.org/mkg/ontology> { mkg:Institution a ?class }")
    assert all(dataset.counts().values())


def test_the_miniature_graph_counts_each_triple_once() -> None:
    dataset = load_files([ROOT / "tests" / "toy" / "data"])

    triples = {quad.triple for quad in dataset.store if quad.graph_name != SEED}

    assert dataset.triples == len(triples)


def test_what_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        load_files([tmp_path / "a.ttl"])
    with pytest.raises(ParseError):
        loaded(tmp_path, one="e:a")


def test_a_kind_in_a_folder_is_one_graph() -> None:
    dataset = load(Project(ROOT))

    assert ask(dataset, "GRAPH <https://w3id.org/mkg/graph/publication> { ?p a mkg:Publication }")
    assert not ask(dataset, "GRAPH <https://w3id.org/mkg/graph/2021> { ?s ?p ?o }")


def test_anyone_s_files_are_loaded_as_they_are(tmp_path: Path) -> None:
    dataset = load_files(write(tmp_path, one="e:C rdfs:subClassOf e:D . e:a a e:C ; skos:prefLabel 'A' ."))

    assert dataset.triples == 3
    assert [*dataset.graphs().values()] == [3]


def test_the_plain_author_stands_beside_the_authorship() -> None:
    dataset = load(Project(ROOT))

    author = "<https://schema.org/author>"
    assert ask(dataset, f"?a mkg:isAuthorshipOf ?p ; {author} ?x . ?p a mkg:Publication ; {author} ?x")
