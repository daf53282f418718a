"""Any answer as a page reads it: its first rows, term by term, and which drawings they allow."""

from io import BytesIO

import pytest
from pyoxigraph import Store

from mkg.engine import Answer, Asker, InProcessEngine, Query
from mkg.formats import GRAPHS, SOLUTIONS
from mkg.reading.answers import Cell, Found, are_years, charted, linked, located, placed, read
from mkg.reading.asking import Reader
from mkg.reading.terms import terms

DATA = b"""@prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:a> a <urn:C> ; schema:latitude 33.9 ; schema:longitude -6.8 . <urn:b> a <urn:C> ; schema:latitude 1 .
<urn:C> rdfs:label "class"@en, "classe"@fr . <urn:c> schema:latitude "north" ; schema:longitude "west" ."""


@pytest.fixture
def engine() -> InProcessEngine:
    store = Store()
    store.load(DATA, format=GRAPHS[0].writer)
    return InProcessEngine(store)


def answer(engine: InProcessEngine, text: str) -> Answer:
    return engine.answer(Query(text), SOLUTIONS[0], GRAPHS[0], Asker())


def told_of(whole: Answer, limit: int) -> Found | bool:
    with whole.body:
        return read(whole, limit)


def found(engine: InProcessEngine, text: str, limit: int = 100) -> Found:
    told = told_of(answer(engine, text), limit)
    assert isinstance(told, Found)
    return told


def test_each_term_reads_as_it_is(engine: InProcessEngine) -> None:
    told = found(engine, "SELECT * { VALUES (?a ?b ?c ?d ?e) { (<urn:x> 'w'@AR-ma 2.50 true UNDEF) } }")

    assert told.columns == ("a", "b", "c", "d", "e")
    assert told.rows == [
        [Cell("urn:x", "urn:x"), Cell("w", "", "ar-ma"), Cell("2.5", "", "", 2.5, "xsd:decimal"),
         Cell("true", kind="xsd:boolean"), None]
    ]  # fmt: skip
    assert [cell.dir for cell in told.rows[0] if cell] == ["ltr", "rtl", "ltr", "auto"]


@pytest.mark.parametrize(
    ("text", "truth"), [("ASK { <urn:a> ?p ?o }", True), ("ASK { <urn:zz> ?p ?o }", False)]
)
def test_a_truth_is_a_truth(engine: InProcessEngine, text: str, truth: bool) -> None:  # noqa: FBT001
    assert told_of(answer(engine, text), 5) is truth


def test_no_more_is_read_than_is_told(engine: InProcessEngine) -> None:
    whole = answer(engine, "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }")
    with whole.body:
        told = read(whole, 3)
        assert whole.body.tell() < whole.size

    assert isinstance(told, Found)
    assert (len(told.rows), told.is_whole) == (3, False)


def test_triples_are_rows_of_three(engine: InProcessEngine) -> None:
    told = told_of(answer(engine, "CONSTRUCT WHERE { <urn:b> ?p ?o }"), 9)

    assert isinstance(told, Found)
    assert (told.is_graph, told.total, told.is_whole) == (True, 2, True)
    assert linked(told) == (0, 1, 2)


@pytest.mark.parametrize(
    ("columns", "values", "chart"),
    [
        ("?x ?n", "('a' 1) ('b' 2)", (0, 1)),
        ("?n ?x", "(1 'a') (2 'b')", (1, 0)),
        ("?year ?n", "(2001 5) (2002 9)", (0, 1)),
        ("?year ?n", "(2001 5) (2001 9)", None),
        ("?x ?n", "('a' 1)", None),
        ("?x ?n", "('a' 1) ('b' 'two')", None),
        ("?x ?n", "('a' 1) ('a' 2)", None),
        ("?x ?n", "('a' 'NaN'^^<http://www.w3.org/2001/XMLSchema#double>) ('b' 2)", None),
        ("?x ?n ?unit", "('a' 1 'h') ('b' 2 'kg')", None),
        ("?x ?n ?unit", "('a' 1 'h') ('b' 2 'h')", (0, 1)),
        ("?x ?y", "('a' 'b') ('c' 'd')", None),
    ],
)
def test_a_chart_needs_names_and_their_numbers(
    engine: InProcessEngine, columns: str, values: str, chart: tuple[int, int] | None
) -> None:
    assert charted(found(engine, f"SELECT {columns} {{ VALUES ({columns}) {{ {values} }} }}")) == chart


@pytest.mark.parametrize(
    ("columns", "values", "place"),
    [
        ("?lat ?long", "33.9 -6.8", (0, 1)),
        ("?Longitude ?x ?LATITUDE", "-6.8 'a' 33.9", (2, 0)),
        ("?lat ?lng", "'33.9' -6.8", None),
        ("?lat ?x", "33.9 -6.8", None),
        ("?plate ?belong", "33.9 -6.8", None),
    ],
)
def test_a_map_needs_latitudes_and_longitudes(
    engine: InProcessEngine, columns: str, values: str, place: tuple[int, int] | None
) -> None:
    assert placed(found(engine, f"SELECT {columns} {{ VALUES ({columns}) {{ ({values}) }} }}")) == place


@pytest.mark.parametrize(
    ("columns", "link"), [("?s ?p ?o", (0, 1, 2)), ("?O ?x ?P ?S", (3, 2, 0)), ("?s ?p", None)]
)
def test_a_graph_needs_both_ends_and_a_name(
    engine: InProcessEngine, columns: str, link: tuple[int, int, int] | None
) -> None:
    assert linked(found(engine, f"SELECT {columns} {{}}")) == link


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2020", "2021"], True),
        (["2020"], False),
        (["2020", "2020"], False),
        (["2020", "20211"], False),
        (["999", "2020"], False),
    ],
)
def test_years_are_years(values: list[str], expected: bool) -> None:  # noqa: FBT001
    assert are_years([*map(Cell, values)]) is expected


def test_only_numbers_are_coordinates(engine: InProcessEngine) -> None:
    reader = Reader(lambda query, solutions, graph: engine.answer(query, solutions, graph, Asker()))

    assert located(reader, ["urn:a", "urn:b", "urn:c", "urn:a"]) == {"urn:a": (33.9, -6.8)}
    assert located(reader, []) == {}


def test_the_terms_in_use_are_counted_and_named(engine: InProcessEngine) -> None:
    reader = Reader(lambda query, solutions, graph: engine.answer(query, solutions, graph, Asker()))
    told = terms(reader).told("fr")

    assert told["classes"] == [("urn:C", "classe", 2)]
    assert told["properties"][0] == ("https://schema.org/latitude", "", 3)
    assert sum(count for _, _, count in told["properties"]) == 9


def test_a_body_that_is_no_answer_is_not_guessed_at() -> None:
    with pytest.raises(SyntaxError):
        read(Answer(SOLUTIONS[0], BytesIO(b"{}"), 2), 5)
