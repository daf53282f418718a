"""The sources of a thing, numbered as the footnotes of its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkg.reading import values
from mkg.reading.asking import Reader, Term
from mkg.reading.facts import Knowing
from mkg.reading.names import Thing
from mkg.reading.texts import Text
from mkg.reading.words import licence
from mkg.vocab import DCTERMS, SCHEMA, TERMS

_SOURCES = """SELECT ?it ?p ?o {
  VALUES ?it { $sources } VALUES ?p { dcterms:publisher schema:url mkg:dateRead dcterms:license }
  ?it ?p ?o
}"""


@dataclass(frozen=True)
class Source:
    """A document that facts were taken from; `read` is the day on which it was read, in words."""

    number: int
    thing: Thing
    publisher: str = ""
    address: str = ""
    read: str = ""
    licence: Text | None = None
    licence_address: str = ""


def details(reader: Reader, sources: Iterable[str]) -> dict[str, dict[str, Term]]:
    """Return what is known of sources: by IRI, the objects of their properties."""
    found: dict[str, dict[str, Term]] = {}
    if things := [NamedNode(iri) for iri in sources]:
        for row in reader.rows(_SOURCES, sources=things):
            found.setdefault(row["it"].value, {})[row["p"].value] = row["o"]
    return found


def numbered(
    sources: Iterable[str], known: dict[str, dict[str, Term]], knowing: Knowing
) -> tuple[Source, ...]:
    """Return the sources as footnotes, in the order of their names."""
    things = sorted(map(knowing.thing, sources), key=lambda it: it.name(knowing.language).value.casefold())
    return tuple(
        _source(number, thing, known.get(thing.iri, {}), knowing) for number, thing in enumerate(things, 1)
    )


def _source(number: int, thing: Thing, known: dict[str, Term], knowing: Knowing) -> Source:
    def said(predicate: str) -> str:
        return known[predicate].value if predicate in known else ""

    terms = said(DCTERMS + "license")
    short = licence(terms)
    name = Text(short, "zxx") if short else knowing.thing(terms).name(knowing.language) if terms else None
    read = known.get(TERMS + "dateRead")
    return Source(
        number,
        thing,
        said(DCTERMS + "publisher"),
        said(SCHEMA + "url"),
        values.literal(read, knowing.language).value if read else "",  # type: ignore[arg-type]
        name,
        terms if short else "",
    )
