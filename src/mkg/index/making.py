"""Make the index of a loaded graph: its labels, their words, and the files it was read from."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from mkg.engine import Engine
from mkg.errors import MkgError
from mkg.index.fold import fold, forms, key
from mkg.index.labels import NAMES, PROPERTIES, Fact, kind_of, labels
from mkg.index.sound import sounds
from mkg.sources import Source
from mkg.turtle.blocks import Piece, cut

MAX_FILE = 1 << 24
"""Bytes of a file beyond which no page shows it."""

_SMALL_WORDS = "a an the of in for and on to de d du des la le les l et en au aux pour sur في من و على"
STOP = frozenset(_SMALL_WORDS.split())
"""Words that nobody abbreviates and that a search can do without."""

_MAX_INITIALS = 8
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);
CREATE TABLE label (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL,
    role INTEGER NOT NULL, key TEXT NOT NULL, UNIQUE (thing, text, lang));
CREATE TABLE initials (key TEXT, label INTEGER, PRIMARY KEY (key, label)) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, origin TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE block (iri TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    folded, sound, content='', prefix='1 2', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col);
CREATE VIRTUAL TABLE spelling USING fts5(word, tokenize='trigram');
"""
_INDEXES = """
CREATE INDEX label_key ON label (key);
CREATE INDEX block_iri ON block (iri);
"""


def build(path: Path, engine: Engine, files: Iterable[tuple[str, Source]] = ()) -> None:
    """Make the index of what an engine answers from, and of the files that it was loaded from, by name.

    It is there whole or not at all; of two files of one name only the first is in it. Memory does not grow
    with the graph. Raises MkgError where it cannot be written.
    """
    build_from(path, labels(engine), files)


def build_from(path: Path, facts: Iterable[Fact], files: Iterable[tuple[str, Source]] = ()) -> None:
    """Make an index of names as they come, from whatever dataset; see `build`."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        _fill(beside, facts, files)
        beside.replace(path)
    except (OSError, sqlite3.Error) as error:
        beside.unlink(missing_ok=True)
        raise MkgError(
            f"{path}: the index cannot be written ({error}); see that its folder has room"
        ) from error


def _fill(path: Path, facts: Iterable[Fact], files: Iterable[tuple[str, Source]]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as index:
        index.executescript(_TABLES)
        index.execute("BEGIN")
        _add_labels(index, facts)
        _add_words(index)
        for name, source in files:
            if len(source.content) <= MAX_FILE:
                _add_file(index, name, source)
        index.execute("COMMIT")
        index.executescript(_INDEXES)


def _add_labels(index: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    roles = {property_: role for role, property_ in enumerate(PROPERTIES)}
    for iri, property_, text in facts:
        index.execute("INSERT OR IGNORE INTO thing (iri, kind) VALUES (?, ?)", (iri, kind_of(iri)))
        index.execute(
            "INSERT INTO label (thing, text, lang, role, key)"
            " SELECT id, ?, ?, ?, ? FROM thing WHERE iri = ?"
            " ON CONFLICT DO UPDATE SET role = min(role, excluded.role)",
            (text.value, text.language or "", roles[property_], key(text.value), iri),
        )


def _add_words(index: sqlite3.Connection) -> None:
    told = index.execute("SELECT id, text FROM label")
    index.executemany(
        "INSERT INTO words (rowid, folded, sound) VALUES (?, ?, ?)",
        ((label, forms(text), sounds(text)) for label, text in told),
    )
    called = index.execute("SELECT id, text FROM label WHERE role < ?", (len(NAMES),))
    index.executemany(
        "INSERT OR IGNORE INTO initials (key, label) VALUES (?, ?)",
        ((short, label) for label, text in called for short in _initials(text)),
    )
    index.execute(
        "INSERT INTO spelling SELECT '_' || term || '_' FROM vocabulary"
        " WHERE col = 'folded' AND length(term) BETWEEN 3 AND 40"
    )


def _initials(text: str) -> Iterator[str]:
    """Yield how a name may be abbreviated: by the first letters of its words, small words in or out."""
    words = fold(text).split()
    for taken in (words, [word for word in words if word not in STOP]) if len(words) < 12 else ():
        short = "".join(word[0] for word in taken)
        if 1 < len(short) <= _MAX_INITIALS and short.isascii():
            yield short


def _add_file(index: sqlite3.Connection, name: str, source: Source) -> None:
    packed = zlib.compress(source.content, 1)
    told = (name, str(source.path.absolute()), packed)
    added = index.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?)", told).rowcount
    if added and source.is_turtle:
        index.executemany("INSERT INTO block VALUES (?, ?, ?)", _blocks(name, source))


def _blocks(name: str, source: Source) -> Iterator[tuple[str, str, int]]:
    line, at = 1, 0
    for piece in cut(source.content, source.base):
        line += source.content.count(b"\n", at, piece.start)
        at = piece.start
        if iri := _subject(piece):
            yield iri, name, line


def _subject(piece: Piece) -> str:
    """Return the IRI of a statement's subject; empty where it has none."""
    if (iri := piece.iri) is not None:
        return iri.decode(errors="replace")
    text = piece.scope.head + piece.subject + b" a <x:x> ."
    try:
        (quad,) = parse(text, format=RdfFormat.TURTLE, base_iri=piece.scope.base)
    except (SyntaxError, ValueError):
        # Of what Turtle 1.1 lacks only the file is known.
        return ""
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""
