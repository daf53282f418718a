"""Shapes as people read them, and short Turtle texts in their pieces."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graphs import HEAD, ROOT
from mkg.reading.examples import Piece, pieces
from mkg.reading.shapes import Shape, Shapes, shapes
from mkg.reading.texts import Text
from mkg.vocab import SCHEMA, SHAPES, SKOS, TERMS, XSD

FILES = sorted((ROOT / "shapes").glob("*.ttl"))


def read(*texts: str) -> Shapes:
    found = [quad for text in texts for quad in parse(HEAD + text, format=RdfFormat.TURTLE)]
    return shapes(found)


def shape(body: str) -> Shape:
    return read(f"mkgsh:x {body} .").found[f"{SHAPES}x"]


def ours() -> Shapes:
    return shapes(quad for path in FILES for quad in parse(path=path, format=RdfFormat.TURTLE))


def test_a_shape_tells_how_many_values_there_may_be() -> None:
    counts = {body: shape(f"sh:path mkg:size ; {body}") for body in ("sh:minCount 1 ; sh:maxCount 1", "")}

    assert [(each.least, each.most) for each in counts.values()] == [(1, 1), (0, None)]
    assert shape("sh:qualifiedMinCount 2").least == 2
    assert shape("sh:maxCount 0").most == 0


@pytest.mark.parametrize("number", ['"many"', "-1", "<http://example.org/x>", '"²"'])
def test_a_number_that_is_none_is_zero(number: str) -> None:
    assert shape(f"sh:minCount {number}").least == 0


def test_a_shape_tells_what_a_value_may_be() -> None:
    it = shape(
        'sh:datatype xsd:gYear ; sh:pattern "^1" ; sh:minInclusive 1 ; sh:maxExclusive 9 ; sh:nodeKind sh:IRI'
    )

    assert it.datatypes == (f"{XSD}gYear",)
    assert it.patterns == ("^1",)
    assert it.bounds == ("≥ 1", "< 9")
    assert it.node_kind == "IRI"


def test_what_a_value_may_be_is_also_found_in_alternatives() -> None:
    it = shape("sh:or ( [ sh:class mkg:Method ] [ sh:class mkg:Topic ] [ sh:datatype xsd:date ] )")

    assert it.classes == (f"{TERMS}Method", f"{TERMS}Topic")
    assert it.datatypes == (f"{XSD}date",)


def test_what_a_value_must_not_be_is_not_told_as_what_it_may() -> None:
    assert shape('sh:not [ sh:pattern "^CC" ; sh:class mkg:Topic ]') == shape("a sh:PropertyShape")


def test_allowed_values_and_languages_are_lists() -> None:
    it = shape('sh:in ( true mkg:A ) ; sh:languageIn ( "ar" "en" ) ; sh:hasValue "mkg"')

    assert it.values == ("mkg", "true", f"{TERMS}A")
    assert it.languages == ("ar", "en")


@pytest.mark.parametrize("ending", ["rdf:rest _:list", "a rdf:List", "rdf:rest mkg:x"])
def test_a_list_that_is_none_has_an_end(ending: str) -> None:
    found = read(f"mkgsh:x sh:in _:list . _:list rdf:first true ; {ending} .")

    assert found.found[f"{SHAPES}x"].values == ("true",)


def test_messages_keep_their_languages() -> None:
    it = shape('sh:message "Give one."@en , "Donnez-en un."@fr ; sh:severity sh:Warning')

    assert {*it.messages} == {Text("Give one.", "en"), Text("Donnez-en un.", "fr")}
    assert it.severity == "warning"
    assert shape("sh:path mkg:size").severity == "violation"


def test_shapes_of_the_same_classes_stand_together_ours_first() -> None:
    found = read(
        "mkgsh:O sh:targetClass owl:Class .",
        "mkgsh:A sh:targetClass mkg:Topic ; sh:property mkgsh:A-p , mkgsh:T-q . mkgsh:A-p sh:path mkg:p .",
        "mkgsh:A-iri sh:targetClass mkg:Topic ; sh:pattern 'x' . mkgsh:T-q sh:path mkg:q .",
        "mkgsh:B sh:targetClass mkg:Venue ; sh:property mkgsh:T-q , mkgsh:unknown , [ sh:path mkg:r ] .",
    )

    told = [(sheet.targets[0], [each.name for each in sheet.itself]) for sheet in found.sheets]
    assert [names for _, names in told] == [["A", "A-iri"], ["B"], ["O"]]
    assert told[-1][0] == "http://www.w3.org/2002/07/owl#Class"
    assert [[each.name for each in sheet.properties] for sheet in found.sheets] == [
        ["A-p", "T-q"],
        ["T-q"],
        [],
    ]
    assert [len(sheet.first) for sheet in found.sheets] == [2, 0, 0]


def test_a_term_knows_the_shapes_that_look_at_it() -> None:
    found = read("mkgsh:A sh:targetClass mkg:Topic .", "mkgsh:B sh:path mkg:p .", "mkgsh:C sh:path mkg:q .")

    assert [each.name for each in found.on(f"{TERMS}Topic")] == ["A"]
    assert [each.name for each in found.on(f"{TERMS}p")] == ["B"]
    assert found.on(f"{TERMS}other") == []


def test_shapes_tell_which_classes_a_property_joins() -> None:
    joins = ours().joins()

    assert joins[f"{SCHEMA}superEvent"] == ({f"{TERMS}Event"}, {f"{TERMS}Venue"})
    assert joins[f"{TERMS}studies"][1] == {f"{SKOS}Concept"}
    assert f"{TERMS}size" not in joins


def test_all_shapes_of_the_project_are_read_and_told_in_each_language() -> None:
    found = ours()
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)

    assert len(found.found) == text.count("\nmkgsh:")
    told = {
        name for sheet in found.sheets for each in (*sheet.itself, *sheet.properties) for name in [each.iri]
    }
    assert told == found.found.keys()
    unsaid = {each.name for each in found.found.values() if not each.messages}
    assert all(not found.found[f"{SHAPES}{name}"].path for name in unsaid)
    for each in found.found.values():
        assert not each.messages or {message.lang for message in each.messages} == {"en", "fr", "ar"}


def test_a_text_is_cut_into_pieces_that_are_the_whole_of_it() -> None:
    text = 'model:atlas-chat-9b mkg:sizeUnit "parameters"@en , 2.5 ; a <https://schema.org/Thing> . # so'
    found = pieces(text)

    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, piece.sort) for piece in found if piece.sort][:4] == [
        ("model:atlas-chat-9b", "name"),
        ("mkg:sizeUnit", "name"),
        ('"parameters"', "value"),
        ("@en", "value"),
    ]
    assert {piece.iri for piece in found} >= {
        f"{TERMS}sizeUnit",
        "https://schema.org/Thing",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    }


@pytest.mark.parametrize("text", ["a ` b", '"never ended', "{ ?x <", ""])
def test_what_is_no_turtle_is_one_piece_or_none(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


def test_a_prefix_that_nobody_knows_stands_for_nothing() -> None:
    assert pieces("other:x") == [Piece("other:x", "name", "")]


def test_every_example_of_the_ontology_can_be_cut() -> None:
    graph = parse(path=Path(ROOT / "ontology" / "mkg.ttl"), format=RdfFormat.TURTLE)
    found = [quad.object.value for quad in graph if quad.predicate.value == f"{SKOS}example"]

    assert len(found) > 50
    assert all(any(piece.iri for piece in pieces(text)) for text in found)
