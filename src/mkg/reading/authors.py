"""Who wrote publications: the authors of each in the printed order."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mkg.reading.about import Told
from mkg.reading.asking import Reader
from mkg.reading.facts import Knowing
from mkg.reading.names import Thing
from mkg.reading.texts import Text, whole

_AUTHORS = """SELECT ?it ?share ?position ?who ?name {
  VALUES ?it { $things }
  ?share mkg:isAuthorshipOf ?it
  OPTIONAL { ?share schema:position ?position }
  OPTIONAL { ?share schema:name ?name }
  OPTIONAL { ?share schema:author ?who OPTIONAL { ?who skos:prefLabel ?name } }
}"""


@dataclass(frozen=True)
class Author:
    """A name on a publication; `thing` is the person where the graph has one, else None.

    `anchor` is the fragment of the IRI of this authorship, where it has one.
    """

    name: Text
    thing: Thing | None = None
    affiliations: tuple[Thing, ...] = ()
    anchor: str = ""


def authors(told: Told, knowing: Knowing) -> list[Author]:
    """Return the authors of a publication in the printed order."""
    found = []
    for share in told.shares:
        person = knowing.thing(share.person) if share.person else None
        name = person.name(knowing.language) if person else Text(share.name)
        if name.value:
            places, anchor = tuple(map(knowing.thing, share.affiliations)), share.iri.partition("#")[2]
            found.append(Author(name, person, places, anchor))
    return found


def bylines(reader: Reader, publications: Iterable[str], language: str) -> dict[str, list[Author]]:
    """Return the authors of several publications, by IRI; of those that have none, nothing."""
    things = [NamedNode(iri) for iri in dict.fromkeys(publications)]
    if not things:
        return {}
    people: dict[tuple[str, int, str], tuple[str, dict[Text, None]]] = {}
    for row in reader.rows(_AUTHORS, things=things):
        position = row["position"].value if row["position"] else ""
        key = row["it"].value, whole(position), row["share"].value
        _, names = people.setdefault(key, (row["who"].value if row["who"] else "", {}))
        if isinstance(row["name"], Literal):
            names.setdefault(Text.of(row["name"]))
    found: dict[str, list[Author]] = {}
    for (iri, _, _), (who, names) in sorted(people.items(), key=lambda item: item[0]):
        if names:
            thing = Thing(who, tuple(names)) if who else None
            found.setdefault(iri, []).append(Author(Thing(who, tuple(names)).name(language), thing))
    return found
