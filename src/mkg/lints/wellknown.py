"""Namespaces that everybody knows, each with its usual prefixes, the most usual first."""

from functools import cache

KNOWN = {
    "http://creativecommons.org/ns#": ("cc",),
    "http://datashapes.org/dash#": ("dash",),
    "http://dbpedia.org/ontology/": ("dbo", "dbpedia-owl"),
    "http://dbpedia.org/property/": ("dbp", "dbpprop"),
    "http://dbpedia.org/resource/": ("dbr", "dbpedia"),
    "http://id.loc.gov/ontologies/bibframe/": ("bf", "bibframe"),
    "http://purl.org/dc/dcmitype/": ("dcmitype", "dctype"),
    "http://purl.org/dc/elements/1.1/": ("dc", "dce"),
    "http://purl.org/dc/terms/": ("dcterms", "dct"),
    "http://purl.org/goodrelations/v1#": ("gr",),
    "http://purl.org/linked-data/cube#": ("qb",),
    "http://purl.org/ontology/bibo/": ("bibo",),
    "http://purl.org/pav/": ("pav",),
    "http://purl.org/vocab/vann/": ("vann",),
    "http://rdfs.org/ns/void#": ("void",),
    "http://rdfs.org/sioc/ns#": ("sioc",),
    "http://schema.org/": ("schema", "sdo"),
    "http://spdx.org/rdf/terms#": ("spdx",),
    "http://usefulinc.com/ns/doap#": ("doap",),
    "http://wikiba.se/ontology#": ("wikibase",),
    "http://www.cidoc-crm.org/cidoc-crm/": ("crm",),
    "http://www.geonames.org/ontology#": ("gn",),
    "http://www.opengis.net/ont/geosparql#": ("geo", "geosparql", "gsp", "ogc"),
    "http://www.opengis.net/ont/sf#": ("sf",),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": ("rdf",),
    "http://www.w3.org/2000/01/rdf-schema#": ("rdfs",),
    "http://www.w3.org/2001/XMLSchema#": ("xsd", "xs"),
    "http://www.w3.org/2002/07/owl#": ("owl",),
    "http://www.w3.org/2003/01/geo/wgs84_pos#": ("geo", "wgs", "wgs84", "pos"),
    "http://www.w3.org/2003/11/swrl#": ("swrl",),
    "http://www.w3.org/2003/11/swrlb#": ("swrlb",),
    "http://www.w3.org/2004/02/skos/core#": ("skos",),
    "http://www.w3.org/2006/time#": ("time",),
    "http://www.w3.org/2006/vcard/ns#": ("vcard",),
    "http://www.w3.org/2008/05/skos-xl#": ("skosxl", "xl"),
    "http://www.w3.org/ns/adms#": ("adms",),
    "http://www.w3.org/ns/dcat#": ("dcat",),
    "http://www.w3.org/ns/dqv#": ("dqv",),
    "http://www.w3.org/ns/ldp#": ("ldp",),
    "http://www.w3.org/ns/lemon/ontolex#": ("ontolex",),
    "http://www.w3.org/ns/locn#": ("locn",),
    "http://www.w3.org/ns/oa#": ("oa",),
    "http://www.w3.org/ns/odrl/2/": ("odrl",),
    "http://www.w3.org/ns/org#": ("org",),
    "http://www.w3.org/ns/prov#": ("prov",),
    "http://www.w3.org/ns/shacl#": ("sh",),
    "http://www.w3.org/ns/sosa/": ("sosa",),
    "http://www.w3.org/ns/sparql-service-description#": ("sd",),
    "http://www.w3.org/ns/ssn/": ("ssn",),
    "http://www.wikidata.org/entity/": ("wd",),
    "http://www.wikidata.org/prop/": ("p",),
    "http://www.wikidata.org/prop/direct/": ("wdt",),
    "http://www.wikidata.org/prop/qualifier/": ("pq",),
    "http://www.wikidata.org/prop/reference/": ("pr",),
    "http://www.wikidata.org/prop/statement/": ("ps",),
    "http://xmlns.com/foaf/0.1/": ("foaf",),
    "https://schema.org/": ("schema", "sdo"),
    "https://www.w3.org/ns/activitystreams#": ("as",),
}


@cache
def nearest(namespace: str) -> str | None:
    """Return the well-known namespace that was meant by one that is nearly written like it.

    Near means: apart from `http` or `https`, `www.`, case and the last `/` or `#`, at most one letter apart.

    >>> nearest("https://www.w3.org/2002/07/owl")
    'http://www.w3.org/2002/07/owl#'
    """
    if namespace in KNOWN:
        return None
    key = _key(namespace)
    same = next((known for known in KNOWN if _key(known) == key), None)
    return same or next((known for known in KNOWN if _one_letter_apart(_key(known), key)), None)


def _key(namespace: str) -> str:
    return namespace.lower().partition("://")[2].removeprefix("www.").rstrip("/#")


def _one_letter_apart(known: str, key: str) -> bool:
    # Short last words are one letter apart by right: .../ldp# and .../ldt#.
    last, other = known.rpartition("/")[2], key.rpartition("/")[2]
    if abs(len(known) - len(key)) > 1 or (last != other and min(len(last), len(other)) < 4):
        return False
    start = next((i for i, (a, b) in enumerate(zip(known, key, strict=False)) if a != b), None)
    if start is None:
        return len(known) != len(key)
    longer, shorter = sorted((known[start:], key[start:]), key=len, reverse=True)
    return longer[1:] == shorter[len(longer) == len(shorter) :]
