"""The engine pySHACL: exact where it is not by itself, quick, and it fetches nothing."""

from pathlib import Path

import pytest
import rdflib

from mkg.errors import ShapesError
from mkg.validation import reference
from ntriples import HEAD, ntriples, results

DATA = ntriples("e:a e:p 'x'@en, 'y'@en, e:b ; e:q e:b .")


def found(shapes: str, data: bytes = DATA) -> list[dict[str, str]]:
    return results(reference.validate(data, ntriples(shapes)))


def asking(query: str) -> str:
    prefix = 'e:O sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .'
    return f'{HEAD} sh:sparql [ sh:prefixes e:O ; sh:select """{query}""" ] . {prefix}'


@pytest.mark.parametrize(("value", "count"), [("true", 1), ('"1"^^xsd:boolean', 0), ("false", 0)])
def test_only_the_term_true_asks_for_unique_languages(value: str, count: int) -> None:
    shapes = f"{HEAD} sh:property [ sh:path e:p ; sh:uniqueLang {value} ] ."

    assert len(found(shapes)) == count


def test_a_query_is_parsed_once_for_all_focus_nodes() -> None:
    shapes = asking("SELECT $this { $this e:p 0 }").replace("sh:targetNode e:a", "sh:targetSubjectsOf e:p")
    reference._prepared.cache_clear()

    many = found(shapes, ntriples("".join(f"e:n{number} e:p 0 . " for number in range(50))))

    assert len({result["focusNode"] for result in many}) == 50
    assert reference._prepared.cache_info().misses == 1


def test_a_parsed_query_gives_each_focus_node_its_own_answer() -> None:
    shapes = asking("SELECT $this ?value { $this e:q ?value FILTER EXISTS { ?value e:p $this } }")
    shapes = shapes.replace("sh:targetNode e:a", "sh:targetSubjectsOf e:q")
    data = ntriples("e:a e:q e:b . e:b e:p e:a . e:c e:q e:d, e:a . e:d e:p e:c .")

    pairs = {(result["focusNode"][-2], result["value"][-2]) for result in found(shapes, data)}
    assert pairs == {("a", "b"), ("c", "d")}


def test_prefixes_of_an_imported_ontology_count() -> None:
    shapes = asking("SELECT $this { $this e:q ?o }").replace("sh:prefixes e:O", "sh:prefixes e:Top")

    assert len(found(shapes + "e:Top owl:imports e:Middle . e:Middle owl:imports e:O, e:Top .")) == 1


def test_a_prefix_that_nobody_declares_is_named() -> None:
    with pytest.raises(ShapesError, match="a query in the shapes uses the prefix y:; declare it"):
        found(asking("SELECT $this { $this y:p ?o }"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT $this { # \n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT $this { $this ?p ?o FILTER EXISTS { SERVICE SILENT ?o { ?s ?p $this } } }",
        "SELECT $this { { SELECT $this { OPTIONAL { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } } } } }",
    ],
)
def test_a_call_of_another_server_is_found_in_the_parsed_query(query: str) -> None:
    with pytest.raises(ShapesError, match="SERVICE"):
        found(asking(query))


def test_a_file_is_not_read_through_from(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://example.org/a> <http://example.org/q> 'secret' .", encoding="utf-8")

    for clause in ("FROM", "FROM NAMED"):
        with pytest.raises(ShapesError, match="has SERVICE or FROM"):
            found(asking(f"SELECT $this ?value {clause} <{secret.as_uri()}> {{ $this e:q ?value }}"))


def test_literals_keep_their_lexical_form_and_plain_ones_are_strings() -> None:
    data = ntriples("e:a e:p '01'^^xsd:integer, 'x'^^xsd:string, 'x'@fr .")
    shapes = f"{HEAD} sh:property [ sh:path e:p ; sh:in ( 'x' ) ] ."

    values = {result["value"] for result in found(shapes, data)}
    assert values == {'"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"@fr'}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            r"sh:property [ sh:path e:p ; sh:pattern '\\p{L}' ]",
            r"the sh:pattern .* is none that Python knows",
        ),
        ("sh:property [ sh:path e:p ; sh:minCount 'x' ]", "sh:minCount must be a literal"),
        ("sh:property [ sh:path _:p ] . _:p sh:inversePath _:p", "depth is too much"),
        ("sh:sparql [ sh:select 'SELEC' ]", "found 'SELEC'"),
        ("sh:sparql [ sh:select 'SELECT $this { $this ?p $shapesGraph }' ]", "shapesGraph"),
    ],
)
def test_shapes_that_it_cannot_use_are_refused_in_one_sentence(wrong: str, said: str) -> None:
    with pytest.raises(
        ShapesError, match=f"^the shapes cannot be used: .*{said}.*; correct the shape"
    ) as caught:
        found(f"{HEAD} {wrong} .")

    assert "\n" not in str(caught.value)


def test_focus_nodes_that_share_a_property_shape_have_each_their_own_results() -> None:
    shapes = f"{HEAD} sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ; sh:maxCount 1 ] ."
    data = ntriples("e:a a e:C . e:b a e:C ; e:p 1 . e:c a e:C ; e:p 1, 2 . e:d a e:C ; e:q 1 .")

    kinds = sorted((r["focusNode"][-2], r["sourceConstraintComponent"][-29:-1]) for r in found(shapes, data))
    assert kinds == [
        ("a", "#MinCountConstraintComponent"),
        ("c", "#MaxCountConstraintComponent"),
        ("d", "#MinCountConstraintComponent"),
    ]


def test_a_value_of_two_things_is_told_for_both() -> None:
    shapes = f"""{HEAD} sh:targetSubjectsOf e:p ; sh:property e:Outer .
    e:Outer sh:path e:p ; sh:property [ sh:path e:q ; sh:minCount 1 ] ."""

    told = found(shapes, ntriples("e:a e:p e:x . e:b e:p e:x, e:y . e:y e:q 1 ."))
    assert [result["focusNode"][-2] for result in told] == ["x", "x"]


def test_a_blank_node_that_lacks_a_value_is_found_in_the_data() -> None:
    # pySHACL looks it up in a dataset, for its own message.
    shapes = f"{HEAD} sh:targetSubjectsOf e:p ; sh:property [ sh:path e:q ; sh:hasValue e:x ] ."

    told = found(shapes, ntriples("_:n e:p [ e:q e:x ] . e:a e:q e:x ."))
    assert [result["focusNode"] for result in told] == ["_:n"]


TEXT = "e:a e:p 'x', 'x'@en, '1'^^xsd:integer, e:b ; e:q e:b, e:a . e:b e:p _:n . _:n e:q 'x' ."


def pairs() -> tuple[rdflib.Graph, rdflib.Graph]:
    ours, theirs = reference._graph(ntriples(TEXT)), rdflib.Graph()
    for triple in ours:
        theirs.add(triple)
    return ours, theirs


def answers(graph: rdflib.Graph, terms: list[rdflib.term.Node | None]) -> list[set[object]]:
    return [set(graph.triples((s, p, o))) for s in terms for p in terms for o in terms]  # type: ignore[arg-type]


def test_the_store_answers_every_pattern_as_that_of_rdflib_does() -> None:
    ours, theirs = pairs()
    terms = [None, rdflib.URIRef("urn:none"), *{term for triple in theirs for term in triple}]

    assert answers(ours, terms) == answers(theirs, terms)
    assert len(ours) == len(theirs) == 8


def test_the_store_forgets_what_is_removed_and_counts_what_is_said_twice_once() -> None:
    ours, theirs = pairs()
    some = next(iter(theirs.triples((None, None, rdflib.Literal("x")))))
    for graph in (ours, theirs):
        graph.add(some)
        graph.remove((None, some[1], None))
        graph.add(some)

    assert answers(ours, [None, *some]) == answers(theirs, [None, *some])
    assert len(ours) == len(theirs)
