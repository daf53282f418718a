"""The diagram of classes and properties: each class and property once, marks where they belong."""

import xml.etree.ElementTree as ET
from itertools import pairwise

from drawn import TITLE, of_class, texts, tree
from mkg.drawings.diagram import Column, Row, diagram
from mkg.drawings.labels import Label

CLASSES = [
    Column("person", Label("Person", "en"), ["foaf:Person", "schema:Person"], "/ns/Person"),
    Column("paper", Label("Publication", "en"), ["bibo:Document"], "/ns/Publication"),
    Column("topic", Label("Topic", "en"), ["skos:Concept"], "/ns/Topic"),
]
WROTE = Row(Label("wrote", "en"), frozenset({"person"}), frozenset({"paper"}), "/ns/wrote")
ABOUT = Row(
    Label("is about", "en"), frozenset({"paper", "person"}), frozenset({"topic", "else"}), "/ns/isAbout"
)
CITES = Row(Label("cites", "en"), frozenset({"paper"}), frozenset({"paper"}))
ELSE = Row(Label("elsewhere", "en"), frozenset({"else"}), frozenset({"other"}))
ROWS = [WROTE, ABOUT, CITES, ELSE]


def drawn(*rows: Row, rtl: bool = False) -> ET.Element:
    return tree(diagram(CLASSES, rows or ROWS, prefix="d", title=TITLE, rtl=rtl))


def x(mark: ET.Element) -> float:
    return float(mark.attrib["cx"])


def test_each_class_and_property_is_named_once() -> None:
    written = texts(drawn())

    assert [written.count(name) for name in ("Person", "Publication", "Topic", "wrote", "cites")] == [1] * 5
    assert len(of_class(drawn(), "entry")) == len(CLASSES) + 3


def test_a_property_has_rings_where_it_leads_from_and_dots_where_it_leads_to() -> None:
    columns = sorted({x(mark) for mark in (*of_class(drawn(), "ring"), *of_class(drawn(), "mark"))})
    alone = drawn(ABOUT)

    assert [x(mark) for mark in of_class(alone, "ring")] == columns[:2]
    assert [x(mark) for mark in of_class(alone, "mark")] == columns[2:]


def test_a_property_that_leads_back_is_a_dot_in_a_ring() -> None:
    (ring,), (dot,) = of_class(drawn(CITES), "ring"), of_class(drawn(CITES), "mark")

    assert x(ring) == x(dot)
    assert float(dot.attrib["r"]) < float(ring.attrib["r"])


def test_it_is_told_in_words_too() -> None:
    names = [title.text for title in drawn().iter("title")]

    assert "wrote: Person → Publication" in names
    assert "is about: Person, Publication → Topic" in names
    assert "Person: foaf:Person, schema:Person" in names


def test_what_joins_none_of_the_classes_is_left_out() -> None:
    assert "elsewhere" not in texts(drawn())
    assert diagram(CLASSES, [ELSE], prefix="d", title=TITLE) == ""
    assert diagram([], ROWS, prefix="d", title=TITLE) == ""


def test_from_the_right_it_is_mirrored() -> None:
    left, right = ([x(mark) for mark in of_class(drawn(rtl=way), "ring")] for way in (False, True))

    assert [round(one + other, 1) for one, other in zip(left, right, strict=True)] == [328] * len(left)


def test_names_step_up_so_that_none_lies_on_another() -> None:
    names = {column.label.value for column in CLASSES}
    heights = [float(text.attrib["y"]) for text in drawn().iter("text") if text.text in names]

    assert heights == sorted(heights, reverse=True)
    assert min(one - other for one, other in pairwise(heights)) >= 16


def test_what_a_class_specialises_is_written_where_there_is_room() -> None:
    above = [each.text for each in of_class(drawn(), "above")]
    crowded = [Column("a", Label("A class with a very long name", "en"), ["schema:SoftwareApplication"])]
    row = Row(Label("p", "en"), frozenset({"a"}), frozenset({"a"}))

    assert "bibo:Document" in above
    assert of_class(tree(diagram(crowded, [row], prefix="d", title=TITLE)), "above") == []


def test_hostile_names_stay_words() -> None:
    evil = '<script>alert(1)</script>"&\x00'
    row = Row(Label(evil), frozenset({"e"}), frozenset({"e"}), "javascript:alert(1)")
    found = tree(diagram([Column("e", Label(evil), [evil])], [row], prefix="d", title=Label(evil)))

    assert not [one for one in found.iter() if one.tag.endswith("script")]
    assert not [one for one in found.iter() if "javascript" in one.get("href", "")]


def test_the_same_classes_give_the_same_drawing() -> None:
    assert ET.tostring(drawn()) == ET.tostring(drawn())
