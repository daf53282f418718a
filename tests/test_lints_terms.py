import pytest

from linted import found, looked_at, said
from mkg.lints.graph import graph_of
from mkg.lints.terms import deprecated, described
from mkg.validation.findings import Severity

ONTOLOGY = """
<http://example.org/ns> a owl:Ontology .
ex:City a owl:Class .
ex:name a owl:DatatypeProperty .
"""
TOWN = "ex:Town a owl:Class ; owl:deprecated true ."


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('ex:fez skos:prefLable "Fez"@en .', "skos:prefLabel"),
        ("ex:fez a skos:Concpt .", "skos:Concept"),
        ("ex:fez rdfs:lable 'Fez' .", "<http://www.w3.org/2000/01/rdf-schema#label>"),
        ("ex:C rdfs:subClassOf owl:Ting .", "owl:Thing"),
        ("ex:p rdfs:range xsd:String .", "xsd:string"),
    ],
)
def test_a_misspelt_term_of_a_closed_vocabulary_is_a_violation(text: str, near: str) -> None:
    (finding,) = found("unknown-term", data=text)

    assert finding.severity == Severity.violation
    assert near.strip("<>").rsplit("#", 1)[-1] in finding.messages[0].value
    assert "did you mean" in finding.messages[0].value


def test_a_term_like_no_other_is_told_with_the_cure_to_check_it() -> None:
    assert said("unknown-term", data="ex:fez dcterms:zzzzzz 1 .") == [
        "<http://purl.org/dc/terms/> has no term dcterms:zzzzzz; check its spelling, or declare it there."
    ]


@pytest.mark.parametrize("text", ["ex:a schema:quiteNewProperty 1 .", "ex:a dcat:somethingElse 1 ."])
def test_a_vocabulary_that_grows_may_have_newer_terms(text: str) -> None:
    assert found("unknown-term", data=text) == []


def test_a_vocabulary_that_grows_has_no_terms_nearly_like_its_old_ones() -> None:
    (finding,) = found("unknown-term", data="ex:a schema:affilliation ex:b .")

    assert finding.severity == Severity.warning
    assert "schema:affiliation" in finding.messages[0].value


@pytest.mark.parametrize(
    "text",
    [
        'ex:a rdf:_1 "x" .',
        "ex:a dcat:inSeries ex:b .",
        "ex:a ex:anything ex:b .",
        "ex:a a ex:Whatever .",
        'ex:a skos:prefLabel "skos:prefLable" .',
        "ex:a rdfs:seeAlso skos:nothingAtAll .",
        "ex:a a [ a owl:Class ] .",
        'ex:a a "not even a class" .',
        "<urn:a> <urn:b> <urn:c> .",
        "ex:a rdfs:isDefinedBy <http://www.w3.org/2004/02/skos/core> .",
        "skos:myOwn a rdf:Property . ex:a skos:myOwn 1 .",
        "ex:f a sh:SPARQLFunction ; sh:parameter [ sh:path skos:whatever ; sh:datatype xsd:string ] .",
    ],
)
def test_what_is_no_fault_is_not_told(text: str) -> None:
    assert found("unknown-term", data=text) == []


def test_a_shape_that_names_an_unknown_term_is_told_at_its_value() -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetClass skos:Concpt ; sh:property [ sh:path skos:prefLable ] ."

    findings = found("unknown-term", shapes=shapes)
    assert {str(finding.value).rsplit("#", 1)[-1] for finding in findings} == {"Concpt>", "prefLable>"}


def test_a_term_that_a_described_ontology_lacks_is_a_warning() -> None:
    (finding,) = found("unknown-term", ontology=ONTOLOGY, data="ex:fez a ex:Cty ; ex:name 'Fez' .")

    assert finding.severity == Severity.warning
    assert "<http://example.org/ns#City>" in finding.messages[0].value


def test_an_ontology_may_describe_itself_within_the_data() -> None:
    assert len(found("unknown-term", data=ONTOLOGY + "ex:fez ex:nme 'Fez' .")) == 1


def test_an_ontology_whose_own_parts_are_elsewhere_is_not_described_whole() -> None:
    part = ONTOLOGY + "<http://example.org/ns> owl:imports <http://example.org/more> ."
    there = part + "<http://example.org/more> a owl:Ontology ."

    assert found("unknown-term", ontology=part, data="ex:fez a ex:Cty .") == []
    assert len(found("unknown-term", ontology=there, data="ex:fez a ex:Cty .")) == 1


def test_an_import_from_another_site_does_not_matter() -> None:
    text = ONTOLOGY + "<http://example.org/ns> owl:imports <http://www.w3.org/2004/02/skos/core> ."

    assert len(found("unknown-term", ontology=text, data="ex:fez a ex:Cty .")) == 1


def test_terms_that_are_only_borrowed_describe_no_vocabulary() -> None:
    borrowed = "<http://example.org/mine> a owl:Ontology . ex:City a owl:Class ."

    assert found("unknown-term", ontology=borrowed, data="ex:fez a ex:Cty .") == []


@pytest.mark.parametrize(
    ("head", "spaces"),
    [
        ("<http://example.org/ns> a owl:Ontology .", {"http://example.org/ns#"}),
        ("<http://example.org/ns#> a owl:Ontology .", {"http://example.org/ns#"}),
        (
            '<http://example.org/o> a owl:Ontology ; vann:preferredNamespaceUri "http://example.org/ns#" .',
            {"http://example.org/ns#"},
        ),
        ("<http://example.org/other> a owl:Ontology .", set()),
        ("", set()),
    ],
)
def test_the_namespace_of_an_ontology_is_the_one_it_prefers_or_its_own(head: str, spaces: set[str]) -> None:
    checked = looked_at(ontology=head + "ex:City a owl:Class .")

    assert described(graph_of(checked, checked.ontology)) == spaces


def test_a_deprecated_class_is_told_where_it_is_used_with_what_replaces_it() -> None:
    ontology = TOWN + "ex:Town dcterms:isReplacedBy ex:City ."
    (finding,) = found("deprecated-term", ontology=ontology, data="ex:fez a ex:Town .")

    assert finding.severity == Severity.warning
    assert finding.messages[0].value == (
        "<http://example.org/ns#Town> is deprecated; use <http://example.org/ns#City> instead."
    )


@pytest.mark.parametrize(
    "ontology", ["ex:old a rdf:Property ; owl:deprecated true .", "ex:old a owl:DeprecatedProperty ."]
)
def test_a_deprecated_property_is_told_where_it_is_used(ontology: str) -> None:
    (finding,) = found("deprecated-term", ontology=ontology, data="ex:fez ex:old 1 .")

    assert finding.value is None
    assert "look in its vocabulary" in finding.messages[0].value


@pytest.mark.parametrize(
    "data",
    [
        "ex:fez a ex:City .",
        "ex:City rdfs:subClassOf ex:Town .",
        "ex:note rdfs:seeAlso ex:Town .",
        "ex:Town rdfs:label 'Town' .",
    ],
)
def test_a_deprecated_term_may_still_be_spoken_of(data: str) -> None:
    assert found("deprecated-term", ontology=TOWN, data=data) == []


def test_a_thing_that_is_deprecated_is_no_deprecated_term() -> None:
    checked = looked_at(data="ex:fez a ex:City ; owl:deprecated true .")

    assert set(deprecated(graph_of(checked, checked.data))) == {"http://www.w3.org/2002/07/owl#DataRange"}


def test_what_owl_2_has_deprecated_is_known_without_its_ontology() -> None:
    (finding,) = found("deprecated-term", data="ex:Small a owl:DataRange . ex:x owl:deprecated false .")

    assert "Datatype" in finding.messages[0].value


def test_of_thousands_of_unknown_terms_some_are_told() -> None:
    text = " ".join(f"ex:a skos:p{number} 1 ." for number in range(2000))

    assert 100 <= len(found("unknown-term", data=text)) < 1000


def test_a_name_without_an_end_is_told_without_a_guess() -> None:
    (text,) = said("unknown-term", data=f"ex:a skos:{'prefLabel' * 1000} 1 .")

    assert "check its spelling" in text
