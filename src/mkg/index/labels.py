"""By what names the things of any dataset are called, asked of an engine."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from mkg.engine import Engine, Query
from mkg.formats import SOLUTIONS, named
from mkg.vocab import BASE, DCTERMS, KINDS, PREFIXES, RDFS, SCHEMA, SH, SKOS, TERMS

_FOAF = PREFIXES["foaf"]
_OLD_SCHEMA = "http://schema.org/"
_OLD_DC = "http://purl.org/dc/elements/1.1/"

PREFERRED = (
    SKOS + "prefLabel",
    RDFS + "label",
    SCHEMA + "name",
    _OLD_SCHEMA + "name",
    _FOAF + "name",
    DCTERMS + "title",
    _OLD_DC + "title",
)
ALTERNATIVE = (
    SKOS + "altLabel",
    SCHEMA + "alternateName",
    _OLD_SCHEMA + "alternateName",
    DCTERMS + "alternative",
    SKOS + "hiddenLabel",
)
AUTHOR = (SCHEMA + "author", _OLD_SCHEMA + "author", DCTERMS + "creator", _OLD_DC + "creator")
NAMES = (*PREFERRED, *ALTERNATIVE)
PROPERTIES = (*NAMES, *AUTHOR)
"""The properties whose texts are searched, the best first: what a thing is called, also called, by whom."""

_LABELS = f"""SELECT ?thing ?property ?text WHERE {{
    {{
        VALUES ?property {{ {" ".join(f"<{each}>" for each in PROPERTIES)} }}
        ?thing ?property ?text
        FILTER NOT EXISTS {{ ?thing <{TERMS}isAuthorshipOf> ?work }}
    }} UNION {{
        ?authorship <{TERMS}isAuthorshipOf> ?thing ; <{SCHEMA}name> ?text
        BIND (<{AUTHOR[0]}> AS ?property)
    }} UNION {{
        ?thing a <{SH}SPARQLExecutable> ; <{RDFS}comment> ?text
        BIND (<{PREFERRED[0]}> AS ?property)
    }}
    FILTER (isIRI(?thing) && isLiteral(?text))
}}"""

Fact = tuple[str, str, Literal]
"""A thing's IRI, the IRI of a property, and a text."""


def labels(engine: Engine) -> Iterator[Fact]:
    """Yield the names of things in the default graph, the wording of questions, the authors of publications.

    What is not an IRI has no page, and is left out, and so is the description of the service.
    """
    answer = engine.answer(Query(_LABELS), named("tsv", SOLUTIONS), None)
    with answer.body as body:
        for found in cast(QuerySolutions, parse_query_results(body, format=QueryResultsFormat.TSV)):
            thing, property_, text = found
            if not thing.value.startswith(BASE + "void#"):
                yield thing.value, property_.value, text


def kind_of(iri: str) -> str:
    """Return the word for what a thing of ours is, as its IRI says; empty for those of others.

    >>> [kind_of(BASE + rest) for rest in ("place/rabat", "ns#Place", "question/01-a", "place/x#y")]
    ['place', 'ns', 'question', '']
    >>> kind_of("http://example.org/place/rabat")
    ''
    """
    if iri.startswith(TERMS):
        return "ns"
    word, _, rest = iri.removeprefix(BASE).partition("/")
    ours = iri.startswith(BASE) and rest and "#" not in rest and word in {*KINDS, "question"}
    return word if ours else ""
