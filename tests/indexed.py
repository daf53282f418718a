"""An index of one's own for a test: of a few lines of Turtle, or of a whole project."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from mkg.dataset import load
from mkg.engine import InProcessEngine
from mkg.index.find import Hit, search
from mkg.index.handle import Index
from mkg.index.making import build
from mkg.project import Project
from mkg.server.loader import read_files
from mkg.server.settings import Settings
from mkg.sources import Source
from mkg.vocab import PREFIXES

E = "http://example.org/"
HEAD = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in PREFIXES.items()) + f"@prefix e: <{E}> . "


def index_of(folder: Path, text: str, files: Iterable[tuple[str, Source]] = ()) -> Index:
    """Index what a text says; the usual prefixes and `e:` are declared."""
    store = Store()
    store.load((HEAD + text).encode(), RdfFormat.TURTLE)
    build(folder / "x.index", InProcessEngine(store), files)
    return Index(str(folder / "x.index"))


def index_of_project(folder: Path, root: Path) -> Index:
    """Index a project as the loader does."""
    project = Project(root)
    build(folder / "x.index", InProcessEngine(load(project).store), read_files(Settings(), root))
    return Index(str(folder / "x.index"))


def found(index: Index, text: str, **how: object) -> list[str]:
    """Return the last part of the IRI of each hit."""
    return [last(hit) for hit in search(index, text, **how)]  # type: ignore[arg-type]


def last(hit: Hit) -> str:
    return hit.iri.replace("#", "/").rpartition("/")[2]
