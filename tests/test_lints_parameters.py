import pytest

from linted import found, said
from mkg.validation.findings import Severity


def about(body: str) -> str:
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; {body} ] ."


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("sh:minCont 1", "sh:minCount"),
        ("sh:dataType xsd:string", "sh:datatype"),
        ("sh:nodeKind sh:Iri", "sh:IRI"),
        ("sh:severity sh:Waring", "sh:Warning"),
        ("a sh:PropertyShap", "sh:PropertyShape"),
    ],
)
def test_a_misspelt_word_of_shacl_is_told_with_the_one_that_was_meant(body: str, near: str) -> None:
    (finding,) = found("misspelt-shacl", shapes=about(body))

    assert finding.severity == Severity.violation
    assert finding.messages[0].value.endswith(f"did you mean {near}?")


def test_a_word_like_no_other_is_told_too() -> None:
    (text,) = said("misspelt-shacl", shapes=about("sh:xyzzyx 1"))

    assert text.endswith("take it out, or spell it right.")


def test_misspelt_words_are_found_in_data_as_well() -> None:
    assert len(found("misspelt-shacl", data="ex:a sh:shapeGraph ex:b .")) == 1


@pytest.mark.parametrize(
    "text",
    [
        about("sh:minCount 1 ; sh:order 2 ; sh:name 'n' ; sh:group ex:g"),
        "ex:r a sh:SPARQLRule ; sh:construct '' ; sh:condition ex:S .",
        "ex:o sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://example.org/'^^xsd:anyURI ] .",
        "ex:o sh:entailment sh:Rules .",
        "ex:o rdfs:isDefinedBy <http://www.w3.org/ns/shacl#> .",
        "sh:mine a rdf:Property . ex:a sh:mine 1 .",
    ],
)
def test_words_that_shacl_has_and_words_that_are_declared_are_right(text: str) -> None:
    assert found("misspelt-shacl", shapes=text) == []


def test_a_word_of_the_drafts_is_a_hint_and_not_misspelt() -> None:
    text = about("sh:memberShape ex:S ; sh:singleLine true")

    assert [finding.severity for finding in found("shacl-draft", shapes=text)] == [Severity.info] * 2
    assert found("misspelt-shacl", shapes=text) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('sh:minCount "1"', "a whole number"),
        ("sh:maxCount 1.0", "a whole number"),
        ("sh:minLength -1", "a whole number"),
        ('sh:uniqueLang "1"', "true or false"),
        ('sh:uniqueLang "1"^^xsd:boolean', "true or false"),
        ("sh:in ex:a", "a list"),
        ('sh:languageIn "en"', "a list"),
        ("sh:or [ sh:class ex:C ]", "a list"),
        ("sh:nodeKind ex:IRI", "one of sh:IRI"),
        ('sh:datatype "xsd:string"', "an IRI"),
        ('sh:severity "Warning"', "an IRI"),
        ('sh:class "ex:C"', "a node"),
        ("sh:pattern ex:x", "text in quotes"),
        ("sh:message 3", "text in quotes"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_what_is_wanted(body: str, wanted: str) -> None:
    (text,) = said("shacl-parameter", shapes=about(body))

    assert wanted in text


@pytest.mark.parametrize(
    "body",
    [
        'sh:minCount 0 ; sh:maxCount "1"^^xsd:int',
        "sh:uniqueLang false",
        "sh:in () ; sh:languageIn ( 'en' )",
        "sh:nodeKind sh:BlankNodeOrIRI",
        "sh:severity ex:Urgent",
        "sh:class [ a rdfs:Class ]",
        "sh:pattern '^a' ; sh:message 'a'@en , 'b'@fr",
        "sh:class ex:A , ex:B",
        "sh:minLength 1 ; sh:maxLength 1",
        "sh:hasValue 1 , 2",
    ],
)
def test_right_values_are_not_told(body: str) -> None:
    assert found("shacl-parameter", shapes=about(body)) == []


@pytest.mark.parametrize(
    "body", ["sh:path ex:q", "sh:minCount 1 , 2", "sh:datatype xsd:date , xsd:gYear", "sh:in ( 1 ) , ( 2 )"]
)
def test_what_a_shape_has_once_is_told_when_it_stands_twice(body: str) -> None:
    (text,) = said("shacl-parameter", shapes=about(body))

    assert text.startswith("A shape has one sh:")


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("sh:minCount 2 ; sh:maxCount 1", "sh:minCount 2"),
        ("sh:minLength 10 ; sh:maxLength 9", "sh:minLength 10"),
        ("sh:qualifiedMinCount 3 ; sh:qualifiedMaxCount 0", "sh:qualifiedMinCount 3"),
    ],
)
def test_a_least_above_its_most_can_never_hold(body: str, low: str) -> None:
    (text,) = said("shacl-parameter", shapes=about(body))

    assert text.startswith(f"Nothing can conform: {low} is more than")


@pytest.mark.parametrize("link", ["sh:property ex:P", "sh:node ex:P", "sh:not ex:P"])
def test_a_link_to_a_shape_that_nothing_describes_is_broken(link: str) -> None:
    (finding,) = found("shacl-broken-link", shapes=f"ex:S a sh:NodeShape ; {link} .")

    assert "which no shapes file describes" in finding.messages[0].value
    assert finding.value is not None


def test_a_link_may_lead_to_what_is_imported_from_elsewhere() -> None:
    text = "ex:S a sh:NodeShape ; sh:property ex:P . <> owl:imports <http://example.org/more> ."

    assert found("shacl-broken-link", shapes=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ex:P a sh:PropertyShape ; sh:minCount 1 .",
        "ex:S a sh:NodeShape ; sh:property [ sh:minCount 1 ] .",
        "ex:S sh:property ex:P . ex:P sh:minCount 1 .",
    ],
)
def test_a_property_shape_without_a_path_is_told(text: str) -> None:
    (finding,) = found("shacl-broken-link", shapes=text)

    assert finding.messages[0].value.startswith("A property shape needs its sh:path")


def test_shapes_that_hang_together_have_no_broken_link() -> None:
    text = "ex:S sh:node ex:N ; sh:property ex:P . ex:N a sh:NodeShape . ex:P sh:path ex:p ; sh:minCount 1 ."

    assert found("shacl-broken-link", shapes=text) == []
