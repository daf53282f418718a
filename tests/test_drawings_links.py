"""Links between things: each from its subject to its object, in columns that do not overlap."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import TITLE, of_class, texts, tree
from mkg.drawings.labels import Label
from mkg.drawings.links import Link, Point, depths, links
from mkg.drawings.svg import SCREEN

KEYS = "abcdefgh"
some = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from("pqr")), min_size=1)


def joined(told: Sequence[tuple[str, str, str]]) -> list[Link]:
    return [Link(*link) for link in told]


def draw(told: Sequence[tuple[str, str, str]], *, rtl: bool = False) -> Element:
    ends = dict.fromkeys(key for source, target, _ in told for key in (source, target))
    points = [Point(key, Label(f"Thing {key}"), f"/{key}") for key in ends]
    relations = {relation: Label(f"is {relation} of") for _, _, relation in told}
    return tree(links(points, joined(told), relations, prefix="g", title=TITLE, rtl=rtl))


def boxes(root: Element) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each box."""
    sizes = [
        [float(box.get(name, "")) for name in ("x", "y", "width", "height")] for box in of_class(root, "box")
    ]
    return [(x, y, x + width, y + height) for x, y, width, height in sizes]


@settings(max_examples=60, deadline=None)
@given(some, st.booleans())
def test_no_box_lies_on_another_or_outside(told: list[tuple[str, str, str]], rtl: bool) -> None:  # noqa: FBT001 hypothesis gives it
    root = draw(told, rtl=rtl)
    found = boxes(root)
    height = float(root.get("viewBox", "").split()[3])

    assert len(found) == len({key for link in told for key in link[:2]})
    assert all(min(left, top, SCREEN - right, height - bottom) >= 0 for left, top, right, bottom in found)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@settings(max_examples=60, deadline=None)
@given(some)
def test_every_link_is_drawn_and_told(told: list[tuple[str, str, str]]) -> None:
    root = draw(told)
    titles = [title.text for title in root.iter("title")]

    assert all(f"Thing {s} → is {p} of → Thing {o}" in titles for s, o, p in told)
    assert len([path for path in of_class(root, "curve") if path.tag == "path"]) == len(told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("a", "b", "p"), ("b", "c", "p")], {"a": 0, "b": 1, "c": 2}),
        ([("a", "b", "p"), ("b", "c", "p"), ("c", "d", "p")], {"a": 0, "b": 1, "c": 2, "d": 2}),
        ([("a", "b", "p"), ("b", "a", "p")], {"a": 0, "b": 1}),
        ([("a", "a", "p")], {"a": 0}),
        ([("a", "c", "p"), ("b", "c", "p")], {"a": 0, "b": 0, "c": 1}),
    ],
)
def test_what_is_linked_to_stands_behind_what_links(
    told: list[tuple[str, str, str]], expected: dict[str, int]
) -> None:
    assert depths([*expected], joined(told)) == expected


def test_a_link_begins_at_the_edge_of_one_box_and_ends_at_that_of_another() -> None:
    root = draw([("a", "b", "p")])
    (source, target), (curve,) = boxes(root), [path for path in of_class(root, "curve") if path.tag == "path"]
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve.get("d", ""))]

    assert numbers[0] == source[2]
    assert target[0] - 5 < numbers[-2] < target[0]


def test_a_drawing_from_the_right_is_the_mirror_of_one_from_the_left() -> None:
    told = [("a", "b", "p"), ("c", "b", "q")]
    mirrored = [
        (SCREEN - right, top, SCREEN - left, bottom)
        for left, top, right, bottom in boxes(draw(told, rtl=True))
    ]

    assert mirrored == boxes(draw(told))


def test_each_relation_has_its_colour_and_is_named_once() -> None:
    root = draw([("a", "b", "p"), ("a", "c", "q"), ("c", "b", "p")])
    tones = [group.get("class") for group in root.iter("g") if "tone-" in group.get("class", "")]

    assert tones[0] == tones[2] != tones[1]
    assert [text for text in texts(root) if text.startswith("is ")] == ["is p of", "is q of"]


def test_one_source_stands_amid_its_targets() -> None:
    source, *targets = boxes(draw([("a", key, "p") for key in "bcdefg"]))

    assert targets[0][1] < source[1]
    assert source[3] < targets[-1][3]


def test_without_a_link_there_is_no_drawing() -> None:
    lone = [Point("a", Label("a"))]

    assert links(lone, [], {}, prefix="g", title=TITLE) == ""
    assert links(lone, [Link("a", "b", "p")], {"p": Label("p")}, prefix="g", title=TITLE) == ""
