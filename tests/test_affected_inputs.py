"""From the old and the new state of all files to the shapes that the edit calls for."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from edits import names, source, store_of, triples_of
from mkg.sources import Source
from mkg.validation import engines, results
from mkg.validation.findings import Finding
from mkg.validation.inputs import Inputs, read
from mkg.validation.merged import Merged
from mkg.validation.retarget import edited, scope

ROOT = Path(__file__).parents[1]
SHAPES = ":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:class :C ] ."
OLD = Inputs(
    data=[source(":a :p :v .", "a.ttl"), source(":b :p :w .", "b.ttl")],
    ontology=[source(":v a :D . :D rdfs:subClassOf :C .", "c.ttl")],
    shapes=[source(SHAPES, "shapes.ttl")],
    rules=[],
)


def store(inputs: Inputs) -> Store:
    return store_of(triples_of(*inputs.data, *inputs.ontology))


def affected(new: Inputs, old: Inputs = OLD) -> set[str] | None:
    found = scope(old, new, store(new))
    return None if found is None else names(found.affected)


def test_only_what_differs_between_two_states_is_affected() -> None:
    assert affected(OLD) == set()
    assert affected(replace(OLD, data=[source(":a :p :x .", "a.ttl"), OLD.data[1]])) == {":a"}
    assert affected(replace(OLD, data=OLD.data[::-1])) == set()


def test_files_may_be_new_or_gone() -> None:
    assert affected(replace(OLD, data=OLD.data[:1])) == {":b"}
    assert affected(OLD, old=replace(OLD, data=OLD.data[:1])) == {":b"}


def test_an_edit_of_the_ontology_affects_the_data() -> None:
    assert affected(replace(OLD, ontology=[])) == {":a", ":v", ":D"}


def test_the_files_edited_are_those_that_differ_and_all_of_them_where_the_shapes_do() -> None:
    new = replace(OLD, data=[source(":a :p :x .", "a.ttl"), OLD.data[1]])
    shapes = [source(f"{SHAPES} ", "shapes.ttl")]

    assert edited(OLD, OLD) == []
    assert edited(OLD, new) == new.data[:1]
    assert edited(OLD, replace(new, shapes=shapes)) == [*new.data, *OLD.ontology, *shapes]


def test_everything_is_validated_where_shapes_or_rules_have_changed() -> None:
    rules = read([ROOT / "tests/toy/data"], [], [ROOT / "shapes"]).rules

    assert rules
    assert affected(replace(OLD, shapes=[source(f"{SHAPES} ", "shapes.ttl")])) is None
    assert affected(replace(OLD, shapes=[*OLD.shapes, source("", "more.ttl")])) is None
    assert affected(replace(OLD, shapes=[])) is None
    assert affected(replace(OLD, rules=rules)) is None


def test_everything_is_validated_where_the_old_state_cannot_be_parsed() -> None:
    broken = replace(OLD, data=[Source(Path("a.ttl"), b"no Turtle"), OLD.data[1]])

    assert affected(OLD, old=broken) is None


Edit = Callable[[str], str]
EDITS: dict[str, tuple[str, Edit]] = {
    "a label is gone": ("language.ttl", lambda text: text.replace('"Arabic"@en ,', "", 1)),
    "a thing is gone": (
        "language.ttl",
        lambda text: text.replace("language:arabic\n", "language:arabik\n", 1),
    ),
    "a class is another": ("place.ttl", lambda text: text.replace("a mkg:City", "a mkg:Venue", 1)),
    "a value is unknown": ("venue.ttl", lambda text: text.replace("source source:", "source source:x-", 1)),
}


def keys(findings: list[Finding]) -> set[tuple[object, ...]]:
    return {(each.focus, each.path, each.value, each.component, each.shape) for each in findings}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_one_thing_of_our_graph_is_found_faulty_as_by_a_whole_run(
    name: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    files = [tmp_path / "data"], [ROOT / "ontology" / "mkg.ttl"], [ROOT / "shapes"]
    old = read(*files)
    path = tmp_path / "data" / EDITS[name][0]
    path.write_text(EDITS[name][1](path.read_text(encoding="utf-8")), encoding="utf-8")
    new = read(*files)
    data, shapes = Merged([*new.data, *new.ontology]).text, Merged(new.shapes).text
    narrow = scope(old, new, store(new))
    assert narrow is not None

    def found(shapes: bytes) -> list[Finding]:
        return results.read(engines.engine("auto")(data, shapes), results.Graph(()))

    # Our graph conforms: all that a whole run finds comes of the edit.
    whole = found(shapes)
    assert whole
    assert all(map(narrow.concerns, whole))
    assert keys(found(narrow.shapes)) == keys(whole)
    assert narrow.shapes.count(b"targetNode") < 500
