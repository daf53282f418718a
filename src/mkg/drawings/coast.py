"""A map of a coast, without borders: cities as dots, named where their names have room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians, sqrt

from markupsafe import Markup

from mkg.drawings.labels import Text
from mkg.drawings.naming import SIZE, Dot, Name, named
from mkg.drawings.placing import Box
from mkg.drawings.svg import SCREEN, element, entry, frame, line, listing, number

LARGEST, SMALLEST = 10, 2.4
"""Radii of dots; between them their areas are as the sizes of the cities."""
EDGE = 0.004
"""The share of the map that is left out at each edge, where land was cut off."""

Ring = Sequence[Sequence[float]]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class City:
    """A name at a place in degrees, how much is there, and a link if there is one."""

    label: Text
    longitude: float
    latitude: float
    size: float
    href: str = ""


def coast_map(
    rings: Sequence[Ring], cities: Sequence[City], *, prefix: str, title: Text, bounds: Bounds
) -> Markup:
    """Draw land and cities within bounds (west, south, east, north, in degrees), never mirrored.

    Where there is no room for a name, its dot has none and no link: list the cities beside the map too.
    """
    plane = Plane(bounds)
    ranked = sorted(plane.inside(cities), key=lambda city: (-city.size, city.label.value))
    placed = {plane.dot(city, max(1, ranked[0].size)): city for city in ranked}
    names = named([*placed], Box(0, 0, SCREEN, plane.height))
    drawn = frame(
        element("rect", width=SCREEN, height=plane.height, class_="sea"),
        element("path", d="".join(map(plane.path, rings)), class_="land"),
        *(thread(name) for name in names if name.threaded),
        *(point(dot, city) for dot, city in placed.items()),
        listing(caption(name, placed[name.dot]) for name in names),
        prefix=prefix,
        title=title,
        listed=bool(names),
        width=SCREEN,
        height=plane.height,
        class_="coast",
    )
    return element("div", drawn, class_="drawing-frame")


class Plane:
    """Degrees laid flat, so that lengths are true in the middle of the map."""

    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        across, up = EDGE * (east - west), EDGE * (north - south)
        self.west, self.south, self.east, self.north = west + across, south + up, east - across, north - up
        self.scale = SCREEN / (self.east - self.west)
        self.stretch = self.scale / cos(radians((south + north) / 2))
        self.height = round((self.north - self.south) * self.stretch)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Place a point of the globe."""
        return (longitude - self.west) * self.scale, (self.north - latitude) * self.stretch

    def inside(self, cities: Sequence[City]) -> Iterator[City]:
        """Give the cities that are on the map."""
        for city in cities:
            if self.west < city.longitude < self.east and self.south < city.latitude < self.north:
                yield city

    def path(self, ring: Ring) -> str:
        """Write a ring as a path with a decimal, without points that do not show."""
        points = ((round(x, 1), round(y, 1)) for x, y in (self.at(*place[:2]) for place in ring))
        shown = [place for place, _ in groupby(points)]
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in shown) + "Z" if len(shown) > 2 else ""

    def dot(self, city: City, most: float) -> Dot:
        """Place a city as a dot whose area is as its size, where `most` is the greatest."""
        radius = max(SMALLEST, LARGEST * sqrt(max(0, city.size) / most))
        return Dot(city.label, *self.at(city.longitude, city.latitude), radius)


def point(dot: Dot, city: City) -> Markup:
    """Draw the dot of a city."""
    told = element("title", f"{city.label.value}: {number(city.size)}", lang=city.label.lang or None)
    return element("circle", told, cx=dot.x, cy=dot.y, r=dot.radius, class_="dot")


def thread(name: Name) -> Markup:
    """Draw the line from a dot to its name."""
    (x1, y1), (x2, y2) = name.thread
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="thread")


def caption(name: Name, city: City) -> Markup:
    """Write the name of a city, with its link."""
    box = name.target if name.threaded else name.target.with_(name.dot.box)
    touched = element("rect", x=box.left, y=box.top, width=box.width, height=box.height, class_="reach")
    gap = 0 if not name.threaded else 3 if name.reach == "right" else -3
    written = line(city.label, x=name.x + gap, y=name.y, reach=name.reach, size=SIZE)
    return entry(city.label, touched, written, href=city.href, shown=number(city.size))
