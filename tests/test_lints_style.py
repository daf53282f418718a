import pytest

from linted import found, said
from mkg.validation.findings import Severity

HEAD = """
<http://example.org/ns> a owl:Ontology ; owl:versionInfo "1" ;
    dcterms:license <http://example.org/licence> ; vann:preferredNamespaceUri "http://example.org/ns#" .
"""


def term(name: str, kind: str = "owl:Class", more: str = "") -> str:
    return f'ex:{name} a {kind} ; rdfs:label "{name}"@en ; rdfs:comment "What it means."@en {more} .\n'


MANY = "".join(
    map(term, ["City", "Town", "Street", "River", "Bridge", "Market", "School", "Garden", "Harbour"])
)


@pytest.mark.parametrize(
    ("lint", "body", "part"),
    [
        ("term-without-label", 'ex:City a owl:Class ; rdfs:comment "A city."@en .', "has no label"),
        ("term-without-label", "ex:name a rdf:Property .", "has no label"),
        ("term-without-definition", 'ex:City a rdfs:Class ; rdfs:label "City"@en .', "what it means"),
        (
            "label-without-language",
            term("City") + 'ex:b a owl:Class ; rdfs:label "b"@en , "c" .',
            "no language tag",
        ),
        ("term-case", MANY + term("tower"), "begins unlike the other classes"),
        (
            "circular-hierarchy",
            "ex:A rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .",
            "a circle",
        ),
        (
            "circular-hierarchy",
            "ex:p a rdf:Property ; rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:p .",
            "a circle",
        ),
        ("class-and-property", "ex:A a owl:Class , rdf:Property .", "both a class and a property"),
        ("deprecated-without-replacement", term("Old", more="; owl:deprecated true"), "without a word"),
        (
            "inverse-mismatch",
            term("p", "owl:ObjectProperty", "; rdfs:range ex:A ; owl:inverseOf ex:q")
            + "ex:q rdfs:domain ex:B .",
            "are inverses, but",
        ),
    ],
)
def test_a_fault_of_an_ontology_is_told_once(lint: str, body: str, part: str) -> None:
    (text,) = said(lint, ontology=HEAD + body)

    assert part in text


@pytest.mark.parametrize(
    "lint",
    [
        "term-without-label",
        "term-without-definition",
        "label-without-language",
        "term-case",
        "circular-hierarchy",
        "class-and-property",
        "misused-term",
        "ontology-header",
        "inverse-mismatch",
        "deprecated-without-replacement",
    ],
)
@pytest.mark.parametrize(
    "texts",
    [
        {"ontology": HEAD + MANY + term("name", "owl:DatatypeProperty", "; rdfs:subPropertyOf rdfs:label")},
        {
            "ontology": HEAD
            + "ex:Self a owl:Class ; rdfs:subClassOf ex:Self ; skos:prefLabel 's'@en ; rdfs:comment 's' ."
        },
        {"data": "ex:fez a ex:City ; ex:note 'Class, Property' ."},
        {},
    ],
    ids=["whole", "alone", "data", "nothing"],
)
def test_what_has_no_fault_is_not_told(lint: str, texts: dict[str, str]) -> None:
    assert found(lint, **texts) == []


@pytest.mark.parametrize("lint", ["term-without-label", "term-without-definition"])
def test_borrowed_terms_need_no_labels_of_their_own(lint: str) -> None:
    borrowed = HEAD + term("City") + "skos:Concept a owl:Class . dcterms:title a owl:AnnotationProperty ."

    assert found(lint, ontology=borrowed) == []


def test_without_a_head_the_namespace_with_the_most_terms_is_the_ontology_s_own() -> None:
    text = "ex:A a owl:Class . ex:B a owl:Class . skos:Concept a owl:Class ."

    assert len(found("term-without-label", ontology=text)) == 2


def test_classes_that_data_declare_by_the_way_make_no_ontology() -> None:
    assert found("term-without-label", data="ex:A a owl:Class . ex:a a ex:A .") == []
    assert len(found("term-without-label", data=HEAD + "ex:A a owl:Class . ex:a a ex:A .")) == 1


@pytest.mark.parametrize("label", ["rdfs:label", "skos:prefLabel", "dcterms:title", "schema:name"])
def test_a_label_is_a_label_by_any_usual_property(label: str) -> None:
    assert found("term-without-label", ontology=HEAD + f"ex:City a owl:Class ; {label} 'City' .") == []


def test_an_ontology_that_tags_no_label_has_chosen_so() -> None:
    plain = HEAD + "ex:A a owl:Class ; rdfs:label 'a' . ex:B a owl:Class ; rdfs:label 'b' ."

    assert found("label-without-language", ontology=plain) == []


@pytest.mark.parametrize(
    "body",
    [
        term("city") + term("town"),
        MANY + term("BFO_1") + term("2nd"),
        MANY + "".join(term(name) for name in ("tower", "square")),
        "".join(term(f"P{number}", "rdf:Property") for number in range(20)),
    ],
)
def test_the_custom_of_a_house_is_no_fault(body: str) -> None:
    assert found("term-case", ontology=HEAD + body) == []


def test_a_property_with_a_capital_among_small_letters_is_told() -> None:
    names = [f"has{name}" for name in ("A", "B", "C", "D", "E", "F", "G", "H", "I")]
    body = "".join(term(name, "owl:ObjectProperty") for name in (*names, "Has"))

    (finding,) = found("term-case", ontology=HEAD + body)
    assert str(finding.focus).endswith("#Has>")


def test_a_long_circle_is_told_with_its_whole_way() -> None:
    body = "ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C . ex:C rdfs:subClassOf ex:A ."
    (finding,) = found("circular-hierarchy", ontology=body)

    assert finding.messages[0].value.count("→") == 3


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ("ex:fez ex:City ex:morocco .", "is a class, but is used here as a property"),
        ("ex:fez a ex:name .", "is a property, but is used here as a class"),
    ],
)
def test_a_term_that_is_used_as_the_other_kind_is_a_violation(data: str, part: str) -> None:
    ontology = HEAD + term("City") + term("name", "owl:DatatypeProperty")
    (finding,) = found("misused-term", ontology=ontology, data=data)

    assert finding.severity == Severity.violation
    assert part in finding.messages[0].value


def test_a_term_that_is_declared_both_may_be_used_as_both() -> None:
    both = HEAD + term("City", "owl:Class , rdf:Property")

    assert found("misused-term", ontology=both, data="ex:fez a ex:City ; ex:City 1 .") == []


def test_all_that_a_head_lacks_is_told_together_in_each_language() -> None:
    (finding,) = found("ontology-header", ontology="<http://example.org/ns> a owl:Ontology ." + term("City"))

    english, french, arabic = (message.value for message in finding.messages)
    assert "its version (owl:versionInfo), its licence (dcterms:license), its namespace (vann:" in english
    assert "sa licence" in french
    assert "رخصتها" in arabic


def test_an_alignment_that_declares_nothing_of_its_own_needs_no_head() -> None:
    assert found("ontology-header", ontology="<http://example.org/map> a owl:Ontology ." + term("City")) == []


@pytest.mark.parametrize(
    "body",
    [
        "; rdfs:domain ex:A ; owl:inverseOf ex:q . ex:q rdfs:range ex:A",
        "; rdfs:domain ex:A ; owl:inverseOf ex:q . ex:q rdfs:range ex:A , ex:B",
        "; rdfs:domain ex:A ; owl:inverseOf ex:q . ex:q a owl:ObjectProperty",
        "; rdfs:domain ex:A ; owl:inverseOf ex:q . ex:q rdfs:range [ owl:unionOf ( ex:A ex:B ) ]",
        "; owl:inverseOf [ a owl:ObjectProperty ]",
    ],
)
def test_inverses_that_agree_or_leave_it_open_are_right(body: str) -> None:
    assert found("inverse-mismatch", ontology=HEAD + term("p", "owl:ObjectProperty", body)) == []


@pytest.mark.parametrize(
    "hint", ["dcterms:isReplacedBy ex:New", "skos:changeNote 'Gone.'", "rdfs:seeAlso ex:New"]
)
def test_a_deprecated_term_with_a_hint_is_well_kept(hint: str) -> None:
    body = term("Old", more=f"; owl:deprecated true ; {hint}")

    assert found("deprecated-without-replacement", ontology=HEAD + body) == []
