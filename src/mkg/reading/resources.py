"""What the RDF of an address holds, as queries; and how a thing stands: there, or retired for another."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkg.reading.asking import Reader

MENTIONS = 1000
"""How many of the statements that lead to a thing its RDF gives; where there are more it says so."""

# Of the document itself: what it is about, its licence, the dataset that it is a part of.
# https://www.w3.org/TR/void/#backlinks
_DOCUMENT = """{ VALUES (?s ?p ?o) { ($document foaf:primaryTopic $it) } }
  UNION { GRAPH graph:service { ?void foaf:primaryTopic ?o . ?o a void:Dataset }
          VALUES (?s ?p) { ($document void:inDataset) } }
  UNION { GRAPH graph:service { ?void foaf:primaryTopic ?set . ?set dcterms:license ?o }
          VALUES (?s ?p) { ($document dcterms:license) } }"""

# What is said of the thing, of its parts (#author-1) and of its nodes without a name; what leads to it; what
# that which it names is called, and where its sources are.
_THING = """{ VALUES ?s { $it } ?s ?p ?o }
  UNION { ?s ?to $it FILTER (STRSTARTS(STR(?s), CONCAT(STR($it), "#"))) ?s ?p ?o }
  UNION { $it ?to ?s FILTER (isBlank(?s) || STRSTARTS(STR(?s), CONCAT(STR($it), "#"))) ?s ?p ?o }
  UNION { { SELECT ?s ?p { ?s ?p $it } ORDER BY ?s ?p LIMIT MANY } VALUES ?o { $it } }
  UNION { { SELECT ?to { ?from ?to $it } OFFSET MANY LIMIT 1 }
          VALUES (?s ?p ?o) { ($document rdfs:comment
            "Of the statements that lead to this thing the first MANY are given; a query gives all."@en) } }
  UNION { $it ?to ?s . ?s rdfs:label ?o BIND (rdfs:label AS ?p) }
  UNION { $it dcterms:source ?s . ?s schema:url ?o BIND (schema:url AS ?p) }"""
_VOCABULARY = """{ VALUES ?s { $it } ?s ?p ?o }
  UNION { ?s rdfs:isDefinedBy $it ; ?p ?o }"""
_FUNCTIONS = """{ ?s a sd:Function ; ?p ?o FILTER STRSTARTS(STR(?s), CONCAT(STR($it), "#")) }"""

_ORDERED = """CONSTRUCT { ?s ?p ?o } { SELECT DISTINCT ?s ?p ?o {
  %s
  UNION %s
} ORDER BY (?s != $it) ?s (?p != rdf:type) ?p ?o }"""

THING = _ORDERED % (_DOCUMENT, _THING.replace("MANY", str(MENTIONS)))
"""What the document of the thing `$it` says, the thing itself first."""

VOCABULARY = _ORDERED % (_DOCUMENT, _VOCABULARY)
"""What the document of the ontology `$it` says, and so that of the namespace: it and its terms."""

GRAPH = f"""CONSTRUCT {{ ?s ?p ?o }} {{
  {{ GRAPH $it {{ ?s ?p ?o }} }}
  UNION {{
    {{ {_DOCUMENT}
      UNION {{ GRAPH graph:service {{ ?s sd:name $it ; ?p ?o }} }}
      UNION {{ GRAPH graph:service {{ ?named sd:name $it ; sd:graph ?s . ?s ?p ?o }} }} }}
    FILTER NOT EXISTS {{ GRAPH $it {{ ?s ?p ?o }} }} }} }}"""
"""What the named graph `$it` holds, and what is said of it."""

FUNCTIONS = _ORDERED % (_DOCUMENT, _FUNCTIONS)
"""What the document of the functions whose IRIs begin with `$it` says."""

DESCRIPTION = """CONSTRUCT { ?s ?p ?o } {
  VALUES ?graph { graph:service graph:examples } GRAPH ?graph { ?s ?p ?o } }"""
"""The description of the dataset and its service, with the questions and prefixes."""

_STANDING = """SELECT ?retired ?by {
  { SELECT ?any { $it ?any ?o } LIMIT 1 }
  OPTIONAL { $it owl:deprecated ?retired FILTER (?retired = true) }
  OPTIONAL { $it dcterms:isReplacedBy ?by FILTER isIRI(?by) }
} ORDER BY ?by"""

_HELD = """SELECT ?class (COUNT(DISTINCT ?it) AS ?things) {
  GRAPH $graph { ?it a ?class } FILTER isIRI(?class)
} GROUP BY ?class ORDER BY DESC(?things) ?class LIMIT 40"""


@dataclass(frozen=True)
class Standing:
    """How a thing stands: whether it is retired, and the IRIs of what has replaced it."""

    retired: bool
    replaced_by: tuple[str, ...] = ()


def standing(reader: Reader, it: NamedNode) -> Standing | None:
    """Return how a thing stands; None where the graph says nothing of it."""
    rows = reader.rows(_STANDING, it=it)
    if not rows:
        return None
    replacements = tuple(row["by"].value for row in rows if isinstance(row["by"], NamedNode))
    return Standing(rows[0]["retired"] is not None, replacements)


def held(reader: Reader, graph: NamedNode) -> dict[str, int]:
    """Return of how many things of each class, by its IRI, a named graph says that they are of it."""
    rows = reader.rows(_HELD, graph=graph)
    return {row["class"].value: int(row["things"].value) for row in rows}


def version_of(reader: Reader, ontology: NamedNode) -> set[str]:
    """Return the IRIs of the version of an ontology that is loaded: one, or none."""
    rows = reader.rows("SELECT ?version { $it owl:versionIRI ?version FILTER isIRI(?version) }", it=ontology)
    return {row["version"].value for row in rows}
