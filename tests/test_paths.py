"""Property paths are read, shown and written again, as SHACL's section 2.3.1 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

from mkg.validation import paths
from mkg.validation.paths import Alternative, Inverse, Path, Repeat, Sequence
from mkg.validation.results import Graph
from mkg.vocab import RDF, SH

A, B, C = (NamedNode(f"http://example.org/{name}") for name in "abc")
PREFIXES = f"PREFIX sh: <{SH}> PREFIX e: <http://example.org/> PREFIX rdf: <{RDF}> "
TREES = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: st.one_of(
        st.builds(Inverse, inner),
        st.builds(Repeat, inner, st.sampled_from("*+?")),
        st.builds(Sequence, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Alternative, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def read(turtle: str) -> Path | None:
    graph = Graph(quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE))
    (node,) = graph.objects(NamedNode("http://example.org/s"), SH + "path")
    return paths.read(node, graph.objects)


@pytest.mark.parametrize(
    ("written", "path", "shown"),
    [
        ("e:a", A, "<http://example.org/a>"),
        ("[ sh:inversePath e:a ]", Inverse(A), "^<http://example.org/a>"),
        ("( e:a e:b )", Sequence((A, B)), "<http://example.org/a>/<http://example.org/b>"),
        (
            "[ sh:alternativePath ( e:a e:b ) ]",
            Alternative((A, B)),
            "<http://example.org/a>|<http://example.org/b>",
        ),
        ("[ sh:zeroOrMorePath e:a ]", Repeat(A, "*"), "<http://example.org/a>*"),
        ("[ sh:oneOrMorePath e:a ]", Repeat(A, "+"), "<http://example.org/a>+"),
        (
            "[ sh:zeroOrOnePath [ sh:inversePath e:a ] ]",
            Repeat(Inverse(A), "?"),
            "(^<http://example.org/a>)?",
        ),
        ("( rdf:type e:b )", Sequence((NamedNode(RDF + "type"), B)), "rdf:type/<http://example.org/b>"),
    ],
)
def test_a_path_is_read_and_shown(written: str, path: Path, shown: str) -> None:
    found = read(f"e:s sh:path {written} .")

    assert found == path
    assert paths.show(found) == shown


@pytest.mark.parametrize(
    "written",
    [
        '"a"',
        "[ ]",
        "[ sh:inversePath [ ] ]",
        '( e:a "b" )',
        "_:x . _:x sh:inversePath _:x",
        "_:x . _:x sh:zeroOrMorePath _:x",
    ],
)
def test_what_is_no_path_is_none(written: str) -> None:
    assert read(f"e:s sh:path {written} .") is None


def test_a_list_that_bites_its_tail_ends() -> None:
    assert read("e:s sh:path _:x . _:x rdf:first e:a ; rdf:rest _:x .") == Sequence((A,))


@given(TREES)
def test_what_is_written_is_read_again(path: Path) -> None:
    node = paths.node_of(path)
    graph = Graph([Triple(A, NamedNode(SH + "path"), node), *paths.statements(path, node)])

    assert paths.read(node, graph.objects) == path


@given(TREES)
def test_what_is_shown_to_sparql_is_sparql(path: Path) -> None:
    assert not Store().query(f"ASK {{ <http://example.org/s> {paths.sparql(path)} ?o . ?o ?p 1 }}")


def test_nothing_is_shown_of_no_path() -> None:
    assert paths.show(None) == ""
    assert paths.read(Literal("a"), Graph([]).objects) is None
