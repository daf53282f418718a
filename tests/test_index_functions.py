"""Folding and matching in SPARQL, for everyone who may ask."""

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from http_client import ask, get, problem
from mkg.describe import Site, describe
from mkg.engine import InProcessEngine, Query
from mkg.errors import QueryError
from mkg.formats import SOLUTIONS
from mkg.index.functions import FN, FUNCTIONS
from mkg.vocab import RDFS
from served import serving

PREFIX = f"PREFIX fn: <{FN}> "
SERVICE = "http://www.w3.org/ns/sparql-service-description#"


def value(expression: str) -> dict[str, str] | None:
    """Return what an expression gives, or None where it is an error."""
    query = Query(f"{PREFIX} SELECT ({expression} AS ?x) {{}}")
    with InProcessEngine(Store()).answer(query, SOLUTIONS[0], None).body as body:
        (row,) = json.load(body)["results"]["bindings"]
    return row.get("x")


def test_fold_gives_the_plain_literal_that_all_spellings_share() -> None:
    assert value("fn:fold('ÉCOLE d’Été'@fr)") == {"type": "literal", "value": "ecole d ete"}
    assert value("fn:fold('أحمد') = fn:fold('احمد')") == value("true")


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Université de Rabat", "rab UNIV", "true"),
        ("الرباط", "رباط", "true"),
        ("Rabat", "bat", "false"),
        ("", "", "false"),
    ],
)
def test_matches_tells_whether_every_word_begins_one(text: str, query: str, expected: str) -> None:
    told = value(f"fn:matches('{text}', '{query}')")

    assert told == {
        "type": "literal",
        "value": expected,
        "datatype": "http://www.w3.org/2001/XMLSchema#boolean",
    }


@pytest.mark.parametrize(
    "expression",
    [
        *("fn:fold()", "fn:fold(<x:x>)", "fn:fold('a', 'b')", "fn:fold(BNODE())", "fn:fold(?none)"),
        *("fn:matches('a')", "fn:matches('a', <x:x>)", "fn:matches('a', 'b', 'c')"),
    ],
)
def test_other_arguments_are_an_error_of_the_expression_alone(expression: str) -> None:
    assert value(expression) is None


def test_a_function_that_there_is_not_is_refused() -> None:
    with pytest.raises(QueryError, match="fn#other> is not supported"):
        value("fn:other('a')")


def test_numbers_and_dates_are_taken_as_they_are_written() -> None:
    assert value("fn:fold(2024)") == value("'2024'")
    assert value("fn:matches(2024, '20')") == value("true")


def test_the_description_of_the_service_tells_each_function_and_what_it_takes() -> None:
    store = Store()
    store.extend(describe(Store(), [], Site("http://localhost/", "a", "1")))
    query = f"""PREFIX sd: <{SERVICE}> PREFIX rdfs: <{RDFS}> SELECT ?function ?label ?comment {{ GRAPH ?g {{
        ?service a sd:Service ; sd:extensionFunction ?function .
        ?function a sd:Function ; rdfs:label ?label ; rdfs:comment ?comment
    }} }} ORDER BY ?function"""
    rows = [[term.value for term in row] for row in store.query(query)]  # type: ignore[union-attr]

    assert [row[0] for row in rows] == [f"{FN}fold", f"{FN}matches"]
    assert [row[1] for row in rows] == ["fold(text)", "matches(text, query)"]
    assert [row[2] for row in rows] == [function.comment for function in FUNCTIONS]


def test_anyone_may_call_them_at_the_endpoint(server: str) -> None:
    found = get(
        server,
        f"""{PREFIX} PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?place {{ ?place a <https://w3id.org/mkg/ns#Place> ; skos:altLabel ?name
            FILTER (fn:matches(?name, "بن جرير") && fn:fold("Ben Guérir") = "ben guerir") }}""",
        "text/csv",
    )

    assert found.body.decode().split() == ["place", "https://w3id.org/mkg/place/ben-guerir"]
    described = ask(server, "/sparql", headers={"Accept": "application/n-triples"}).body.decode()
    assert f"<{SERVICE}extensionFunction> <{FN}fold>" in described


def test_the_prefix_is_declared_by_who_uses_it(server: str) -> None:
    refused = get(server, "SELECT (fn:fold('A') AS ?x) {}")

    assert refused.status == 400
    assert "fn:" in problem(refused)


def test_a_query_that_folds_for_too_long_ends_at_its_limit(tmp_path: Path) -> None:
    endless = f"""{PREFIX} SELECT (COUNT(?x) AS ?n) {{
        ?a ?b ?c . ?d ?e ?f BIND(fn:fold(CONCAT(STR(?c), STR(?f))) AS ?x) }}"""
    with serving(tmp_path, "--no-validate", "--timeout", "1") as served:
        assert get(served.address, endless).status in {503, 504}
        assert get(served.address, f"{PREFIX} SELECT (fn:fold('A') AS ?x) {{}}").status == 200


def test_what_is_loaded_from_a_file_is_folded_like_any_text() -> None:
    store = Store()
    store.load('<x:a> <x:p> "ÉTÉ"@fr , "مُحَمَّد"@ar .'.encode(), RdfFormat.TURTLE)
    query = Query(f"{PREFIX} SELECT ?x {{ ?s ?p ?o BIND(fn:fold(?o) AS ?x) }} ORDER BY ?x")
    with InProcessEngine(store).answer(query, SOLUTIONS[2], None).body as body:
        assert body.read().decode().split() == ["x", "ete", "محمد"]
