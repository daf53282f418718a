"""Files of RDF: find them, read them strictly, keep what each of them says.

Strict parsing is pyoxigraph's: rdflib accepts Turtle that other tools refuse.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple, parse

from mkg.errors import ParseError, ReadError

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
"""The RDF formats that mkg reads, by file extension."""


_RENAMED = frozenset({BlankNode, Triple})


@dataclass(frozen=True)
class Source:
    """One RDF file that has been read: its path as it was given, and its bytes."""

    path: Path
    content: bytes = field(repr=False)

    def quads(self) -> Iterator[Quad]:
        """Parse it strictly, anew at each call, so that a large file is never whole in memory.

        Blank nodes have the same names each time. Raises ParseError at the first fault.
        """
        return _named(_parse(self.path, self.content), self.nodes)

    def unnamed(self) -> Iterator[Quad]:
        """Parse it likewise, its blank nodes with other names each time: quicker. Raises ParseError."""
        return _parse(self.path, self.content)

    @cached_property
    def nodes(self) -> str:
        """How the names of its blank nodes begin; the number follows in the order of the parser's stream."""
        return f"b{sha256(f'{self.path.name} {self.digest}'.encode()).hexdigest()[:16]}x"

    @cached_property
    def text(self) -> str:
        """What it says as text; empty where it is not in UTF-8."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""

    @property
    def has_graphs(self) -> bool:
        """Whether its format has named graphs."""
        return FORMATS[self.path.suffix].supports_datasets

    @property
    def is_turtle(self) -> bool:
        """Whether the places of its statements can be found again."""
        return self.path.suffix == ".ttl"

    @property
    def base(self) -> str:
        """The IRI against which its relative IRIs were resolved."""
        return base_of(self.path)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its bytes, in hexadecimal."""
        return sha256(self.content).hexdigest()


def base_of(path: Path) -> str:
    """Return the IRI of a file."""
    return path.absolute().as_uri()


def find(paths: Iterable[Path], extensions: Iterable[str] = FORMATS) -> list[Path]:
    """List the files that `paths` name or, for a folder, hold at any depth, hidden ones left out.

    Raises ReadError for a path that does not exist, a folder that cannot be listed, a folder that holds
    no such file, and a file whose extension is not one of `extensions`.
    """
    wanted = tuple(extensions)
    return [found for path in paths for found in ([path] if _is_file(path, wanted) else _walk(path, wanted))]


def _is_file(path: Path, extensions: tuple[str, ...]) -> bool:
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder; check the spelling of the path")
    if not path.is_dir() and path.suffix not in extensions:
        raise ReadError(f"{path}: expected a file that ends in {', '.join(extensions)}")
    return not path.is_dir()


def _walk(folder: Path, extensions: tuple[str, ...]) -> list[Path]:
    found = list(_files(folder, extensions))
    if not found:
        raise ReadError(f"{folder}: holds no file that ends in {', '.join(extensions)}; name another folder")
    return found


def _files(folder: Path, extensions: tuple[str, ...]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise unreadable(folder, error) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, extensions)
        elif entry.name.endswith(extensions):
            yield folder / entry.name


def unreadable(path: Path, error: OSError) -> ReadError:
    """Say that the system refused to open a path, and why."""
    return ReadError(f"{path}: cannot be read ({error.strerror}); check that it exists and its permissions")


def read(path: Path) -> Source:
    """Read one RDF file. Raises ReadError where it cannot be opened."""
    return Source(path, _bytes(path))


def _named(quads: Iterable[Quad], prefix: str) -> Iterator[Quad]:
    """Name blank nodes by their file and their order in it: read again, they have the same names."""
    names = dict[BlankNode, BlankNode]()

    def renamed(term: Any) -> Any:  # noqa: ANN401 -- any term, and the same sort again
        if isinstance(term, BlankNode):
            return names.setdefault(term, BlankNode(f"{prefix}{len(names)}"))
        if isinstance(term, Triple):
            return Triple(renamed(term.subject), term.predicate, renamed(term.object))
        return term

    for quad in quads:
        subject, object_, graph = quad.subject, quad.object, quad.graph_name
        # By type and not by isinstance: this is done for each of a million statements.
        if type(subject) is BlankNode or type(object_) in _RENAMED or type(graph) is BlankNode:
            yield Quad(renamed(subject), quad.predicate, renamed(object_), renamed(graph))
        else:
            yield quad


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raises ReadError where it cannot be opened."""
    return sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _parse(path: Path, content: bytes) -> Iterator[Quad]:
    try:
        yield from parse(
            content, format=FORMATS[path.suffix], base_iri=base_of(path), rename_blank_nodes=True
        )
    except SyntaxError as error:
        # The parser of RDF/XML quotes all that it could not read.
        said = error.msg.split(": ", 1)[-1]
        said = said if len(said) <= 200 else said[:199] + "…"
        reason = f"{said}; mend the syntax here, nothing after it was read"
        raise ParseError(str(path), error.lineno or 0, error.offset or 0, reason) from error
