"""What every client asks."""

from mkg.vocab import SKOS, TERMS

VENUES = "https://w3id.org/mkg/graph/venue"
_PREFIXES = f"PREFIX mkg: <{TERMS}> PREFIX skos: <{SKOS}> "

CITIES = f"{_PREFIXES}SELECT ?city ?name {{ ?city a mkg:City ; skos:prefLabel ?name }} ORDER BY ?city ?name"
LABELS = f"{_PREFIXES}SELECT ?s ?name {{ ?s skos:prefLabel ?name }} ORDER BY ?s ?name"
CONTRADICTED = f"{_PREFIXES}ASK {{ ?claim mkg:verification mkg:Contradicted }}"
TRIPLES = f"{_PREFIXES}CONSTRUCT {{ ?city a mkg:City }} WHERE {{ ?city a mkg:City }}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_VENUES = COUNT.replace("{", f"FROM <{VENUES}> {{")
