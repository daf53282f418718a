"""Lists over HTTP: everything of a kind once, choices that combine, counts that hold."""

import re
from urllib.parse import quote

import pytest

from claims_told import rows
from lists_told import all_things, chosen, options, page, table, things
from mkg.site.rendering import KIND_NAMES
from mkg.vocab import BASE, KINDS, PREFIXES

LISTED = [kind for kind in KINDS if kind != "catalog"]
PREFIX = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())


def known(server: str, pattern: str) -> dict[str, int]:
    """Return how many things the graph has for each value, asked in SPARQL."""
    found = rows(
        server,
        f"{PREFIX} SELECT ?value (COUNT(DISTINCT ?it) AS ?n) {{ {pattern} }} GROUP BY ?value",
    )
    return {
        row["value"].replace("#", "/").rpartition("/")[2]: int(row["n"]) for row in found if "value" in row
    }


@pytest.mark.parametrize("kind", LISTED)
def test_every_thing_of_a_kind_is_listed_once_over_all_pages(kind: str, server: str) -> None:
    told = all_things(server, f"/{kind}/")
    found = rows(server, f"{PREFIX} SELECT DISTINCT ?it {{ ?it a mkg:{kind.capitalize()} }}")

    assert sorted(told) == sorted(f"/{row['it'].removeprefix(BASE)}" for row in found)


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_a_list_is_headed_and_told_in_the_language_of_the_reader(lang: str, server: str) -> None:
    html = page(server, "/place/", lang)
    rabat = {"en": "Rabat", "fr": "Rabat", "ar": "الرباط"}[lang]

    assert f'<html lang="{lang}"' in html
    assert re.search(rf'href="/place/rabat"><bdi>{rabat}</bdi>', html)


@pytest.mark.parametrize(
    ("path", "facet", "pattern"),
    [
        ("/institution/", "place", "?it a mkg:Institution ; mkg:isLocatedIn/schema:containedInPlace* ?value"),
        ("/institution/", "parent", "?it a mkg:Institution ; org:subOrganizationOf+ ?value"),
        ("/institution/?place=rabat", "topic",
         "?it a mkg:Institution ; mkg:isLocatedIn place:rabat ; mkg:studies/skos:broader* ?value"),
        ("/institution/?topic=deep-learning&place=rabat", "place",
         "?it a mkg:Institution ; mkg:studies/skos:broader* topic:deep-learning ;"
         " mkg:isLocatedIn/schema:containedInPlace* ?value"),
        ("/publication/", "affiliation",
         "?it a mkg:Publication . ?a mkg:isAuthorshipOf ?it ;"
         " schema:affiliation/org:subOrganizationOf* ?value"),
        ("/publication/?year=2024&year=2023", "venue",
         "?it a mkg:Publication ; dcterms:isPartOf ?value ; schema:datePublished ?y"
         " FILTER (STR(?y) IN ('2024', '2023'))"),
        ("/person/", "affiliation",
         "?it a mkg:Person ; schema:affiliation/org:subOrganizationOf* ?value"),
        ("/dataset/?language=moroccan-arabic", "language", "?it a mkg:Dataset ; mkg:isIn ?value"),
        ("/claim/", "verdict", "?it a mkg:Claim ; mkg:verification ?value"),
    ],
)  # fmt: skip
def test_the_counts_of_a_facet_are_those_of_the_graph(
    path: str, facet: str, pattern: str, server: str
) -> None:
    told = options(page(server, path), path)[facet]

    assert len(told) > 1
    assert told == known(server, pattern)


@pytest.mark.parametrize("path", ["/dataset/?class=Benchmark", "/institution/", "/publication/?topic=darija"])
def test_choosing_a_value_shows_as_many_things_as_it_says(path: str, server: str) -> None:
    for facet, values in options(page(server, path), path).items():
        others = re.sub(rf"[?&]{facet}=[^&]*", "", path)
        for word, count in [*values.items()][:4]:
            address = f"{others}{'&' if '?' in others else '?'}{facet}={quote(word)}"
            assert len(all_things(server, address)) == count, address


def test_values_of_one_facet_add_and_facets_narrow(server: str) -> None:
    rabat, fes = ({*all_things(server, f"/institution/?place={city}")} for city in ("rabat", "fes"))
    laboratories = {*all_things(server, "/institution/?class=Laboratory")}
    both = {*all_things(server, "/institution/?place=rabat&place=fes")}
    narrowed = {*all_things(server, "/institution/?class=laboratory&place=rabat&place=fes")}

    assert rabat
    assert fes
    assert both == rabat | fes
    assert narrowed == both & laboratories
    assert 0 < len(narrowed) < len(both)


def test_the_map_of_the_first_page_and_the_list_agree(server: str) -> None:
    assert (
        len(all_things(server, "/institution/?place=rabat"))
        == known(server, "?it a mkg:Institution ; mkg:isLocatedIn place:rabat BIND (place:rabat AS ?value)")[
            "rabat"
        ]
    )


def test_what_is_chosen_can_be_taken_away_one_by_one(server: str) -> None:
    html = page(server, "/publication/?year=2024&topic=machine-learning&q=arabic&sort=name")

    assert chosen(html) == 2
    assert 'href="/publication/?q=arabic&amp;topic=machine-learning&amp;sort=name"' in html
    assert 'href="/publication/?q=arabic&amp;year=2024&amp;sort=name"' in html
    assert 'href="/publication/?year=2024&amp;topic=machine-learning&amp;sort=name"' in html
    assert 'href="/publication/?sort=name">Show all' in html


def test_a_licence_is_chosen_by_its_name_or_its_address(server: str) -> None:
    address = quote("https://creativecommons.org/licenses/by/4.0/", safe="")
    by_name, by_address = (all_things(server, f"/dataset/?licence={word}") for word in ("cc-by-4.0", address))

    assert len(by_name) > 10
    assert by_name == by_address


@pytest.mark.parametrize("text", ["université mohammed", "UNIVERSITE  MOHAMMED", "جامعة محمد", "جامعه مُحمّد"])
def test_a_list_is_searched_whatever_the_spelling(text: str, server: str) -> None:
    found = all_things(server, f"/institution/?q={quote(text)}")

    assert "/institution/mohammed-v-university" in found
    assert len(found) < 40


def test_publications_are_found_by_their_authors_too(server: str) -> None:
    assert len(all_things(server, "/publication/?q=ismail+berrada")) > 20


def test_the_newest_come_first_and_what_has_no_year_last(server: str) -> None:
    years = [int(row["year"] or 0) for row in table(server, "/publication/?sort=year")]

    assert years == sorted(years, reverse=True)
    assert (years[0] > 2024, years[-1]) == (True, 0)


def test_what_is_mentioned_most_comes_first(server: str) -> None:
    linked = [int(row["linked"]) for row in table(server, "/topic/?sort=linked")]

    assert linked == sorted(linked, reverse=True)
    assert linked[0] > linked[-1]


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_names_are_sorted_without_regard_to_case_accents_and_articles(lang: str, server: str) -> None:
    names = [row["name"] for row in table(server, f"/place/?lang={lang}")]
    first, last = {"en": ("Salé", "Settat"), "fr": ("États-Unis", "Fès"), "ar": ("أكادير", "الرباط")}[lang]

    assert 0 <= names.index(first) < names.index(last)
    if lang == "ar":
        assert names.index("الرباط") < names.index("طنجة")


def test_a_page_past_the_last_is_the_last(server: str) -> None:
    assert things(page(server, "/publication/?page=999")) == things(page(server, "/publication/?page=5"))
    assert 0 < len(things(page(server, "/publication/?page=5"))) < 50


@pytest.mark.parametrize("path", ["/institution/?place=atlantis", "/person/?q=zzzzzz", "/dataset/?year=1066"])
def test_what_nothing_fits_is_an_empty_list_with_a_sentence(path: str, server: str) -> None:
    html = page(server, path)

    assert things(html) == []
    assert "Nothing in this list fits" in html


def test_every_kind_has_a_name_for_its_heading() -> None:
    assert KIND_NAMES.keys() == {*KINDS}
