from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from mkg.sources import Source
from mkg.validation import merged as merging
from mkg.validation.merged import Merged

TURTLE = "@prefix e: <http://example.org/> .\ne:a e:p [ e:q e:b ] .\n_:x e:p e:a .\n"


def source(name: str, text: str) -> Source:
    return Source(Path(name), text.encode())


def test_what_files_say_becomes_one_text_their_blank_nodes_apart_and_named_as_they_are() -> None:
    files = [source("a.ttl", TURTLE), source("b.ttl", TURTLE)]

    merged = Merged(files)

    triples = [quad.triple for quad in parse(merged.text, format=RdfFormat.N_TRIPLES)]
    assert triples == [quad.triple for file in files for quad in file.quads()]
    assert (merged.triples, merged.faults) == (6, [])
    assert len({term for triple in triples for term in triple if isinstance(term, BlankNode)}) == 4


def test_named_graphs_are_merged_and_terms_kept_to_the_letter() -> None:
    quads = '<http://e/s> <http://e/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g> .\n'

    assert Merged([source("a.nq", quads)]).text.decode() == quads.replace(" <http://e/g>", "")


def test_each_file_that_cannot_be_parsed_is_named_with_the_place() -> None:
    merged = Merged([source("a.ttl", "<x:a> <x:b>"), source("b.ttl", TURTLE), source("c.nt", "nonsense")])

    assert [(fault.path, fault.line) for fault in merged.faults] == [("a.ttl", 1), ("c.nt", 1)]
    assert merged.triples == 3


def test_nothing_is_merged_to_nothing() -> None:
    assert (Merged([]).text, Merged([]).triples) == (b"", 0)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_two_processes_say_of_much_what_one_says(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    files = [source(f"{each}.ttl", TURTLE * (each + 1)) for each in range(number)]
    files.append(source("wrong.ttl", "<x:a>\n<x:b>"))
    alone = Merged(files)

    monkeypatch.setattr(merging, "MANY", 1)
    together = Merged(files)

    assert (together.text, together.triples) == (alone.text, alone.triples)
    assert [str(fault) for fault in together.faults] == [str(fault) for fault in alone.faults]
    assert [(fault.path, fault.line) for fault in together.faults] == [("wrong.ttl", 2)]


@pytest.mark.parametrize(
    ("sizes", "here"), [([], 0), ([9], 1), ([5, 5], 1), ([1, 9, 1], 2), ([2, 2, 2, 9], 4)]
)
def test_each_process_has_about_half_of_the_bytes(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], here: int
) -> None:
    monkeypatch.setattr(merging, "MANY", 1)
    monkeypatch.setattr(merging.os, "cpu_count", lambda: 2)
    files = [source(f"{number}.ttl", "#" * size) for number, size in enumerate(sizes)]

    assert merging._halves(files) == (files[:here], files[here:])


def test_little_or_on_one_processor_is_merged_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [source("a.ttl", "#" * merging.MANY), source("b.ttl", "#")]

    assert merging._halves(files[1:]) == (files[1:], [])
    monkeypatch.setattr(merging.os, "cpu_count", lambda: 1)
    assert merging._halves(files) == (files, [])


@pytest.mark.parametrize("suffix", ["ttl", "nq"])
@given(st.lists(st.sampled_from(["_:a", "_:b.c", "> _:a .", '"> _:a .', "_:a\n_:b", "> _:a .\n", "\\", "x"])))
def test_what_reads_like_a_blank_node_in_a_literal_is_left_alone(suffix: str, texts: list[str]) -> None:
    node, plain = BlankNode("n"), NamedNode("http://example.org/p")
    triples = [Triple(node, plain, Literal(" ".join(texts))), Triple(plain, plain, node)]
    lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    file = Source(Path(f"a.{suffix}"), lines)

    merged = Merged([file])

    assert {*parse(merged.text, format=RdfFormat.N_TRIPLES)} == {*file.quads()}
    assert merged.text.count(file.nodes.encode() + b"0") == 2
