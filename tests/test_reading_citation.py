"""Citations: in words, in BibTeX that LaTeX reads, in CSL-JSON that reference managers read."""

import pytest

import bibliography
import graphs
from mkg.reading.citation import KINDS, Citation, Name, bibtex, cited, csl, escaped, words
from mkg.vocab import BASE

EVIL = 'Costs 50% & more: {all} of $x_1^2$ ~ #1 \\end{document} "}}" @misc{x,'


def of(path: str) -> Citation:
    found = cited(graphs.told(path), "0a1b2c", "2026-11-24")
    assert found
    return found


def made(**told: str) -> Citation:
    return Citation(
        BASE + "publication/x", "publication:x", "misc", **{"title": "T", "address": "https://x.ma/"} | told
    )


def all_of(kind: str) -> list[str]:
    rows = graphs.real().rows(f"SELECT ?it {{ ?it a mkg:{kind.capitalize()} }} ORDER BY ?it")
    return [row["it"].value.removeprefix(BASE) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_every_work_in_the_graph_has_citations_that_programs_read(kind: str) -> None:
    paths = all_of(kind)

    assert paths
    for path in paths[:40]:
        found = of(path)
        _, key, fields = bibliography.entry(bibtex(found))
        item = bibliography.item(csl(found))
        assert key == item["id"] == path.replace("/", ":")
        assert fields["title"] == f"{{{escaped(item['title'])}}}"


def test_a_paper_of_a_conference_is_one() -> None:
    found = of("publication/tarab")

    sort, key, fields = bibliography.entry(bibtex(found))
    assert (sort, key) == ("inproceedings", "publication:tarab")
    assert fields["booktitle"] == "Workshop on NLP for Languages Using Arabic Script"
    assert fields["year"] == "2026"
    assert fields["author"].startswith("El-Haj, Mo")
    assert fields["url"] == "https://aclanthology.org/2026.abjadnlp-1.5/"
    assert bibliography.item(csl(found))["type"] == "paper-conference"


def test_a_doi_is_told_as_one() -> None:
    found = of("publication/ai-covid")

    assert found.doi == "10.5194/isprs-archives-xlvi-4-w5-2021-57-2021"
    assert bibliography.item(csl(found))["DOI"] == found.doi
    assert words(found).endswith(f"https://doi.org/{found.doi}")


def test_authors_stand_in_the_printed_order() -> None:
    names = [name["family"] for name in bibliography.item(csl(of("publication/ai-covid")))["author"]]

    assert names[:4] == ["Allaouzi", "Benamrou", "Allaouzi", "Ouardouz"]


def test_a_dataset_and_the_graph_are_data_with_their_licences() -> None:
    assert bibliography.entry(bibtex(of("dataset/adab")))[0] == "dataset"
    assert of("dataset/adab").licence == "CC BY-SA 4.0"
    graph = of("catalog/mkg")
    item = bibliography.item(csl(graph))
    assert (item["type"], item["version"], item["note"]) == ("dataset", "0a1b2c", "Licence: CC BY 4.0")
    assert item["accessed"] == {"date-parts": [[2026, 11, 24]]}
    assert "version 0a1b2c" in words(graph)
    assert of("dataset/adab").version == ""


@pytest.mark.parametrize("path", ["institution/um6p", "claim/s02-03", "topic/computer-vision"])
def test_what_is_no_work_is_not_cited(path: str) -> None:
    assert cited(graphs.told(path)) is None


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Kamel Gaanoun", "Gaanoun", "Kamel"),
        ("El Mahdi El Mhamdi", "El Mhamdi", "El Mahdi"),
        ("I. Allaouzi", "Allaouzi", "I."),
        ("Issam Ait Yahia", "Ait Yahia", "Issam"),
        ("Abdellah El Mekki", "El Mekki", "Abdellah"),
        ("El Khatir", "Khatir", "El"),
        ("Madonna", "Madonna", ""),
        ("محمد السادس", "محمد السادس", ""),
        ("Berrada, Ismail", "Berrada, Ismail", ""),
    ],
)
def test_a_family_name_takes_its_article_with_it(text: str, family: str, given: str) -> None:
    assert Name(text).parts == (family, given)


def test_a_name_in_arabic_is_kept_whole() -> None:
    found = Citation(BASE + "publication/x", "publication:x", "misc", "كتاب", (Name("محمد السادس"),))

    assert bibliography.entry(bibtex(found))[2]["author"] == "{محمد السادس}"
    assert bibliography.item(csl(found))["author"] == [{"literal": "محمد السادس"}]


@pytest.mark.parametrize("field", ["title", "container", "publisher", "address", "doi", "licence", "arxiv"])
def test_nothing_in_a_field_ends_it(field: str) -> None:
    sort, key, fields = bibliography.entry(bibtex(made(**{field: EVIL})))

    assert (sort, key) == ("misc", "publication:x")
    assert set(fields) <= {
        "title",
        "howpublished",
        "publisher",
        "url",
        "doi",
        "note",
        "eprint",
        "archiveprefix",
    }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D", r"R\&D"),
        ("100%", r"100\%"),
        ("a_b#c$d", r"a\_b\#c\$d"),
        ("{x}", r"\{x\}"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("a\\b", r"a\textbackslash{}b"),
        ("two\nlines\x00", "two lines"),
        ("Été à Fès", "Été à Fès"),
    ],
)
def test_letters_that_latex_takes_for_commands_are_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_what_is_not_known_is_left_out() -> None:
    assert bibliography.entry(bibtex(made()))[2] == {"title": "{T}", "url": "https://x.ma/"}
    assert bibliography.item(csl(made())) == {
        "id": "publication:x",
        "type": "article",
        "title": "T",
        "URL": "https://x.ma/",
    }
    assert words(made()) == "“T”. https://x.ma/"
