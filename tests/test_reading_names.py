"""What things are called, and of which kind they are."""

import pytest

import graphs
from mkg.reading.names import Thing, kind_of, names
from mkg.reading.texts import Text
from mkg.vocab import BASE, KINDS, TERMS

UM6P, NOBODY = BASE + "institution/um6p", BASE + "person/nobody"


def test_a_thing_has_its_names_and_its_classes() -> None:
    found = names(graphs.real(), [UM6P])[UM6P]

    assert found.name("en") == Text("Mohammed VI Polytechnic University", "en")
    assert found.name("fr") == Text("Université Mohammed VI Polytechnique", "fr")
    assert found.name("ar").dir == "rtl"
    assert found.kind == "institution"
    assert found.own_class == TERMS + "University"


def test_what_the_graph_does_not_name_is_called_by_its_iri() -> None:
    found = names(graphs.real(), [NOBODY, "http://example.org/x"])

    assert found[NOBODY].name("en") == Text("person:nobody", "zxx")
    assert found["http://example.org/x"].name("ar").value == "http://example.org/x"


def test_things_keep_the_order_in_which_they_were_asked_for() -> None:
    wanted = [NOBODY, UM6P, NOBODY, BASE + "place/rabat"]

    assert list(names(graphs.real(), wanted)) == [NOBODY, UM6P, BASE + "place/rabat"]


def test_many_things_are_named_in_a_few_questions() -> None:
    asked = []
    reader = graphs.of("")
    rows = reader.rows
    reader.rows = lambda *a, **k: asked.append(a) or rows(*a, **k)  # type: ignore[method-assign,func-returns-value]

    assert len(names(reader, [f"{BASE}person/p{number}" for number in range(1200)])) == 1200
    assert len(asked) == 3


def test_nothing_is_asked_where_there_is_nothing_to_name() -> None:
    assert names(graphs.of(""), []) == {}


def test_names_in_other_vocabularies_are_understood() -> None:
    data = '<http://example.org/a> foaf:name "Ada" . <http://example.org/b> schema:name "Bea"@fr .'

    found = names(graphs.of(data), ["http://example.org/a", "http://example.org/b"])

    assert [thing.name("en").value for thing in found.values()] == ["Ada", "Bea"]


def test_the_finer_class_is_the_more_telling() -> None:
    classes = (TERMS + "Institution", "https://schema.org/Organization", TERMS + "Laboratory")

    assert Thing(UM6P, classes=classes).own_class == TERMS + "Laboratory"
    assert Thing(UM6P, classes=classes[:2]).own_class == TERMS + "Institution"
    assert Thing(UM6P, classes=classes[1:2]).own_class is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_iris(kind: str) -> None:
    assert kind_of(f"{BASE}{kind}/x") == kind


@pytest.mark.parametrize(
    "iri", [BASE + "place/", BASE + "ns#City", BASE + "graph/place", "http://example.org/place/x"]
)
def test_nothing_else_has_a_kind(iri: str) -> None:
    assert kind_of(iri) is None
