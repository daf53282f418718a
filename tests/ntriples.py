"""Shapes and data for the tests of engines: written in Turtle, given in N-Triples."""

from pyoxigraph import RdfFormat, Triple, parse, serialize

from mkg.vocab import RDF, SH

PREFIXES = f"""
PREFIX e: <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <{RDF}>
PREFIX sh: <{SH}>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
HEAD = "e:S a sh:NodeShape ; sh:targetNode e:a ; "
"""The start of a shape that looks at e:a."""


def ntriples(text: str) -> bytes:
    """Turn Turtle with the usual prefixes into N-Triples, blank nodes by the names they have."""
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE)
    return bytes(serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES))


def results(report: bytes) -> list[dict[str, str]]:
    """Return what a report says of each result, by the local names of SHACL."""
    told: dict[object, dict[str, str]] = {}
    for triple in triples(report):
        if triple.predicate.value.startswith(SH):
            told.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(SH)] = str(triple.object)
    return [result for result in told.values() if "focusNode" in result]


def triples(report: bytes) -> list[Triple]:
    """Return the statements of a report."""
    return [quad.triple for quad in parse(report, format=RdfFormat.N_TRIPLES)]
