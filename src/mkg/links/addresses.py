"""Which web addresses data point to, and where."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mkg.sources import Source
from mkg.vocab import RDF, XSD

_WEB = re.compile(r"(?i)https?://\S*")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]")
_TERMS = frozenset({RDF + "type", RDF + "predicate"})
# What RFC 3986 lets stand in a path or query as it is; % since an IRI may hold what is encoded already.
_KEPT = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement whose object is a web address."""

    subject: NamedNode | BlankNode
    predicate: NamedNode
    value: NamedNode | Literal


def cited(
    sources: Iterable[Source], properties: Collection[str] = (), own: tuple[str, ...] = ()
) -> dict[str, list[Citation]]:
    """Return the addresses that statements of some properties point to, each with those statements.

    Without properties it is every one, save those whose objects are terms of a vocabulary (rdf:type). What
    the data themselves describe, or what begins with one of `own`, is not outside. Text is an address where
    it is an xsd:anyURI, or where its property was asked for. What cannot be one stands as it is written.
    """
    found: dict[str, dict[Citation, None]] = {}
    described: set[str] = set()
    for quad in (quad for source in sources for quad in source.quads()):
        if isinstance(quad.subject, NamedNode):
            described.add(quad.subject.value)
        citation = _citation(quad, properties)
        if citation and not citation.value.value.startswith(own):
            found.setdefault(citation.value.value, {})[citation] = None
    return _joined((iri, citations) for iri, citations in found.items() if iri not in described)


def _citation(quad: Quad, properties: Collection[str]) -> Citation | None:
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if predicate.value not in properties if properties else predicate.value in _TERMS:
        return None
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(value, NamedNode | Literal):
        return None
    if isinstance(value, Literal) and not properties and value.datatype.value != XSD + "anyURI":
        return None
    return Citation(subject, predicate, value) if _WEB.fullmatch(value.value) else None


def _joined(found: Iterator[tuple[str, Iterable[Citation]]]) -> dict[str, list[Citation]]:
    joined: dict[str, list[Citation]] = {}
    for iri, citations in found:
        try:
            address = address_of(iri)
        except ValueError:
            address = iri
        joined.setdefault(address, []).extend(citations)
    return joined


def address_of(iri: str) -> str:
    """Return what to ask the web for an IRI: in ASCII, without its fragment.

    Raises ValueError where it is no address of the web, or holds a name and password.
    https://www.rfc-editor.org/rfc/rfc3987#section-3.1

    >>> address_of("HTTP://Bücher.example/é#top")
    'http://xn--bcher-kva.example/%C3%A9'
    """
    place = urlsplit(iri)
    if place.scheme not in {"http", "https"} or "@" in place.netloc or place.port == 0:
        raise ValueError(iri)
    host = place.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(iri)
    netloc = f"{host}:{place.port}" if place.port else host
    return urlunsplit(
        (place.scheme, netloc, quote(place.path, _KEPT) or "/", quote(place.query, _KEPT + "?"), "")
    )


def host_of(address: str) -> str:
    """Return the host that serves an address, without its port."""
    return urlsplit(address).hostname or ""
