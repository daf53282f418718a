"""The classes and properties that a graph uses, for whoever writes a query."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkg.reading.asking import Reader
from mkg.reading.names import Thing, names
from mkg.reading.texts import best

MANY = 1000
"""How many classes, and how many properties, are told at most: the most used."""

_CLASSES = "SELECT ?it (COUNT(*) AS ?n) { ?thing a ?it } GROUP BY ?it ORDER BY DESC(?n) ?it"
_PROPERTIES = "SELECT ?it (COUNT(*) AS ?n) { ?thing ?it ?value } GROUP BY ?it ORDER BY DESC(?n) ?it"


@dataclass(frozen=True)
class Used:
    """A class or property with its names, and how often the graph uses it."""

    thing: Thing
    count: int


@dataclass(frozen=True)
class Terms:
    """What a query can ask of: the classes and properties of a graph, the most used first."""

    classes: tuple[Used, ...]
    properties: tuple[Used, ...]

    def told(self, language: str) -> dict[str, list[tuple[str, str, int]]]:
        """Return IRI, name and count of each, for a reader of a language; an unnamed one has no name."""
        return {"classes": _told(self.classes, language), "properties": _told(self.properties, language)}


def terms(reader: Reader) -> Terms:
    """Return the classes and properties in use. Raises what the engine raises."""
    counted = [_counted(reader, question) for question in (_CLASSES, _PROPERTIES)]
    named = names(reader, (iri for found in counted for iri in found))
    classes, properties = (tuple(Used(named[iri], n) for iri, n in found.items()) for found in counted)
    return Terms(classes, properties)


def _counted(reader: Reader, question: str) -> dict[str, int]:
    rows = reader.rows(f"{question} LIMIT {MANY}")
    return {row["it"].value: int(row["n"].value) for row in rows if isinstance(row["it"], NamedNode)}


def _told(used: Iterable[Used], language: str) -> list[tuple[str, str, int]]:
    return [
        (each.thing.iri, name.value if (name := best(each.thing.names, language)) else "", each.count)
        for each in used
    ]
