"""Files as they were in a git revision, read without a checkout.

git itself is asked, as a child process; nothing is written, neither in the work tree nor in the repository.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkg.errors import ReadError

# No program that a repository's own settings name is started, and no lock is taken.
_GIT = ("git", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false")
_FILES = ("100644", "100755")  # neither symbolic links nor submodules
_NO_REVISION = "is no revision of this repository; see git log, or git fetch --unshallow for a shallow copy"


@dataclass(frozen=True)
class Revision:
    """One commit: the top folder of its repository, the name by which it was asked for, its full hash."""

    top: Path
    name: str
    commit: str

    @classmethod
    def open(cls, root: Path, name: str) -> "Revision":
        """Find the commit that a branch, tag, hash or HEAD~1 names, in the repository around a folder.

        Raises ReadError where there is no git, no repository or no such revision.
        """
        top = top_of(root)
        # git would take a name with a dash for an option.
        if not name or name.startswith("-") or not name.isprintable():
            raise ReadError(f"{name[:60]!r} {_NO_REVISION}")
        done = _run(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if done.returncode:
            raise ReadError(f"{name[:60]} {_NO_REVISION}")
        return cls(top, name, done.stdout.decode().strip())

    def files(self, paths: Iterable[Path], suffixes: Iterable[str]) -> dict[Path, bytes]:
        """Read the files at or below `paths` that end in one of `suffixes`, hidden ones left out.

        Each is named by the path it was found under, as `sources.find` does, in the order of names. A path
        that the revision does not have holds nothing. Raises ReadError for a path outside the repository.
        """
        wanted = tuple(suffixes)
        listed: dict[Path, str] = {}
        for path in paths:
            within = self._within(path)
            for below, blob in self._listed(within):
                visible = not any(part.startswith(".") for part in below.parts)
                if visible and (within / below).name.endswith(wanted):
                    listed[path / below] = blob
        return dict(zip(listed, self._contents(list(listed.values())), strict=True))

    def has_room_for(self, path: Path) -> bool:
        """Tell whether a path lies in the repository."""
        return Path(os.path.realpath(path)).is_relative_to(self.top)

    def _within(self, path: Path) -> Path:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(self.top):
            raise ReadError(f"{path}: outside the repository {self.top}; name a path in it")
        return real.relative_to(self.top)

    def _listed(self, within: Path) -> Iterator[tuple[Path, str]]:
        where = [] if within == Path() else [os.fspath(within)]
        out = _output(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit, "--", *where)
        for entry in filter(None, out.split(b"\0")):
            about, _, name = entry.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            if mode in _FILES:
                yield Path(os.fsdecode(name)).relative_to(within), blob

    def _contents(self, blobs: list[str]) -> Iterator[bytes]:
        out = _output(self.top, "cat-file", "--batch", text="".join(f"{blob}\n" for blob in blobs))
        at = 0
        for blob in blobs:
            # "<hash> blob <size>", the content, a line break: https://git-scm.com/docs/git-cat-file
            end = out.index(b"\n", at)
            *_, kind, size = out[at:end].decode().split(" ")
            if kind != "blob":
                raise ReadError(
                    f"{self.name}: git lacks the file with hash {blob}; run git fsck or fetch again"
                )
            at = end + 1 + int(size)
            yield out[end + 1 : at]
            at += 1


def top_of(root: Path) -> Path:
    """Return the top folder of the repository around a folder. Raises ReadError where there is none."""
    return Path(
        os.path.realpath(os.fsdecode(_output(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    )


def _output(folder: Path, *words: str, text: str = "") -> bytes:
    done = _run(folder, *words, text=text)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else f"git {words[0]} failed"
        raise ReadError(f"{folder}: {reason}; give files or folders instead, or work in a git repository")
    return done.stdout


def _run(folder: Path, *words: str, text: str = "") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603 -- a fixed program; names that look like options are refused
            [*_GIT, *words],
            cwd=folder,
            input=text.encode(),
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
        )
    except OSError as error:
        if not folder.is_dir():
            reason = "no folder" if folder.exists() else "no such folder"
        else:
            reason = "git is not installed" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise ReadError(f"{folder}: {reason}; a revision is read in a git repository, with git") from error
