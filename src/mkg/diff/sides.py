"""What is compared: a git revision, a file or folder, or the work tree."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from mkg import questions, sources
from mkg.errors import ParseError, ReadError
from mkg.questions import Question
from mkg.revisions import Revision
from mkg.sources import FORMATS, Source

WORK_TREE = "the work tree"


@dataclass(frozen=True)
class Scope:
    """What is read of a revision or the work tree: paths of data, and the folder of the questions.

    `root` is the folder from which files are named, so that a file has one name on both sides.
    """

    root: Path
    data: Sequence[Path]
    questions: Path | None = None


@dataclass(frozen=True)
class Side:
    """One state of a graph: its name as it was asked for, its files, its competency questions.

    The path of each source is its name within the state; `place` says where to find it. `commit` is empty
    where the side is no revision.
    """

    name: str
    sources: list[Source] = field(repr=False)
    questions: list[Question] = field(default_factory=list, repr=False)
    commit: str = ""
    prefix: str = ""
    is_file: bool = False

    def quads(self, source: Source) -> Iterator[Quad]:
        """Yield what one of its files says. Raises ParseError, which names the side."""
        try:
            yield from source.quads()
        except ParseError as error:
            raise ParseError(self.place(source.path), error.line, error.column, error.reason) from error

    def place(self, path: Path) -> str:
        """Say where a file of this side lies, as git and the shell write it."""
        return self.name if self.is_file else f"{self.prefix}{path}"


def open_side(name: str | None, scope: Scope) -> Side:
    """Read one side: the work tree where there is no name, a file or folder, or a git revision.

    Raises ReadError where it is none of these, or both a path and a revision.
    """
    if name is None:
        return _work_tree(scope)
    path = Path(name)
    if not path.exists():
        return _revision(Revision.open(scope.root, name), scope)
    if not name.startswith((".", os.sep)) and _is_revision(name, scope):
        raise ReadError(
            f"{name}: both a path and a revision; write ./{name} for the path, heads/{name} for a branch"
        )
    return _file(path) if not path.is_dir() else _folder(path)


def _is_revision(name: str, scope: Scope) -> bool:
    try:
        Revision.open(scope.root, name)
    except ReadError:
        return False
    return True


def _work_tree(scope: Scope) -> Side:
    found = dict.fromkeys(sources.find(path for path in scope.data if path.exists()))
    read = [Source(_within(path, scope.root), sources.read(path).content) for path in found]
    prefix = "" if scope.root == Path() else f"{scope.root}/"
    asked = questions.load(scope.questions) if scope.questions else []
    return Side(WORK_TREE, read, asked, prefix=prefix)


def _revision(revision: Revision, scope: Scope) -> Side:
    files = revision.files(scope.data, FORMATS)
    read = [Source(_within(path, scope.root), content) for path, content in files.items()]
    texts = revision.files([scope.questions], [".rq"]) if scope.questions else {}
    asked = [_question(path, text.decode(errors="replace")) for path, text in sorted(texts.items())]
    return Side(revision.name, read, asked, revision.commit, f"{revision.name}:")


def _question(path: Path, text: str) -> Question:
    return Question(path.stem, dict(re.findall(r"^# (en|fr|ar): (.+)$", text, re.MULTILINE)), text)


def _within(path: Path, root: Path) -> Path:
    return Path(os.path.relpath(path, root))


def _file(path: Path) -> Side:
    (found,) = sources.find([path])
    # One name for both sides, so that a relative IRI is the same thing in old.ttl and new.ttl.
    return Side(str(path), [Source(Path(f"file{path.suffix}"), sources.read(found).content)], is_file=True)


def _folder(path: Path) -> Side:
    project = [path / "ontology", path / "data"]
    paths = project if all(part.is_dir() for part in project) else [path]
    asked = questions.load(path / "ontology" / "questions")
    read = [Source(found.relative_to(path), sources.read(found).content) for found in sources.find(paths)]
    return Side(str(path), read, asked, prefix=f"{path}/")
