"""The card of one thing: all that its page tells, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkg.reading import authors, charts, facts, pointing, sourced
from mkg.reading.about import Told, told
from mkg.reading.asking import Reader
from mkg.reading.authors import Author
from mkg.reading.charts import Chart
from mkg.reading.facts import Knowing, Place, Row, Section
from mkg.reading.names import Thing, kind_of, names
from mkg.reading.pointing import Bundle, Item, Pointing
from mkg.reading.sourced import Source
from mkg.reading.texts import Text, best
from mkg.vocab import DCTERMS, PREFIXES, RDF, SCHEMA, SKOS, TERMS

_SUMMED_UP = (
    PREFIXES["org"] + "subOrganizationOf",
    SCHEMA + "affiliation",
    DCTERMS + "isPartOf",
    SCHEMA + "superEvent",
    SCHEMA + "publisher",
    TERMS + "isOfferedBy",
    TERMS + "isLocatedIn",
    SCHEMA + "containedInPlace",
)
_YEARS = tuple(SCHEMA + name for name in ("datePublished", "startDate", "foundingDate"))


@dataclass(frozen=True)
class Statement:
    """What a claim states: something of something."""

    subject: Thing
    term: Thing
    object: Thing


@dataclass(frozen=True)
class Verdict:
    """How a claim was judged: the verdict, why, on which evidence, and what the claim states."""

    verdict: Thing
    note: Text | None
    evidence: tuple[Thing, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Card:
    """One thing, as its page tells it; see the modules of each part."""

    thing: Thing
    told: Told
    knowing: Knowing
    class_: Thing | None
    other_names: tuple[Text, ...]
    alternative: tuple[Text, ...]
    definition: Text | None
    summary: tuple[Text, ...]
    authors: tuple[Author, ...]
    sections: tuple[Section, ...]
    stated: tuple[Row, ...]
    pointing: tuple[Pointing, ...]
    claims: tuple[Item, ...]
    verdict: Verdict | None
    sources: tuple[Source, ...]
    charts: tuple[Chart, ...]

    @property
    def name(self) -> Text:
        """What the reader calls it."""
        return self.thing.name(self.knowing.language)


def card(
    reader: Reader,
    iri: str,
    language: str,
    vocabulary: Mapping[str, Thing],
    places: Mapping[tuple[str, str], Place],
) -> Card | None:
    """Return the card of a thing, None where the graph says nothing of it. Raises what the engine raises.

    `places` tells where each fact stands, by property and object as N-Triples has it.
    """
    it = told(reader, iri)
    if it is None:
        return None
    bundles, drawn = pointing.bundles(it), charts.charts(reader, kind_of(iri) or "", iri)
    sources = it.iris(DCTERMS + "source")
    details = sourced.details(reader, sources)
    licences = (each[DCTERMS + "license"].value for each in details.values() if DCTERMS + "license" in each)
    wanted = {iri, *sources, *licences, *_mentioned(it, bundles, drawn)} - vocabulary.keys()
    named = names(reader, (name for name in sorted(wanted) if name))
    knowing = Knowing(language, vocabulary, named, places)
    papers = [each for each in pointing.shown(bundles) if kind_of(each) == "publication"]
    bylines = authors.bylines(reader, papers, language)
    thing = named[iri] if iri in named else knowing.thing(iri)
    definitions = map(Text.of, (*it.literals(SKOS + "definition"), *it.literals(DCTERMS + "description")))
    return Card(
        thing,
        it,
        knowing,
        knowing.class_of(thing),
        *_names(it, thing.name(language), language),
        best(definitions, language),
        tuple(_summary(it, thing, knowing)),
        tuple(authors.authors(it, knowing)),
        tuple(facts.sections(it, knowing)),
        tuple(facts.stated(it, knowing)),
        tuple(pointing.pointing(it, bundles, knowing, bylines)),
        tuple(pointing.claims(bundles, knowing)),
        _verdict(it, knowing),
        sourced.numbered(sources, details, knowing),
        tuple(drawn),
    )


def _mentioned(it: Told, bundles: list[Bundle], drawn: list[Chart]) -> Iterator[str]:
    yield from facts.mentioned(it)
    yield from pointing.shown(bundles)
    yield from pointing.claimed(bundles)
    yield from (name for share in it.shares for name in (share.person, *share.affiliations))
    yield from (mark.thing for chart in drawn for mark in chart.marks)
    yield from it.iris(TERMS + "evidence")


def _names(it: Told, shown: Text, language: str) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return its names in the other languages, and its other names."""
    others = {Text.of(literal): None for literal in it.literals(SKOS + "prefLabel")}
    other_names = tuple(text for text in others if text.value != shown.value and text.lang != language)
    known = {shown.value, *(text.value for text in other_names)}
    also = {Text.of(literal).value: Text.of(literal) for literal in it.literals(SKOS + "altLabel")}
    return other_names, tuple(text for value, text in also.items() if value not in known)


def _summary(it: Told, thing: Thing, knowing: Knowing) -> Iterator[Text]:
    """Give what it is, where it belongs, and when it began, in as many words."""
    if class_ := knowing.class_of(thing):
        yield class_.name(knowing.language)
    for predicate in _SUMMED_UP:
        if found := it.iris(predicate):
            yield knowing.thing(min(found)).name(knowing.language)
            break
    for predicate in _YEARS:
        if year := it.first(predicate)[:4]:
            yield Text(year)
            break


def _verdict(it: Told, knowing: Knowing) -> Verdict | None:
    found = it.iris(TERMS + "verification")
    if not found:
        return None
    note = best(map(Text.of, it.literals(TERMS + "verificationNote")), knowing.language)
    evidence = sorted(
        map(knowing.thing, it.iris(TERMS + "evidence")), key=lambda each: each.name(knowing.language).value
    )
    parts = (
        [knowing.thing(iri) for iri in it.iris(RDF + name)] for name in ("subject", "predicate", "object")
    )
    subjects, properties, objects = parts
    statements = (Statement(s, p, o) for s in subjects for p in properties for o in objects)
    return Verdict(knowing.thing(found[0]), note, tuple(evidence), tuple(statements))
