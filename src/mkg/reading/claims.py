"""What documents claim, claim by claim in the order of the text, and what is known of each."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode, QuerySolution

from mkg.reading.asking import Reader, Term
from mkg.reading.names import Thing, names
from mkg.reading.texts import Text
from mkg.vocab import BASE, DCTERMS, PREFIXES, PROV, RDF, SCHEMA, SKOS, TERMS

VERDICTS = tuple(
    TERMS + word for word in ("Corroborated", "PartlyCorroborated", "Unverified", "Contradicted")
)
"""The verdicts, from the best to the worst."""

CLAIM_KINDS = tuple(TERMS + word for word in ("Factual", "Evaluative", "Taxonomic", "Prospective"))
"""The kinds of claims; what the first says can be observed."""

IN_GRAPH, IN_SEED, NOWHERE = "graph", "seed", "nowhere"
"""Where the triple that a claim states is asserted: among the facts, apart in `graph:seed`, or not at all."""

_OA = PREFIXES["oa"]
_NUMBER = re.compile("[0-9]{1,9}")

# What a claim says, and whether the triple that it states is a fact of the graph or stands apart from it.
_CLAIMS = """SELECT ?it ?property ?value ?asserted {
  ?it a mkg:Claim
  {
    ?it ?property ?value
    VALUES ?property {
      skos:prefLabel mkg:claimKind mkg:verification mkg:verificationNote mkg:evidence mkg:isAbout
      mkg:sentence oa:start oa:end prov:wasQuotedFrom rdf:subject rdf:predicate rdf:object
    }
  } UNION {
    ?it rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
    { ?s ?p ?o BIND ("graph" AS ?asserted) }
    UNION { GRAPH graph:seed { ?s ?p ?o } BIND ("seed" AS ?asserted) }
  }
}"""
_DETAILS = """SELECT ?it ?property ?value {
  VALUES ?it { $things }
  VALUES ?property { dcterms:publisher mkg:dateRead schema:url skos:definition }
  ?it ?property ?value
}"""


@dataclass(frozen=True)
class Claim:
    """One claim: things are told by their IRIs, words in each language there is; what is not said is empty.

    `place` is the number of its sentence and its first and last character there, `triple` what it states,
    `asserted` one of `IN_GRAPH`, `IN_SEED`, `NOWHERE`.
    """

    iri: str
    wordings: tuple[Text, ...] = ()
    kind: str = ""
    verdict: str = ""
    reasons: tuple[Text, ...] = ()
    evidence: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    document: str = ""
    place: tuple[int, int, int] = (0, 0, 0)
    triple: tuple[Term | None, Term | None, Term | None] = (None, None, None)
    asserted: str = NOWHERE

    @property
    def anchor(self) -> str:
        """What names it within a page, such as `s02-03`: no two claims of ours have the same."""
        return self.iri.removeprefix(f"{BASE}claim/")

    @property
    def states(self) -> bool:
        """Whether it states a whole triple."""
        return None not in self.triple

    @property
    def things(self) -> tuple[str, ...]:
        """What it speaks of: what it is about, the subject and the object of its triple."""
        ends = (term.value for term in self.triple[::2] if isinstance(term, NamedNode))
        return tuple(dict.fromkeys((*ends, *self.about)))


@dataclass(frozen=True)
class Details:
    """What is known of a source or a term; what is not is empty. `read` is a date, such as `2026-11-23`."""

    publisher: Text | None = None
    read: str = ""
    url: str = ""
    definitions: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Claims:
    """All claims of a graph by document and in the order of the text, and the things they lead to, by IRI."""

    all: tuple[Claim, ...]
    things: dict[str, Thing]
    details: dict[str, Details] = field(default_factory=dict)

    def known(self, iri: str) -> Details:
        """Return what is known of a thing beside its name."""
        return self.details.get(iri, Details())

    def grounds(self, claim: Claim) -> tuple[list[tuple[Thing, Thing | None]], list[Thing]]:
        """Return the sources that a verdict rests on, and the things of the graph that it does.

        Beside a source stands the thing of the same name, which is what the source is: it is told once.
        """
        evidence = [self.things[iri] for iri in claim.evidence]
        things = [thing for thing in evidence if thing.kind != "source"]
        named = {name.value: thing for thing in things for name in thing.names}
        sources = [
            (source, next((named[name.value] for name in source.names if name.value in named), None))
            for source in evidence
            if source.kind == "source"
        ]
        told = [thing for _, thing in sources]
        return sources, [thing for thing in things if thing not in told]


def read(reader: Reader) -> Claims:
    """Read the claims of a graph in three questions. Raises what the engine raises."""
    found = sorted(_claims(reader.rows(_CLAIMS)), key=lambda claim: (claim.document, claim.place, claim.iri))
    if not found:
        return Claims((), {})
    told = {iri for claim in found for iri in (*claim.evidence, claim.document)} - {""}
    words = {*VERDICTS, *CLAIM_KINDS, *(iri for claim in found for iri in (claim.verdict, claim.kind))} - {""}
    spoken = {iri for claim in found for iri in claim.things}
    links = {claim.triple[1].value for claim in found if isinstance(claim.triple[1], NamedNode)}
    details = reader.rows(_DETAILS, things=map(NamedNode, sorted(told | words)))
    return Claims(tuple(found), names(reader, sorted(told | words | spoken | links)), _details(details))


def _claims(rows: Iterable[QuerySolution]) -> list[Claim]:
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    asserted: dict[str, str] = {}
    for row in rows:
        if not isinstance(row["it"], NamedNode):
            continue  # nothing can be said of where one without an IRI stands
        if row["asserted"]:
            asserted[row["it"].value] = min(row["asserted"].value, asserted.get(row["it"].value, IN_SEED))
        else:
            said[row["it"].value][row["property"].value].append(row["value"])
    return [replace(_claim(iri, of), asserted=asserted.get(iri, NOWHERE)) for iri, of in said.items()]


def _claim(iri: str, said: dict[str, list[Term]]) -> Claim:
    return Claim(
        iri,
        wordings=_texts(said[f"{SKOS}prefLabel"]),
        kind=_iri(said[f"{TERMS}claimKind"]),
        verdict=_iri(said[f"{TERMS}verification"]),
        reasons=_texts(said[f"{TERMS}verificationNote"]),
        evidence=_iris(said[f"{TERMS}evidence"]),
        about=_iris(said[f"{TERMS}isAbout"]),
        document=_iri(said[f"{PROV}wasQuotedFrom"]),
        place=(_count(said[f"{TERMS}sentence"]), _count(said[f"{_OA}start"]), _count(said[f"{_OA}end"])),
        triple=(
            _first(said[f"{RDF}subject"]),
            _first(said[f"{RDF}predicate"]),
            _first(said[f"{RDF}object"]),
        ),
    )


def _details(rows: Iterable[QuerySolution]) -> dict[str, Details]:
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        said[row["it"].value][row["property"].value].append(row["value"])
    return {
        iri: Details(
            publisher=next(iter(_texts(of[f"{DCTERMS}publisher"])), None),
            read=max((term.value for term in of[f"{TERMS}dateRead"]), default="")[:10],
            url=_iri(of[f"{SCHEMA}url"]),
            definitions=_texts(of[f"{SKOS}definition"]),
        )
        for iri, of in said.items()
    }


def _texts(terms: Iterable[Term]) -> tuple[Text, ...]:
    texts = {Text.of(term) for term in terms if isinstance(term, Literal)}
    return tuple(sorted(texts, key=lambda text: (text.lang, text.value)))


def _iris(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(sorted({term.value for term in terms if isinstance(term, NamedNode)}))


def _iri(terms: Iterable[Term]) -> str:
    return next(iter(_iris(terms)), "")


def _first(terms: Iterable[Term]) -> Term | None:
    return min(terms, key=str, default=None)


def _count(terms: Iterable[Term]) -> int:
    # Whoever serves other data may have written anything here.
    texts = (term.value for term in terms if isinstance(term, Literal))
    return min((int(text) for text in texts if _NUMBER.fullmatch(text)), default=0)
