"""The terms of well-known vocabularies, as rdflib lists them.

Its lists are read, not imported: to import rdflib takes longer than to validate a small graph.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from mkg.vocab import DCTERMS, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

_TERM = re.compile(r"^    (\w+): (?:URIRef|\()", re.MULTILINE)
_EXTRAS = re.compile(r"^    _extras = \[(.*?)\]", re.MULTILINE | re.DOTALL)
# Nobody misspells a name of this length; to compare it takes long.
_LONGEST = 100
_MEMBER = re.compile(r"_[1-9][0-9]*")


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary: its name in rdflib, whether nothing is added to it any more, terms that rdflib lacks."""

    name: str
    closed: bool = True
    beyond: tuple[str, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """The local names of its terms."""
        return _listed(self.name).union(self.beyond)


# https://www.w3.org/TR/vocab-dcat-3/
_DCAT_3 = (
    *("DatasetSeries", "first", "hasCurrentVersion", "hasVersion", "inSeries", "last", "prev"),
    *("previousVersion", "resource", "version"),
)
# Newer terms of schema.org that look like misspelt older ones. https://schema.org/version/30.0
_SCHEMA_30 = (
    *("DENonprofitType", "ITNonprofitType", "MediaEnumeration", "OperatingSystem"),
    *("RuntimePlatform", "variablesMeasured"),
)

VOCABULARIES = {
    RDF: Vocabulary("RDF", beyond=("dirLangString", "reifies")),
    RDFS: Vocabulary("RDFS", beyond=("Proposition",)),
    OWL: Vocabulary("OWL"),
    XSD: Vocabulary("XSD"),
    SKOS: Vocabulary("SKOS"),
    DCTERMS: Vocabulary("DCTERMS"),
    "http://purl.org/dc/elements/1.1/": Vocabulary("DC"),
    "http://purl.org/dc/dcmitype/": Vocabulary("DCMITYPE"),
    "http://purl.org/dc/dcam/": Vocabulary("DCAM"),
    "http://xmlns.com/foaf/0.1/": Vocabulary("FOAF"),
    PROV: Vocabulary("PROV", closed=False),
    "http://www.w3.org/ns/org#": Vocabulary("ORG"),
    "http://rdfs.org/ns/void#": Vocabulary("VOID"),
    "http://purl.org/vocab/vann/": Vocabulary("VANN"),
    "http://purl.org/linked-data/cube#": Vocabulary("QB"),
    "http://www.w3.org/ns/dcat#": Vocabulary("DCAT", closed=False, beyond=_DCAT_3),
    SCHEMA: Vocabulary("SDO", closed=False, beyond=_SCHEMA_30),
    "http://schema.org/": Vocabulary("SDO", closed=False, beyond=_SCHEMA_30),
    "http://www.w3.org/ns/sosa/": Vocabulary("SOSA", closed=False),
    "http://www.w3.org/ns/ssn/": Vocabulary("SSN", closed=False),
    "http://www.w3.org/2006/time#": Vocabulary("TIME", closed=False),
    "http://www.w3.org/ns/odrl/2/": Vocabulary("ODRL2", closed=False),
    "http://www.w3.org/ns/csvw#": Vocabulary("CSVW", closed=False),
    "http://www.opengis.net/ont/geosparql#": Vocabulary("GEO", closed=False),
}
"""The vocabularies whose terms are known, by namespace."""

# Its own files lack one: https://www.w3.org/TR/shacl-af/#rules-entailment
SHACL = Vocabulary("SH", beyond=("Rules",))

# https://www.w3.org/TR/shacl12-core/, https://www.w3.org/TR/shacl12-node-expr/, https://www.w3.org/TR/shacl12-rules/
SHACL_DRAFTS = frozenset(
    """
    DataGraph Debug Graph ListParameterExpression ListParameterExpressionFunction
    MaxListLengthConstraintComponent MemberShapeConstraintComponent MinListLengthConstraintComponent
    NamedParameterExpression NamedParameterExpressionFunction NodeByExpressionConstraintComponent
    NodeExpression NodeExpressionFunction ProcessorConfiguration ReifierShapeConstraintComponent
    RootClassConstraintComponent RuleSet RulesEntailment RulesGraph SPARQLExprExpression
    SPARQLRuleTemplate SelectExpression ShapeClass ShapesGraph SingleLineConstraintComponent
    SomeValueConstraintComponent SubsetOfConstraintComponent Trace TripleTerm
    UniqueMembersConstraintComponent UniqueValuesForConstraintComponent agentInstruction
    bodyExpression codeIdentifier conformanceDisallows conformsToShapesGraph expectedPredicate
    formalized hasRule includesRuleSet incomplete incompleteURIStart intent keyParameter layer
    maxListLength memberShape minListLength nodeByExpression reificationRequired reifierShape
    rootClass ruleProcessor runOnce shape singleLine someValue sourceRule sparqlExpr subsetOf
    targetWhere tempTriple uniqueMembers uniqueValuesFor unit usedConfiguration usedDataGraph
    usedShapesGraph
    """.split()  # noqa: SIM905 -- one word a line would be a hundred lines
)
"""The local names that the drafts of SHACL 1.2 add, which engines of SHACL 1.0 do not know."""


def has(namespace: str, name: str) -> bool:
    """Whether a well-known vocabulary has a term."""
    member = namespace == RDF and bool(_MEMBER.fullmatch(name))
    return member or name in VOCABULARIES[namespace].terms


def namespace_of(iri: str) -> str:
    """Return what an IRI begins with, up to its last # or /.

    >>> namespace_of("http://www.w3.org/2004/02/skos/core#Concept")
    'http://www.w3.org/2004/02/skos/core#'
    """
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the name that is most alike, above all one that differs by capitals alone; or nothing.

    >>> nearest("Iri", ["IRI", "iris"])
    'IRI'
    """
    every = list(names) if len(name) < _LONGEST else []
    same = [each for each in every if each.lower() == name.lower()]
    return "".join(same[:1] or get_close_matches(name, every, n=1, cutoff=cutoff))


@cache
def _listed(name: str) -> frozenset[str]:
    spec = find_spec("rdflib")
    folder = Path(str(spec.origin)).parent if spec else Path()
    text = (folder / "namespace" / f"_{name}.py").read_text(encoding="utf-8")
    extras = _EXTRAS.search(text)
    return frozenset(_TERM.findall(text)).union(re.findall(r'"([^"]+)"', extras[1]) if extras else ())
