import pytest

from linted import found, said
from mkg.validation.findings import Severity

DECLARED = "<> sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://example.org/ns#'^^xsd:anyURI ] ."


def constraint(query: str, more: str = "") -> str:
    return f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select """{query}""" {more} ] .'


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("SELECT $this WHERE { $this ?p ?o ", "cannot read this query"),
        ("SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }", "SERVICE would make"),
        ("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }", "FROM would make"),
        ("SELECT $this FROM NAMED <http://example.org/> WHERE { $this ?p ?o }", "FROM would make"),
        ("LOAD <http://example.org/>", "LOAD would make"),
        ("DELETE WHERE { ?s ?p ?o }", "only reads"),
        ("SELECT ?o WHERE { $this ?p ?o }", "does not give $this"),
        ("SELECT $this WHERE { $this ex:p ?o }", "The prefix ex: is not declared"),
        ("", "cannot read this query: the query is empty"),
        ("SELECT $this WHERE {" + "{" * 600 + "}" * 601, "nest deeper than"),
    ],
)
def test_a_query_that_cannot_do_its_work_is_a_violation(query: str, part: str) -> None:
    (finding,) = found("shacl-query", shapes=constraint(query))

    assert finding.severity == Severity.violation
    assert part in finding.messages[0].value


@pytest.mark.parametrize(
    "text",
    [
        constraint("SELECT $this ?value WHERE { $this ?p ?value }"),
        constraint("SELECT * WHERE { $this ?p ?value }"),
        constraint("SELECT DISTINCT $this (?o AS ?value) WHERE { $this ?p ?o }"),
        constraint("PREFIX ex: <http://example.org/ns#> SELECT $this WHERE { $this ex:p _:b }"),
        constraint("SELECT $this WHERE { $this $PATH/$PATH ?value }"),
        constraint("SELECT $this WHERE { GRAPH $shapesGraph { $currentShape ?p $this } }"),
        constraint("SELECT $this WHERE { $this ?from ?o } # FROM a comment, SERVICE too"),
        constraint("SELECT $this WHERE { $this ?p ?o FILTER (<urn:example:f>(?o)) }"),
        constraint("SELECT $this WHERE { $this ex:p ?o }", "; sh:prefixes <>") + DECLARED,
        constraint("SELECT $this WHERE { $this ex:p ?o }", "; sh:prefixes <http://example.org/elsewhere>"),
        "ex:f a sh:SPARQLFunction ; sh:select 'SELECT ?x WHERE { ?x ?p ?o }' .",
        "ex:v a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER (isIRI($value)) }' .",
        "ex:r a sh:SPARQLRule ; sh:construct 'CONSTRUCT { $this a rdfs:Resource } WHERE { }' ;"
        " sh:prefixes <http://example.org/elsewhere> .",
        "ex:v sh:select ex:notText .",
    ],
)
def test_a_query_that_engines_can_run_is_not_told(text: str) -> None:
    assert found("shacl-query", shapes=text) == []


def test_prefixes_come_through_imports_as_well() -> None:
    text = constraint("SELECT $this WHERE { $this ex:p ?o }", "; sh:prefixes ex:o")
    imported = text + "ex:o owl:imports <> . <> owl:imports ex:o ." + DECLARED

    assert found("shacl-query", shapes=imported) == []
    assert len(found("shacl-query", shapes=text + "ex:o a owl:Ontology .")) == 1


def test_of_several_faults_of_a_query_the_first_is_told() -> None:
    (text,) = said("shacl-query", shapes=constraint("SELECT ?o WHERE { $this ex:p/foaf:q ?o . ?o ! }"))

    assert text.startswith("The prefix ex: is not declared")


def test_a_broken_syntax_is_told_where_prefixes_are_declared_elsewhere() -> None:
    more = "; sh:prefixes <http://example.org/elsewhere>"
    (text,) = said("shacl-query", shapes=constraint("SELECT $this WHERE { $this ex:p ?o . ?o ! }", more))

    assert text.startswith("Engines cannot read this query")


def test_validators_of_components_must_give_this_too() -> None:
    text = "ex:c a sh:ConstraintComponent ; sh:propertyValidator [ sh:select 'SELECT ?x { ?x ?p ?o }' ] ."

    assert len(found("shacl-query", shapes=text)) == 1


@pytest.mark.parametrize(
    ("query", "cure"),
    [
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }", "write FILTER NOT EXISTS"),
        ("SELECT $this WHERE { $this ?p ?o VALUES ?o { 1 2 } }", "write FILTER (?x IN"),
        ("SELECT $this WHERE { ?s ?p ?o BIND (?s AS $this) }", "choose another name"),
        ("SELECT $this WHERE { $this ?p ?o { SELECT ?o WHERE { ?o ?q ?r } } }", "give $this too"),
        ("SELECT $this WHERE { $this ?p ?o { SELECT (COUNT(?o) AS ?n) { ?o ?q ?r } } }", "give $this too"),
    ],
)
def test_what_shacl_forbids_where_variables_are_bound_before_is_a_warning(query: str, cure: str) -> None:
    (finding,) = found("shacl-prebinding", shapes=constraint(query))

    assert finding.severity == Severity.warning
    assert cure in finding.messages[0].value


@pytest.mark.parametrize(
    "text",
    [
        constraint("SELECT $this WHERE { $this ?p ?o FILTER NOT EXISTS { $this ?p 1 } }"),
        constraint("SELECT $this WHERE { { SELECT $this ?o WHERE { $this ?p ?o } } }"),
        constraint("SELECT $this WHERE { { SELECT * WHERE { $this ?p ?o } } }"),
        constraint("SELECT $this (?o AS ?value) WHERE { $this ?minus ?o } # MINUS, VALUES"),
        constraint("SELECT $this WHERE { $this ?p 'MINUS { }' }"),
        "ex:f a sh:SPARQLFunction ; sh:select 'SELECT ?x WHERE { VALUES ?x { 1 } }' .",
    ],
)
def test_other_clauses_and_other_queries_are_free(text: str) -> None:
    assert found("shacl-prebinding", shapes=text) == []


def test_an_ask_may_not_bind_its_value_but_a_select_may() -> None:
    text = "ex:c sh:validator [ sh:ask 'ASK { BIND (true AS ?value) }' ] ."

    assert len(found("shacl-prebinding", shapes=text)) == 1
