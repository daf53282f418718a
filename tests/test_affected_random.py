"""Whatever the shapes and the edit: what is found about affected things is all that an edit can change."""

from importlib.util import find_spec

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pyoxigraph import Triple

from edits import source, store_of, text_of, triples_of
from mkg.errors import ShapesError
from mkg.validation import engines, results
from mkg.validation.change import difference
from mkg.validation.findings import Finding
from mkg.validation.retarget import narrowed

Texts = st.SearchStrategy[str]

nodes = st.sampled_from([":a", ":b", ":c", "_:m", "_:n"])
classes = st.sampled_from([":C", ":D", ":E"])
predicates = st.sampled_from([":p", ":q", ":r"])
values = nodes | st.sampled_from(['"x"', '"long"', '"x"@en', '"y"@en', "1", "2", '"bad"^^xsd:integer'])
statements = (
    st.builds("{} {} {} .".format, nodes, predicates, values)
    | st.builds("{} a {} .".format, nodes, classes)
    | st.builds("{} rdfs:subClassOf {} .".format, classes, classes)
)
files = st.lists(statements, max_size=12).map("\n".join)
edits = st.lists(statements, max_size=2).map("\n".join)


def larger_path(inner: Texts) -> Texts:
    repeats = st.sampled_from(["inverse", "zeroOrMore", "oneOrMore", "zeroOrOne"])
    return (
        st.builds("[ sh:{}Path {} ]".format, repeats, inner)
        | st.builds("( {} {} )".format, inner, inner)
        | st.builds("[ sh:alternativePath ( {} {} ) ]".format, inner, inner)
    )


paths = st.recursive(predicates, larger_path, max_leaves=3)
simple = st.sampled_from(
    [
        *(
            "sh:datatype xsd:integer",
            "sh:nodeKind sh:IRI",
            "sh:minLength 2",
            'sh:pattern "x"',
            "sh:hasValue :a",
        ),
        *('sh:in ( :a :b "x" )', 'sh:languageIn ( "en" )', "sh:closed true", "sh:minInclusive 2"),
        "sh:closed true; sh:ignoredProperties ( rdf:type :p )",
    ]
)
of_paths = st.sampled_from(["sh:minCount 1", "sh:minCount 2", "sh:maxCount 1", "sh:uniqueLang true"])
compared = st.builds("sh:{} {}".format, st.sampled_from(["equals", "disjoint"]), predicates)
ordered = st.builds("sh:{} {}".format, st.sampled_from(["lessThan", "lessThanOrEquals"]), predicates)
leaves = simple | compared | st.builds("sh:class {}".format, classes)


def larger_body(inner: Texts) -> Texts:
    """From the text within the brackets of shapes to that of shapes around them."""
    on_path = st.builds("{} ; {}".format, inner, of_paths | ordered)
    qualified = "sh:qualifiedValueShape [ {} ] ; sh:qualified{}Count 1".format
    around = st.builds(qualified, inner, st.sampled_from(["Min", "Max"]))
    property_shape = st.builds(
        "sh:property [ sh:path {} ; {} ]".format, paths, on_path | around | of_paths | inner
    )
    return (
        property_shape
        | st.builds("sh:{} [ {} ]".format, st.sampled_from(["node", "not"]), inner)
        | st.builds("sh:{} ( [ {} ] [ {} ] )".format, st.sampled_from(["and", "or", "xone"]), inner, inner)
        | st.builds("{} ; {}".format, inner, inner)
    )


bodies = st.recursive(leaves, larger_body, max_leaves=4)
targets = st.one_of(
    st.builds("sh:targetClass {}".format, classes),
    st.builds("sh:targetNode {}".format, st.sampled_from([":a", ":b", '"x"'])),
    st.builds("sh:target{}sOf {}".format, st.sampled_from(["Subject", "Object"]), predicates),
    st.just("a rdfs:Class"),
)
query = 'sh:sparql [ sh:select "SELECT $this WHERE { ?any <http://example.org/p> $this }" ]'
kinds = (
    st.just("a sh:NodeShape")
    | st.builds("a sh:PropertyShape ; sh:path {}".format, paths)
    | st.just(f"a sh:NodeShape ; {query}")
)
shape_graphs = st.lists(st.tuples(targets, kinds, bodies), min_size=1, max_size=3).map(
    # Each bears the name of a class, so that it may be the shape of that class.
    lambda parts: "\n".join(f":{name} {' ; '.join(said)} ." for name, said in zip("CDE", parts, strict=False))
)


def key(finding: Finding) -> tuple[object, ...]:
    return finding.focus, finding.path, finding.value, finding.component, finding.shape


Found = dict[tuple[object, ...], Finding]


def check(engine: str, same: str, old: str, new: str, shapes: str) -> None:
    """Compare what is found of an edit, in a file beside another, with what is found everywhere."""
    rest, before, after = source(same, "same.ttl"), source(old), source(new)
    change = difference([before], [after])
    was = triples_of(rest) | (triples_of(after) - change.added) | change.removed
    now, rules = triples_of(rest, after), triples_of(source(shapes))
    scope = narrowed(rules, store_of(now), change)
    assert scope is not None

    def found(data: set[Triple], shapes: bytes) -> Found:
        report = engines.engine(engine)(text_of(data), shapes)
        return {key(each): each for each in results.read(report, results.Graph(()))}

    try:
        whole, earlier = found(now, text_of(rules)), found(was, text_of(rules))
    except ShapesError:
        reject()
    part = found(now, scope.shapes)

    assert {each for each, finding in part.items() if scope.concerns(finding)} == {
        each for each, finding in whole.items() if scope.concerns(finding)
    }
    changed = [finding for each, finding in (whole | earlier).items() if (each in whole) != (each in earlier)]
    assert [finding for finding in changed if not scope.concerns(finding)] == []


@pytest.mark.parametrize("engine", [name for name in engines.ENGINES if find_spec(name)])
def test_what_is_found_of_affected_things_is_all_that_an_edit_can_change(engine: str) -> None:
    @settings(max_examples=120, deadline=None, derandomize=True)
    @given(files, files, edits, edits, shape_graphs)
    def holds(same: str, kept: str, gone: str, more: str, shapes: str) -> None:
        check(engine, same, f"{kept}\n{gone}", f"{kept}\n{more}", shapes)

    holds()
