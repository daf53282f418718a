"""JSON-LD with a context: short names for what our graph says.

The context is published and never fetched by us. What does not fit the name that it has for a property, such
as a title without a language, is written in full: then it means the same under any later context.
https://www.w3.org/TR/json-ld11/
"""

import re
from collections.abc import Iterable
from typing import Any, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.reading.asking import Reader
from mkg.vocab import BASE, PREFIXES, RDF, TERMS, XSD, compact

CONTEXT = BASE + "context.jsonld"
"""Where the context is published."""

Json = dict[str, Any]

_LINKS = {
    "dcterms": "conformsTo isPartOf isReplacedBy language license replaces source subject",
    "foaf": "primaryTopic",
    "oa": "hasSource",
    "org": "subOrganizationOf",
    "owl": "sameAs versionIRI",
    "prov": "wasQuotedFrom",
    "rdf": "object predicate subject",
    "rdfs": "isDefinedBy subClassOf subPropertyOf",
    "schema": "about affiliation author citation codeRepository containedInPlace domainIncludes isBasedOn"
    " knowsAbout location organizer provider publisher rangeIncludes superEvent url",
    "skos": "broader closeMatch exactMatch related",
    "void": "inDataset",
}
_TEXTS = {
    "dcterms": "description",
    "rdfs": "comment label",
    "schema": "jobTitle",
    "skos": "altLabel definition editorialNote hiddenLabel note prefLabel scopeNote",
}
_PLAIN = {
    "dcterms": "identifier publisher title",
    "oa": "end exact start",
    "owl": "deprecated versionInfo",
    "schema": "name position",
    "skos": "example notation",
    "vann": "preferredNamespacePrefix preferredNamespaceUri",
}
_TYPED = {
    "dcterms:date": "xsd:date",
    "schema:datePublished": "xsd:gYear",
    "schema:endDate": "xsd:date",
    "schema:foundingDate": "xsd:gYear",
    "schema:latitude": "xsd:decimal",
    "schema:longitude": "xsd:decimal",
    "schema:startDate": "xsd:date",
}

_OWN = """SELECT ?it (SAMPLE(?value) AS ?range) (COUNT(DISTINCT ?value) AS ?ranges) ?class {
  VALUES ?class { owl:ObjectProperty owl:DatatypeProperty }
  ?it a ?class OPTIONAL { ?it schema:rangeIncludes ?value }
} GROUP BY ?it ?class ORDER BY ?it"""

# A number or a truth value that JSON writes as RDF does.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NATIVE = {"true": True, "false": False}
_SCHEME = re.compile(r"[^:/?#]*")


def context(reader: Reader) -> Json:
    """Return the context: our prefixes, the properties that we reuse, those of the ontology at hand."""
    terms: Json = {"id": "@id", "type": "@type"} | PREFIXES
    for reused, told in ((_LINKS, {"@type": "@id"}), (_TEXTS, {"@container": "@language"}), (_PLAIN, {})):
        for prefix, locals_ in reused.items():
            terms |= {f"{prefix}:{local}": {"@id": f"{prefix}:{local}"} | told for local in locals_.split()}
    terms |= {name: {"@id": name, "@type": datatype} for name, datatype in _TYPED.items()}
    for row in reader.rows(_OWN):
        iri = cast(NamedNode, row["it"]).value
        name = iri.removeprefix(TERMS)
        if iri.startswith(TERMS) and re.fullmatch(r"\w+", name) and name not in terms:
            terms[name] = {"@id": f"mkg:{name}"} | _coercion(row["class"], row["range"], row["ranges"])
    return {"@context": terms}


def _coercion(kind: object, range_: object, ranges: object) -> Json:
    if str(kind).endswith("ObjectProperty>"):
        return {"@type": "@id"}
    value = range_.value if isinstance(range_, NamedNode) and str(ranges).startswith('"1"') else ""
    if value == RDF + "langString":
        return {"@container": "@language"}
    native = value.removeprefix(XSD) in {"string", "integer", "boolean"}
    return {"@type": compact(value)} if value.startswith(XSD) and not native else {}


class Compactor:
    """Writes triples in the words of a context."""

    def __init__(self, published: Json) -> None:
        definitions = {name: told for name, told in published["@context"].items() if isinstance(told, dict)}
        self._terms = {_expanded(told["@id"]): (name, told) for name, told in definitions.items()}

    def document(self, triples: Iterable[Triple]) -> Json | None:
        """Return the document that says these triples in their order; None where there are no words for them.

        An IRI whose scheme is one of our prefixes is such a case, and so is a statement about a statement.
        """
        nodes: dict[str, Json] = {}
        for triple in triples:
            told = (triple.subject, triple.predicate, triple.object)
            if any(isinstance(term, Triple) or _misread(term) for term in told):
                return None
            name = _name(cast(NamedNode, triple.subject))
            self._add(nodes.setdefault(name, {"id": name}), triple)
        return {"@context": CONTEXT, "@graph": list(nodes.values())}

    def _add(self, node: Json, triple: Triple) -> None:
        iri, value = triple.predicate.value, triple.object
        if iri == RDF + "type" and not isinstance(value, Literal):
            _append(node, "type", _name(cast(NamedNode, value)))
            return
        key, told = self._terms.get(iri, (iri, {}))
        if isinstance(value, Literal) and value.language and "@container" in told:
            _append(node.setdefault(key, {}), value.language, value.value)
        elif _fits(value, told):
            _append(node, key, _short(value, told))
        else:
            _append(node, iri, _full(value))


def _fits(value: object, told: Json) -> bool:
    if "@container" in told:
        return False
    if isinstance(value, Literal):
        return "@type" not in told or _expanded(told["@type"]) == value.datatype.value
    return bool(told.get("@type", "@id") == "@id")


def _short(value: Any, told: Json) -> object:  # noqa: ANN401 -- a term of any kind
    if "@type" not in told:
        return _full(value)
    return value.value if isinstance(value, Literal) else _name(value)


def _full(value: Any) -> object:  # noqa: ANN401 -- a term of any kind
    if not isinstance(value, Literal):
        return {"id": _name(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value.removeprefix(XSD)
    if datatype == "integer" and _INTEGER.fullmatch(value.value):
        return int(value.value)
    if datatype == "boolean" and value.value in _NATIVE:
        return _NATIVE[value.value]
    return value.value if datatype == "string" else {"@value": value.value, "@type": _name(value.datatype)}


def _name(term: NamedNode | BlankNode) -> str:
    return str(term) if isinstance(term, BlankNode) else compact(term.value).strip("<>")


def _misread(term: object) -> bool:
    iri = term.datatype if isinstance(term, Literal) else term
    return isinstance(iri, NamedNode) and cast(re.Match[str], _SCHEME.match(iri.value))[0] in PREFIXES


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


def _append(node: Json, key: str, value: object) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
