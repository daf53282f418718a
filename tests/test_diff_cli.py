"""`mkg diff`: revisions, files and folders; its formats, exit codes and refusals."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run
from git_repository import PREFIXES, Repository

QUESTION = "# en: Which?\nSELECT ?s ?o { ?s <http://example.org/p> ?o }\n"


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """Return a repository with a graph, a question and two commits."""
    made = Repository(tmp_path / "project")
    made.write("ontology/mkg.ttl", "")
    made.write("ontology/questions/01-which.rq", QUESTION)
    made.commit(a='e:a rdfs:label "A"@en , "Â"@fr ; e:p 1 .')
    made.commit(a='e:a rdfs:label "A"@en , "Â"@fr ; e:p 2 .')
    return made


@pytest.fixture
def foreign(tmp_path: Path) -> Repository:
    """Return a repository of somebody else: files anywhere, no questions."""
    made = Repository(tmp_path / "foreign")
    made.write("onto.ttl", "e:a e:p [ e:q 1 ; e:r 2 ] .")
    made.write("deep/x.nt", "<x:a> <x:p> <x:o> .\n")
    made.commit()
    return made


def test_without_a_change_the_work_tree_is_no_different(project: Repository, run: Run) -> None:
    done = run("diff", cwd=project.folder)

    assert (done.returncode, done.stdout, done.stderr) == (0, "no difference\n", "")


def test_a_revision_is_compared_with_the_work_tree(project: Repository, run: Run) -> None:
    project.write("data/a.ttl", 'e:a rdfs:label "A"@en , "Â"@fr ; e:p 3 .')

    done = run("diff", "HEAD~1", cwd=project.folder)

    assert (done.returncode, done.stderr) == (1, "")
    assert "--- HEAD~1 (" in done.stdout
    assert '+++ the work tree\n\n~ e:a "A"\n~     e:p: 1 → 3\n' in done.stdout
    assert "? 01-which: Which?\n      s | o\n-     e:a | 1\n+     e:a | 3\n" in done.stdout
    assert done.stdout.endswith("; 1 question answered otherwise\n")


def test_two_revisions_are_compared_and_the_work_tree_is_not_read(project: Repository, run: Run) -> None:
    project.write("data/a.ttl", "not Turtle")

    done = run("diff", "HEAD~1", "HEAD", cwd=project.folder)

    assert (done.returncode, done.stderr) == (1, "")
    assert "e:p: 1 → 2\n" in done.stdout


def test_questions_may_be_left_out(project: Repository, run: Run) -> None:
    assert "01-which" not in run("diff", "HEAD~1", "--no-questions", cwd=project.folder).stdout


def test_the_question_of_the_newer_side_is_asked_though_the_older_has_none(
    project: Repository, run: Run
) -> None:
    project.write("ontology/questions/02-new.rq", QUESTION.replace("Which", "New"))

    assert "? 02-new: New?" in run("diff", "HEAD~1", cwd=project.folder).stdout


def test_labels_are_in_the_language(project: Repository, run: Run) -> None:
    assert '~ e:a "Â"\n' in run("diff", "HEAD~1", "--lang", "fr", cwd=project.folder).stdout


@pytest.mark.parametrize("place", ["data", "ontology/questions"])
def test_it_works_from_within_a_folder_of_the_project(place: str, project: Repository, run: Run) -> None:
    assert "e:p: 1 → 2\n" in run("diff", "HEAD~1", cwd=project.folder / place).stdout


def test_a_project_elsewhere_is_named_by_its_root(project: Repository, run: Run, tmp_path: Path) -> None:
    done = run("--root", project.folder, "diff", "HEAD~1", cwd=tmp_path)

    assert "e:p: 1 → 2\n" in done.stdout
    assert done.returncode == 1


def test_data_may_be_named(project: Repository, run: Run) -> None:
    project.write("other/b.ttl", "e:b e:p 1 .")

    assert run("diff", "--data", "ontology", "HEAD~1", cwd=project.folder).returncode == 0
    assert "+ e:b: 1 statement\n" in run("diff", "--data", "other", cwd=project.folder).stdout


def test_folders_and_files_are_compared(tmp_path: Path, run: Run) -> None:
    for name, value in (("old/x.ttl", 1), ("new/x.ttl", 2)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"{PREFIXES}e:a e:p {value} .", encoding="utf-8")

    folders, files = (
        run("diff", "old", "new", cwd=tmp_path),
        run("diff", "old/x.ttl", "new/x.ttl", cwd=tmp_path),
    )

    assert folders.returncode == files.returncode == 1
    assert "e:p: 1 → 2\n" in folders.stdout
    assert folders.stdout.splitlines()[3:] == files.stdout.splitlines()[3:]


def test_a_revision_is_compared_with_a_folder(project: Repository, run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "b.ttl").write_text(
        (project.folder / "data/a.ttl").read_text("utf-8"), encoding="utf-8"
    )

    assert run("diff", "HEAD", str(tmp_path / "copy"), cwd=project.folder).returncode == 0
    assert run("diff", "HEAD~1", str(tmp_path / "copy"), cwd=project.folder).returncode == 1


def test_a_foreign_repository_is_compared_whole(foreign: Repository, run: Run) -> None:
    foreign.write("onto.ttl", "e:a e:p [ e:r 3 ; e:q 1 ] .")
    (foreign.folder / "deep/x.nt").unlink()

    done = run("diff", cwd=foreign.folder)

    assert (done.returncode, done.stderr) == (1, "")
    assert "- <x:a>: 1 statement\n" in done.stdout
    assert "~     e:p: [ e:q 1 ; e:r 2 ] → [ e:q 1 ; e:r 3 ]\n" in done.stdout


def test_json_is_for_programs(project: Repository, run: Run) -> None:
    commit = project.git("rev-parse", "HEAD~1")

    report = json.loads(run("diff", "HEAD~1", "--format", "json", cwd=project.folder).stdout)

    assert report["before"] == {"name": "HEAD~1", "commit": commit, "files": 2, "statements": 3}
    assert report["after"]["name"] == "the work tree"
    assert report["summary"]["changed"] == 1
    assert [answer["question"] for answer in report["answers"]] == ["01-which"]


def test_markdown_keeps_within_its_limit(project: Repository, run: Run) -> None:
    project.write("data/b.ttl", " ".join(f"e:b{n} e:p {n} ." for n in range(3_000)))

    done = run("diff", "--format", "markdown", "--limit", "5000", cwd=project.folder)

    assert done.returncode == 1
    assert 2_500 < len(done.stdout) <= 5_000
    assert "more, with" in done.stdout


def test_statements_of_what_is_new_are_told_where_that_is_asked(project: Repository, run: Run) -> None:
    project.write("data/b.ttl", "e:b e:p 7 .")

    assert "+     e:p: 7\n" not in run("diff", cwd=project.folder).stdout
    assert "+     e:p: 7\n" in run("diff", "--statements", cwd=project.folder).stdout


REFUSED = [
    (["--", "--output=x"], "is no revision of this repository"),
    (["no-such"], "no-such is no revision of this repository"),
    (["HEAD", "--data", "nowhere"], "has the files to compare; name others with --data"),
    (["HEAD", "--data", ".."], "outside the repository"),
    (["HEAD", "--limit", "5"], "Invalid value for '--limit'"),
    (["HEAD", "HEAD", "HEAD"], "unexpected extra argument"),
]


@pytest.mark.parametrize(("args", "sentence"), REFUSED, ids=[case[1] for case in REFUSED])
def test_what_cannot_be_compared_is_refused_with_code_2(
    args: list[str], sentence: str, project: Repository, run: Run
) -> None:
    done = run("diff", *args, cwd=project.folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_is_told_with_the_side_and_the_place(project: Repository, run: Run) -> None:
    project.commit(a="e:a e:p")

    done = run("diff", "HEAD~1", "HEAD", cwd=project.folder)

    assert done.returncode == 2
    assert done.stderr.startswith("HEAD:data/a.ttl:3:8: ")
    assert done.stderr.count("\n") == 1


def test_outside_of_a_repository_the_sentence_says_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.ttl").touch()

    done = run("diff", "HEAD", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "not a git repository" in done.stderr


def test_no_colour_in_a_pipe(project: Repository, run: Run) -> None:
    assert "\x1b" not in run("diff", "HEAD~1", cwd=project.folder).stdout


def on_a_terminal(folder: Path, **environment: str) -> str:
    """Run `mkg diff HEAD~1` with a terminal to write to; return what arrived there."""
    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "mkg", "diff", "HEAD~1"]
    subprocess.run(command, cwd=folder, stdout=theirs, check=False, env=clean | environment, timeout=60)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        return terminal.read(100_000).decode()


def test_a_terminal_is_written_to_in_colour_unless_it_asks_for_none(project: Repository) -> None:
    assert "\x1b[33m~     e:p: 1 → 2\x1b[0m" in on_a_terminal(project.folder)
    assert "\x1b" not in on_a_terminal(project.folder, NO_COLOR="1")


def test_our_own_graph_is_no_different_from_itself(root: Path, run: Run) -> None:
    done = run("diff", root / "data", root / "data")

    assert (done.returncode, done.stdout) == (0, "no difference\n")
