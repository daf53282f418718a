"""What the SPARQL endpoint can do, which graphs it has, and prefixes and queries to start from.

https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/shacl/#sparql-prefixes
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from mkg.describe.words import SD, VOID, A, Document, Namespace, each, number, step, tell, within
from mkg.formats import GRAPHS, SOLUTIONS, Format
from mkg.index.functions import FUNCTIONS
from mkg.questions import Question
from mkg.sparql import TOKEN
from mkg.vocab import OWL, PREFIXES, RDFS, SCHEMA, SH, XSD

_SH = Namespace(SH)
_RDFS = Namespace(RDFS)
_FORMATS = "http://www.w3.org/ns/formats/"
# SHACL has no class for DESCRIBE.
_CLASSES = {"select": "Select", "ask": "Ask", "construct": "Construct", "describe": ""}


def endpoint(document: Document) -> Iterator[Triple]:
    """Tell what the endpoint understands and answers with."""
    on_offer = document.place("service", "dataset")
    yield from tell(
        document.service,
        (A, SD["Service"]),
        (SD["endpoint"], document.site.at("sparql")),
        (SD["supportedLanguage"], SD["SPARQL11Query"]),
        # What follows has been added when the graph was loaded; the engine itself infers nothing.
        (SD["defaultEntailmentRegime"], NamedNode("http://www.w3.org/ns/entailment/Simple")),
        *each(SD["resultFormat"], map(_format, (*SOLUTIONS, *GRAPHS))),
        (SD["defaultDataset"], on_offer),
        (SD["availableGraphs"], on_offer),
        *each(SD["extensionFunction"], (function.iri for function in FUNCTIONS)),
        (NamedNode(OWL + "versionInfo"), Literal(document.site.software_version)),
    )
    for function in FUNCTIONS:
        yield from tell(
            function.iri,
            (A, SD["Function"]),
            (_RDFS["label"], Literal(f"{function.name}({function.takes})")),
            (_RDFS["comment"], Literal(function.comment, language="en")),
        )
    yield from tell(document.dataset, *each(VOID["feature"], map(_format, GRAPHS)))


def graphs(document: Document, names: Iterable[NamedNode]) -> Iterator[Triple]:
    """Tell which graphs there are."""
    on_offer = document.place("service", "dataset")
    yield from tell(on_offer, (A, SD["Dataset"]), (A, SD["GraphCollection"]))
    yield from tell(on_offer, (SD["defaultGraph"], document.dataset))
    for name in names:
        here = document.place("graph", step(name))
        content = within(here, "content")
        yield from tell(on_offer, (SD["namedGraph"], here))
        yield from tell(here, (A, SD["NamedGraph"]), (SD["name"], name), (SD["graph"], content))
        yield from tell(content, (A, SD["Graph"]))


def sizes(document: Document, triples: Mapping[NamedNode, int]) -> Iterator[Triple]:
    """Tell how many triples each named graph holds."""
    for name, count in triples.items():
        yield from tell(document.place("graph", step(name), "content"), (VOID["triples"], number(count)))


def _format(item: Format) -> NamedNode:
    # pyoxigraph has JSON-LD at an address that is not on the list: https://www.w3.org/ns/formats/
    iri = item.writer.iri if item.writer else ""
    return NamedNode(_FORMATS + iri.rpartition("/")[2])


def prefixes(document: Document) -> Iterator[Triple]:
    """Tell what each prefix stands for."""
    known = document.place("prefixes")
    yield from tell(known, (A, NamedNode(OWL + "Ontology")))
    for prefix, namespace in sorted(PREFIXES.items()):
        here = document.place("prefix", prefix)
        yield from tell(known, (_SH["declare"], here))
        yield from tell(
            here,
            (A, _SH["PrefixDeclaration"]),
            (_SH["prefix"], Literal(prefix)),
            (_SH["namespace"], Literal(namespace, datatype=NamedNode(XSD + "anyURI"))),
        )


def queries(questions: Sequence[Question], document: Document) -> Iterator[Triple]:
    """Tell of each question that is a query: its wording, its text, and who answers it."""
    for question in questions:
        form = _form(question.text)
        if form:
            yield from _example(question, form, document)


def _example(question: Question, form: str, document: Document) -> Iterator[Triple]:
    here = document.question(question.slug)
    for kind in {"", _CLASSES[form]}:
        yield from tell(here, (A, _SH[f"SPARQL{kind}Executable"]))
    for language, wording in question.wording.items():
        yield from tell(here, (_RDFS["comment"], Literal(wording, language=language)))
    yield from tell(
        here,
        # The name by which the command line takes it.
        (_RDFS["label"], Literal(question.slug.lstrip("0123456789-") or question.slug)),
        # The SIB's editor asks for sh:describe, which is not in SHACL, beside the other three.
        (_SH[form], Literal(question.text)),
        (_SH["prefixes"], document.place("prefixes")),
        (NamedNode(SCHEMA + "target"), document.site.at("sparql")),
    )


def _form(text: str) -> str | None:
    words = (match["word"].lower() for match in TOKEN.finditer(text) if match["word"])
    first = next((word for word in words if word not in {"prefix", "base"}), None)
    return first if first in _CLASSES else None
