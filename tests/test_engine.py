import csv
import io
import json
from collections.abc import Callable

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from mkg.engine import Engine, InProcessEngine, Query
from mkg.errors import MkgError, NotAcceptable, QueryError
from mkg.formats import GRAPHS, SOLUTIONS, Format
from mkg.spool import SPOOL
from mkg.vocab import PREFIXES

E = "http://example.org/"
Ask = Callable[..., bytes]


def quad(graph: str, name: str) -> Quad:
    return Quad(NamedNode(E + name), NamedNode(E + "p"), Literal(name, language="en"), NamedNode(E + graph))


@pytest.fixture
def engine() -> Engine:
    store = Store()
    store.extend([quad("one", "a"), quad("one", "b"), quad("two", "c")])
    store.add(Quad(NamedNode(E + "a"), NamedNode(E + "p"), Literal("المغرب")))
    return InProcessEngine(store)


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Ask the engine and return the bytes of its whole answer."""

    def answer(
        text: str, solutions: Format = SOLUTIONS[0], graph: Format = GRAPHS[0], **query: object
    ) -> bytes:
        given = engine.answer(Query(text, **query), solutions, graph)  # type: ignore[arg-type]
        with given.body as body:
            content = body.read()
        assert len(content) == given.size
        return content

    return answer


def fault(ask: Ask, text: str) -> str:
    with pytest.raises(QueryError) as caught:
        ask(text)
    return str(caught.value)


@pytest.mark.parametrize("item", SOLUTIONS, ids=lambda item: item.name)
def test_a_select_is_answered_in_every_format_of_results(item: Format, ask: Ask) -> None:
    content = ask("SELECT ?s ?o { ?s ?p ?o }", item)

    if item.name == "csv":
        assert list(csv.reader(io.StringIO(content.decode()))) == [["s", "o"], [E + "a", "المغرب"]]
    else:
        assert isinstance(item.writer, QueryResultsFormat)
        (row,) = parse_query_results(content, format=item.writer)  # type: ignore[misc]
        assert [row["s"], row["o"]] == [NamedNode(E + "a"), Literal("المغرب")]


@pytest.mark.parametrize("item", SOLUTIONS, ids=lambda item: item.name)
def test_an_ask_is_answered_in_every_format_of_results(item: Format, ask: Ask) -> None:
    assert b"true" in ask("ASK { ?s ?p ?o }", item)
    assert b"false" in ask("ASK { ?s ?p 1 }", item)


@pytest.mark.parametrize("item", GRAPHS, ids=lambda item: item.name)
@pytest.mark.parametrize("text", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"DESCRIBE <{E}a>"])
def test_a_graph_is_answered_in_every_format_of_rdf(text: str, item: Format, ask: Ask) -> None:
    assert isinstance(item.writer, RdfFormat)

    (found,) = parse(ask(text, graph=item), format=item.writer)

    assert found.triple == Quad(NamedNode(E + "a"), NamedNode(E + "p"), Literal("المغرب")).triple


def test_turtle_is_written_with_the_prefixes_of_the_graph(ask: Ask) -> None:
    content = ask(f"CONSTRUCT {{ <{PREFIXES['topic']}x> a <{PREFIXES['mkg']}Topic> }} WHERE {{}}").decode()

    assert "topic:x a mkg:Topic" in content


@pytest.mark.parametrize(
    ("text", "solutions", "graph", "offer"),
    [
        ("ASK {}", None, GRAPHS[0], "ask for application/sparql-results"),
        ("SELECT * {}", None, GRAPHS[0], "ask for application/sparql-results"),
        ("CONSTRUCT {} WHERE {}", SOLUTIONS[0], None, "ask for text/turtle or another RDF format"),
        ("DESCRIBE <http://example.org/a>", SOLUTIONS[0], None, "ask for text/turtle or another RDF format"),
    ],
)
def test_a_query_whose_answer_fits_no_accepted_format_is_not_acceptable(
    text: str, solutions: Format | None, graph: Format | None, offer: str, engine: Engine
) -> None:
    with pytest.raises(NotAcceptable, match=offer):
        engine.answer(Query(text), solutions, graph)


@pytest.mark.parametrize(
    ("graphs", "names"),
    [
        ({}, "a"),
        ({"default_graphs": (E + "one",)}, "ab"),
        ({"default_graphs": (E + "one", E + "two")}, "abc"),
        ({"default_graphs": (E + "none",)}, ""),
        ({"named_graphs": (E + "one",)}, ""),
    ],
)
def test_the_default_graphs_are_those_that_the_asker_names(
    graphs: dict[str, tuple[str, ...]], names: str, ask: Ask
) -> None:
    content = json.loads(ask("SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s", **graphs))

    assert [row["s"]["value"] for row in content["results"]["bindings"]] == [E + name for name in names]


@pytest.mark.parametrize(
    ("graphs", "names"),
    [
        ({}, ["one", "two"]),
        ({"named_graphs": (E + "two",)}, ["two"]),
        ({"named_graphs": (E + "none",)}, []),
        ({"default_graphs": (E + "one",)}, []),
    ],
)
def test_the_named_graphs_are_those_that_the_asker_names(
    graphs: dict[str, tuple[str, ...]], names: list[str], ask: Ask
) -> None:
    content = json.loads(ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", **graphs))

    assert [row["g"]["value"] for row in content["results"]["bindings"]] == [E + name for name in names]


@pytest.mark.parametrize("argument", ["default_graphs", "named_graphs"])
def test_a_graph_that_is_no_iri_is_refused(argument: str, ask: Ask) -> None:
    with pytest.raises(QueryError, match="no iri"):
        ask("ASK {}", **{argument: ("no iri",)})


def test_given_prefixes_need_not_be_declared(ask: Ask) -> None:
    assert b"true" in ask("ASK { e:a e:p ?o }", prefixes={"e": E})
    assert b"true" in ask(f"PREFIX e: <{E}> ASK {{ e:a e:p ?o }}", prefixes={"e": "urn:"})


@pytest.mark.parametrize("text", ["", "  \r\n\t"])
def test_an_empty_query_is_told_what_to_write(text: str, ask: Ask) -> None:
    assert fault(ask, text) == "the query is empty: write a SELECT, ASK, CONSTRUCT or DESCRIBE"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX e: <urn:e> delete where { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <urn:x>",
    ],
)
def test_an_update_is_refused_and_changes_nothing(text: str, ask: Ask) -> None:
    before = ask("SELECT * { ?s ?p ?o }")

    assert fault(ask, text) == "updates are not taken here: the graph changes through its files in git"
    assert ask("SELECT * { ?s ?p ?o }") == before


def test_a_call_to_another_server_is_refused(ask: Ask) -> None:
    assert fault(ask, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }").startswith(
        "SERVICE is not allowed here"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {\n  ?s ?p }", "line 2, column 10, near '?s ?p }'"),
        ("SELECT * { ?s ?p ?o", "line 1, column 20, near"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "line 1, column 29, near"),
        ("# المغرب 😀\r\nSELEKT * {}", "line 2, column 10, near 'SELEKT"),
    ],
)
def test_a_syntax_error_is_told_with_line_column_and_cure(text: str, place: str, ask: Ask) -> None:
    said = fault(ask, text)

    assert said.startswith(f"the query cannot be read at {place}")
    assert said.endswith(": check the words, brackets and dots just before")


def test_an_undeclared_prefix_is_told_by_its_name_at_its_place(ask: Ask) -> None:
    said = fault(ask, "SELECT * {\n  ?s schema:name ?o }")

    assert said.startswith("the query cannot be read at line 2, column 6, near '?s schema:nam")
    assert said.endswith(": declare the prefix schema: with a PREFIX line")


@pytest.mark.parametrize(
    "text", ["SELECT", "nonsense", "\x00", "{", "😀", "SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }"]
)
def test_what_is_no_query_is_a_query_error(text: str, ask: Ask) -> None:
    assert fault(ask, text).startswith("the query cannot be read at line 1")


def many(count: int) -> str:
    digits = " ".join(map(str, range(10)))
    columns = " ".join(f"VALUES ?d{index} {{ {digits} }}" for index in range(count))
    return f"SELECT * {{ {columns} }}"


def test_a_large_answer_comes_whole(ask: Ask) -> None:
    content = ask(many(5), SOLUTIONS[2])

    rows = content.decode().split("\r\n")
    assert len(ask(many(6), SOLUTIONS[2])) > SPOOL
    assert len(rows) == 100_002
    assert len(set(rows[1:-1])) == 100_000


def test_an_answer_is_read_from_its_start(engine: Engine) -> None:
    given = engine.answer(Query("ASK {}"), SOLUTIONS[0], None)

    assert given.format is SOLUTIONS[0]
    with given.body as body:
        assert body.tell() == 0
        assert json.load(body)["boolean"] is True


def test_the_faults_of_queries_are_told_to_the_asker() -> None:
    assert issubclass(QueryError, MkgError)
    assert (QueryError.status, NotAcceptable.status) == (400, 406)
