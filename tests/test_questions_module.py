from pathlib import Path

import pytest

from mkg.errors import NotFound, ReadError
from mkg.questions import find, load, read, read_text

QUERY = "# en: Which topics?\n# fr: Quels sujets ?\n# ar: أي مواضيع؟\nSELECT * { ?s ?p ?o }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("10-last.rq", "02-second-topics.rq", "01-first.rq", "01-first.csv", "notes.md"):
        (tmp_path / name).write_text(QUERY, encoding="utf-8")
    return tmp_path


def test_questions_come_in_the_order_of_their_numbers(folder: Path) -> None:
    assert [question.slug for question in load(folder)] == ["01-first", "02-second-topics", "10-last"]


@pytest.mark.parametrize("folder_name", ["empty", "missing"])
def test_a_folder_without_questions_has_none(folder_name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert load(tmp_path / folder_name) == []


def test_a_question_has_its_wording_in_three_languages_and_its_whole_text(folder: Path) -> None:
    question = read(folder / "01-first.rq")

    assert question.wording == {"en": "Which topics?", "fr": "Quels sujets ?", "ar": "أي مواضيع؟"}
    assert question.text == QUERY


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("", {}),
        ("SELECT * {}", {}),
        ("# en: One\nSELECT * {}\n# a\n# fr: Deux", {"en": "One"}),
        ("# en: One\r\n# fr: Deux\r\nASK {}", {"en": "One", "fr": "Deux"}),
        ("# de: Eins\n# en:One", {}),
    ],
)
def test_only_the_first_lines_are_its_wording(text: str, wording: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "01-a.rq"
    path.write_bytes(text.encode())

    assert read(path).wording == wording


@pytest.mark.parametrize("slug", ["02-second-topics", "second-topics"])
def test_a_question_is_found_with_or_without_its_number(slug: str, folder: Path) -> None:
    assert find(folder, slug).slug == "02-second-topics"


@pytest.mark.parametrize("slug", ["", "2", "02", "topics", "second", "01-first.rq", "../01-first"])
def test_an_unknown_question_is_told_with_the_questions_there_are(slug: str, folder: Path) -> None:
    with pytest.raises(NotFound, match="the questions are 01-first, 02-second-topics, 10-last") as caught:
        find(folder, slug)

    assert str(caught.value).startswith(f"{slug}: neither a query nor a file nor a question")


def test_where_there_are_no_questions_the_error_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="the questions are none"):
        find(tmp_path, "a")


def test_a_query_that_is_not_utf_8_is_refused_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.rq"
    path.write_bytes(b"# \xc3\xa9t\xe9\nASK {}")

    with pytest.raises(ReadError, match="byte 6 is not UTF-8; save the query as UTF-8 text"):
        read_text(path)


@pytest.mark.parametrize(("name", "reason"), [("a.rq", "No such file"), (".", "Is a directory")])
def test_a_query_that_cannot_be_opened_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=reason):
        read_text(tmp_path / name)
