from pathlib import Path

import pytest

from mkg.errors import ReadError
from mkg.files import replace


def test_a_file_is_written_and_written_again_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    replace(path, "é\r\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == ("é\r\n".encode(), 0o644)

    path.chmod(0o600)
    replace(path, "b")

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("b", 0o600)
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("a")
    (tmp_path / "link.txt").symlink_to("real/a.txt")

    replace(tmp_path / "link.txt", "b")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "b"


@pytest.mark.parametrize("name", ["none/a.txt", "folder"])
def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(ReadError, match=rf"{name}: cannot be written \(.+\); it is unchanged"):
        replace(tmp_path / name, "b")

    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
