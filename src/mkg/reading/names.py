"""What things are called, and of which kind they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mkg.reading.asking import Reader
from mkg.reading.texts import Text, best
from mkg.vocab import BASE, KINDS, TERMS, compact

_AT_ONCE = 500
_NAMES = """SELECT ?it ?name ?class {
  VALUES ?it { $things }
  { ?it skos:prefLabel|rdfs:label|schema:name|dcterms:title|foaf:name ?name } UNION { ?it a ?class }
}"""


@dataclass(frozen=True)
class Thing:
    """Something with an IRI: its names in the languages there are, and the classes it is said to be of."""

    iri: str
    names: tuple[Text, ...] = ()
    classes: tuple[str, ...] = ()

    def name(self, language: str) -> Text:
        """Return the name for a reader of a language: the IRI, shortened, where it has none."""
        return best(self.names, language) or Text(compact(self.iri).strip("<>"), "zxx")

    @property
    def kind(self) -> str | None:
        """The word of its kind, such as `institution`; None for what has no page of its own kind."""
        return kind_of(self.iri)

    @property
    def own_class(self) -> str | None:
        """The most telling of its classes of ours, such as `mkg:University` of an institution."""
        ours = [name for name in self.classes if name.startswith(TERMS)]
        general = TERMS + (self.kind or "").capitalize()
        return min(ours, key=lambda name: (name == general, name), default=None)


def kind_of(iri: str) -> str | None:
    """Return the word of a thing's kind, None for any other IRI.

    >>> kind_of("https://w3id.org/mkg/place/rabat")
    'place'
    """
    kind, slash, slug = iri.removeprefix(BASE).partition("/")
    return kind if iri.startswith(BASE) and kind in KINDS and slash and slug else None


def names(reader: Reader, iris: Iterable[str]) -> dict[str, Thing]:
    """Return the things of these IRIs, by IRI; of those that the graph does not name, the IRI alone."""
    wanted = list(dict.fromkeys(iris))
    found: dict[str, Thing] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _names(reader, wanted[start : start + _AT_ONCE])
    return found


def _names(reader: Reader, iris: list[str]) -> Mapping[str, Thing]:
    texts: dict[str, dict[Text, None]] = {iri: {} for iri in iris}
    classes: dict[str, dict[str, None]] = {iri: {} for iri in iris}
    for row in reader.rows(_NAMES, things=map(NamedNode, iris)):
        it, name, class_ = row["it"], row["name"], row["class"]
        if isinstance(name, Literal):
            texts[it.value].setdefault(Text.of(name))
        if isinstance(class_, NamedNode):
            classes[it.value].setdefault(class_.value)
    return {iri: Thing(iri, tuple(texts[iri]), tuple(classes[iri])) for iri in iris}
