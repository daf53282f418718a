from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from mkg.errors import QueryError
from mkg.federation.clauses import UNKNOWN, Call, Table, Term, calls, substitute
from mkg.sparql import decoded, refuse_service

THERE = "http://there.example/sparql"
PREFIX = "PREFIX e: <http://e.example/>\n"
HERE_DATA = "e:a e:p 1 . e:b e:p 2 . e:c e:p 3 . e:c e:knows e:a ."
THERE_DATA = "e:a e:q 1 . e:a e:q 2 . e:b e:q 2 ; e:r 'b'@en . e:d e:q 4 . e:d e:knows e:a ."


def store(here: str, there: str = "") -> Store:
    result = Store()
    text = f"{PREFIX} {here} GRAPH <{THERE}> {{ {there} }} GRAPH e:g {{ e:b e:p 5 }}"
    result.load(text, format=RdfFormat.TRIG)
    return result


HERE = store(HERE_DATA)
REMOTE = store(THERE_DATA)
MERGED = store(HERE_DATA, THERE_DATA)


def bag(results: object) -> object:
    """Return what a query gave, the order left out."""
    if isinstance(results, QuerySolutions):
        names = [variable.value for variable in results.variables]
        return Counter(
            frozenset((name, str(row[name])) for name in names if row[name] is not None) for row in results
        )
    if isinstance(results, QueryTriples):
        return Counter(map(str, results))
    assert isinstance(results, QueryBoolean)
    return bool(results)


def asked(call: Call) -> Table:
    results = REMOTE.query(call.query)
    assert isinstance(results, QuerySolutions)
    return Table(tuple(variable.value for variable in results.variables), [tuple(row) for row in results])


def one(*terms: Term | None) -> str:
    """Return a query for one row of terms, which a SERVICE has given."""
    text = f"SELECT * {{ SERVICE <{THERE}> {{}} }}"
    return substitute(text, [(calls(text)[0], Table(tuple(f"v{i}" for i in range(len(terms))), [terms]))])


def row(text: str) -> list[Term | None]:
    [solution] = Store().query(text)  # type: ignore[misc]
    return list(solution)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { CALL { ?s e:q ?w } }",
        "SELECT * { ?s e:p ?v CALL { ?s e:q ?w } }",
        "SELECT * { ?s e:p ?v ; CALL { ?s e:q ?w } . ?s e:p ?x }",
        "SELECT * { CALL { ?s e:q ?w } ?s e:p ?v FILTER(?w > 1) }",
        "SELECT * { FILTER(?w > 1) CALL { ?s e:q ?w } OPTIONAL { ?s e:p ?v FILTER(?w = ?v) } }",
        "SELECT * { ?s e:p ?v OPTIONAL { CALL { ?s e:q ?w } FILTER(?w = ?v) } }",
        "SELECT * { ?s e:p ?v OPTIONAL { CALL { ?s e:q ?w } } CALL { ?s e:r ?x } }",
        "SELECT * { ?s e:p ?v MINUS { CALL { ?s e:q ?w } } }",
        "SELECT * { { ?s e:p ?v } UNION { CALL { ?s e:q ?v } } }",
        "SELECT * { CALL { ?s e:q ?w } BIND(?w + 1 AS ?x) ?t e:p ?x }",
        "SELECT * { ?s e:p ?v FILTER EXISTS { CALL { ?s e:q ?w } } }",
        "SELECT * { ?s e:p ?v FILTER NOT EXISTS { CALL { ?s e:q ?w } } }",
        "SELECT * { CALL { ?s e:q ?w OPTIONAL { ?s e:r ?x } } OPTIONAL { ?t e:p ?x } }",
        "SELECT * { CALL { SELECT ?s (MAX(?w) AS ?m) { ?s e:q ?w } GROUP BY ?s ORDER BY ?s LIMIT 2 } }",
        "SELECT * { ?s e:p ?v { SELECT ?s (COUNT(*) AS ?n) { CALL { ?s e:q ?w } } GROUP BY ?s } }",
        "SELECT (SUM(?w) AS ?n) { CALL { ?s e:q ?w } } HAVING (COUNT(*) > 1)",
        "SELECT * { ?s e:p ?v CALL { e:a e:q 1 } }",
        "SELECT * { ?s e:p ?v CALL { e:a e:q 7 } }",
        "SELECT * { ?s e:p ?v OPTIONAL { CALL { ?s e:nothing ?w } } }",
        "SELECT * { CALL { ?s e:knows/e:q|e:r ?w FILTER(?w<3&&?w>0) VALUES ?w { 1 2 } } }",
        "SELECT * { CALL { ?s e:q [] . _:x e:knows ?s } }",
        "SELECT * { GRAPH e:g { ?s e:p ?v CALL { ?s e:q ?w } } }",
        "SELECT * { GRAPH ?g { ?s e:p ?v CALL { ?s e:q ?w } } FILTER(?g = e:g) }",
        "SELECT ?w { { CALL { ?s e:q ?w } } } VALUES ?w { 2 4 }",
        "ASK { CALL { ?s e:q 4 } FILTER NOT EXISTS { ?s e:p 1 } }",
        "CONSTRUCT { ?s e:new ?w } WHERE { CALL { ?s e:q ?w } }",
        "DESCRIBE ?s { CALL { ?s e:q 1 } }",
    ],
)
def test_a_query_with_the_rows_in_place_answers_as_if_the_data_were_here(text: str) -> None:
    text = PREFIX + text
    federated = text.replace("CALL", f"SERVICE <{THERE}>")

    federated = substitute(federated, [(call, asked(call)) for call in calls(federated)])

    assert bag(HERE.query(federated)) == bag(MERGED.query(text.replace("CALL", f"GRAPH <{THERE}>")))


@pytest.mark.parametrize(
    ("endpoint", "found"),
    [
        ("<http://e.example/x#y>", "http://e.example/x#y"),
        (r"<http://e.example/\u0078>", "http://e.example/x"),
        ("e:sparql", "http://e.example/sparql"),
        (":a.b", "http://base.example/sub/a.b"),
        ("e:", "http://e.example/"),
        ("<../up?x=1>", "http://base.example/up?x=1"),
        ("# SERVICE <urn:x> {\n <urn:y>", "urn:y"),
    ],
)
def test_an_endpoint_is_read_with_base_and_prefixes(endpoint: str, found: str) -> None:
    prologue = "base <http://base.example/dir/> prefix : <../sub/> PREFIX e:<http://e.example/>"
    [call] = calls(f"{prologue}SELECT*{{SERVICE {endpoint}{{ ?s a 'SERVICE {{' }}}}")

    assert call.endpoint == found
    assert call.query == f"{prologue}SELECT * WHERE {{ ?s a 'SERVICE {{' }}"


def test_prefixes_that_the_text_need_not_declare_are_declared_to_the_endpoint() -> None:
    prefixes = {"e": "http://e.example/", "f": "http://f.example/"}
    [call] = calls("ASK { ?s e:p ?o SERVICE f:x { ?s f:q ?o } }", prefixes)

    assert (call.endpoint, call.query) == (
        "http://f.example/x",
        "PREFIX f: <http://f.example/>\nSELECT * WHERE { ?s f:q ?o }",
    )


def test_a_service_within_another_is_left_to_the_endpoint() -> None:
    [call] = calls("ASK { SERVICE <urn:a> { ?s ?p ?o SERVICE ?o { ?s a ?c } } }")

    assert call.query == "SELECT * WHERE { ?s ?p ?o SERVICE ?o { ?s a ?c } }"


def test_an_error_behind_a_service_keeps_its_line() -> None:
    text = "SELECT * {\nSERVICE <urn:a> {\n?s ?p ?o\n}\n?s ?p }"

    assert substitute(text, [(calls(text)[0], UNKNOWN)]).count("\n") == text.count("\n")


def test_a_failed_call_stands_for_one_solution_without_bindings() -> None:
    text = PREFIX + "SELECT * { ?s e:p ?v SERVICE SILENT <urn:a> { ?s e:q ?w } }"
    [call] = calls(text)

    assert call.silent
    assert bag(HERE.query(substitute(text, [(call, UNKNOWN)]))) == bag(
        HERE.query(PREFIX + "SELECT * { ?s e:p ?v }")
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE <urn:a> {}' } # SERVICE <urn:a> {}",
        "PREFIX service: <urn:a> SELECT ?service { ?s service:SERVICE <urn:SERVICE> }",
        ") } SELECT",
        "",
    ],
)
def test_a_query_that_calls_nobody_stays_as_it_is(text: str) -> None:
    assert calls(text) == []
    assert substitute(text, []) == text


@pytest.mark.parametrize(
    ("term", "what"),
    [
        (BlankNode("b"), "blank node"),
        (Triple(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o")), "triple term"),
    ],
)
def test_what_cannot_be_joined_is_refused(term: Term, what: str) -> None:
    with pytest.raises(QueryError, match=f"<{THERE}> answers with a {what}, which cannot be joined here"):
        one(term)


ODD = st.text("\\uUnN0041'\"<>{}# \nSERVICEé😀\0\x07\x7f\r\t@^", max_size=40)
LITERALS = st.one_of(
    st.builds(Literal, st.text() | ODD),
    st.builds(lambda text: Literal(text, language="ar-ma"), st.text() | ODD),
    st.builds(lambda text: Literal(text, datatype=NamedNode("urn:t'#SERVICE")), st.text() | ODD),
    st.builds(Literal, st.integers(-(2**63), 2**63 - 1) | st.booleans()),
)


@given(st.lists(st.none() | LITERALS, max_size=4))
def test_terms_come_through_unchanged_in_either_reading_of_escapes(terms: Iterable[Term | None]) -> None:
    text = one(*terms)

    assert row(text) == row(decoded(text)) == [*terms]


@pytest.mark.parametrize(
    "iri", ["http://e.example/it's_(SERVICE)#SERVICE", "urn:é", "mailto:a@b'c", "urn:)#'SERVICE"]
)
def test_iris_come_through_unchanged(iri: str) -> None:
    assert row(one(NamedNode(iri))) == [NamedNode(iri)]


def test_the_last_wall_is_the_same_as_without_services() -> None:
    refuse_service(one(Literal("' } SERVICE <urn:a> {} #")))
