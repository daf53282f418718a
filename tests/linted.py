"""Run one lint over texts of Turtle, as the tests of lints of terms, shapes and ontologies do."""

from pathlib import Path

from mkg.lints import parameters, patterns, queries, shapes, style, terms
from mkg.lints.lint import Checked
from mkg.sources import Source
from mkg.validation.findings import Finding

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "ex": "http://example.org/ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
LINTS = {
    lint.id: lint for module in (terms, parameters, shapes, queries, patterns, style) for lint in module.LINTS
}


def source(text: str, name: str) -> list[Source]:
    return [Source(Path(f"{name}.ttl"), (HEAD + text).encode())] if text else []


def looked_at(*, data: str = "", ontology: str = "", shapes: str = "") -> Checked:
    return Checked(source(data, "data"), source(ontology, "ontology"), source(shapes, "shapes"))


def found(lint_id: str, **texts: str) -> list[Finding]:
    """Return what a lint finds in texts, given by their roles."""
    return list(LINTS[lint_id].check(looked_at(**texts)))


def said(lint_id: str, **texts: str) -> list[str]:
    """Return what it says of them, in English."""
    return [finding.messages[0].value for finding in found(lint_id, **texts)]
