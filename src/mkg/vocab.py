"""The namespaces, prefixes and kinds of mkg: the only place where their IRIs are spelled."""

BASE = "https://w3id.org/mkg/"
TERMS = BASE + "ns#"
GRAPHS = BASE + "graph/"
SHAPES = BASE + "shapes#"
LINTS = BASE + "lint#"
ONTOLOGY = BASE + "ontology"

KINDS = (
    "application",
    "catalog",
    "claim",
    "dataset",
    "event",
    "institution",
    "language",
    "method",
    "model",
    "person",
    "place",
    "programme",
    "publication",
    "software",
    "source",
    "topic",
    "venue",
)
"""One word a kind: data file, IRI segment, prefix, shape file and, capitalised, class."""

DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {kind: f"{BASE}{kind}/" for kind in KINDS} | {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": GRAPHS,
    "mkg": TERMS,
    "mkgsh": SHAPES,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": SH,
    "skos": SKOS,
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}
"""Each prefix has one spelling in the whole repository."""


def compact(iri: str) -> str:
    """Write an IRI as people read it: with its prefix where we have one, else in angle brackets.

    >>> compact("https://w3id.org/mkg/ns#studies")
    'mkg:studies'
    >>> compact("http://example.org/x")
    '<http://example.org/x>'
    """
    prefix, namespace = max(
        ((p, n) for p, n in PREFIXES.items() if iri.startswith(n)),
        key=lambda pair: len(pair[1]),
        default=("", ""),
    )
    local = iri[len(namespace) :]
    return f"{prefix}:{local}" if prefix and local and not set("/#?") & set(local) else f"<{iri}>"
