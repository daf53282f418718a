"""JSON-LD in the words of a published context says exactly what Turtle says.

https://www.w3.org/TR/json-ld11/
"""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from documents import CONTEXT, Client, inlined
from http_client import ask
from mkg.dataset import load
from mkg.engine import InProcessEngine
from mkg.project import find
from mkg.reading.asking import Reader
from mkg.reading.jsonld import Compactor, Json, context
from mkg.vocab import PREFIXES, RDF, XSD

THINGS = [
    "/institution/um6p",
    "/publication/darijabert",
    "/claim/s01-01",
    "/ontology",
    "/dataset/adab",
    "/source/ror",
]


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    with closing(Client(server)) as client:
        yield client


@pytest.fixture(scope="module")
def published() -> Json:
    """Return the context of our ontology."""
    engine = InProcessEngine(load(find()).store)
    return context(Reader(engine.answer))


# rdflib's reader of JSON-LD itself still uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", THINGS)
def test_another_library_reads_the_same_triples(path: str, client: Client) -> None:
    turtle, jsonld = client.ask(f"{path}.ttl").body, client.ask(f"{path}.jsonld").body
    graphs = (
        rdflib.Graph().parse(data=turtle, format="turtle"),
        rdflib.Graph().parse(data=inlined(jsonld, client.context), format="json-ld"),
    )

    assert len(graphs[0]) > 10
    assert isomorphic(*graphs)


def test_the_document_names_the_context_and_uses_its_words(client: Client) -> None:
    told = json.loads(client.ask("/publication/darijabert.jsonld").body)
    first = told["@graph"][0]

    assert told["@context"] == CONTEXT
    assert first["id"] == "publication:darijabert"
    assert "mkg:Publication" in first["type"]
    assert isinstance(first["skos:prefLabel"]["en"], str)
    assert first["presents"][0].startswith("model:")
    assert first["schema:datePublished"] == "2023"


def test_the_context_is_had_from_any_page(server: str) -> None:
    reply = ask(server, "/context.jsonld", headers={"Origin": "https://elsewhere.example"})
    again = ask(server, "/context.jsonld", headers={"If-None-Match": reply.headers["ETag"]})

    assert (reply.status, reply.type) == (200, "application/ld+json")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert again.status == 304


def test_the_context_knows_our_prefixes_and_every_property_of_ours(published: Json, server: str) -> None:
    terms = published["@context"]
    told = json.loads(ask(server, "/context.jsonld").body)
    quads = parse(ask(server, "/ns.nt").body, format=RdfFormat.N_TRIPLES)
    kinds = {f"http://www.w3.org/2002/07/owl#{kind}Property" for kind in ("Object", "Datatype")}
    ours = {q.subject.value for q in quads if q.predicate.value == RDF + "type" and q.object.value in kinds}

    assert told == published
    assert PREFIXES.items() <= terms.items()
    assert ours
    assert ours <= {PREFIXES["mkg"] + name for name in terms}
    assert terms["isLocatedIn"] == {"@id": "mkg:isLocatedIn", "@type": "@id"}
    assert terms["verificationNote"] == {"@id": "mkg:verificationNote", "@container": "@language"}
    assert terms["dateRead"] == {"@id": "mkg:dateRead", "@type": "xsd:date"}


def read(document: Json, published: Json) -> set[Quad]:
    body = inlined(json.dumps(document).encode(), published["@context"])
    return {*parse(body, format=RdfFormat.JSON_LD)}


def quads(triples: list[Triple]) -> set[Quad]:
    return {Quad(triple.subject, triple.predicate, triple.object) for triple in triples}


predicates = st.sampled_from(
    [
        *(
            PREFIXES["mkg"] + name
            for name in ("isIn", "dateRead", "size", "sentence", "verificationNote", "none")
        ),
        *(PREFIXES["skos"] + name for name in ("prefLabel", "exactMatch", "example")),
        RDF + "type",
        "http://example.org/p",
        "urn:p",
    ]
)
iris = st.sampled_from(
    [
        "https://w3id.org/mkg/place/rabat",
        "http://example.org/",
        "urn:x",
        "mailto:a@b.c",
        PREFIXES["mkg"] + "isIn",
    ]
)
nodes = st.builds(NamedNode, iris) | st.sampled_from([BlankNode("a"), BlankNode("b")])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
datatypes = st.sampled_from([XSD + name for name in ("integer", "boolean", "date", "decimal", "string")])
lexical = st.sampled_from(["1", "01", "-0", "true", "TRUE", "1.0", "9" * 30, "2020-01-01", "", "no"]) | texts
literals = (
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "ar-ma", "fr"]))
    | st.builds(lambda text, name: Literal(text, datatype=NamedNode(name)), lexical, datatypes)
    | st.builds(lambda text: Literal(text, datatype=NamedNode("urn:datatype")), texts)
)
triples = st.lists(st.builds(Triple, nodes, st.builds(NamedNode, predicates), nodes | literals), max_size=8)


@given(triples)
def test_whatever_is_said_is_said_in_json_too(published: Json, told: list[Triple]) -> None:
    document = Compactor(published).document(told)

    assert document is not None
    found, meant = read(document, published), quads(told)
    if not any(isinstance(term, BlankNode) for quad in meant for term in (quad.subject, quad.object)):
        assert found == meant
    assert len(found) == len(meant)


def test_what_does_not_fit_its_word_is_written_in_full(published: Json) -> None:
    it, label = NamedNode("http://example.org/x"), PREFIXES["skos"] + "prefLabel"
    told = [
        Triple(it, NamedNode(label), text) for text in (Literal("plain"), Literal("tagged", language="en"))
    ]
    document = Compactor(published).document(told)

    assert document
    assert document["@graph"] == [
        {"id": "http://example.org/x", label: "plain", "skos:prefLabel": {"en": "tagged"}}
    ]


@pytest.mark.parametrize("iri", ["place:rabat", "mkg:x", "org:x"])
def test_an_iri_that_would_be_read_as_a_short_name_has_no_words(iri: str, published: Json) -> None:
    it, p = NamedNode("http://example.org/x"), NamedNode("http://example.org/p")
    odd = NamedNode(iri)

    for told in (
        Triple(odd, p, it),
        Triple(it, odd, it),
        Triple(it, p, odd),
        Triple(it, p, Literal("", datatype=odd)),
    ):
        assert Compactor(published).document([told]) is None
