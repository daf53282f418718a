"""What a validation reads: facts, ontology, shapes and rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkg import sources
from mkg.errors import MkgError, ReadError
from mkg.revisions import Revision
from mkg.sources import Source
from mkg.validation import rules
from mkg.validation.rules import Rule

SHAPES_FILES = (*sources.FORMATS, ".rq")


class UnreadableError(MkgError):
    """Files that could not be read or parsed: nothing was validated. Its text has a line for each of them."""

    status = 400


@dataclass(frozen=True)
class Inputs:
    """What a validation reads: the facts, the ontology that is merged into them, shapes and rules."""

    data: list[Source]
    ontology: list[Source]
    shapes: list[Source]
    rules: list[Rule]


def read(data: Iterable[Path], ontology: Iterable[Path], shapes: Iterable[Path]) -> Inputs:
    """Read the files that a validation needs; files among `shapes` that end in .rq are rules.

    Raises UnreadableError, which names every file that is at fault, not only the first.
    """
    faults: list[str] = []
    shapes_files = _find(shapes, SHAPES_FILES, faults)
    inputs = Inputs(
        data=_read(_find(data, sources.FORMATS, faults), faults),
        ontology=_read(_find(ontology, sources.FORMATS, faults), faults),
        shapes=_read([path for path in shapes_files if path.suffix != ".rq"], faults),
        rules=[rules.read(path) for path in shapes_files if path.suffix == ".rq"],
    )
    if faults:
        raise UnreadableError("\n".join(faults))
    return inputs


def _find(paths: Iterable[Path], extensions: Iterable[str], faults: list[str]) -> list[Path]:
    try:
        return list(dict.fromkeys(sources.find(paths, extensions)))
    except ReadError as error:
        faults.append(str(error))
        return []


def _read(paths: Iterable[Path], faults: list[str]) -> list[Source]:
    found = []
    for path in paths:
        try:
            found.append(sources.read(path))
        except ReadError as error:
            faults.append(str(error))
    return found


def read_at(
    revision: Revision, data: Iterable[Path], ontology: Iterable[Path], shapes: Iterable[Path]
) -> Inputs:
    """Read what these paths held in a git revision; what lies outside of its repository has not changed.

    Raises ReadError, and ShapesError where a rule had no message.
    """
    held = dict(_held(revision, shapes, SHAPES_FILES))
    return Inputs(
        data=[Source(path, content) for path, content in _held(revision, data, sources.FORMATS)],
        ontology=[Source(path, content) for path, content in _held(revision, ontology, sources.FORMATS)],
        shapes=[Source(path, content) for path, content in held.items() if path.suffix != ".rq"],
        rules=[
            rules.parse(path, content.decode(errors="replace"))
            for path, content in held.items()
            if path.suffix == ".rq"
        ],
    )


def _held(
    revision: Revision, paths: Iterable[Path], extensions: Iterable[str]
) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        if revision.has_room_for(path):
            yield from revision.files([path], extensions).items()
        else:
            yield from ((found, sources.read(found).content) for found in sources.find([path], extensions))
