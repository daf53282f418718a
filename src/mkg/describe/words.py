"""The words in which a graph describes itself: namespaces, addresses, and triples made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from mkg.vocab import BASE, DCTERMS, GRAPHS, PREFIXES, RDF, XSD, compact

Pair = tuple[NamedNode, NamedNode | Literal]


class Namespace:
    """A vocabulary; its terms are had by name: `VOID["triples"]`."""

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self._iri + name)


DCAT = Namespace(PREFIXES["dcat"])
DCT = Namespace(DCTERMS)
SD = Namespace(PREFIXES["sd"])
VOID = Namespace(PREFIXES["void"])
# Datatypes of a property, in the words that the SIB's VoID generator and SPARQL editor share.
VOID_EXT = Namespace(PREFIXES["void-ext"])

A = NamedNode(RDF + "type")
PRIMARY_TOPIC = NamedNode(PREFIXES["foaf"] + "primaryTopic")
# Of the software, whatever the data are: who asks for a description asks for these names.
SERVICE_GRAPH = NamedNode(GRAPHS + "service")
EXAMPLES_GRAPH = NamedNode(GRAPHS + "examples")
OURS = BASE + "void"
"""The address of the document that describes our graph. https://www.w3.org/TR/void/#void-file"""
QUESTIONS = BASE + "question/"
"""Where the questions that are asked of our graph have their addresses."""


@dataclass(frozen=True)
class Site:
    """Where a graph is served, and what is served.

    `base_url` ends with a slash; `version` is the content hash of the dataset.
    """

    base_url: str
    version: str
    software_version: str

    def at(self, path: str) -> NamedNode:
        """Return the address of a path under the base."""
        return NamedNode(self.base_url + path)


@dataclass(frozen=True)
class Document:
    """The document that describes what a site serves, and the addresses of its parts.

    Our graph has its description in it, which counts itself. That of a graph of others is kept `apart`: it
    counts the data alone, and its address is one of the site.
    """

    site: Site
    apart: bool = False

    @property
    def node(self) -> NamedNode:
        """The document itself."""
        return self.site.at(".well-known/void") if self.apart else NamedNode(OURS)

    @property
    def dataset(self) -> NamedNode:
        """The data, which are the default graph."""
        return self.place("dataset")

    @property
    def service(self) -> NamedNode:
        """The endpoint."""
        return self.place("service")

    def question(self, slug: str) -> NamedNode:
        """Return the address of a question that is asked of the data."""
        return self.place("question", quote(slug)) if self.apart else NamedNode(QUESTIONS + quote(slug))

    def place(self, *steps: str) -> NamedNode:
        """Return the address of a part; it depends on nothing but the document and these steps.

        >>> Document(Site("http://localhost/", "", "")).place("class", "mkg:Person").value
        'https://w3id.org/mkg/void#class/mkg:Person'
        """
        return NamedNode(f"{self.node.value}#{'/'.join(steps)}")


def step(term: NamedNode) -> str:
    """Name a term in one step of an address: by its prefix where it has one, else percent-encoded.

    >>> step(NamedNode("https://schema.org/Person"))
    'schema:Person'
    >>> step(NamedNode("http://example.org/C"))
    'http%3A%2F%2Fexample.org%2FC'
    """
    short = compact(term.value)
    return quote(term.value, safe="") if short.startswith("<") else short


def within(part: NamedNode, *steps: str) -> NamedNode:
    """Return the address of a part of a part."""
    return NamedNode("/".join((part.value, *steps)))


def tell(subject: NamedNode, *pairs: Pair) -> Iterator[Triple]:
    """Make the triples that say all that of one subject."""
    return (Triple(subject, predicate, told) for predicate, told in pairs)


def each(predicate: NamedNode, told: Iterable[NamedNode | Literal]) -> list[Pair]:
    """Pair one predicate with each of its objects."""
    return [(predicate, item) for item in told]


def number(count: int) -> Literal:
    """Write a count."""
    return Literal(str(count), datatype=NamedNode(XSD + "integer"))


def ordered(terms: Iterable[NamedNode]) -> list[NamedNode]:
    """Sort terms by their IRIs."""
    return sorted(terms, key=lambda term: term.value)
