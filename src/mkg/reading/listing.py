"""The things of a kind as the graph tells them, read at once to be chosen from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pyoxigraph import Literal, NamedNode

from mkg.index.fold import forms, key
from mkg.reading.asking import Reader, Term
from mkg.reading.facets import CLASS, SHAPES, Item, Listing
from mkg.reading.names import Thing, names
from mkg.reading.texts import LANGUAGES, Text
from mkg.vocab import TERMS

AT_MOST = 20_000
"""How many things of a kind are listed."""

_PATHS = {
    "abroad": "mkg:isAbroad",
    "affiliation": "schema:affiliation|^mkg:isAuthorshipOf/schema:affiliation",
    "author": "^mkg:isAuthorshipOf/schema:author",
    "authors": "^mkg:isAuthorshipOf/(schema:name|schema:author/skos:prefLabel)",
    "broader": "skos:broader",
    "ccf": "mkg:ccfRank",
    "code": "dcterms:identifier",
    "core": "mkg:coreRank",
    "definition": "skos:definition",
    "ended": "schema:endDate",
    "founded": "schema:foundingDate",
    "job": "schema:jobTitle",
    "kind": "mkg:claimKind",
    "language": "mkg:isIn",
    "licence": "dcterms:license",
    "organizer": "schema:organizer|mkg:isOfferedBy",
    "parent": "org:subOrganizationOf",
    "place": "mkg:isLocatedIn",
    "publisher": "schema:publisher|dcterms:publisher",
    "read": "mkg:dateRead",
    "sentence": "mkg:sentence",
    "size": "mkg:size",
    "topic": "mkg:isAbout|mkg:isFor|mkg:studies|mkg:uses|mkg:performs|mkg:addresses",
    "unit": "mkg:sizeUnit",
    "venue": "dcterms:isPartOf|schema:superEvent",
    "verdict": "mkg:verification",
    "within": "schema:containedInPlace",
    "year": "schema:datePublished|schema:startDate",
}
"""The way from a thing to the values of each column."""

_PATHS_OF = {("person", "place"): "schema:affiliation/mkg:isLocatedIn"}
_NAMES = {
    "": "skos:prefLabel|rdfs:label|schema:name|dcterms:title",
    "also": "skos:altLabel|skos:hiddenLabel",
    CLASS: "rdf:type",
}
_WITH = {"dates": ("year", "ended"), "size": ("size", "unit"), "linked": ()}
_YEARS = {"year", "founded"}

_TOTAL = "SELECT (COUNT(DISTINCT ?it) AS ?count) { ?it a $class FILTER isIRI(?it) }"
_LINKED = """SELECT ?it (COUNT(DISTINCT ?from) AS ?count) {
  ?it a $class . ?from ?by ?it FILTER (?from != ?it) } GROUP BY ?it"""
_WIDER = """SELECT ?it ?wider {
  ?it skos:broader|schema:containedInPlace|org:subOrganizationOf ?wider FILTER isIRI(?wider) }"""

Row = dict[str, dict[Term, None]]


def listing(reader: Reader, kind: str, most: int = AT_MOST) -> Listing:
    """Read the things of a kind, by default the first 20,000 by their IRIs. Raises what the engine raises."""
    terms = {"class": NamedNode(TERMS + kind.capitalize())}
    (counted,) = reader.rows(_TOTAL, **terms)
    rows: dict[str, Row] = defaultdict(lambda: defaultdict(dict))
    for row in reader.rows(_question(kind, most), **terms):
        rows[row["it"].value][row["column"].value].setdefault(row["value"])
    linked = {row["it"].value: int(row["count"].value) for row in reader.rows(_LINKED, **terms)}
    wider = _above(reader)
    items = tuple(_item(iri, row, kind, linked.get(iri, 0), wider) for iri, row in rows.items())
    return Listing(kind, items, names(reader, _mentioned(items, wider)), int(counted["count"].value))


def _columns(kind: str) -> list[str]:
    shape = SHAPES[kind]
    wanted = [each for name in (*shape.facets, *shape.facts) for each in _WITH.get(name, (name,))]
    return [name for name in dict.fromkeys(wanted) if name != CLASS]


def _question(kind: str, most: int) -> str:
    """Write the question for all that is told of a kind; nothing in it comes from outside this module."""
    ways = _NAMES | {name: _PATHS_OF.get((kind, name), _PATHS[name]) for name in _columns(kind)}
    branches = (f'{{ ?it {path} ?value BIND ("{name}" AS ?column) }}' for name, path in ways.items())
    things = f"SELECT DISTINCT ?it {{ ?it a $class FILTER isIRI(?it) }} ORDER BY ?it LIMIT {most}"
    return f"SELECT ?it ?column ?value {{ {{ {things} }} {' UNION '.join(branches)} }}"


def _item(iri: str, row: Row, kind: str, linked: int, wider: Mapping[str, set[str]]) -> Item:
    texts = tuple(Text.of(term) for term in row[""] if isinstance(term, Literal))
    classes = tuple(term.value for term in row[CLASS] if isinstance(term, NamedNode))
    thing = Thing(iri, texts, classes)
    facts = {name: tuple(row[name]) for name in _columns(kind) if name in row}
    keys = {name: frozenset(_keys(name, terms, wider)) for name, terms in facts.items()}
    if thing.own_class:
        keys[CLASS] = frozenset({thing.own_class})
    said = (*row[""], *row["also"], *row["authors"])
    text = " ".join(forms(term.value) for term in said if isinstance(term, Literal))
    places = {language: key(thing.name(language).value) for language in LANGUAGES}
    return Item(thing, facts, keys, linked, places, f" {text}")


def _keys(name: str, terms: Iterable[Term], wider: Mapping[str, set[str]]) -> Iterator[str]:
    for term in terms:
        if isinstance(term, NamedNode):
            yield term.value
            # Who asks for a country, a field or a university means what is in it too.
            yield from wider.get(term.value, ())
        elif isinstance(term, Literal) and term.value:
            yield term.value[:4] if name in _YEARS else term.value


def _above(reader: Reader) -> dict[str, set[str]]:
    """Return what each topic, place or organisation is within, at any depth; rings end."""
    up = defaultdict[str, set[str]](set)
    for row in reader.rows(_WIDER):
        up[row["it"].value].add(row["wider"].value)
    found: dict[str, set[str]] = {}
    for start in up:
        seen, ahead = set[str](), [*up[start]]
        while ahead:
            if (iri := ahead.pop()) not in seen:
                seen.add(iri)
                ahead += up.get(iri, ())
        found[start] = seen
    return found


def _mentioned(items: Iterable[Item], wider: Mapping[str, set[str]]) -> Iterator[str]:
    for term in chain.from_iterable(terms for item in items for terms in item.facts.values()):
        if isinstance(term, NamedNode):
            yield from (term.value, *wider.get(term.value, ()))
