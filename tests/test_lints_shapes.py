import pytest

from linted import found, said
from mkg.validation.findings import Severity

USED = "ex:S a sh:NodeShape ; sh:targetClass ex:City ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."


def test_a_shape_that_nothing_uses_is_told() -> None:
    text = "ex:S a sh:NodeShape ; sh:nodeKind sh:IRI . ex:P a sh:PropertyShape ; sh:path ex:p ."

    findings = found("shape-without-target", shapes=text)
    assert [str(finding.focus)[-2:-1] for finding in findings] == ["S", "P"]


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:targetNode ex:a .",
        "ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p .",
        "ex:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ] .",
        "ex:S a sh:NodeShape ; sh:targetWhere [ sh:class ex:C ] .",
        "ex:S a sh:NodeShape , rdfs:Class .",
        "ex:S a sh:NodeShape , owl:Class .",
        "ex:S a sh:ShapeClass ; sh:property [ sh:path ex:p ] .",
        "ex:S a sh:NodeShape ; sh:deactivated true .",
        "ex:T sh:targetNode ex:a ; sh:node ex:S . ex:S a sh:NodeShape .",
        "ex:T sh:targetNode ex:a ; sh:or ( ex:S ) . ex:S a sh:NodeShape .",
        "[] a sh:NodeShape .",
    ],
)
def test_a_shape_that_is_used_or_put_aside_is_not_told(text: str) -> None:
    assert found("shape-without-target", shapes=text) == []


def test_shapes_files_without_a_shape_are_told_at_the_head_of_the_first() -> None:
    (finding,) = found("empty-shapes", shapes="<> a owl:Ontology .")

    assert finding.place is not None
    assert (finding.place.path, finding.place.line) == ("shapes.ttl", 1)
    assert finding.severity == Severity.violation


@pytest.mark.parametrize(
    "text",
    [USED, "ex:S sh:targetNode ex:a .", "ex:S sh:property [ sh:path ex:p ] .", "ex:S a sh:NodeShape ."],
)
def test_files_with_a_shape_are_not_empty(text: str) -> None:
    assert found("empty-shapes", shapes=text) == []


def test_no_shapes_files_are_not_empty_ones() -> None:
    assert found("empty-shapes", data="ex:a ex:b ex:c .") == []


def test_a_target_of_which_the_data_hold_nothing_is_a_hint() -> None:
    (finding,) = found("absent-target", shapes=USED, data="ex:fez a ex:Town .")

    assert finding.severity == Severity.info
    assert "Nothing in the data is a <http://example.org/ns#City>: check" in finding.messages[0].value


def test_a_target_that_looks_like_a_class_of_the_data_is_told_with_it() -> None:
    (text,) = said("absent-target", shapes=USED, data="ex:fez a ex:Citty .")

    assert text.endswith("did you mean <http://example.org/ns#Citty>?")


@pytest.mark.parametrize(
    "texts",
    [
        {"shapes": USED, "data": "ex:fez a ex:City ."},
        {"shapes": USED, "data": "ex:fez a ex:Town . ex:Town rdfs:subClassOf ex:City ."},
        {"shapes": USED, "data": "ex:a ex:b ex:c .", "ontology": "ex:City a owl:Class ."},
        {"shapes": USED + "ex:City a owl:Class .", "data": "ex:a ex:b ex:c ."},
        {"shapes": USED},
        {"shapes": USED, "ontology": "ex:Town a owl:Class ."},
        {"shapes": "ex:S sh:targetNode ex:a .", "data": "ex:b a ex:City ."},
    ],
)
def test_a_target_that_is_there_or_may_come_is_not_told(texts: dict[str, str]) -> None:
    assert found("absent-target", **texts) == []


CLOSED = "ex:S a sh:NodeShape ; sh:targetClass ex:City ; sh:closed true ; sh:property [ sh:path ex:p ]"


def test_a_closed_shape_that_refuses_its_own_class_is_told() -> None:
    (text,) = said("closed-to-its-class", shapes=CLOSED + " .")

    assert "every <http://example.org/ns#City>" in text
    assert text.endswith("add sh:ignoredProperties ( rdf:type ).")


@pytest.mark.parametrize(
    "text",
    [
        CLOSED + " ; sh:ignoredProperties ( ex:q rdf:type ) .",
        CLOSED + " , [ sh:path rdf:type ] .",
        CLOSED.replace("true", "false") + " .",
        CLOSED.replace("true", "sh:ByTypes") + " .",
        CLOSED.replace("sh:targetClass ex:City", "sh:targetSubjectsOf ex:p") + " .",
    ],
)
def test_a_closed_shape_that_takes_a_type_is_right(text: str) -> None:
    assert found("closed-to-its-class", shapes=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:node ex:S .",
        "ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:node ex:S ] .",
        "ex:S a sh:NodeShape ; sh:not ex:T . ex:T a sh:NodeShape ; sh:or ( ex:U ex:S ) .",
        "ex:S sh:property ex:P . ex:P sh:path ex:p ; sh:qualifiedValueShape [ sh:xone ( ex:S ) ] .",
    ],
)
def test_a_shape_that_comes_back_to_itself_is_told_once(text: str) -> None:
    (finding,) = found("recursive-shape", shapes=text)

    assert finding.severity == Severity.warning
    assert "ns#S> → " in finding.messages[0].value


def test_shapes_that_share_another_are_not_recursive() -> None:
    text = "ex:S sh:and ( ex:T ex:U ) . ex:T sh:node ex:V . ex:U sh:node ex:V . ex:V sh:nodeKind sh:IRI ."

    assert found("recursive-shape", shapes=text) == []


def test_a_circle_through_blank_shapes_alone_is_told_without_names() -> None:
    (finding,) = found("recursive-shape", shapes="_:s sh:node _:t . _:t sh:not _:s .")

    assert "through sh:node" in finding.messages[0].value


def told(count: int) -> str:
    shapes = (f"ex:P{i} sh:path ex:p{i} ; sh:minCount 1 ; sh:message 'Give p.'@en ." for i in range(count))
    return " ".join(shapes) + " ex:Q sh:path ex:q ; sh:minCount 1 ."


def test_the_one_shape_without_a_message_is_told() -> None:
    (finding,) = found("shape-without-message", shapes=told(9))

    assert str(finding.focus).endswith("#Q>")


@pytest.mark.parametrize(
    "text",
    [
        told(8),
        told(0),
        "ex:P sh:path ex:p ; sh:name 'p' ; sh:order 1 .",
        told(9).replace("ex:Q sh:path", "ex:Q ex:path"),
    ],
)
def test_files_whose_way_it_is_and_shapes_that_constrain_nothing_are_not_told(text: str) -> None:
    assert found("shape-without-message", shapes=text) == []
