"""Each fact is shown where it is written: file and line, in the text as it was loaded."""

import os
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from indexed import HEAD, E, index_of, index_of_project
from mkg.index.handle import Index
from mkg.index.places import Place, file, files, lines, place, places
from mkg.sources import Source
from mkg.vocab import RDF, SKOS

TEXT = f"""{HEAD}
# a comment
e:a a e:C ;
    skos:prefLabel "A"@EN ,
        \"\"\"of
two lines\"\"\" ;
    e:n 007 , 1.50 ; e:is e:b .

<#near> e:p "x" . [] e:p e:a .
e:b e:p e:a .
e:a e:later true .
"""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    named = [
        ("data/a.ttl", Source(tmp_path / "a.ttl", TEXT.encode())),
        ("data/a.ttl", Source(tmp_path / "b.ttl", b"<http://example.org/a> a <http://example.org/D> .")),
        ("data/c.nt", Source(tmp_path / "c.nt", f"<{E}c> <{E}p> <{E}a> .".encode())),
    ]
    return index_of(tmp_path, "", named)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Index:
    return index_of_project(tmp_path_factory.mktemp("real"), root)


def test_a_thing_is_where_its_statements_begin(index: Index) -> None:
    assert places(index, f"{E}a") == [Place("data/a.ttl", 3), Place("data/a.ttl", 11)]
    assert place(index, f"{E}b") == Place("data/a.ttl", 10)


@pytest.mark.parametrize("iri", [f"{E}nowhere", "", "no iri", "\ud800", "\0", f"{E}c"])
def test_a_thing_that_is_written_nowhere_has_no_place(index: Index, iri: str) -> None:
    assert places(index, iri) == []
    assert place(index, iri) is None
    assert lines(index, iri) == {}


def test_each_fact_is_where_its_object_begins(index: Index) -> None:
    told = {key: at.line for key, at in lines(index, f"{E}a").items()}

    assert told[RDF + "type", f"<{E}C>"] == 3
    assert told[SKOS + "prefLabel", '"A"@en'] == 4
    assert told[SKOS + "prefLabel", '"of\\ntwo lines"'] == 5
    assert told[f"{E}is", f"<{E}b>"] == 7
    assert {at.path for at in lines(index, f"{E}a").values()} == {"data/a.ttl"}


def test_facts_are_named_as_a_store_gives_them_back(index: Index) -> None:
    store = Store()
    store.load(TEXT.encode(), RdfFormat.TURTLE, base_iri="http://example.org/")
    held = store.quads_for_pattern(NamedNode(f"{E}a"), None, None)

    assert {(quad.predicate.value, str(quad.object)) for quad in held} == {*lines(index, f"{E}a")}


def test_a_relative_iri_means_what_it_meant_when_it_was_loaded(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(os.sep)
    near = f"{(tmp_path / 'a.ttl').as_uri()}#near"

    assert [*lines(index, near).values()] == [Place("data/a.ttl", 9)]


def test_a_file_is_there_as_it_was_loaded_the_first_of_its_name(index: Index) -> None:
    assert file(index, "data/a.ttl") == TEXT
    assert files(index) == ["data/a.ttl", "data/c.nt"]


@pytest.mark.parametrize(
    "path", ["", "a.ttl", "/etc/passwd", "../data/a.ttl", "data/../data/a.ttl", "\ud800", "\0"]
)
def test_no_other_path_leads_to_a_file(index: Index, path: str) -> None:
    assert file(index, path) is None


def test_every_thing_of_the_graph_begins_in_the_line_that_is_told(real: Index, root: Path) -> None:
    told = real.rows("SELECT iri, path, line FROM block")
    texts = {path: (root / path).read_text(encoding="utf-8").split("\n") for path in files(real)}

    assert len(told) > 2500
    for iri, path, line in told:
        subject = texts[path][line - 1].split()[0]
        assert subject == f"<{iri}>" or iri.endswith(subject.partition(":")[2])


@pytest.mark.parametrize("kind", ["place/agadir", "institution/um6p", "claim/s01-02", "publication/arabench"])
def test_every_fact_of_a_thing_that_is_stated_has_its_line(real: Index, root: Path, kind: str) -> None:
    iri = f"https://w3id.org/mkg/{kind}"
    store = Store()
    for path in files(real):
        store.load((root / path).read_bytes(), RdfFormat.TURTLE, base_iri="http://example.org/")
    facts = [*store.quads_for_pattern(NamedNode(iri), None, None)]
    told = lines(real, iri)

    assert {(quad.predicate.value, str(quad.object)) for quad in facts} == {*told}
    for (_, object_), at in told.items():
        text = (root / at.path).read_text(encoding="utf-8").split("\n")[at.line - 1]
        assert written(object_) in text


def written(term: str) -> str:
    """Return what of a term stands in the text, whatever its prefix: its value, or the end of its IRI."""
    return term.split('"')[1] if term.startswith('"') else term.strip("<>").replace("#", "/").split("/")[-1]


def test_the_files_of_the_graph_are_named_as_in_the_repository(real: Index, root: Path) -> None:
    assert {"ontology/mkg.ttl", "data/place.ttl", "data/publication/2018.ttl"} <= {*files(real)}
    assert file(real, "data/place.ttl") == (root / "data" / "place.ttl").read_text(encoding="utf-8")
