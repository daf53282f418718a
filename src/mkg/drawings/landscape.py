"""A landscape of topics: areas within areas, each as large as what is in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkg.drawings.labels import Label, Text, direction, width, wrap
from mkg.drawings.placing import Box
from mkg.drawings.svg import (
    SCREEN,
    TONES,
    Reach,
    Tone,
    element,
    entry,
    frame,
    leading,
    line,
    lines,
    listing,
    number,
)

HEIGHT, HEAD, GAP, PAD = 510, 10, 3, 6
SIZE, BOLD = 12, 13
"""The size of letters, and that at which bold ones are as wide."""
SMALLEST, BAND = (68, 40), 28
"""The least width and height of an area, for a finger and some letters; and the height of a band."""
LEFT: Reach = "left"
RIGHT: Reach = "right"


@dataclass(frozen=True, slots=True)
class Region:
    """A topic, how much is in it (not below zero), a link if there is one, and the topics within it."""

    label: Text
    size: float
    href: str = ""
    regions: Sequence["Region"] = ()


class Band(Region):
    """What stands for the smallest regions."""

    __slots__ = ()


def landscape(regions: Sequence[Region], *, prefix: str, title: Text, rtl: bool = False) -> Markup:
    """Draw two levels of topics, the largest first; those too small to be touched are joined in a band.

    An area within another is as large as its own size; `rtl` runs from the right. No sizes, no drawing.
    """
    shares = areas(regions, Box(0, 0, SCREEN, HEIGHT), Region(title, 0))
    drawn = (
        one
        for place, (region, box) in enumerate(shares)
        for one in group(region, box, TONES[place % len(TONES)], rtl=rtl)
    )
    if not shares:
        return Markup("")
    return frame(listing(drawn), prefix=prefix, title=title, width=SCREEN, height=HEIGHT, class_="landscape")


def group(region: Region, box: Box, tone: Tone, *, rtl: bool) -> Iterator[Markup]:
    """Draw a topic with those within it, or as one area where it has none or no room for them."""
    high = len(heading(region, box)) * leading(SIZE) + HEAD
    inner = Box(box.left + GAP, box.top + high, box.right - GAP, box.bottom - GAP)
    within = areas(region.regions, inner, region) if roomy(inner) else []
    tone = "grey" if isinstance(region, Band) else tone
    if not within:
        yield area(region, box, f"tint-{tone}", rtl=rtl)
        return
    yield head(region, box, tone, rtl=rtl)
    for smaller, place in within:
        yield area(smaller, place, "inner", rtl=rtl)


def roomy(box: Box) -> bool:
    """Tell whether a box is large enough for a finger."""
    return box.width >= SMALLEST[0] and box.height >= SMALLEST[1]


def areas(regions: Sequence[Region], box: Box, parent: Region) -> list[tuple[Region, Box]]:
    """Share a box among regions; the smallest are joined in a band below, till each share is large enough."""
    ranked = sorted((one for one in regions if one.size > 0), key=lambda one: (-one.size, one.label.value))
    for kept in range(len(ranked), 0, -1):
        rest = joined(ranked[kept:], parent)
        foot = Box(box.left, box.bottom - BAND * len(rest), box.right, box.bottom)
        places = squarified([one.size for one in ranked[:kept]], Box(box.left, box.top, box.right, foot.top))
        if all(map(roomy, places)):
            return list(zip([*ranked[:kept], *rest], [*places, foot], strict=False))
    return []


def joined(regions: Sequence[Region], parent: Region) -> list[Region]:
    """Join the smallest regions, if there are any, in a band that names them and leads to their parent."""
    names = " · ".join(one.label.value for one in regions)
    label = Label(f"+{len(regions)}: {names}", *tongues(regions))
    return [Band(label, sum(one.size for one in regions), parent.href)] if regions else []


def tongues(regions: Sequence[Region]) -> tuple[str, str]:
    """Give the language and direction of the first of some regions."""
    return next(((one.label.lang, direction(one.label)) for one in regions), ("", ""))


def squarified(sizes: Sequence[float], box: Box) -> list[Box]:
    """Share a box in proportion to sizes above zero, each share as square as may be (Bruls et al. 2000)."""
    if not sizes:
        return []
    along = min(box.width, box.height)
    unit = box.width * box.height / sum(sizes)
    taken = 1
    while taken < len(sizes) and worst(sizes[: taken + 1], along, unit) <= worst(sizes[:taken], along, unit):
        taken += 1
    row, rest = strip(sizes[:taken], box, unit)
    return row + squarified(sizes[taken:], rest)


def worst(sizes: Sequence[float], along: float, unit: float) -> float:
    """Tell how long the longest share of a strip is to its width."""
    deep = sum(sizes) * unit / along
    return max(max(size * unit / deep / deep, deep * deep / (size * unit)) for size in sizes)


def strip(sizes: Sequence[float], box: Box, unit: float) -> tuple[list[Box], Box]:
    """Lay shares along the shorter side of a box; give them, and what is left of the box."""
    upright, row, at = box.width >= box.height, [], 0.0
    deep = sum(sizes) * unit / min(box.width, box.height)
    for size in sizes:
        long = size * unit / deep
        row.append(
            Box(box.left, box.top + at, box.left + deep, box.top + at + long)
            if upright
            else Box(box.left + at, box.top, box.left + at + long, box.top + deep)
        )
        at += long
    rest = (
        Box(box.left + deep, box.top, box.right, box.bottom)
        if upright
        else Box(box.left, box.top + deep, box.right, box.bottom)
    )
    return row, rest


def heading(region: Region, box: Box) -> list[str]:
    """Give the name over the topics within, in the room that its number leaves."""
    return wrap(region.label.value, BOLD, box.width - 2 * PAD - width(number(region.size), BOLD) - 4, 2)


def head(region: Region, box: Box, tone: Tone, *, rtl: bool) -> Markup:
    """Draw the ground of a topic that has others within it, and its name over them."""
    placed = box.mirrored(SCREEN) if rtl else box
    figure = number(region.size)
    begin, end = placed.left + PAD, placed.right - PAD
    base = placed.top + HEAD / 2 + SIZE
    onward, back = (LEFT, RIGHT) if rtl else (RIGHT, LEFT)
    return entry(
        region.label,
        ground(placed, f"ground tint-{tone}"),
        lines(
            region.label,
            heading(region, box),
            x=end if rtl else begin,
            y=base,
            reach=onward,
            size=SIZE,
            class_="head",
        ),
        line(Label(figure), x=begin if rtl else end, y=base, reach=back, size=SIZE, class_="figure"),
        href=region.href,
        shown=figure,
    )


def area(region: Region, box: Box, class_: str, *, rtl: bool) -> Markup:
    """Draw one area with as much of its name as has room."""
    placed, reach = (box.mirrored(SCREEN), LEFT) if rtl else (box, RIGHT)
    high = int((box.height - PAD - 3) / leading(SIZE))
    broken = wrap(region.label.value, SIZE, box.width - 2 * PAD, high)
    x = placed.right - PAD if rtl else placed.left + PAD
    first, figure = placed.top + PAD + SIZE - 1, number(region.size)
    below = first + len(broken) * leading(SIZE)
    counted = line(Label(figure), x=x, y=below, reach=reach, size=SIZE, class_="count")
    return entry(
        region.label,
        ground(placed, f"area {class_}"),
        lines(region.label, broken, x=x, y=first, reach=reach, size=SIZE),
        counted if len(broken) < high else "",
        href=region.href,
        shown=figure,
    )


def ground(box: Box, class_: str) -> Markup:
    """Draw the rectangle of an area, a little apart from its neighbours."""
    return element(
        "rect",
        x=box.left + 1,
        y=box.top + 1,
        width=box.width - 2,
        height=box.height - 2,
        rx=3,
        class_=class_,
    )
