"""Files of a git revision, and what differs from it, from real repositories."""

import os
from pathlib import Path

import pytest

from git_repository import Repository
from mkg.errors import ReadError
from mkg.revisions import Revision, top_of

TURTLE = (".ttl",)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path.resolve() / "repository")


@pytest.fixture
def inside(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Work in the repository's folder."""
    monkeypatch.chdir(repository.folder)
    return repository


def names(found: dict[Path, bytes]) -> list[str]:
    return [str(path) for path in found]


def test_a_revision_has_the_files_as_they_were(inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .")
    inside.commit(a="e:a e:p 2 .", b="e:b e:p 1 .")

    old = Revision.open(Path(), "HEAD~1").files([Path("data")], TURTLE)
    new = Revision.open(Path(), "HEAD").files([Path("data")], TURTLE)

    assert names(old) == ["data/a.ttl"]
    assert old[Path("data/a.ttl")].endswith(b"e:a e:p 1 .")
    assert names(new) == ["data/a.ttl", "data/b.ttl"]


def test_the_work_tree_is_not_touched(inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .")
    path = inside.write("data/a.ttl", "e:a e:p 2 .")
    before = path.read_text(encoding="utf-8"), inside.git("status", "--porcelain")

    Revision.open(Path(), "HEAD").files([Path("data")], TURTLE)

    assert (path.read_text(encoding="utf-8"), inside.git("status", "--porcelain")) == before


@pytest.mark.parametrize("name", ["HEAD", "main", "v1", "HEAD^{commit}", "@"])
def test_a_revision_goes_by_each_of_its_names(name: str, inside: Repository) -> None:
    commit = inside.commit(a="e:a e:p 1 .")
    inside.git("tag", "-a", "v1", "-m", "first")

    revision = Revision.open(Path(), name)

    assert (revision.commit, revision.name, revision.top) == (commit, name, inside.folder)
    assert Revision.open(Path(), commit[:8]).commit == commit


HOSTILE = [
    "",
    "--output=x",
    "-h",
    "--git-dir=/",
    "no-such-branch",
    "HEAD~99",
    "HEAD..HEAD",
    "HEAD:data",
    "HEAD\n--all",
    "a\0b",
    "\u202eHEAD",
    "$(touch x)",
    "x" * 5000,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_revision_is_refused_in_a_sentence(name: str, inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .")
    before = sorted(path.name for path in inside.folder.iterdir())

    with pytest.raises(ReadError, match="is no revision of this repository") as told:
        Revision.open(Path(), name)

    assert len(str(told.value)) < 200
    assert sorted(path.name for path in inside.folder.iterdir()) == before


def test_outside_of_a_repository_the_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not a git repository"):
        Revision.open(tmp_path, "HEAD")


def test_what_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for name, sentence in (("nowhere", "nowhere: no such folder; a revision"), ("file", "file: no folder")):
        with pytest.raises(ReadError, match=sentence):
            top_of(tmp_path / name)


def test_without_git_the_sentence_says_so(inside: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(inside.folder))

    with pytest.raises(ReadError, match="git is not installed; a revision is read in a git repository"):
        Revision.open(Path(), "HEAD")


def test_a_repository_without_a_commit_has_no_head(inside: Repository) -> None:
    with pytest.raises(ReadError, match="HEAD is no revision"):
        Revision.open(inside.folder, "HEAD")


def test_hidden_files_other_endings_and_links_are_left_out(inside: Repository) -> None:
    for name in ("data/a.ttl", "data/.hidden.ttl", "data/.git-like/b.ttl", "data/readme.md"):
        inside.write(name, "")
    (inside.folder / "data" / "link.ttl").symlink_to("a.ttl")
    inside.commit()

    assert names(Revision.open(Path(), "HEAD").files([Path("data")], TURTLE)) == ["data/a.ttl"]


def test_a_file_that_is_named_is_read_by_itself(inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .", ab="e:b e:p 1 .")

    assert names(Revision.open(Path(), "HEAD").files([Path("data/a.ttl")], TURTLE)) == ["data/a.ttl"]


def test_a_folder_is_not_a_pattern(inside: Repository) -> None:
    for name in ("data/*/a.ttl", "data/x/a.ttl", ":(glob)y/a.ttl"):
        inside.write(name, "")
    inside.commit()
    revision = Revision.open(Path(), "HEAD")

    assert names(revision.files([Path("data/*")], TURTLE)) == ["data/*/a.ttl"]
    assert names(revision.files([Path(":(glob)y")], TURTLE)) == [":(glob)y/a.ttl"]


def test_paths_are_read_from_the_working_folder_and_named_as_given(
    inside: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside.commit(a="e:a e:p 1 .")
    (inside.folder / "deep").mkdir()
    monkeypatch.chdir(inside.folder / "deep")
    absolute = inside.folder / "data"
    revision = Revision.open(Path(), "HEAD")

    assert names(revision.files([Path("../data")], TURTLE)) == ["../data/a.ttl"]
    assert names(revision.files([absolute], TURTLE)) == [f"{absolute}/a.ttl"]
    assert names(revision.files([inside.folder], TURTLE)) == [f"{absolute}/a.ttl"]


def test_a_folder_that_the_revision_lacks_holds_nothing(inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .")

    assert Revision.open(Path(), "HEAD").files([Path("later")], TURTLE) == {}


def test_a_path_outside_of_the_repository_is_refused(inside: Repository) -> None:
    inside.commit()

    with pytest.raises(ReadError, match="outside the repository"):
        Revision.open(Path(), "HEAD").files([Path("..")], TURTLE)


STRANGE = ["a b.ttl", "é.ttl", "tab\there.ttl", 'quote".ttl', "line\nbreak.ttl", "-dash.ttl"]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_read(name: str, inside: Repository) -> None:
    inside.write(f"data/{name}", "e:a e:p 1 .")
    inside.commit()

    found = Revision.open(Path(), "HEAD").files([Path("data")], TURTLE)

    assert found == {Path("data") / name: (inside.folder / "data" / name).read_bytes()}


def test_a_name_that_is_not_utf8_is_kept(inside: Repository) -> None:
    path = inside.folder / os.fsdecode(b"data\xff.ttl")
    path.write_bytes(b"\xff\0\n")
    inside.commit()

    assert Revision.open(Path(), "HEAD").files([Path()], TURTLE) == {Path(path.name): b"\xff\0\n"}


def test_a_lost_file_is_told(inside: Repository) -> None:
    inside.commit(a="e:a e:p 1 .")
    blob = inside.git("rev-parse", "HEAD:data/a.ttl")
    (inside.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(ReadError, match="git lacks the file with hash"):
        Revision.open(Path(), "HEAD").files([Path("data")], TURTLE)
