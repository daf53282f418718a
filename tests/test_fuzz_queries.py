"""Whatever is asked, the answer is in order or the refusal is, and the server goes on answering."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from http_client import COUNT, FORM, ask
from served import serving
from test_fuzz import ACCEPTS, LIMITS, QUERY, TEXTS, check, many


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real graph with limits so low that queries meet them."""
    with serving(tmp_path_factory.mktemp("fuzz"), *LIMITS) as server:
        yield server.address
        assert "Traceback" not in server.said


@pytest.fixture(autouse=True)
def goes_on(served: str) -> Iterator[None]:
    """After each test, the server still answers, and truly."""
    yield
    reply = ask(served, f"/sparql?{urlencode({'query': COUNT})}")
    assert json.loads(reply.body)["results"]["bindings"][0]["n"]["value"] == "84"


TERMS = st.sampled_from(
    ["?s", "?x", "<http://e/ح>", "<http://e/1>", "mkg:Claim", "true", "-1", "1e400", "0.1", "'الدارجة'@ar",
     "'🇲🇦'", r"'\u0001\uFFFE'", "''", "'('", "'2025-13-01'^^xsd:date", "'P1Y'^^xsd:duration", "'x'^^<http://e/t>"]
)  # fmt: skip
FUNCTIONS = st.sampled_from(
    ["STR({0})", "STRLEN({0})", "UCASE({0})", "REGEX({0}, {0})", "REPLACE({0}, '', 'y')",
     "SUBSTR({0}, -1, 1e9)", "({0} + {0})", "({0} / 0)", "({0} < {0})", "!{0}", "IRI({0})", "BNODE({0})",
     "STRDT({0}, xsd:integer)", "STRLANG({0}, 'ar-x')", "CONCAT({0}, {0}, {0})", "COALESCE(1/0, {0})",
     "IF({0}, {0}, 2)", "xsd:integer({0})", "xsd:dateTime({0})", "TZ({0})", "ENCODE_FOR_URI({0})",
     "({0} IN ({0}, UUID()))", "SHA512({0})"]
)  # fmt: skip
EXPRESSIONS = st.recursive(TERMS, lambda inner: st.builds(str.format, FUNCTIONS, inner), max_leaves=4)
# {0} is an expression, {1} a term.
PATTERNS = st.sampled_from(
    ["?s ?p ?o", "?s a/<http://e/p>*|^<http://e/q> ?o", "?s (!a/!a)* ?o", "{{}} UNION {{ ?s ?p ?x }}",
     "FILTER ({0})", "OPTIONAL {{ ?x a ?t }}", "VALUES ?x {{ UNDEF 1 }}", "BIND ({0} AS ?y)",
     "GRAPH ?g {{ ?s a ?x }}", "MINUS {{ ?s ?p {1} }}", "?v ?p ( 1 {1} )", "?a ?b ?c . ?d ?e ?f",
     "{{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} GROUP BY ?p HAVING (?n > {0}) }}"]
)  # fmt: skip
GROUPS = st.lists(st.builds(str.format, PATTERNS, EXPRESSIONS, TERMS), max_size=3).map(" . ".join)
# {0} is a group, {1} an expression, {2} a term.
FORMS = st.sampled_from(
    ["SELECT * {{ {0} }}", "SELECT ({1} AS ?z) {{ {0} }} LIMIT 5", "ASK {{ {0} }}", "DESCRIBE ?s {{ {0} }}",
     "SELECT DISTINCT ?s {{ {0} }} ORDER BY DESC({1}) OFFSET 3", "SELECT (GROUP_CONCAT({1}) AS ?z) {{ {0} }}",
     "CONSTRUCT {{ ?s <http://e/b> ?x , {2} }} {{ {0} }} LIMIT 9",
     "CONSTRUCT {{ [] <http://e/b> ?y }} {{ {0} BIND ({1} AS ?y) }}"]
)  # fmt: skip
PREFIXES = "PREFIX mkg: <https://w3id.org/mkg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
QUERIES = st.builds(str.format, FORMS, GROUPS, EXPRESSIONS, TERMS).map(PREFIXES.__add__)
WORDS = r"""SELECT ASK CONSTRUCT WHERE FROM NAMED GRAPH SERVICE FILTER LIMIT INSERT LOAD BASE AS
{ } ( ) [ ] << >> * ?s $x a 1 . ; , ^ | / ! && ' " ''' @ar ^^ <http://e/> <a _:b :x mkg:
\u0041 \U0010FFFF \uD800 # \ % ="""
SALADS = st.lists(st.sampled_from(WORDS.split()) | TEXTS, max_size=25).map(" ".join)


@pytest.mark.parametrize("texts", [QUERIES, SALADS], ids=["queries", "salads"])
@many
@given(data=st.data(), accept=ACCEPTS, way=st.sampled_from(["get", "form", "direct"]))
def test_any_text_of_a_query_is_answered_in_order(
    served: str, texts: st.SearchStrategy[str], data: st.DataObject, accept: str, way: str
) -> None:
    text = data.draw(texts)
    encoded, headers = urlencode({"query": text}), {"Accept": accept}
    if way == "get":
        reply = ask(served, f"/sparql?{encoded}", headers=headers)
    else:
        kind, body = (FORM, encoded) if way == "form" else (QUERY, text)
        reply = ask(served, "/sparql", "POST", body.encode(), headers | {"Content-Type": kind})

    note(repr(reply))
    check(reply)


LONG = {
    "curly": b"ASK" + b"{" * 100_000,
    "round": b"SELECT (" + b"(" * 50_000 + b"1" + b")" * 50_000 + b" AS ?x) {}",
    "minus": b"SELECT (" + b"-" * 100_000 + b"1 AS ?x) {}",
    "not": b"ASK { FILTER (" + b"!" * 100_000 + b"true) }",
    "path": b"ASK { ?s " + b"a/" * 100_000 + b"a ?o }",
    "sum": b"SELECT (1" + b"+1" * 100_000 + b" AS ?x) {}",
    "unions": b"SELECT * {" + b"{?s ?p ?o} UNION" * 20_000 + b"{} }",
    "bytes": b"#" * 2_000_000,
}
"""Queries too deep for the brackets to be counted, for the parser, or for the stack of an engine."""


@pytest.mark.parametrize("body", LONG.values(), ids=LONG)
def test_what_is_too_long_or_too_deep_is_refused(served: str, body: bytes) -> None:
    reply = ask(served, "/sparql", "POST", body, {"Content-Type": QUERY})

    assert reply.status in {400, 413, 503, 504}
    check(reply)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT (COUNT(*) AS ?n) { ?a (<u:x>|!<u:x>)* ?b . ?b (<u:x>|!<u:x>)* ?c }",
    ],
    ids=["answer", "count", "sort", "text", "path"],
)
def test_a_query_without_end_is_ended(served: str, query: str) -> None:
    reply = ask(served, f"/sparql?{urlencode({'query': query})}")

    assert reply.status in {503, 504}
    check(reply)
