"""Pages as the tests read them: parsed, with their links, texts and elements at hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from http_client import ask

_VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line"}


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join("".join(parts).split())

    def all(self, tag: str = "", **wanted: str) -> "list[Element]":
        """Return the elements in it of a tag with these attributes; of `class_`, one name is enough."""
        return [each for each in self._below() if _fits(each, tag, wanted)]

    def _below(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Return a page as a tree."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root


def page(server: str, path: str, language: str = "en") -> Element:
    """Ask for a page as a browser does; fail where it is not there."""
    reply = ask(server, path, headers={"Accept": "text/html", "Accept-Language": language})
    assert reply.status == 200, (path, reply.status, reply.body[:300])
    assert reply.type == "text/html"
    return parsed(reply.body.decode())


def data_of(it: Element) -> Any:  # noqa: ANN401 -- whatever JSON stands there
    """Return the JSON-LD in a page."""
    (script,) = it.all("script", type="application/ld+json")
    return json.loads("".join(map(str, script.children)))


def facts(it: Element) -> dict[str, list[str]]:
    """Return the facts of a page: the values by the name of the property."""
    found: dict[str, list[str]] = {}
    for row in it.all("div", class_="fact"):
        (name,), value = row.all("dt"), row.all("dd")[0]
        found[name.text] = [each.text for each in value.all("li")] or [value.text]
    return found


def links(it: Element) -> list[str]:
    """Return where the links of a page lead."""
    return [link.attributes["href"] for link in it.all("a") if "href" in link.attributes]


def _fits(element: Element, tag: str, wanted: dict[str, str]) -> bool:
    return (not tag or element.tag == tag) and all(
        value in element.attributes.get("class", "").split()
        if name == "class_"
        else element.attributes.get(name.replace("_", "-")) == value
        for name, value in wanted.items()
    )
