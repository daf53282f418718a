"""Tell when sources change, and keep a copy of what they were.

Changes are found by looking, twice a second: links that are set anew, folders that are replaced and file
systems without notifications are seen like any other edit.
"""

import asyncio
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mkg.project import Project

PAUSE = 0.5
"""Seconds between two looks."""

State = tuple[str, int, int, int]


async def changed(paths: Iterable[Path], since: frozenset[State]) -> frozenset[State]:
    """Return what `look` sees once that differs, and has stayed the same from one look to the next."""
    paths, seen = list(paths), since
    while True:
        await asyncio.sleep(PAUSE)
        before, seen = seen, look(paths)
        if seen == before != since:
            return seen


def look(paths: Iterable[Path]) -> frozenset[State]:
    """Return what tells one state of files and folders from another: names, identities, times and sizes."""
    return frozenset(state for path in paths for state in _states(path))


def _states(path: Path) -> Iterator[State]:
    # What goes away while it is looked at has changed, and is seen as gone.
    with suppress(OSError):
        told = path.stat()
        yield str(path), told.st_ino, told.st_mtime_ns, told.st_size
        if path.is_dir():
            for inner in path.iterdir():
                if not inner.name.startswith("."):
                    yield from _states(inner)


def copied(project: Project, folder: Path) -> Project:
    """Copy what makes a project into a folder; return the copy. Raises OSError."""
    for source in (project.ontology, project.data, project.shapes):
        if source.exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns(".*"))
    return Project(folder)
