import sqlite3
from pathlib import Path

import pytest

from mkg.errors import ReadError
from mkg.links.cache import FILE, default_folder, opened
from mkg.links.verdicts import Answer, Verdict

ANSWER = Answer("http://x.example/é'\"", Verdict.MOVED, 200, "http://x.example/new")


def test_an_answer_is_remembered_as_it_was_given(tmp_path: Path) -> None:
    with opened(tmp_path / "new" / "folder") as cache:
        cache.put(ANSWER, 1_000.5)
        assert cache.get(ANSWER.address, 0) == ANSWER

    with opened(tmp_path / "new" / "folder") as cache:
        assert cache.get(ANSWER.address, 1_000.5) == ANSWER
        assert cache.get("http://x.example/other", 0) is None


def test_an_answer_that_is_too_old_is_none(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put(ANSWER, 1_000)

        assert cache.get(ANSWER.address, 1_001) is None


def test_a_later_answer_takes_the_place_of_an_earlier(tmp_path: Path) -> None:
    later = Answer(ANSWER.address, Verdict.GONE, 404)
    with opened(tmp_path) as cache:
        cache.put(ANSWER, 1_000)
        cache.put(later, 2_000)

        assert cache.get(ANSWER.address, 1_500) == later


def test_two_checks_may_share_a_cache(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.put(ANSWER, 1_000)
        assert other.get(ANSWER.address, 0) == ANSWER
        other.put(Answer("http://y.example/", Verdict.ALIVE, 200), 1_000)
        assert one.get("http://y.example/", 0) == Answer("http://y.example/", Verdict.ALIVE, 200)


def test_what_was_given_stays_where_the_cache_is_never_closed(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put(ANSWER, 1_000)
        copy = tmp_path / "copy"
        copy.mkdir()
        (copy / FILE).write_bytes((tmp_path / FILE).read_bytes())
        with opened(copy) as known:
            assert known.get(ANSWER.address, 0) == ANSWER


def test_a_verdict_of_a_later_mkg_is_unknown_to_this_one(tmp_path: Path) -> None:
    with opened(tmp_path) as cache, sqlite3.connect(tmp_path / FILE) as connection:
        cache.put(ANSWER, 1_000)
        connection.execute("UPDATE answers SET verdict = 'haunted'")
        connection.commit()

        assert cache.get(ANSWER.address, 0) is None
    connection.close()


def test_a_file_that_is_no_cache_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("This is no database, and longer than the head of one would be.\n" * 20)

    reason = r"links-1\.sqlite: cannot be used .*; remove it, or name another"
    with pytest.raises(ReadError, match=reason), opened(tmp_path):
        pass

    assert (tmp_path / FILE).read_text().startswith("This is no database")


def test_a_folder_that_cannot_be_made_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ReadError, match="name another folder"), opened(tmp_path / "file" / "below"):
        pass


@pytest.mark.parametrize(
    ("named", "expected"), [("/srv/x", "/srv/x/mkg"), ("", "~"), ("relative", "~"), (None, "~")]
)
def test_the_folder_is_the_one_of_the_user_for_what_may_be_lost(
    named: str | None, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if named is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", named)

    assert default_folder() == (tmp_path / ".cache" / "mkg" if expected == "~" else Path(expected))
