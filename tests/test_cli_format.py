"""`mkg format`: writes in place or not at all, tells what it would change, leaves bad files alone."""

import sys
from pathlib import Path
from subprocess import run as run_process

import pytest

from conftest import Run

UGLY = "@prefix ex: <http://example.org/> . # a remark\nex:b ex:p 1 . ex:a ex:p 'x'.\n"
CANONICAL = """# a remark

@prefix ex: <http://example.org/> .

ex:a
    ex:p "x" ;
.

ex:b
    ex:p 1 ;
.
"""


@pytest.fixture
def ugly(tmp_path: Path) -> Path:
    path = tmp_path / "ugly.ttl"
    path.write_text(UGLY, encoding="utf-8")
    return path


def test_a_file_is_written_in_canonical_form_once(ugly: Path, run: Run) -> None:
    first, second = run("format", ugly), run("format", ugly)

    assert ugly.read_text(encoding="utf-8") == CANONICAL
    assert (first.returncode, first.stdout) == (0, f"{ugly}: formatted\n")
    assert (second.returncode, second.stdout) == (0, "")


def test_check_tells_and_writes_nothing(ugly: Path, run: Run) -> None:
    done = run("format", "--check", ugly)

    assert done.returncode == 1
    assert done.stdout == f"{ugly}: not in canonical form; run mkg format {ugly}\n"
    assert ugly.read_text(encoding="utf-8") == UGLY


def test_diff_shows_the_change_and_writes_nothing(ugly: Path, run: Run) -> None:
    done = run("format", "--diff", ugly)

    assert done.returncode == 1
    assert '+ex:a\n+    ex:p "x" ;\n' in done.stdout
    assert ugly.read_text(encoding="utf-8") == UGLY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"ex:a ex:b ex:c .", ":1:1: The prefix ex: has not been declared"),
        (b"<http://e/a> <p> 1 .", ":1:14: "),
        (b"\xff\xfe", ": byte 1 is not UTF-8; save the file as UTF-8"),
        (b"\x00" * 1000, ":1:"),
        (b"[" * 100_000, ":1:"),
    ],
    ids=["syntax", "relative", "not UTF-8", "binary", "deep"],
)
def test_a_file_that_cannot_be_read_stays_and_the_others_are_formatted(
    content: bytes, reason: str, ugly: Path, run: Run
) -> None:
    bad = ugly.with_name("bad.ttl")
    bad.write_bytes(content)

    done = run("format", bad, ugly)

    assert done.returncode == 2
    assert done.stderr.startswith(f"{bad}{reason}")
    assert len(done.stderr.splitlines()) == 1
    assert bad.read_bytes() == content
    assert ugly.read_text(encoding="utf-8") == CANONICAL


def test_a_file_that_cannot_be_written_stays_whole(ugly: Path, without_rights: list[str]) -> None:
    ugly.parent.chmod(0o500)

    command = [*without_rights, sys.executable, "-m", "mkg", "format", str(ugly)]
    done = run_process(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert (
        done.stderr
        == f"{ugly}: cannot be written (Permission denied); it is unchanged, check its permissions\n"
    )
    assert ugly.read_text(encoding="utf-8") == UGLY


def test_mode_and_link_of_a_file_are_kept(ugly: Path, run: Run) -> None:
    ugly.chmod(0o640)
    link = ugly.with_name("link.ttl")
    link.symlink_to(ugly)

    run("format", link)

    assert link.is_symlink()
    assert ugly.read_text(encoding="utf-8") == CANONICAL
    assert ugly.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in sorted(ugly.parent.iterdir())] == ["link.ttl", "ugly.ttl"]


def test_only_turtle_is_formatted(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.nt").write_text("", encoding="utf-8")

    done = run("format", tmp_path / "x.nt")

    assert (done.returncode, done.stderr) == (2, f"{tmp_path}/x.nt: expected a file that ends in .ttl\n")
