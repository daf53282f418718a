"""The card of a thing as a whole, on the real graph: each kind, in each language."""

import pytest

import graphs
from mkg.reading.pointing import FIRST
from mkg.reading.texts import LANGUAGES, best
from mkg.reading.thing import card
from mkg.vocab import BASE, DCTERMS, SCHEMA, TERMS

UM6P = "institution/um6p"
EACH = {
    UM6P: "University",
    "institution/irf-sic-laboratory": "Laboratory",
    "person/ismail-berrada": "Person",
    "publication/darijabert": "Publication",
    "dataset/atlaset": "Dataset",
    "model/al-atlas-0-5b": "Model",
    "software/cadar-pypi": "Software",
    "topic/computer-vision": "Field",
    "method/transformer": "Method",
    "application/arabic-dialect-identification": "Application",
    "venue/acl": "Venue",
    "place/morocco": "Country",
    "language/arabic": "Language",
    "programme/al-khawarizmi": "Policy",
    "event/ai-summer-school-2023": "Event",
    "source/acl-anthology": "Source",
    "claim/s02-03": "Claim",
    "catalog/mkg": "Catalogue",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EACH)
def test_each_kind_of_thing_is_told_in_each_language(path: str, language: str) -> None:
    it = graphs.told(path, language)

    assert it.class_
    assert it.class_.name("en").value == EACH[path]
    assert it.class_.name(language).lang == language
    assert all(best(section.title, language).lang == language for section in it.sections)
    assert all(row.term.name(language).lang == language for section in it.sections for row in section.rows)


@pytest.mark.parametrize("path", EACH)
def test_nothing_is_told_twice(path: str) -> None:
    for section in graphs.told(path).sections:
        for row in section.rows:
            assert len({(each.thing, each.link, each.shown) for each in row.values}) == len(row.values)


def test_a_name_is_not_among_the_other_names() -> None:
    it = graphs.told(UM6P, "fr")

    assert it.name.value == "Université Mohammed VI Polytechnique"
    assert {text.lang for text in it.other_names} == {"ar", "en"}
    assert [text.value for text in it.alternative] == ["UM6P"]


def test_a_thing_is_summed_up_by_what_where_and_when() -> None:
    assert [text.value for text in graphs.told(UM6P).summary] == ["University", "Ben Guerir", "2017"]


def test_authors_stand_in_order_people_with_links_and_others_by_name() -> None:
    it = graphs.told("publication/ai-covid")

    assert [author.name.value for author in it.authors][:4] == [
        "I. Allaouzi",
        "B. Benamrou",
        "A. Allaouzi",
        "M. Ouardouz",
    ]
    assert it.authors[0].thing is None
    places = [place.iri.rpartition("/")[2] for place in it.authors[0].affiliations]
    assert places == ["abdelmalek-essaadi-university", "fst-tanger", "list-laboratory"]
    written = graphs.told("publication/darijabert").authors[0]
    assert written.thing
    assert written.thing.iri == BASE + "person/kamel-gaanoun"


def test_a_person_has_publications_with_all_their_authors_the_newest_first() -> None:
    (papers,) = [each for each in graphs.told("person/ismail-berrada").pointing if each.kind == "publication"]

    assert papers.term.iri == SCHEMA + "author"
    assert papers.count > FIRST == len(papers.items)
    years = [each.when for each in papers.items]
    assert years == sorted(years, reverse=True)
    assert all("Ismail Berrada" in [author.name.value for author in each.authors] for each in papers.items)


def test_what_points_to_an_institution_is_told_under_headings() -> None:
    found = {best(each.title, "en").value: each.count for each in graphs.told(UM6P).pointing}

    assert set(found) >= {"Its units", "Its people", "Publications of its members", "Events it organised"}


@pytest.mark.parametrize("path", EACH)
def test_a_count_is_that_of_the_query_that_shows_all(path: str) -> None:
    for each in graphs.told(path).pointing:
        found = graphs.real().rows(each.query)
        assert len({row["thing"] for row in found}) == each.count


def test_no_page_has_thousands_of_rows() -> None:
    for each in graphs.told("source/acl-anthology").pointing:
        assert len(each.items) <= FIRST


def test_a_claim_has_its_verdict_its_reason_and_its_evidence() -> None:
    verdict = graphs.told("claim/s02-03", "fr").verdict

    assert verdict
    assert verdict.verdict.name("fr").value == "Contredite"
    assert verdict.note
    assert verdict.note.lang == "fr"
    assert {each.iri for each in verdict.evidence} == {BASE + "source/lirima-about", BASE + "source/ror"}
    (said,) = verdict.statements
    assert [each.iri for each in (said.subject, said.term, said.object)] == [
        BASE + "institution/inria-morocco",
        TERMS + "studies",
        BASE + "topic/deep-learning",
    ]


def test_claims_about_a_thing_stand_in_the_order_of_the_document() -> None:
    claims = [each.thing.iri for each in graphs.told("place/morocco").claims]

    assert len(claims) > 50
    assert claims == sorted(claims)
    assert BASE + "claim/s02-03" in [
        each.thing.iri for each in graphs.told("institution/inria-morocco").claims
    ]


def test_a_contradicted_claim_is_never_a_fact() -> None:
    it = graphs.told("institution/inria-morocco")

    assert "studies" not in graphs.rows(it)
    assert it.stated == ()


def test_sources_are_numbered_with_publisher_day_and_address() -> None:
    it = graphs.told(UM6P)

    assert [source.number for source in it.sources] == list(range(1, len(it.sources) + 1))
    assert {source.thing.iri for source in it.sources} == set(it.told.iris(DCTERMS + "source"))
    ror = next(source for source in it.sources if source.thing.iri == BASE + "source/ror")
    assert (ror.publisher, ror.read, str(ror.licence)) == (
        "Research Organization Registry",
        "23 November 2026",
        "CC0 1.0",
    )
    assert ror.address.startswith("https://")


def test_of_what_is_not_there_there_is_no_card() -> None:
    assert card(graphs.real(), BASE + "institution/none", "en", graphs.terms(), {}) is None


def test_a_graph_without_our_vocabulary_has_cards_too() -> None:
    it = graphs.told(
        "place/x", "fr", graphs.of('place:x <http://example.org/p> "v" , _:b ; a <http://example.org/C> .')
    )

    assert it.name.value == "place:x"
    assert graphs.rows(it) == {"http://example.org/p": ["v"]}
