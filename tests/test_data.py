"""The real graph: it conforms, is canonical, and covers the document that it starts from."""

import csv
from collections import defaultdict
from functools import cache
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
)

from conftest import Run
from mkg.dataset import SEED, load
from mkg.project import Project
from mkg.turtle.reader import parse
from mkg.vocab import KINDS, PREFIXES, TERMS

ROOT = Path(__file__).parents[1]
TURTLE = sorted(
    path
    for folder in ("ontology", "data", "shapes", "tests")
    for path in (ROOT / folder).rglob("*.ttl")
    if path.parent.name != "lints"  # faulty on purpose, and others' vocabularies
)
LENGTH = 3437
"""Characters of the starting document, https://www.smia.ma/en/deep-learning-morocco/: its title, an empty
line, the text, an empty line, the search phrases. SHA-256 of its UTF-8:
c0d07d1e7c29d9d0077b210cb9e1250018d16cb534b3bb80d31cb4bb37bba2d7."""
JOINT = 6
"""The longest run of characters between two selectors: a comma, a space and a conjunction."""

Row = dict[str, str]


@cache
def store() -> Store:
    return load(Project(ROOT)).store


def rows(query: str) -> list[Row]:
    text = BytesIO()
    solutions = cast(QuerySolutions, store().query(query, prefixes=PREFIXES))
    solutions.serialize(text, QueryResultsFormat.CSV)
    return [*csv.DictReader(StringIO(text.getvalue().decode()))]


@pytest.fixture(scope="module")
def sentences() -> list[tuple[int, int, int]]:
    with (ROOT / "tests" / "document" / "sentences.csv").open(encoding="utf-8") as file:
        return [(int(row["sentence"]), int(row["start"]), int(row["end"])) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def selectors() -> dict[int, list[tuple[int, int]]]:
    found = defaultdict(list)
    for row in rows("SELECT ?n ?start ?end { ?c mkg:sentence ?n ; oa:start ?start ; oa:end ?end }"):
        found[int(row["n"])].append((int(row["start"]), int(row["end"])))
    return found


def test_the_repository_conforms(run: Run) -> None:
    done = run("validate")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("conforms: ")


def test_every_turtle_file_is_canonical(run: Run) -> None:
    done = run("format", "--check", "ontology", "data", "shapes", *{path.parent for path in TURTLE})

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_prefix_has_one_spelling_in_the_whole_repository(path: Path) -> None:
    prefixes = parse(path.read_text(encoding="utf-8"), str(path)).prefixes

    assert prefixes.items() <= PREFIXES.items()


def test_every_kind_has_its_file_shape_class_and_prefix() -> None:
    files = [*(ROOT / "data").glob("*.ttl"), *(ROOT / "data").glob("*/")]
    assert sorted(path.stem for path in files) == sorted(KINDS)
    assert {path.stem for path in (ROOT / "shapes").glob("*.ttl")} == {*KINDS, "thing", "ontology"}


def test_the_document_makes_84_claims() -> None:
    assert rows("SELECT (COUNT(?claim) AS ?n) { ?claim a mkg:Claim }") == [{"n": "84"}]


def test_the_sentences_tile_the_document(sentences: list[tuple[int, int, int]]) -> None:
    assert [number for number, _, _ in sentences] == list(range(1, len(sentences) + 1))
    assert sentences[0][1] == len("Deep Learning in Morocco\n\n")
    assert sentences[-1][2] == LENGTH
    assert {start - end for (_, _, end), (_, start, _) in pairwise(sentences)} <= {1, 2}


def test_each_claim_lies_in_its_sentence(
    sentences: list[tuple[int, int, int]], selectors: dict[int, list[tuple[int, int]]]
) -> None:
    for number, first, last in sentences:
        assert all(first <= start < end <= last for start, end in selectors[number]), number


def test_the_claims_cover_every_sentence(
    sentences: list[tuple[int, int, int]], selectors: dict[int, list[tuple[int, int]]]
) -> None:
    for number, first, last in sentences:
        covered = first
        for start, end in [*sorted(selectors[number]), (last, last)]:
            assert start - covered <= JOINT, (
                f"sentence {number}: characters {covered} to {start} are in no claim"
            )
            covered = max(covered, end)


def test_a_claim_is_numbered_by_its_sentence() -> None:
    for row in rows("SELECT ?claim ?n { ?claim mkg:sentence ?n }"):
        assert row["claim"].rsplit("/", 1)[1].startswith(f"s{int(row['n']):02}-")


def test_inria_morocco_is_contradicted_and_never_linked_to_inria() -> None:
    verdicts = rows("SELECT ?v { ?c rdf:subject institution:inria-morocco ; mkg:verification ?v }")
    links = rows("SELECT ?same { institution:inria-morocco owl:sameAs|schema:url|mkg:studies ?same }")

    assert verdicts == [{"v": TERMS + "Contradicted"}]
    assert links == []


def statements(verdict: str) -> list[Quad]:
    pattern = f"?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; mkg:verification mkg:{verdict}"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
    triples = cast(QueryTriples, store().query(query, prefixes=PREFIXES))
    return [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples]


def test_what_no_source_supports_is_only_in_the_seed_graph() -> None:
    unverified = statements("Unverified")

    assert unverified
    for quad in unverified:
        assert quad not in store()
        assert Quad(quad.subject, quad.predicate, quad.object, SEED) in store()


def test_what_is_corroborated_is_asserted_and_what_is_contradicted_is_nowhere() -> None:
    assert all(quad in store() for quad in statements("Corroborated"))
    for quad in statements("Contradicted"):
        assert not [*store().quads_for_pattern(quad.subject, quad.predicate, quad.object, None)]


def test_the_eight_search_phrases_find_the_topic() -> None:
    topic = NamedNode(PREFIXES["topic"] + "deep-learning-in-morocco")
    hidden = NamedNode(PREFIXES["skos"] + "hiddenLabel")
    phrases = {quad.object for quad in store().quads_for_pattern(topic, hidden, None, DefaultGraph())}

    assert len(phrases) == 8
    assert Literal("apprentissage profond Maroc", language="fr") in phrases


@pytest.mark.parametrize("verdict", ["Corroborated", "PartlyCorroborated", "Contradicted"])
def test_a_judged_claim_names_independent_evidence(verdict: str) -> None:
    query = f"""SELECT ?c (COUNT(?independent) AS ?n) {{
        ?c mkg:verification mkg:{verdict} ; rdf:subject ?subject .
        FILTER (?subject != source:deep-learning-in-morocco)
        OPTIONAL {{ ?c mkg:evidence ?independent FILTER (?independent != source:deep-learning-in-morocco) }}
    }} GROUP BY ?c"""

    assert [row["c"] for row in rows(query) if row["n"] == "0"] == []
