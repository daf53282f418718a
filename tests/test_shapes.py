"""Each shape and each rule can be broken, alone, by the faulty file that bears its name."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from mkg.sources import read as read_source
from mkg.validation.checks import validate
from mkg.validation.inputs import Inputs, read
from mkg.vocab import KINDS, RDF, SH, SHAPES

ROOT = Path(__file__).parents[1]
FAULTY_SHAPES = sorted((ROOT / "tests" / "shapes").glob("*.ttl"))
FAULTY_RULES = sorted((ROOT / "tests" / "rules").glob("*.ttl"))


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return read([ROOT / "tests" / "toy" / "data"], [ROOT / "ontology" / "mkg.ttl"], [ROOT / "shapes"])


@pytest.fixture(scope="module")
def shapes() -> Store:
    store = Store()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        store.load(path=path)
    return store


def test_the_miniature_graph_conforms(inputs: Inputs) -> None:
    assert validate(inputs).findings == []


@pytest.mark.parametrize("path", [*FAULTY_SHAPES, *FAULTY_RULES], ids=lambda path: path.stem)
def test_a_faulty_file_triggers_its_own_shape_and_nothing_else(path: Path, inputs: Inputs) -> None:
    faulty = Inputs([*inputs.data, read_source(path)], inputs.ontology, inputs.shapes, inputs.rules)

    (finding,) = validate(faulty).findings

    assert finding.shape == NamedNode(SHAPES + path.stem)
    assert finding.place is not None
    assert finding.place.path == str(path)


def of_type(store: Store, name: str) -> set[NamedNode]:
    quads = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(SH + name), DefaultGraph())
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def constrains(store: Store, shape: NamedNode) -> bool:
    # A node shape that only gathers property shapes for its targets has no constraint of its own to break.
    own = {quad.predicate.value.removeprefix(SH) for quad in store.quads_for_pattern(shape, None, None)}
    return bool(own - {RDF + "type", "property", "targetClass", "severity", "message", "name", "description"})


def test_every_shape_has_a_faulty_file(shapes: Store) -> None:
    nodes = {shape for shape in of_type(shapes, "NodeShape") if constrains(shapes, shape)}
    named = {shape.value.removeprefix(SHAPES) for shape in nodes | of_type(shapes, "PropertyShape")}

    assert named == {path.stem for path in FAULTY_SHAPES}


def test_every_rule_has_a_faulty_file() -> None:
    rules = {path.stem for path in (ROOT / "shapes" / "rules").glob("*.rq")}

    assert rules == {path.stem for path in FAULTY_RULES}


def test_every_property_shape_has_an_iri_a_severity_and_a_message_in_three_languages(shapes: Store) -> None:
    given = {quad.object for quad in shapes.quads_for_pattern(None, NamedNode(SH + "property"), None)}
    assert given <= of_type(shapes, "PropertyShape")

    for shape in of_type(shapes, "PropertyShape"):
        severities = [*shapes.quads_for_pattern(shape, NamedNode(SH + "severity"), None)]
        messages = [quad.object for quad in shapes.quads_for_pattern(shape, NamedNode(SH + "message"), None)]
        assert len(severities) == 1, shape
        assert sorted(getattr(message, "language", "") for message in messages) == ["ar", "en", "fr"], shape


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_closed_shape_and_a_shape_for_its_iris(kind: str, shapes: Store) -> None:
    closed = {quad.subject for quad in shapes.quads_for_pattern(None, NamedNode(SH + "closed"), None)}

    assert NamedNode(SHAPES + kind.capitalize()) in closed
    assert NamedNode(f"{SHAPES}{kind.capitalize()}-iri") in of_type(shapes, "NodeShape")
