"""Readers of result files, own ones: what Oxigraph wrote is not read by Oxigraph."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

Term = NamedNode | BlankNode | Literal | Triple
Solution = dict[str, Term]

_XML = "{http://www.w3.org/2005/sparql-results#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DIRECTION = "{http://www.w3.org/2005/11/its}dir"
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT, or to an ASK where `truth` says yes or no."""

    variables: frozenset[str] = frozenset()
    solutions: list[Solution] = field(default_factory=list)
    truth: bool | None = None


def read_json(body: bytes) -> Table:
    """Read https://www.w3.org/TR/sparql12-results-json/."""
    content = json.loads(body)
    if "boolean" in content:
        return Table(truth=content["boolean"])
    rows = [{name: _from_json(term) for name, term in row.items()} for row in content["results"]["bindings"]]
    return Table(frozenset(content["head"]["vars"]), rows)


def _from_json(term: dict[str, Any]) -> Term:
    if term["type"] == "triple":
        return Triple(*(_from_json(term["value"][part]) for part in _TRIPLE))
    if term["type"] in {"uri", "bnode"}:
        return {"uri": NamedNode, "bnode": BlankNode}[term["type"]](term["value"])
    assert term["type"] in {"literal", "typed-literal"}
    return _literal(term["value"], term.get("datatype"), term.get("xml:lang"), term.get("its:dir"))


def read_xml(body: bytes) -> Table:
    """Read https://www.w3.org/TR/sparql12-results-xml/."""
    root = ET.fromstring(body)  # noqa: S314 -- the suites and the server under test are no enemies
    truth = root.findtext(f"{_XML}boolean")
    if truth is not None:
        return Table(truth={"true": True, "false": False}[truth.strip()])
    rows = [
        {binding.attrib["name"]: _from_xml(binding[0]) for binding in row}
        for row in root.iterfind(f"{_XML}results/{_XML}result")
    ]
    return Table(frozenset(item.attrib["name"] for item in root.iter(f"{_XML}variable")), rows)


def _from_xml(element: ET.Element) -> Term:
    kind, text = element.tag.removeprefix(_XML), element.text or ""
    if kind == "triple":
        parts = [element.find(f"{_XML}{part}") for part in _TRIPLE]
        return Triple(*(_from_xml(part[0]) for part in parts if part is not None))
    if kind in {"uri", "bnode"}:
        return {"uri": NamedNode, "bnode": BlankNode}[kind](text)
    assert kind == "literal"
    return _literal(text, element.get("datatype"), element.get(_LANG), element.get(_DIRECTION))


def _literal(value: str, datatype: str | None, language: str | None, direction: str | None) -> Literal:
    if language:
        towards = BaseDirection(direction) if direction else None
        return Literal(value, language=language, direction=towards)
    return Literal(value, datatype=NamedNode(datatype) if datatype else None)


def read_tsv(body: bytes) -> Table:
    """Read https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv."""
    head, *lines = body.decode().split("\n")
    assert lines.pop() == "", "the last line of a TSV file ends"
    names = [name.removeprefix("?") for name in head.split("\t") if name]
    rows = [dict(zip(names, map(_from_turtle, line.split("\t")), strict=names != [])) for line in lines]
    return Table(
        frozenset(names), [{name: term for name, term in row.items() if term is not None} for row in rows]
    )


def _from_turtle(text: str) -> Term | None:
    if not text:
        return None
    if text.startswith("_:"):
        return BlankNode(text[2:])
    (quad,) = parse(f"<x:s> <x:p> {text} .", format=RdfFormat.TURTLE)
    return quad.object


def read_csv(body: bytes) -> Table:
    """Read https://www.w3.org/TR/sparql11-results-csv-tsv/#csv, where terms are mere strings."""
    names, *lines = csv.reader(io.StringIO(body.decode(), newline=""), strict=True)
    rows = [dict(zip(names, line or [""], strict=names != [])) for line in lines]
    return Table(
        frozenset(names), [{name: _from_csv(text) for name, text in row.items() if text} for row in rows]
    )


def _from_csv(text: str) -> Literal | BlankNode:
    return BlankNode(text[2:]) if re.fullmatch(r"_:\w+", text) else Literal(text)


READERS: dict[str, Callable[[bytes], Table]] = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/csv": read_csv,
    "text/tab-separated-values": read_tsv,
}
SUFFIXES = {
    ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
"""The media type behind the name of a result file."""
