import pytest

from mkg.errors import QueryError
from mkg.sparql import is_update, refuse_service

HARMLESS = [
    "",
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?service ?p ?SERVICE }",
    "SELECT * { $service ?p ?o }",
    "# SERVICE\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://e.org/> {}",
    "SELECT * { ?s ?p 'SERVICE' }",
    'SELECT * { ?s ?p "SERVICE <http://e.org/>" }',
    "SELECT * { ?s ?p '''\nSERVICE\n''' }",
    'SELECT * { ?s ?p """a "" SERVICE "b" """ }',
    r"SELECT * { ?s ?p 'it\'s SERVICE' }",
    r'SELECT * { ?s ?p "\\" , " SERVICE " }',
    "SELECT * { ?s ?p 'a'@service }",
    "PREFIX service: <http://e.org/> SELECT * { ?s service:SERVICE ?o }",
    "PREFIX e: <http://e.org/> SELECT * { ?s e:SERVICE ?o ; e:service.SERVICE e:a-SERVICE }",
    "PREFIX : <http://e.org/> SELECT * { ?s :SERVICE ?o }",
    "SELECT * { ?s ?p <SERVICE> , <http://e.org/SERVICE?SERVICE#SERVICE> }",
    "SELECT * { ?s ?p _:SERVICE }",
    "SELECT ?SERVICES { ?s ?p ?SERVICES }",
    "PREFIX service: <http://e.org/> SELECT * { ?s a service:x . { ?s ?p ?o } }",
    "PREFIX e: <http://e.org/> SELECT * { ?s e:é😀SERVICE ?o FILTER(?o<1&&?s>2) }",
    "SELECT * { ?s ?p <http://e.org/it's_(SERVICE)#SERVICE> }",
    "SELECT (COUNT(*) AS ?n) { ?s <urn:SERVICE> ?o FILTER(?o<1&&?o>2) }",
]
# What Oxigraph's parser takes for a call although another way to cut the text into tokens hides it.
HIDDEN_CALLS = [
    "SELECT * { ?s ?p 1SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p trueSERVICE <http://e.org/> {} }",
    "SELECT * { SERVICESILENT<http://e.org/>{} }",
    "PREFIX : <http://e.org/> SELECT * { SERVICE:x{?s ?p ?o} }",
    "PREFIX : <http://e.org/> SELECT * { service:x.y # comment\n {?s ?p ?o} }",
    "PREFIX : <http://e.org/> SELECT * { ?s ?p ?o.SERVICESILENT:x{?s ?p ?o} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e:.SERVICE<http://e.org/>{} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e:a\\# .SERVICE<http://e.org/>{} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e:a\\' .SERVICE<http://e.org/>{?s ?p ''} }",
    "SELECT * { ?s ?p ?o FILTER(?o<3)SERVICE#>\n<http://e.org/>{} }",
    "SELECT * { ?s ?p ?o FILTER(?o<'b>')SERVICE<http://e.org/>{?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER(?o<1#>'''\n)SERVICE<http://e.org/>{} #'''\n}",
    "SELECT * { <<?a?b'x>'>>?p?o.SERVICE<http://e.org/>{?s?p'x'} }",
    r"SELECT * { ?s ?p 'a\u0027' . SERVICE <http://e.org/> { ?s ?p 'x' } }",
    r"SELECT * { ?s <http://e.org/\u0041#x> 'a\u0027' . SERVICE <http://e.org/> { ?s ?p 'x' } }",
]
CALLS = [
    "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
    "SELECT * { service <http://e.org/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <http://e.org/> {} }",
    "SELECT * {SERVICE<http://e.org/>{}}",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { SERVICE service:x {} }",
    "SELECT * { # a comment ends with its line\nSERVICE <http://e.org/> {} }",
    "SELECT * { # or with\rSERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p '#' SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p <http://e.org/#> . SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p '' . SERVICE <http://e.org/> { ?s ?p '' } }",
    'SELECT * { ?s ?p "\\"" . SERVICE <http://e.org/> { ?s ?p "" } }',
    "SELECT * { ?s ?p '''a''' . SERVICE <http://e.org/> { ?s ?p '''b''' } }",
    "SELECT * { ?s ?p ?o FILTER(?o < 1) SERVICE <http://e.org/> { FILTER(?o > 2) } }",
    "SELECT * { ?s ?p 1 .SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p 1.SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p true.SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p 'a'@en.SERVICE <http://e.org/> {} }",
    "SELECT * { ?s ?p ?o.SERVICE <http://e.org/> {} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e:a .SERVICE <http://e.org/> {} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e: SERVICE <http://e.org/> {} }",
    "PREFIX e: <http://e.org/> SELECT * { ?s ?p e:a\\'SERVICE <http://e.org/> {} SERVICE <urn:x> {} }",
    "SELECT * { ?s ?p 1e0SERVICE <http://e.org/> {} }",
    r"SELECT * { \u0053ERVICE <http://e.org/> {} }",
    r"SELECT * { S\U00000045RVICE <http://e.org/> {} }",
    r"SELECT * { ?s ?p '\u0027 SERVICE <http://e.org/> {} }",
    r"SELECT * { # \u000A SERVICE <http://e.org/> {} }",
    "ASK { { SELECT * { SERVICE <http://e.org/> {} } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://e.org/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_query_that_calls_nobody_passes(text: str) -> None:
    refuse_service(text)


@pytest.mark.parametrize("text", CALLS + HIDDEN_CALLS)
def test_a_call_to_another_server_is_refused_with_its_cure(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed here: ask the other endpoint yourself"):
        refuse_service(text)


@pytest.mark.parametrize("text", ["a." * 9_000, "'" * 9_000, "<" * 9_000, "<')>" * 9_000, '"""' * 9_000])
def test_a_call_behind_a_long_text_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        refuse_service(f"{text}\n SERVICE <http://e.org/> {{}}")


@pytest.mark.parametrize(
    "text", [r"SELECT \UFFFFFFFF", r"\uD800", r"\U00110000", "'", '"""', "<", "\x00", "@", "\\u12"]
)
def test_a_text_that_is_no_query_is_left_to_the_parser(text: str) -> None:
    refuse_service(text)

    assert not is_update(text)


WORDS = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "# SELECT\n",
        "PREFIX e: <http://e.org/SELECT>\n",
        "base <http://e.org/> prefix select: <urn:x> ",
        "\r\n\t",
    ],
)
def test_a_text_whose_first_word_changes_the_graph_is_an_update(before: str, word: str) -> None:
    assert is_update(f"{before}{word} DATA {{ }}")
    assert is_update(f"{before}{word.lower()} data {{ }}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT * { ?insert ?p 'INSERT' } # INSERT",
        "# INSERT\nASK {}",
        "PREFIX insert: <urn:INSERT> SELECT * { insert:insert a insert:DELETE }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "describe <urn:DELETE>",
        "INSERTED",
    ],
)
def test_a_query_is_no_update(text: str) -> None:
    assert not is_update(text)


def test_an_update_is_known_through_its_escapes() -> None:
    assert is_update(r"\u0049NSERT DATA {}")
