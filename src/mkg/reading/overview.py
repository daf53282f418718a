"""The graph at a glance: cities and their institutions, topics, verdicts, the day of the last reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from mkg.reading.asking import Reader
from mkg.reading.names import Thing, names

_CITIES = """SELECT ?city ?latitude ?longitude (COUNT(DISTINCT ?institution) AS ?count) {
  ?city schema:latitude ?latitude ; schema:longitude ?longitude .
  FILTER (ABS(?latitude) <= 90 && ABS(?longitude) <= 180)
  ?institution mkg:isLocatedIn ?city ; a mkg:Institution .
} GROUP BY ?city ?latitude ?longitude ORDER BY DESC(?count) ?city"""
_ELSEWHERE = """SELECT (COUNT(DISTINCT ?institution) AS ?count) {
  ?institution mkg:isLocatedIn ?city ; a mkg:Institution .
  FILTER NOT EXISTS { ?city schema:latitude ?latitude }
}"""
_TOPICS = """SELECT ?topic ?broader (COUNT(DISTINCT ?thing) AS ?count) {
  ?topic a mkg:Topic .
  OPTIONAL { ?topic skos:broader ?broader . ?broader a mkg:Topic }
  OPTIONAL { ?thing mkg:isAbout|mkg:studies|mkg:isFor ?topic }
} GROUP BY ?topic ?broader"""
_VERDICTS = (
    """SELECT ?verdict (COUNT(?claim) AS ?count) { ?claim mkg:verification ?verdict } GROUP BY ?verdict"""
)
_READ = "SELECT (MAX(?day) AS ?last) { ?source mkg:dateRead ?day }"


@dataclass(frozen=True)
class City:
    """A city on the map: degrees, and how many institutions lie in it."""

    thing: Thing
    latitude: float
    longitude: float
    institutions: int


@dataclass
class Branch:
    """A topic, how many things are about it, and the topics below it, the fullest first."""

    thing: Thing
    things: int = 0
    below: list["Branch"] = field(default_factory=list)

    @property
    def whole(self) -> int:
        """How many things are about it or a topic below it, counted at each."""
        return self.things + sum(branch.whole for branch in self.below)


def cities(reader: Reader) -> list[City]:
    """Return the cities whose place is known, the one with most institutions first."""
    rows = reader.rows(_CITIES)
    named = names(reader, (row["city"].value for row in rows))
    return [
        City(
            named[row["city"].value],
            float(row["latitude"].value),
            float(row["longitude"].value),
            int(row["count"].value),
        )
        for row in rows
    ]


def unmapped(reader: Reader) -> int:
    """Return how many institutions lie in a place whose coordinates no source gives."""
    return sum(int(row["count"].value) for row in reader.rows(_ELSEWHERE))


def topics(reader: Reader) -> list[Branch]:
    """Return the tree of topics from its roots down, the fullest first; a topic stands below one other."""
    rows = reader.rows(_TOPICS)
    named = names(reader, (row["topic"].value for row in rows))
    above: dict[str, str] = {}
    branches: dict[str, Branch] = {}
    for row in sorted(rows, key=lambda row: str(row["broader"] or "")):
        topic = row["topic"].value
        branches[topic] = Branch(named[topic], int(row["count"].value))
        if isinstance(row["broader"], NamedNode):
            above.setdefault(topic, row["broader"].value)
    return _grown(branches, above)


def _grown(branches: Mapping[str, Branch], above: Mapping[str, str]) -> list[Branch]:
    below = defaultdict[str, list[str]](list)
    for topic, parent in above.items():
        below[parent].append(topic)

    def grow(topic: str) -> Branch:
        branch = branches[topic]
        branch.below = _fullest_first(map(grow, below[topic]))
        return branch

    # Topics in a ring are below no root, and so stand nowhere; the shapes refuse them.
    return _fullest_first(grow(topic) for topic in branches if topic not in above)


def _fullest_first(branches: Iterable[Branch]) -> list[Branch]:
    return sorted(branches, key=lambda branch: (-branch.whole, branch.thing.iri))


def verdicts(reader: Reader) -> list[tuple[Thing, int]]:
    """Return the verdicts on claims and how many claims have each, the commonest first."""
    counts = {row["verdict"].value: int(row["count"].value) for row in reader.rows(_VERDICTS)}
    named = names(reader, counts)
    return sorted(((named[iri], count) for iri, count in counts.items()), key=lambda pair: -pair[1])


def last_read(reader: Reader) -> str:
    """Return the day on which a source was last read, as ISO 8601; nothing where no source says."""
    days = (row["last"] for row in reader.rows(_READ))
    return next((day.value for day in days if isinstance(day, Literal)), "")
