"""An edit affects what it is about, and what shapes see it from; nothing else is looked at again."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from edits import names, scope_of
from mkg.validation.findings import Finding, Severity

ON_Q = "sh:property [ sh:path :q ; sh:minCount 1 ]"
SEES_Q = [
    ON_Q,
    f"sh:node [ {ON_Q} ]",
    f"sh:not [ {ON_Q} ]",
    f"sh:and ( [ sh:nodeKind sh:IRI ] [ {ON_Q} ] )",
    f"sh:or ( [ {ON_Q} ] [ sh:nodeKind sh:Literal ] )",
    f"sh:xone ( [ sh:nodeKind sh:Literal ] [ {ON_Q} ] )",
    f"sh:qualifiedValueShape [ {ON_Q} ] ; sh:qualifiedMinCount 1",
    "sh:node [ sh:property [ sh:path :q ; sh:equals :r ] ]",
    "sh:node [ sh:property [ sh:path :r ; sh:equals :q ] ]",
    "sh:node [ sh:property [ sh:path :r ; sh:disjoint :q ] ]",
    "sh:node [ sh:property [ sh:path :r ; sh:lessThan :q ] ]",
    "sh:node [ sh:closed true ]",
]
"""Constraints on the values of a path that depend on what :q says of these values."""

PATHS = {
    "[ sh:inversePath :p ]": ":v :p :a . :w :p :b .",
    "( :p )": ":a :p :v . :b :p :w .",
    "( :p :r )": ":a :p :x . :x :r :v . :b :p :y . :y :r :w .",
    "( :p [ sh:inversePath :r ] )": ":a :p :x . :v :r :x . :b :p :y . :w :r :y .",
    "[ sh:inversePath ( :p :r ) ]": ":v :p :x . :x :r :a . :w :p :y . :y :r :b .",
    "[ sh:inversePath [ sh:inversePath :p ] ]": ":a :p :v . :b :p :w .",
    "[ sh:inversePath [ sh:alternativePath ( :p :r ) ] ]": ":v :r :a . :w :p :b .",
    "[ sh:inversePath [ sh:oneOrMorePath :p ] ]": ":v :p :x . :x :p :a . :w :p :b .",
    "[ sh:alternativePath ( :p :r ) ]": ":a :r :v . :b :p :w .",
    "[ sh:zeroOrMorePath :p ]": ":a :p :x . :x :p :y . :y :p :v . :b :p :w .",
    "[ sh:oneOrMorePath :p ]": ":a :p :x . :x :p :v . :v :p :x . :b :p :w .",
    "( :p [ sh:zeroOrOnePath :r ] )": ":a :p :x . :x :r :v . :b :p :w .",
}
"""Paths, and data in which they lead from :a to :v and from :b to :w."""


def affected(shapes: str, kept: str, gone: str = "", more: str = "") -> set[str]:
    scope = scope_of(shapes, kept, gone, more)
    assert scope is not None
    return names(scope.affected)


def targets(shapes: str, kept: str, more: str) -> set[str]:
    """Return what the narrowed shapes say about targets."""
    scope = scope_of(shapes, kept, more=more)
    assert scope is not None
    told = [quad.triple for quad in parse(scope.shapes, format=RdfFormat.N_TRIPLES)]
    return {
        f"{triple.predicate.value.rpartition('#')[2]} {names([triple.object]).pop()}"
        for triple in told
        if "target" in triple.predicate.value or str(triple.object).endswith("#Class>")
    }


def test_what_an_edit_speaks_of_is_affected_even_where_no_shape_looks() -> None:
    assert affected("", ":a :p 1 .", ":a :p 2 .", ":b :p :c .") == {":a", ":b"}


def test_nothing_is_affected_where_nothing_has_changed() -> None:
    shapes = ":S sh:targetNode :a ; sh:nodeKind sh:BlankNode ."

    assert affected(shapes, ":a :p 1 .", ":a :p 2 .", ":a :p 2 .") == set()


@pytest.mark.parametrize("constraint", SEES_Q)
@pytest.mark.parametrize("edit", [{"gone": ":v :q 1 ."}, {"more": ":v :q 1 ."}], ids=["removed", "added"])
def test_a_shape_within_a_shape_sees_the_things_at_the_end_of_its_path(
    constraint: str, edit: dict[str, str]
) -> None:
    shapes = f":S sh:targetClass :C ; sh:property [ sh:path :p ; {constraint} ] ."

    assert affected(shapes, ":a a :C ; :p :v . :b a :C ; :p :w . :other :p :v .", **edit) == {":a", ":v"}


@pytest.mark.parametrize("path", PATHS)
def test_things_are_seen_along_every_kind_of_path(path: str) -> None:
    shapes = f":S sh:targetNode :a , :b ; sh:property [ sh:path {path} ; sh:node [ {ON_Q} ] ] ."

    assert affected(shapes, PATHS[path], more=":v :q 1 .") == {":a", ":v"}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_followed_over_statements_that_are_no_more(path: str) -> None:
    shapes = f":S sh:targetNode :a , :b ; sh:property [ sh:path {path} ; sh:node [ {ON_Q} ] ] ."
    statements = PATHS[path].replace(" .", " .\n").splitlines()
    gone = [each for each in statements if ":w" not in each and ":b" not in each]
    kept = "\n".join(each for each in statements if each not in gone)

    found = affected(shapes, kept, "\n".join(gone))

    assert ":a" in found
    assert ":b" not in found


def test_a_thing_that_gains_or_loses_a_class_affects_those_whose_values_must_have_one() -> None:
    shapes = ":S sh:targetNode :a , :b ; sh:property [ sh:path :p ; sh:class :D ] ."

    assert affected(shapes, ":a :p :v . :b :p :w .", ":v a :D .") == {":a", ":v"}


def test_a_class_that_changes_its_superclass_affects_those_whose_values_have_it() -> None:
    shapes = ":S sh:targetNode :a , :b ; sh:property [ sh:path :p ; sh:class :D ] ."
    kept = ":a :p :v . :v a :F . :F rdfs:subClassOf :E . :b :p :w . :w a :D ."

    assert affected(shapes, kept, ":E rdfs:subClassOf :D .") == {":a", ":E"}


def test_a_thing_that_becomes_a_target_is_affected_with_all_about_which_findings_are_told() -> None:
    shapes = f":S sh:targetClass :C ; sh:property [ sh:path :p ; {ON_Q} ] ."

    assert affected(shapes, ":a :p :v . :b a :C ; :p :w .", more=":a a :C .") == {":a", ":v"}


@pytest.mark.parametrize(
    ("target", "kept", "more", "expected"),
    [
        ("sh:targetSubjectsOf :p", ":b :p :w .", ":a :p :v .", {":a"}),
        ("sh:targetObjectsOf :p", ":b :p :w .", ":a :p :v .", {":a", ":v"}),
        ("sh:targetObjectsOf :p", ":b :p 1 .", ":a :p 'x' .", {":a", '"x"'}),
        ("sh:targetClass :C", ":b a :C . :a a :D .", ":D rdfs:subClassOf :C .", {":a", ":D"}),
        ("a rdfs:Class , sh:NodeShape", ":b a :S . :a a :D .", ":D rdfs:subClassOf :S .", {":a", ":D"}),
    ],
)
def test_targets_that_are_gained_are_affected(target: str, kept: str, more: str, expected: set[str]) -> None:
    shapes = f":S {target} ; sh:nodeKind sh:BlankNode ."

    assert affected(shapes, kept, more=more) == expected
    assert affected(shapes, kept, gone=more) == expected


def test_all_targets_of_a_shape_with_a_query_are_affected_but_not_those_of_the_others() -> None:
    query = 'sh:sparql [ sh:select "SELECT $this WHERE { ?any ?thing $this }" ]'
    shapes = f":S sh:targetClass :C ; sh:node [ {query} ] . :T sh:targetClass :D ; {ON_Q} ."

    assert affected(shapes, ":a a :C . :b a :C . :c a :D .", more=":x :y :z .") == {":a", ":b", ":x"}


@pytest.mark.parametrize(
    "constraint",
    [
        f"sh:qualifiedValueShape [ {ON_Q} ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true",
        "sh:closed sh:ByTypes",
        "sh:equals 'no path'",
        "sh:path :q ; sh:minCount 1",
    ],
)
def test_a_shape_whose_reach_is_not_known_has_all_its_targets_affected(constraint: str) -> None:
    shapes = f":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; {constraint} ] ."

    assert affected(shapes, ":a :p 1 . :b :p 2 . :c :q 3 .", more=":x :y :z .") == {":a", ":b", ":x"}


@pytest.mark.parametrize(
    "target",
    [
        "targetClass :C",
        "targetSubjectsOf :p",
        "targetObjectsOf :r",
        "targetNode :a , :b",
        "targetNode :a , :c",
    ],
)
def test_a_narrowed_shape_has_no_targets_but_the_affected_ones(target: str) -> None:
    kept = ":a a :C ; :p 1 ; :r :a . :b a :C ; :p 2 ; :r :b ."

    assert targets(f":S sh:{target} ; {ON_Q} .", kept, ":a :q 1 . :d :q 1 .") == {"targetNode :a"}


def test_a_class_that_is_a_shape_is_a_class_no_more() -> None:
    shapes = f":C a rdfs:Class , sh:NodeShape ; {ON_Q} ."

    assert targets(shapes, ":a a :C . :b a :C .", ":a :q 1 .") == {"targetNode :a"}


def test_a_shape_that_must_look_at_a_blank_node_keeps_its_targets() -> None:
    shapes = f":S sh:targetClass :C ; {ON_Q} . :T sh:targetClass :D ; {ON_Q} ."

    assert targets(shapes, ":a a :D . :b a :D .", "[] a :C . :a :q 1 .") == {
        "targetClass :C",
        "targetNode :a",
    }


def test_a_shape_looks_from_where_its_findings_about_affected_things_come() -> None:
    shapes = f":S sh:targetNode :a , :b ; sh:property [ sh:path :p ; {ON_Q} ] ."
    scope = scope_of(shapes, ":a :p :v . :b :p :w .", more=":v :z 1 .")

    assert scope is not None
    assert names(scope.affected) == {":v"}
    assert targets(shapes, ":a :p :v . :b :p :w .", ":v :z 1 .") == {"targetNode :a"}


def test_a_finding_concerns_an_edit_where_it_is_about_an_affected_thing() -> None:
    scope = scope_of("", ":a :p 1 .", more=":b :p 1 .")
    about_a, about_b = (
        Finding(severity=Severity.violation, focus=NamedNode(f"http://example.org/{name}")) for name in "ab"
    )

    assert scope is not None
    assert not scope.concerns(about_a)
    assert scope.concerns(about_b)


@pytest.mark.parametrize(
    "shapes",
    [
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :S ] .",
        ":S sh:targetNode :a ; sh:minCont 1 .",
        ":S sh:target [ sh:select 'SELECT ?this WHERE { ?this ?p ?o }' ] .",
        ":S sh:targetNode :a ; sh:rule [ sh:condition :S ] .",
        ":Part sh:parameter [ sh:path :p ] .",
        ":S sh:targetNode :a ; sh:nodeByExpression [ <http://www.w3.org/ns/shacl-node-expr#var> 'x' ] .",
        ":Meta rdfs:subClassOf rdfs:Class . :S a :Meta , sh:NodeShape .",
    ],
    ids=[
        "recursion",
        "unknown word",
        "target by query",
        "rule",
        "component",
        "later version",
        "class of classes",
    ],
)
def test_everything_is_validated_where_the_shapes_are_in_doubt(shapes: str) -> None:
    assert scope_of(shapes, ":a :p 1 .", more=":b :p 1 .") is None


def test_everything_is_validated_where_the_data_chooses_its_shapes() -> None:
    shapes = ":S a sh:NodeShape ; sh:nodeKind sh:BlankNode ."

    assert scope_of(shapes, ":a sh:shape :S .", more=":b :p 1 .") is None
    assert scope_of(shapes, ":b :p 1 .", gone=":a sh:shape :S .") is None
