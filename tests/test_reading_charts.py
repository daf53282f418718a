"""The charts of things: their panels, and what they count."""

import pytest
from pyoxigraph import NamedNode

import graphs
from mkg.reading.charts import Panel, charts, panels
from mkg.reading.texts import LANGUAGES
from mkg.vocab import BASE, KINDS

UM6P = BASE + "institution/um6p"


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.name)
def test_a_panel_has_titles_kinds_and_a_sort_of_chart(panel: Panel) -> None:
    assert tuple(text.lang for text in panel.title) == LANGUAGES
    assert panel.kinds
    assert panel.kinds <= set(KINDS)
    assert panel.sort in {"columns", "bars", "timeline"}
    assert "#" not in panel.query


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.name)
def test_a_panel_says_something_of_a_thing_in_the_real_graph(panel: Panel) -> None:
    kind = min(panel.kinds, key=lambda each: each != "topic")
    things = graphs.real().rows(f"SELECT ?it {{ ?it a mkg:{kind.capitalize()} }} ORDER BY ?it")

    assert any(
        panel.name in {chart.name for chart in charts(graphs.real(), kind, row["it"].value)} for row in things
    )


def test_publications_of_an_institution_are_counted_once_a_year_with_those_of_its_units() -> None:
    (chart,) = [each for each in charts(graphs.real(), "institution", UM6P) if each.sort == "columns"]
    query = """SELECT DISTINCT ?publication ?when { VALUES ?unit { $units }
        ?share schema:affiliation ?unit ; mkg:isAuthorshipOf ?publication .
        ?publication schema:datePublished ?when }"""
    parts = graphs.real().rows("SELECT ?it { ?it org:subOrganizationOf* $it }", it=NamedNode(UM6P))
    units = [row["it"] for row in parts]

    found = [row["when"].value for row in graphs.real().rows(query, units=units)]

    assert {mark.year: mark.number for mark in chart.marks} == {
        int(year): found.count(year) for year in found
    }
    assert chart.total == len(found)


def test_columns_come_before_bars_and_bars_before_times() -> None:
    assert [each.sort for each in charts(graphs.real(), "institution", UM6P)] == [
        "columns",
        "bars",
        "timeline",
    ]


def test_bars_run_from_the_most_to_the_least() -> None:
    (chart,) = [each for each in charts(graphs.real(), "institution", UM6P) if each.sort == "bars"]

    numbers = [mark.number for mark in chart.marks]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) <= 8


def test_a_chart_that_would_say_nothing_is_not_drawn() -> None:
    data = """
        publication:p a mkg:Publication ; schema:datePublished "2024"^^xsd:gYear ; dcterms:isPartOf venue:v .
        publication:q a mkg:Publication ; schema:datePublished "soon" ; dcterms:isPartOf venue:v .
        event:e schema:superEvent venue:v ; schema:startDate "2024"^^xsd:gYear ."""

    assert charts(graphs.of(data), "venue", BASE + "venue/v") == []


def test_a_thing_without_panels_has_no_chart() -> None:
    assert charts(graphs.real(), "source", BASE + "source/ror") == []
    assert charts(graphs.real(), "", "http://example.org/x") == []
