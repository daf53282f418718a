import pytest
from pyoxigraph import Literal, Store

from mkg.errors import QueryError
from mkg.federation.clauses import UNKNOWN, Table, calls, substitute


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ASK { SERVICE ?x { ?s ?p ?o } }", r"SERVICE \?x asks whom the data name"),
        ("ASK { SERVICE $x { ?s ?p ?o } }", r"SERVICE \$x asks whom the data name"),
        ("ASK { SERVICE x:y { ?s ?p ?o } }", "declare the prefix x:"),
        (r"PREFIX x: <urn:> ASK { SERVICE x:\- { } }", "names no endpoint"),
        ("ASK { SERVICE { ?s ?p ?o } }", "stands where an IRI is due"),
        ("ASK {} SERVICE", "the end stands where an IRI is due"),
        ("PREFIX e: e:x ASK { SERVICE e:x {} }", "e:x stands where an IRI is due"),
        ("BASE <http://[/> ASK { SERVICE <x> {} }", "cannot be read as an IRI"),
        ("ASK { SERVICE <urn:a> ?s ?p ?o }", "no group follows"),
        ("ASK { SERVICE <urn:a> ( ?s ) }", "no group follows"),
        ("ASK { SERVICE <urn:a> { ?s ?p ?o }", "is never closed"),
        ("ASK { SERVICE <urn:a> { (?s ?p } ) }", "closes no bracket"),
        ("ASK { } } { SERVICE <urn:a> {} }", "closes no bracket"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <urn:a> { ?s ?p ?o } }", "begin with one of them"),
        ("SERVICE <urn:a> {}", "begin with one of them"),
        (r"ASK { SERVICE <urn:a> {} ?s ?p '\u0027 ' }", r"a \\u escape changes"),
        (r"ASK { SERVICE <urn:a> \u007B } }", r"a \\u escape changes"),
        ("ASK { ?s ?p ?o FILTER(?o<3)SERVICE#>\n<urn:b>{} SERVICE <urn:a> {} }", "or a comparison"),
        ("ASK { SERVICE <urn:a> {} <<?a?b'x>'>>?p?o. SERVICE <urn:b> { ?s ?p 'x' } }", "or a comparison"),
    ],
)
def test_a_call_that_is_unclear_is_refused_with_the_cure(text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        calls(text)


HIDDEN = [
    "?s ?p 1SERVICE <urn:b> {}",
    "SERVICESILENT<urn:b>{}",
    "?s ?p e:a . SERVICE:b {}",
    "ſERVICE <urn:b> {}",
    r"\u0053ERVICE <urn:b> {}",
    "FILTER(?o<3)SERVICE#>\n<urn:b> {}",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_hidden_call_beside_an_open_one_is_refused(hidden: str) -> None:
    text = f"PREFIX e: <http://e.example/> ASK {{ SERVICE <urn:a> {{}} {hidden} }}"

    with pytest.raises(QueryError):
        substitute(text, [(call, UNKNOWN) for call in calls(text)])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { } SERVICE <urn:a> { ?s ?p ?o }",
        "SELECT * { { } UNION SERVICE <urn:a> { ?s ?p ?o } }",
        "SELECT * { SERVICE <urn:a> { ?s ?p ?o } UNION { } }",
        "SELECT * { OPTIONAL SERVICE <urn:a> { ?s ?p ?o } }",
        "SELECT * SERVICE <urn:a> { ?s ?p ?o }",
        "SELECT * { ?s ?p SERVICE <urn:a> { ?s ?p ?o } }",
    ],
)
def test_a_query_that_is_wrong_stays_wrong(text: str) -> None:
    with pytest.raises(SyntaxError):
        Store().query(substitute(text, [(calls(text)[0], Table(("s",), [(Literal(1),)]))]))
