"""Queries that take more than a server should give."""

DEEP = 10_000
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ANY = "(<urn:x>|!<urn:x>)*"
GROWING = " ".join(
    f"BIND(REPLACE(?v{step}, 'a', '{'a' * 60}') AS ?v{step + 1}) BIND(CONCAT(?v{step}, ?v{step}) AS ?w{step})"
    for step in range(8)
)

RUNAWAYS = {
    "a cross product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "a sorted cross product": f"SELECT * {{ {CROSS} }} ORDER BY ?a ?f",
    "an endless path": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY} ?b . ?c {ANY} ?d . ?e {ANY} ?f }}",
    "a hundred million rows": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "a memory bomb": f"SELECT * {{ BIND('a' AS ?v0) {GROWING} }}",
    "parentheses": f"ASK {{ FILTER{'(' * DEEP}1{')' * DEEP} }}",
    "brackets": f"ASK {{ ?s ?p {'[<urn:p> ' * DEEP}1{']' * DEEP} }}",
    "groups": f"ASK {'{' * DEEP}{'}' * DEEP}",
    "optionals": f"ASK {{ {'OPTIONAL {' * DEEP}{'}' * DEEP} }}",
    "flat optionals": f"ASK {{ {'OPTIONAL { ?s ?p ?o } ' * DEEP} }}",
    "path steps": f"ASK {{ ?s <urn:p>{'/<urn:p>' * 5 * DEEP} ?o }}",
    "path operators": f"ASK {{ ?s {'!' * DEEP}<urn:p> ?o }}",
    "negations": f"ASK {{ FILTER({'!' * 10 * DEEP}true) }}",
    "sums": f"ASK {{ FILTER(1{'+1' * 10 * DEEP} = 1) }}",
    "unions": f"ASK {{ {{}}{' UNION {}' * DEEP} }}",
    "what may be a call": f"ASK {{ {'<' * 10 * DEEP} }}",
}
"""Each takes more than it may: of time, of memory, of the answer's size or of the native stack."""
