"""The graph at a glance agrees with the graph: cities, topics, verdicts, the last reading, tables."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from mkg.engine import InProcessEngine
from mkg.reading import overview
from mkg.reading.asking import Reader
from mkg.reading.names import Thing
from mkg.reading.tables import table
from mkg.reading.texts import Text
from mkg.vocab import BASE, PREFIXES, TERMS

FACTS = """
place:rabat a mkg:City ; skos:prefLabel "Rabat"@en, "الرباط"@ar .
place:rabat schema:latitude 34.0 ; schema:longitude -6.8 .
place:dakhla a mkg:City ; skos:prefLabel "Dakhla"@en .
institution:a a mkg:Institution ; mkg:isLocatedIn place:rabat ; mkg:studies topic:vision .
institution:b a mkg:Institution ; mkg:isLocatedIn place:rabat ; mkg:studies topic:vision, topic:faces .
institution:c a mkg:Institution ; mkg:isLocatedIn place:dakhla ; skos:prefLabel "C"@en .
topic:ai a mkg:Topic ; skos:prefLabel "AI"@en .
topic:vision a mkg:Topic ; skos:broader topic:ai .
topic:faces a mkg:Topic ; skos:broader topic:vision .
topic:ring a mkg:Topic ; skos:broader topic:ring .
topic:alone a mkg:Topic .
claim:one mkg:verification mkg:Unverified .
claim:two mkg:verification mkg:Unverified .
claim:three mkg:verification mkg:Contradicted .
source:one mkg:dateRead "2026-11-23"^^xsd:date . source:two mkg:dateRead "2026-11-24"^^xsd:date .
"""


@pytest.fixture
def reader() -> Reader:
    return reading(FACTS)


def reading(facts: str) -> Reader:
    store = Store()
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    store.load((head + facts).encode(), format=RdfFormat.TURTLE)
    return Reader(InProcessEngine(store, "v1").answer)


def test_cities_have_their_place_and_their_institutions(reader: Reader) -> None:
    (rabat,) = overview.cities(reader)

    assert rabat.thing.name("ar") == Text("الرباط", "ar")
    assert (rabat.latitude, rabat.longitude, rabat.institutions) == (34.0, -6.8, 2)


def test_institutions_that_no_map_can_show_are_counted(reader: Reader) -> None:
    assert overview.unmapped(reader) == 1
    assert overview.unmapped(reading("")) == 0


def test_topics_are_a_tree_with_what_is_about_each(reader: Reader) -> None:
    ai, alone = overview.topics(reader)
    (vision,) = ai.below
    (faces,) = vision.below

    assert (ai.thing.iri, alone.thing.iri) == (f"{BASE}topic/ai", f"{BASE}topic/alone")
    assert (ai.things, vision.things, faces.things, ai.whole) == (0, 2, 1, 3)


def test_topics_in_a_ring_stand_nowhere_and_end_nothing(reader: Reader) -> None:
    assert f"{BASE}topic/ring" not in {branch.thing.iri for branch in overview.topics(reader)}


def test_a_topic_below_two_others_is_told_once() -> None:
    both = "topic:a a mkg:Topic . topic:b a mkg:Topic . topic:c a mkg:Topic ; skos:broader topic:a, topic:b ."

    below = [branch for root in overview.topics(reading(both)) for branch in root.below]
    assert [branch.thing.iri for branch in below] == [f"{BASE}topic/c"]


def test_verdicts_are_counted_the_commonest_first(reader: Reader) -> None:
    told = [(verdict.iri, count) for verdict, count in overview.verdicts(reader)]

    assert told == [(f"{TERMS}Unverified", 2), (f"{TERMS}Contradicted", 1)]


def test_the_last_reading_is_the_latest_day_there_is(reader: Reader) -> None:
    assert overview.last_read(reader) == "2026-11-24"
    assert overview.last_read(reading("")) == ""


def test_a_table_tells_things_by_name_and_leaves_their_label_columns_out(reader: Reader) -> None:
    told = table(
        reader,
        """SELECT ?it ?itLabel ?otherLabel ?n ?nothing {
            VALUES (?it ?n) { (institution:c 1) (<http://example.org/x> "y"@fr) }
            OPTIONAL { ?it skos:prefLabel ?itLabel } } ORDER BY ?n""",
    )

    assert told.columns == ["it", "otherLabel", "n", "nothing"]
    cells = {cell.iri: row for row in told.rows if isinstance(cell := row[0], Thing)}
    assert cells[f"{BASE}institution/c"][1:] == [None, Text("1"), None]
    assert cells["http://example.org/x"][2] == Text("y", "fr")


def test_a_table_counts_the_rows_that_it_does_not_show(reader: Reader) -> None:
    told = table(reader, "SELECT ?s { ?s a mkg:Topic }", limit=2)

    assert (len(told.rows), told.total) == (2, 5)


def test_terms_are_put_into_a_question_whatever_they_hold(reader: Reader) -> None:
    hostile = Literal('" } DROP ALL #$name\n\\', language="en")
    (row,) = reader.rows(
        "SELECT ?x ?y { BIND($said AS ?x) BIND($it AS ?y) }", said=hostile, it=NamedNode("a:b")
    )

    assert (row["x"], row["y"]) == (hostile, NamedNode("a:b"))
    assert reader.versions == {"v1"}
