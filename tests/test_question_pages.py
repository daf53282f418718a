"""`/questions/`: every question in three languages, its answer now, its query, and the way to the next."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT
from http_client import ask
from mkg.questions import load
from served import Served, serving

QUESTIONS = load(ROOT / "ontology" / "questions")
SLUGS = [question.slug for question in QUESTIONS]
BY_SLUG = {question.slug: question for question in QUESTIONS}


def page(server: str, path: str, lang: str = "en", status: int = 200) -> str:
    reply = ask(server, path, headers={"Accept": "text/html", "Accept-Language": lang})
    assert reply.status == status
    return unescape(reply.body.decode())


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_the_gallery_shows_every_question_once_in_the_language_of_the_reader(server: str, lang: str) -> None:
    html = page(server, "/questions/", lang)
    shown = re.findall(r'<li><a href="/questions/([^"]+)"><bdi>([^<]+)</bdi>', html)

    assert dict(shown) == {question.slug: question.wording[lang] for question in QUESTIONS}
    assert len(shown) == len(QUESTIONS)


def test_no_theme_holds_most_of_the_questions_and_none_is_empty(server: str) -> None:
    themes = [part.count("<li>") for part in page(server, "/questions/").split('class="card theme"')[1:]]

    assert len(themes) == 8
    assert 1 <= min(themes) <= max(themes) <= len(QUESTIONS) / 3


@pytest.mark.parametrize("slug", SLUGS)
def test_a_question_shows_all_its_rows_and_its_query(server: str, slug: str) -> None:
    html = page(server, f"/questions/{slug}")
    with (ROOT / "ontology" / "questions" / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
        expected = len([*csv.reader(file)]) - 1

    assert re.search(rf"Rows: {expected:,}\n?</p>", html)
    assert html.rpartition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == expected
    assert BY_SLUG[slug].text in html
    assert f'<h1 class="asked"><bdi>{BY_SLUG[slug].wording["en"]}</bdi></h1>' in html


@pytest.mark.parametrize(
    ("slug", "views"),
    [
        ("20-darija-data-for-commercial-use", ["table"]),
        ("30-publications-by-year", ["chart", "table"]),
        ("36-institutions-by-city", ["chart", "map", "table"]),
        ("45-software-to-install", ["table"]),
    ],
)
def test_an_answer_is_drawn_where_a_drawing_fits(server: str, slug: str, views: list[str]) -> None:
    assert re.findall(r'id="view-(\w+)"', page(server, f"/questions/{slug}")) == views


def test_things_are_named_in_the_language_of_the_reader_and_addresses_are_links(server: str) -> None:
    html = page(server, "/questions/20-darija-data-for-commercial-use", "ar")

    assert 'href="/dataset/' in html
    assert '<a class="outside" rel="external" href="https://creativecommons.org/licenses/by/4.0/">' in html
    assert re.search(r'<a class="outside" rel="external" href="https://huggingface[^"]+">', html)
    assert "datasetLabel" not in html.partition("<tbody>")[0].rpartition("<table>")[2]


def test_who_goes_on_from_the_first_comes_to_the_last(server: str) -> None:
    slug: str | None = SLUGS[0]
    walked = []
    while slug:
        walked.append(slug)
        found = re.search(r'rel="next" href="/questions/([^"]+)"', page(server, f"/questions/{slug}"))
        slug = found[1] if found else None

    assert walked == SLUGS
    assert 'rel="prev"' not in page(server, f"/questions/{SLUGS[0]}")
    assert f'rel="prev" href="/questions/{SLUGS[-2]}"' in page(server, f"/questions/{SLUGS[-1]}")


def test_the_files_and_the_editor_ask_the_same_query(server: str) -> None:
    html = page(server, "/questions/30-publications-by-year")
    files = re.findall(r'href="([^"]+)" download="30-publications-by-year\.(?:csv|json)"', html)
    editor = re.search(r'class="button" href="(/sparql\?query=[^"]+)"', html)

    assert [ask(server, path).type for path in files] == ["text/csv", "application/sparql-results+json"]
    assert ask(server, files[0]).body.decode().startswith("year,publications")
    assert editor
    assert BY_SLUG["30-publications-by-year"].text in page(server, editor[1])


def test_the_iri_of_a_question_leads_to_its_page(server: str) -> None:
    reply = ask(server, "/question/30-publications-by-year", headers={"Accept": "text/html"})

    assert (reply.status, reply.headers["Location"]) == (303, "/questions/30-publications-by-year")


@pytest.mark.parametrize("slug", ["nothing", "%3Cscript%3E", "30", "30-publications-by-year/x", "%00"])
def test_a_question_that_is_not_there_is_told(server: str, slug: str) -> None:
    html = page(server, f"/questions/{slug}", status=404)

    assert "<script>x" not in html
    assert "there is no" in html


def test_a_page_that_is_held_is_not_sent_again(server: str) -> None:
    for path in ("/questions/", "/questions/30-publications-by-year"):
        first = ask(server, path, headers={"Accept": "text/html"})
        again = ask(server, path, headers={"Accept": "text/html", "If-None-Match": first.headers["ETag"]})
        assert (first.status, again.status) == (200, 304)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("foreign")
    data = folder / "data.ttl"
    data.write_text("<http://example.org/a> a <http://example.org/C> .", encoding="utf-8")
    with serving(folder, "--data", data) as served:
        yield served


def test_a_graph_without_questions_says_so(foreign: Served) -> None:
    assert "Nobody has written questions for the graph" in page(foreign.address, "/questions/")
    assert "there is no question" in page(foreign.address, f"/questions/{SLUGS[0]}", status=404)
