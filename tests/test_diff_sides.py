"""A side is a revision, a file, a folder or the work tree, and its faults are told with its name."""

from pathlib import Path

import pytest

from git_repository import PREFIXES, Repository
from mkg.diff.changes import compare
from mkg.diff.sides import WORK_TREE, Scope, Side, open_side
from mkg.errors import ParseError, ReadError
from mkg.revisions import Revision

QUESTION = "# en: What?\n# fr: Quoi ?\nSELECT ?o { ?s ?p ?o }\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path.resolve() / "repository")
    made.commit(a="e:a e:p 1 .")
    monkeypatch.chdir(made.folder)
    return made


SCOPE = Scope(Path(), [Path("data")], Path("questions"))


def names(side: Side) -> list[str]:
    return [str(source.path) for source in side.sources]


def test_without_a_name_it_is_the_work_tree(repository: Repository) -> None:
    repository.write("data/b.ttl", "")

    side = open_side(None, SCOPE)

    assert (side.name, names(side), side.commit) == (WORK_TREE, ["data/a.ttl", "data/b.ttl"], "")


def test_a_revision_has_its_own_files_and_questions(repository: Repository) -> None:
    repository.write("questions/01-what.rq", QUESTION)
    commit = repository.commit()
    repository.write("questions/02-more.rq", QUESTION)

    side = open_side("HEAD", SCOPE)

    assert (side.name, side.commit, names(side)) == ("HEAD", commit, ["data/a.ttl"])
    assert [(each.slug, each.wording) for each in side.questions] == [
        ("01-what", {"en": "What?", "fr": "Quoi ?"})
    ]
    assert side.questions[0].text == QUESTION
    assert len(open_side(None, SCOPE).questions) == 2


def test_a_file_has_one_name_on_both_sides(tmp_path: Path) -> None:
    for name in ("old.ttl", "new.ttl"):
        (tmp_path / name).write_text(PREFIXES + "<> e:p <#x> .", encoding="utf-8")

    old, new = (open_side(str(tmp_path / name), SCOPE) for name in ("old.ttl", "new.ttl"))

    assert not compare(old, new)
    assert old.place(old.sources[0].path) == str(tmp_path / "old.ttl")


def test_a_file_is_compared_in_whatever_format(tmp_path: Path) -> None:
    (tmp_path / "old.ttl").write_text(PREFIXES + "e:a e:p [ e:q 1 ] .", encoding="utf-8")
    (tmp_path / "new.jsonld").write_text(
        '{"@id": "http://example.org/a", "http://example.org/p": {"http://example.org/q": 1}}',
        encoding="utf-8",
    )

    assert not compare(*(open_side(str(tmp_path / name), SCOPE) for name in ("old.ttl", "new.jsonld")))


def test_a_folder_is_read_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("a.ttl", "x/b.nt", "x/y/c.trig", "x/.hidden.ttl"):
        (tmp_path / name).touch()

    assert names(open_side(str(tmp_path), SCOPE)) == ["a.ttl", "x/b.nt", "x/y/c.trig"]


def test_of_a_folder_with_ontology_and_data_only_these_are_read(tmp_path: Path) -> None:
    for name in ("ontology/o.ttl", "data/a.ttl", "shapes/s.ttl", "ontology/questions/01-what.rq"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    side = open_side(str(tmp_path), SCOPE)

    assert names(side) == ["ontology/o.ttl", "data/a.ttl"]
    assert [question.slug for question in side.questions] == ["01-what"]


def test_files_are_named_from_the_root(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.folder / "deep").mkdir()
    monkeypatch.chdir(repository.folder / "deep")
    scope = Scope(Path(".."), [Path("../data")])

    work, head = open_side(None, scope), open_side("HEAD", scope)

    assert names(work) == names(head) == ["data/a.ttl"]
    assert work.place(work.sources[0].path) == "../data/a.ttl"
    assert not compare(head, work)


def test_a_name_of_both_a_path_and_a_revision_is_refused(repository: Repository) -> None:
    repository.git("branch", "data")

    with pytest.raises(ReadError, match=r"data: both a path and a revision; write \./data for the path"):
        open_side("data", SCOPE)

    assert names(open_side("./data", SCOPE)) == ["a.ttl"]
    assert open_side("heads/data", SCOPE).commit == Revision.open(Path(), "HEAD").commit


def test_a_path_needs_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain").mkdir()
    Path("plain/a.ttl").touch()

    assert names(open_side("plain", SCOPE)) == ["a.ttl"]
    with pytest.raises(ReadError, match="not a git repository"):
        open_side("HEAD", SCOPE)


@pytest.mark.parametrize("name", ["--output=x", "", "nowhere/at/all"])
def test_what_is_neither_is_refused(name: str, repository: Repository) -> None:
    with pytest.raises(ReadError, match=r"is no revision|no folder"):
        open_side(name or "\0", Scope(repository.folder, [Path("data")]))


def test_a_file_that_is_no_rdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()

    with pytest.raises(ReadError, match="expected a file that ends in"):
        open_side(str(tmp_path / "notes.txt"), SCOPE)


def test_a_fault_in_a_revision_is_placed_in_it(repository: Repository) -> None:
    repository.commit(a="e:a e:p")
    repository.write("data/a.ttl", "e:a e:p 1 .")

    with pytest.raises(ParseError, match=r"^HEAD:data/a\.ttl:3:\d+: "):
        compare(open_side("HEAD", SCOPE), open_side(None, SCOPE))


def test_a_folder_that_only_one_side_has_is_compared(repository: Repository) -> None:
    scope = Scope(Path(), [Path("data"), Path("later")])
    repository.write("later/b.ttl", "e:b e:p 1 .")

    found = compare(open_side("HEAD", scope), open_side(None, scope))

    assert [thing.status for thing in found.things] == ["added"]


def test_where_neither_side_has_files_that_is_said(repository: Repository) -> None:
    scope = Scope(Path(), [Path("dta")])
    assert repository.folder.exists()

    with pytest.raises(ReadError, match="neither HEAD nor the work tree has the files to compare"):
        compare(open_side("HEAD", scope), open_side(None, scope))
