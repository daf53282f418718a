"""Drawings as trees of elements, and one of each kind around the same words."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from types import SimpleNamespace

from markupsafe import Markup

from mkg.drawings.bars import Bar, bars
from mkg.drawings.coast import City, coast_map
from mkg.drawings.columns import columns
from mkg.drawings.labels import Label, Text
from mkg.drawings.landscape import Region, landscape
from mkg.drawings.links import Link, Point, links
from mkg.drawings.neighbourhood import Group, Node, neighbourhood
from mkg.drawings.stacked import Part, stacked
from mkg.drawings.timeline import Moment, timeline

TITLE = Label("A drawing", "en")
ISLAND = [[-9.5, 30], [-6, 30], [-6, 35], [-9.5, 35], [-9.5, 30]]
BOUNDS = (-12.0, 28.0, -4.0, 36.0)


def tree(drawing: Markup) -> ET.Element:
    """Read a drawing as XML; raise ParseError where it is not well formed."""
    return ET.fromstring(drawing)  # noqa: S314 it is our own


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    """Find the elements of a class."""
    return [one for one in root.iter() if name in one.get("class", "").split()]


def texts(root: ET.Element) -> list[str]:
    """List the lines of text."""
    return [one.text or "" for one in root.iter("text")]


def share(element: ET.Element, name: str) -> float:
    """Read a percentage."""
    value = element.get(name, "")
    assert value.endswith("%")
    return float(value[:-1])


def words(value: str, lang: str = "") -> Text:
    """Make a text that is no Label."""
    return SimpleNamespace(value=value, lang=lang, dir="")


def each(text: Text, href: str = "", *, rtl: bool = False) -> Iterator[tuple[str, Markup]]:
    """Draw one of each kind with the same text and link."""
    yield "bars", bars([Bar(text, 3, href=href)], prefix="b", title=text, rtl=rtl)
    yield "stacked", stacked([Part(text, 3, "red", href=href)], prefix="s", title=text, rtl=rtl)
    yield "timeline", timeline([Moment(text, "2021-05", href=href)], prefix="t", title=text, rtl=rtl)
    groups = [Group(text, [Node("a", text, href), Node("b", text, href)], "blue")]
    yield "neighbourhood", neighbourhood(text, groups, prefix="n", title=text, edges=[("a", "b")], rtl=rtl)
    place = City(text, -7, 32, 4, href)
    yield "coast", coast_map([ISLAND], [place], prefix="m", title=text, bounds=BOUNDS)
    region = Region(text, 9, href, [Region(text, 4, href), Region(text, 5, href)])
    yield "landscape", landscape([region], prefix="l", title=text, rtl=rtl)
    points, joined = [Point("a", text, href), Point("b", text, href)], [Link("a", "b", "r")]
    yield "links", links(points, joined, {"r": text}, prefix="w", title=text, rtl=rtl)
    yield "columns", columns({2020: 1, 2023: 4}, prefix="c", title=text, rtl=rtl)
