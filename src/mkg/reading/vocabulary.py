"""The vocabulary of a graph, as it tells of itself: ontology, classes, properties, and things of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, QuerySolution

from mkg.reading.asking import Reader
from mkg.reading.names import Thing
from mkg.reading.terms import Terms
from mkg.reading.texts import Text
from mkg.vocab import DCTERMS, KINDS, ONTOLOGY, OWL, PREFIXES, RDFS, SCHEMA, SKOS, TERMS

_SAID = """SELECT ?it ?p ?o {
  { ?it rdfs:isDefinedBy $ontology } UNION { VALUES ?it { $ontology } }
  ?it ?p ?o
}"""
_POINTED = "SELECT ?it (COUNT(DISTINCT ?thing) AS ?n) { VALUES ?it { $its } ?thing ?p ?it } GROUP BY ?it"
_THINGS = """SELECT ?it (COUNT(?from) AS ?n) {
  { SELECT DISTINCT ?it { ?it a $of FILTER isIRI(?it) } LIMIT 5000 } OPTIONAL { ?from ?p ?it }
} GROUP BY ?it ORDER BY DESC(?n) ?it LIMIT %d"""
_STATEMENTS = """SELECT ?it ?value {
  { SELECT DISTINCT ?it { ?it $property ?any FILTER isIRI(?it) } ORDER BY ?it LIMIT %d } ?it $property ?value
} ORDER BY ?it ?value"""
_POINTING = "SELECT DISTINCT ?it { ?it ?p $value FILTER isIRI(?it) } ORDER BY ?it LIMIT %d"

TERM = f"""CONSTRUCT {{ ?s ?p ?o }} {{ SELECT DISTINCT ?s ?p ?o {{
  {{ VALUES ?s {{ $it }} ?s ?p ?o }}
  UNION {{ VALUES ?o {{ $it }} ?s ?p ?o ; rdfs:isDefinedBy <{ONTOLOGY}> }}
}} ORDER BY (?s != $it) ?s (?p != rdf:type) ?p ?o }}"""
"""What the vocabulary says of the term `$it`, and what of others with it."""

_CLASSES = {OWL + "Class", RDFS + "Class"}
_PROPERTIES = {OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"}
_ABOVE = (RDFS + "subClassOf", RDFS + "subPropertyOf")
_VANN = PREFIXES["vann"]

Node = dict[str, list[NamedNode | Literal]]


@dataclass(frozen=True)
class Term:
    """A term of the vocabulary; `above` holds what it specialises, ours or not, as IRIs.

    `sort` is `class`, `property` or, of anything else, `individual`.
    """

    thing: Thing
    sort: str
    definitions: tuple[Text, ...] = ()
    examples: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.thing.iri

    @property
    def word(self) -> str:
        """Its name in the namespace, such as `Institution`."""
        return self.iri.removeprefix(TERMS)


@dataclass(frozen=True)
class Ontology:
    """What an ontology says of itself; what it does not say is empty."""

    names: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    version: str
    licence: str


@dataclass(frozen=True)
class Vocabulary:
    """Terms by IRI, in the order of their names; `uses` counts how often the graph uses each."""

    ontology: Ontology | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)

    def of(self, sort: str) -> list[Term]:
        """Return the terms of a sort."""
        return [term for term in self.terms.values() if term.sort == sort]

    def below(self, iri: str) -> list[Term]:
        """Return the terms that specialise one directly."""
        return [term for term in self.terms.values() if iri in term.above]

    def members(self, iri: str) -> list[Term]:
        """Return the individuals of the vocabulary that are of a class."""
        return [term for term in self.of("individual") if iri in term.thing.classes]

    def lineage(self, iri: str) -> list[str]:
        """Return a term and all of ours that it specialises, the nearest first."""
        found = [iri]
        for each in found:
            known = self.terms.get(each)
            found += (
                [above for above in known.above if above in self.terms and above not in found]
                if known
                else []
            )
        return found

    def root(self, iri: str) -> str:
        """Return the most general term of ours that one specialises; itself where there is none."""
        return self.lineage(iri)[-1]

    def tree(self) -> Iterator[tuple[int, Term]]:
        """Give the classes, each below what it specialises first, with their depth."""
        classes = self.of("class")
        tops = [term for term in classes if not any(above in self.terms for above in term.above)]
        stack = [(0, term) for term in reversed(tops)]
        seen = set[str]()
        while stack:
            depth, term = stack.pop()
            if term.iri not in seen:
                seen.add(term.iri)
                yield depth, term
                stack += [(depth + 1, below) for below in reversed(self.below(term.iri))]

    def having(self, iri: str) -> list[Term]:
        """Return the properties that things of a class may have, by themselves or by what it specialises."""
        lineage = {*self.lineage(iri)}
        return [term for term in self.of("property") if lineage & {*term.domains}]

    def leading(self, iri: str) -> list[Term]:
        """Return the properties that may lead to things of a class, as `having` does."""
        lineage = {*self.lineage(iri)}
        return [term for term in self.of("property") if lineage & {*term.ranges}]

    def kind(self, iri: str) -> str | None:
        """Return the word of the kind whose things are of a class; None where it is none of theirs."""
        word = self.root(iri).removeprefix(TERMS).lower()
        return word if word in KINDS else None


def vocabulary(reader: Reader, used: Terms) -> Vocabulary:
    """Return the vocabulary in a graph that uses these terms. Raises what the engine raises."""
    said = _said(reader.rows(_SAID, ontology=NamedNode(ONTOLOGY)))
    told = said.pop(ONTOLOGY, None)
    made = [_term(iri, node) for iri, node in said.items() if iri.startswith(TERMS)]
    made.sort(key=lambda term: term.word.lower())
    uses = {each.thing.iri: each.count for each in (*used.classes, *used.properties)}
    individuals = [NamedNode(term.iri) for term in made if term.sort == "individual"]
    if individuals:
        rows = reader.rows(_POINTED, its=individuals)
        uses |= {row["it"].value: int(row["n"].value) for row in rows}
    return Vocabulary(_ontology(told) if told else None, {term.iri: term for term in made}, uses)


def examples(reader: Reader, term: Term, many: int) -> dict[str, list[NamedNode | Literal]]:
    """Return things of a class, or that have a property or name an individual: IRIs, with their values."""
    it = NamedNode(term.iri)
    if term.sort == "class":
        rows = reader.rows(_THINGS % many, of=it)
    elif term.sort == "property":
        rows = reader.rows(_STATEMENTS % many, property=it)
    else:
        rows = reader.rows(_POINTING % many, value=it)
    found: dict[str, list[NamedNode | Literal]] = {}
    for row in rows:
        if isinstance(row["it"], NamedNode):
            values = found.setdefault(row["it"].value, [])
            if term.sort == "property" and isinstance(row["value"], NamedNode | Literal):
                values.append(row["value"])
    return found


def _said(rows: Iterable[QuerySolution]) -> dict[str, Node]:
    said: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if isinstance(row["it"], NamedNode) and isinstance(row["o"], NamedNode | Literal):
            said[row["it"].value][row["p"].value].append(row["o"])
    return said


def _term(iri: str, node: Node) -> Term:
    types = _iris(node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    sort = "class" if _CLASSES & {*types} else "property" if _PROPERTIES & {*types} else "individual"
    return Term(
        Thing(iri, _texts(node, SKOS + "prefLabel"), types),
        sort,
        _texts(node, SKOS + "definition"),
        tuple(text.value for text in _texts(node, SKOS + "example")),
        tuple(above for name in _ABOVE for above in _iris(node, name) if above != iri),
        _iris(node, SCHEMA + "domainIncludes"),
        _iris(node, SCHEMA + "rangeIncludes"),
    )


def _ontology(node: Node) -> Ontology:
    return Ontology(
        _texts(node, SKOS + "prefLabel"),
        _texts(node, SKOS + "definition"),
        _texts(node, SKOS + "editorialNote"),
        next((text.value for text in _texts(node, OWL + "versionInfo")), ""),
        next(iter(_iris(node, DCTERMS + "license")), ""),
    )


def _texts(node: Node, name: str) -> tuple[Text, ...]:
    return tuple(Text.of(value) for value in node.get(name, ()) if isinstance(value, Literal))


def _iris(node: Node, name: str) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in node.get(name, ()) if isinstance(value, NamedNode)))
