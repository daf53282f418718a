"""The formats in which answers travel, and how one is agreed on."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


@dataclass(frozen=True)
class Format:
    """A way to write an answer: its short name, media type and, for RDF and results, Oxigraph's writer."""

    name: str
    media_type: str
    writer: QueryResultsFormat | RdfFormat | None = None
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of a Content-Type header: text formats say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


SOLUTIONS = (
    # https://www.w3.org/TR/sparql11-results-json/
    Format("json", "application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",)),
    # https://www.w3.org/TR/rdf-sparql-XMLres/
    Format("xml", "application/sparql-results+xml", QueryResultsFormat.XML, ("application/xml", "text/xml")),
    # https://www.w3.org/TR/sparql11-results-csv-tsv/
    Format("csv", "text/csv", QueryResultsFormat.CSV),
    Format("tsv", "text/tab-separated-values", QueryResultsFormat.TSV),
)
"""For SELECT and ASK, the default first."""

GRAPHS = (
    # https://www.w3.org/TR/turtle/
    Format("turtle", "text/turtle", RdfFormat.TURTLE, ("application/x-turtle",)),
    # https://www.w3.org/TR/n-triples/
    Format("ntriples", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",)),
    # https://www.w3.org/TR/json-ld11/
    Format("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",)),
    # https://www.w3.org/TR/rdf-syntax-grammar/
    Format("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    # https://www.w3.org/TR/n-quads/
    Format("nquads", "application/n-quads", RdfFormat.N_QUADS),
    # https://www.w3.org/TR/trig/
    Format("trig", "application/trig", RdfFormat.TRIG),
)
"""For CONSTRUCT and DESCRIBE, the default first."""

HTML = Format("html", "text/html", None, ("application/xhtml+xml",))


def named(name: str, offered: Iterable[Format]) -> Format | None:
    """Return the format of that short name, or None where it is not on offer."""
    return next((item for item in offered if item.name == name), None)


def asked(name: str, offered: Iterable[Format]) -> Format | None:
    """Return the format on offer that a name means: a short name, a media type or the end of one.

    >>> asked("json", GRAPHS).name
    'jsonld'
    """
    spelled = {name, f"application/{name}", f"text/{name}"}
    return next((item for item in offered if spelled & {item.name, item.media_type, *item.aliases}), None)


def negotiate(accept: str | None, offered: tuple[Format, ...]) -> Format | None:
    """Return the format that an Accept header likes best; the first on offer where there is no header.

    None where no format on offer is acceptable. https://www.rfc-editor.org/rfc/rfc9110#name-accept

    >>> negotiate("text/csv;q=0.5, application/json", SOLUTIONS).name
    'json'
    """
    if not accept or not accept.strip():
        return offered[0]
    types = {media_type: item for item in reversed(offered) for media_type in item.aliases}
    types |= {item.media_type: item for item in offered}
    order = [item.media_type for item in offered] + [alias for item in offered for alias in item.aliases]
    # A parameter such as charset does not make it another format.
    accepted = [
        (value.partition(";")[0].strip(), quality)
        for value, quality in parse_accept_header(accept, MIMEAccept)
    ]
    best = MIMEAccept(accepted).best_match(order)
    return types[best] if best else None
