"""Graphs for the tests of what pages tell: texts in Turtle, and the real one, asked in this process."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from mkg.dataset import build, infer, load
from mkg.engine import InProcessEngine
from mkg.project import Project
from mkg.reading.asking import Reader
from mkg.reading.names import Thing
from mkg.reading.thing import Card, card
from mkg.reading.words import vocabulary
from mkg.sources import Source
from mkg.vocab import BASE, PREFIXES

ROOT = Path(__file__).parents[1]
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def of(turtle: str) -> Reader:
    """Return a reader of a graph in Turtle, in which our prefixes are declared, with what follows from it."""
    ontology = Source(Path("ontology/mkg.ttl"), (ROOT / "ontology" / "mkg.ttl").read_bytes())
    built = build([ontology, Source(Path("data/thing.ttl"), (HEAD + turtle).encode())])
    infer(built.store)
    return _reader(InProcessEngine(built.store, built.version))


@cache
def real() -> Reader:
    """Return a reader of the real graph."""
    loaded = load(Project(ROOT))
    return _reader(InProcessEngine(loaded.store, loaded.version))


@cache
def terms() -> Mapping[str, Thing]:
    """Return what the vocabulary of the real graph calls its terms."""
    return vocabulary(real())


def told(path: str, language: str = "en", reader: Reader | None = None) -> Card:
    """Return the card of a thing of ours, such as `institution/um6p`."""
    found = card(reader or real(), BASE + path, language, terms(), {})
    assert found
    return found


def rows(it: Card) -> dict[str, list[str]]:
    """Return the facts of a card: what is shown, by the property's name."""
    language = it.knowing.language
    return {
        row.term.name(language).value: [value.shown.value for value in row.values]
        for section in it.sections
        for row in section.rows
    }


def shown(it: Card) -> Iterator[str]:
    """Return every text among the facts of a card."""
    return (text for texts in rows(it).values() for text in texts)


def _reader(engine: InProcessEngine) -> Reader:
    return Reader(lambda query, solutions, graph: engine.answer(query, solutions, graph))
