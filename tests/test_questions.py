"""Each competency question gives the rows beside it, in good time and on any SPARQL 1.1 engine's terms."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from mkg.dataset import load
from mkg.project import Project
from mkg.questions import read
from mkg.vocab import PREFIXES

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "ontology" / "questions").glob("*.rq"))


@pytest.fixture(scope="module")
def store() -> Store:
    return load(Project(ROOT)).store


def answer(store: Store, text: str) -> list[list[str]]:
    content = BytesIO()
    cast(QuerySolutions, store.query(text)).serialize(content, QueryResultsFormat.CSV)
    return [*csv.reader(StringIO(content.getvalue().decode()))]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_gives_the_expected_rows(path: Path, store: Store) -> None:
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        expected = [*csv.reader(file)]

    assert len(expected) > 1
    assert answer(store, read(path).text) == expected


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_is_worded_in_three_languages(path: Path) -> None:
    wording = read(path).wording

    assert [*wording] == ["en", "fr", "ar"]
    assert wording["en"].endswith("?")
    assert wording["fr"].endswith("?")
    assert wording["ar"].endswith("؟")


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_spells_its_prefixes_as_the_graph_does(path: Path) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", read(path).text, re.MULTILINE))

    assert declared
    assert declared.items() <= PREFIXES.items()


def test_there_are_enough_questions_and_their_numbers_run() -> None:
    assert len(QUESTIONS) >= 15
    assert [int(path.stem[:2]) for path in QUESTIONS] == [*range(1, len(QUESTIONS) + 1)]
    assert {path.stem for path in QUESTIONS} == {path.stem for path in QUESTIONS[0].parent.glob("*.csv")}
