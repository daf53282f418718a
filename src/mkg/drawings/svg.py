"""SVG elements as text: escaped, with short numbers, and each text in its own language and direction."""

import re
from collections.abc import Iterable
from typing import Literal

from markupsafe import Markup, escape

from mkg.drawings.labels import Label, Text, direction

Value = str | float | None

SCREEN = 328
"""Room in pixels that a drawing surely has: a small telephone without its margins."""

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SAFE_LINK = re.compile(r"https?://|[/#?.]")
"""How a link may begin: nothing that could be run as a script."""

Reach = Literal["left", "middle", "right"]
"""Which way a text goes from its point, whatever its direction."""

Tone = Literal["teal", "blue", "violet", "pink", "red", "amber", "green", "grey"]
"""A colour of `mkg/static/drawings.css`."""

TONES: tuple[Tone, ...] = ("teal", "blue", "violet", "pink", "red", "amber", "green", "grey")


def number(value: float) -> str:
    """Write a number with two decimals at most, and never as minus nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if round(value, 2) else "0"


def percent(share: float) -> str:
    """Write a share of one as a percentage."""
    return number(100 * share) + "%"


def clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def element(tag: str, *children: str, **attributes: Value) -> Markup:
    """Make an element; `class_` is written `class`, `stroke_width` `stroke-width`, and None not at all.

    Children are escaped unless they are Markup.
    """
    # Joined as text, and marked once: a page has hundreds of elements.
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(child if isinstance(child, Markup) else _escaped(child) for child in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")  # noqa: S704 -- all of it is escaped above


def _escaped(value: str | float) -> str:
    return escape(clean(value) if isinstance(value, str) else number(value))


def tongue(text: Text) -> dict[str, Value]:
    """Give the attributes that say the language and direction of a text."""
    return {"lang": text.lang or None, "direction": direction(text)}


def line(
    text: Text,
    *,
    x: float | str,
    y: float,
    dx: float | None = None,
    reach: Reach = "right",
    size: float = 13,
    class_: str = "name",
) -> Markup:
    """Write one line of text that goes left or right from its point, or on both sides of it."""
    onward = "left" if direction(text) == "rtl" else "right"
    anchor = "middle" if reach == "middle" else "start" if reach == onward else "end"
    return element(
        "text", text.value, x=x, y=y, dx=dx, class_=class_, text_anchor=anchor, font_size=size, **tongue(text)
    )


def lines(
    text: Text,
    broken: Iterable[str],
    *,
    x: float | str,
    y: float,
    reach: Reach,
    size: float,
    class_: str = "name",
) -> Markup:
    """Write the lines of one text below each other, the first at `y`."""
    return Markup(" ").join(
        line(
            Label(part, text.lang, direction(text)),
            x=x,
            y=y + row * leading(size),
            reach=reach,
            size=size,
            class_=class_,
        )
        for row, part in enumerate(broken)
    )


def leading(size: float) -> float:
    """Tell how far apart lines of a font size are."""
    return 1.25 * size


def entry(text: Text, *body: str, href: str = "", shown: str = "", class_: str = "entry") -> Markup:
    """Join what stands for one thing, as a link if it has a safe one; it is named in full, with `shown`."""
    name = f"{text.value}: {shown}" if shown else text.value
    spoken = element("title", name, lang=text.lang or None)
    if not SAFE_LINK.match(href):
        return element("g", spoken, *body, class_=class_)
    return element("a", spoken, *body, href=href, class_=class_, lang=text.lang or None)


def listing(entries: Iterable[Markup]) -> Markup:
    """Join entries into a list, as those hear it who do not see it."""
    return element("g", *(element("g", one, role="listitem") for one in entries), role="list")


def frame(
    *body: str,
    prefix: str,
    title: Text,
    listed: bool = True,
    width: float = 0,
    height: float,
    class_: str,
    summary: str = "",
) -> Markup:
    """Make the drawing: an image with a summary, or a group where its list is to be walked through.

    Without a `width` it is as wide as the place it is put in and `height` pixels high; with one it is scaled.
    """
    told = f"{prefix}-summary" if summary and not listed else None
    size: dict[str, Value] = (
        {"viewBox": f"0 0 {number(width)} {number(height)}"} if width else {"height": height}
    )
    return element(
        "svg",
        element("title", title.value, id=f"{prefix}-title", lang=title.lang or None),
        element("desc", summary, id=told) if told else "",
        *body,
        id=prefix,
        class_=f"drawing {class_}",
        role="group" if listed else "img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=told,
        width="100%",
        **size,
    )
