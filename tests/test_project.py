from pathlib import Path

import pytest

from mkg.errors import ReadError
from mkg.project import Project, find

ROOT = Path(__file__).parents[1]


def make(folder: Path) -> Path:
    (folder / "ontology").mkdir(parents=True)
    (folder / "ontology" / "mkg.ttl").touch()
    (folder / "data").mkdir()
    return folder


def test_a_project_knows_its_folders() -> None:
    project = Project(Path("a"))

    assert [project.ontology, project.data, project.shapes, project.questions] == [
        Path("a/ontology"),
        Path("a/data"),
        Path("a/shapes"),
        Path("a/ontology/questions"),
    ]


def test_the_root_that_is_named_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = make(tmp_path / "named")
    monkeypatch.chdir(make(tmp_path / "around"))

    assert find(named) == Project(named)


@pytest.mark.parametrize("missing", ["ontology/mkg.ttl", "data", "."])
def test_a_root_that_holds_no_project_is_refused_with_its_cure(missing: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    if missing != ".":
        make(root)
        (root / missing).rename(tmp_path / "away")

    with pytest.raises(ReadError, match="no ontology/ and data/ folders here; give --root") as caught:
        find(root)

    assert str(caught.value).startswith(str(root))


@pytest.mark.parametrize(("folder", "expected"), [(".", "."), ("data", ".."), ("data/deep/er", "../../..")])
def test_the_project_around_the_working_folder_is_found_and_named_from_there(
    folder: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (make(tmp_path / "root") / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / "root" / folder)

    assert find() == Project(Path(expected))


def test_the_nearest_project_around_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "outer")
    monkeypatch.chdir(make(tmp_path / "outer" / "inner"))

    assert find() == Project(Path())


def test_elsewhere_the_project_of_this_package_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert find().root.resolve() == ROOT
    assert find().shapes.is_dir()
