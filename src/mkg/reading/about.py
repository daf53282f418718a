"""All that a graph says of one thing, as it says it: what is stated, by whom it is named, what is claimed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution

from mkg.reading.asking import Reader
from mkg.reading.texts import whole
from mkg.vocab import RDF, SCHEMA, TERMS

MANY = 3000
"""Things that point to one are counted up to here."""

# What was only inferred repeats what is stated: in other words, or of a wider class.
_SAID = """SELECT DISTINCT ?part ?s ?p ?o {
  { $it ?p ?o FILTER NOT EXISTS { GRAPH graph:inferred { $it ?p ?o } } BIND ("said" AS ?part) }
  UNION
  { GRAPH graph:seed { $it ?p ?o } FILTER NOT EXISTS { $it ?p ?o } BIND ("stated" AS ?part) }
  UNION
  { ?s mkg:isAuthorshipOf $it ; ?p ?o BIND ("share" AS ?part) }
  UNION
  { ?s rdf:subject $it ; ?p ?o
    FILTER (?p IN (rdf:predicate, rdf:object, mkg:verification)) BIND ("claim" AS ?part) }
}"""
_POINTING = """SELECT DISTINCT ?s ?p ?when ?verdict {
  { ?s ?p $it
    FILTER NOT EXISTS { GRAPH graph:inferred { ?s ?p $it } }
    FILTER NOT EXISTS { ?s mkg:isAuthorshipOf ?any } }
  UNION
  { ?share ?p $it ; mkg:isAuthorshipOf ?s FILTER (?p != mkg:isAuthorshipOf) }
  OPTIONAL { ?s schema:datePublished|schema:startDate ?when }
  OPTIONAL { ?s mkg:verification ?verdict }
}"""

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Fact:
    """One statement about a thing: the property's IRI and the object."""

    predicate: str
    object: Term


@dataclass(frozen=True)
class Pointer:
    """One statement whose object the thing is; `when` is the date or year of its subject, if it has one."""

    predicate: str
    subject: str
    when: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Share:
    """One author's part in a publication: a person of ours or a plain name, and the affiliations."""

    iri: str
    position: int
    person: str = ""
    name: str = ""
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A claim that states a fact about the thing, and the verdict on it."""

    claim: str
    verdict: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Told:
    """A thing as a graph tells of it; `stated` is what the starting document alone says."""

    iri: str
    said: tuple[Fact, ...] = ()
    stated: tuple[Fact, ...] = ()
    shares: tuple[Share, ...] = ()
    judged: tuple[Judged, ...] = ()
    pointers: tuple[Pointer, ...] = ()

    def objects(self, predicate: str) -> list[Term]:
        """Return what a property of the thing leads to."""
        return [fact.object for fact in self.said if fact.predicate == predicate]

    def iris(self, predicate: str) -> list[str]:
        """Return the IRIs that a property of the thing leads to."""
        return [term.value for term in self.objects(predicate) if isinstance(term, NamedNode)]

    def literals(self, predicate: str) -> list[Literal]:
        """Return the literals of a property of the thing."""
        return [term for term in self.objects(predicate) if isinstance(term, Literal)]

    def first(self, predicate: str) -> str:
        """Return the first value of a property as a string; empty where it has none."""
        return next((term.value for term in self.objects(predicate)), "")


@dataclass
class _Parts:
    said: list[Fact] = field(default_factory=list)
    stated: list[Fact] = field(default_factory=list)
    share: dict[str, list[Fact]] = field(default_factory=dict)
    claim: dict[str, list[Fact]] = field(default_factory=dict)


def told(reader: Reader, iri: str) -> Told | None:
    """Return what the graph says of a thing; None where it says nothing. Raises what the engine raises."""
    it, parts = NamedNode(iri), _Parts()
    for row in reader.rows(_SAID, it=it):
        _place(row, parts)
    pointers = tuple(_pointers(reader.rows(f"{_POINTING} LIMIT {MANY}", it=it)))
    if not parts.said and not parts.stated and not pointers:
        return None
    shares = sorted(
        (_share(*item) for item in parts.share.items()), key=lambda each: (each.position, each.iri)
    )
    judged = (_judged(*item) for item in sorted(parts.claim.items()))
    return Told(iri, tuple(parts.said), tuple(parts.stated), tuple(shares), tuple(judged), pointers)


def _place(row: QuerySolution, parts: _Parts) -> None:
    part, fact = row["part"].value, Fact(row["p"].value, row["o"])
    if part in {"said", "stated"}:
        getattr(parts, part).append(fact)
    else:
        getattr(parts, part).setdefault(row["s"].value, []).append(fact)


def _pointers(rows: Iterable[QuerySolution]) -> Iterable[Pointer]:
    found: dict[tuple[str, str], Pointer] = {}
    for row in rows:
        subject, predicate = row["s"], row["p"].value
        if isinstance(subject, NamedNode):
            when, verdict = (row[name].value if row[name] else "" for name in ("when", "verdict"))
            found.setdefault((predicate, subject.value), Pointer(predicate, subject.value, when, verdict))
    return found.values()


def _share(iri: str, facts: list[Fact]) -> Share:
    def values(predicate: str) -> list[str]:
        return [fact.object.value for fact in facts if fact.predicate == SCHEMA + predicate]

    position = max(map(whole, values("position")), default=0)
    person, name = next(iter(values("author")), ""), next(iter(values("name")), "")
    return Share(iri, position, person, name, tuple(sorted(values("affiliation"))))


def _judged(claim: str, facts: list[Fact]) -> Judged:
    said = {
        name: [fact.object for fact in facts if fact.predicate == RDF + name]
        for name in ("predicate", "object")
    }
    verdict = next((fact.object.value for fact in facts if fact.predicate == TERMS + "verification"), "")
    stated = (Fact(predicate.value, object_) for predicate in said["predicate"] for object_ in said["object"])
    return Judged(claim, verdict, tuple(stated))
