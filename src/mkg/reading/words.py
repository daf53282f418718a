"""The words for what pages tell: of properties and headings, units, services, licences; see words.toml."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal

from mkg.reading.asking import Reader
from mkg.reading.names import Thing
from mkg.reading.texts import Text
from mkg.vocab import PREFIXES

Words = tuple[Text, ...]
"""The same words in several languages."""

_TOLD: dict[str, Any] = tomllib.loads(files("mkg.reading").joinpath("words.toml").read_text(encoding="utf-8"))

_TERMS = """SELECT ?it ?name {
  ?it rdfs:isDefinedBy ?vocabulary ; skos:prefLabel|rdfs:label ?name
} LIMIT 20000"""
_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([\d.]+)/?")
_DEDICATED = re.compile(r"https?://creativecommons\.org/publicdomain/zero/([\d.]+)/?")
_SPDX = re.compile(r"https?://spdx\.org/licenses/([\w.+-]+)")


@dataclass(frozen=True)
class Group:
    """A heading and the properties that are told under it, in order."""

    title: Words
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Identifier:
    """What a service outside calls a thing, such as `03xc55g68` of ROR."""

    service: str
    name: str


def vocabulary(reader: Reader) -> dict[str, Thing]:
    """Return what the vocabularies in the graph call their terms, by IRI; they come before words of ours."""
    names: dict[str, dict[Text, None]] = {}
    for row in reader.rows(_TERMS):
        if isinstance(row["name"], Literal):
            names.setdefault(row["it"].value, {}).setdefault(Text.of(row["name"]))
    return PROPERTIES | {iri: Thing(iri, tuple(texts)) for iri, texts in names.items()}


def heading(predicate: str, kind: str | None) -> Words:
    """Return what stands over the things of a kind that point to another by a property; may be empty."""
    said = _POINTING.get(predicate, {})
    return said.get(kind or "") or said.get("") or ()


def facet(predicate: str, kind: str | None) -> str:
    """Return the facet by which a list of things of a kind shows what points to one; may be empty."""
    return _LISTED.get(predicate, {}).get(kind or "", "")


def unit(word: str) -> Words:
    """Return the words for what a size counts: the English noun alone where it is not known."""
    return _UNITS.get(word) or (Text(word, "en"),)


def truth(value: str) -> Words:
    """Return the words for `true` or `false`, as XML Schema writes them."""
    return _TRUTHS["true" if value in {"true", "1"} else "false"]


def identifier(iri: str) -> Identifier | None:
    """Return which service a foreign IRI belongs to, and what it calls the thing; None if we know none.

    >>> identifier("https://ror.org/03xc55g68")
    Identifier(service='ROR', name='03xc55g68')
    """
    start = max((start for start in _SERVICES if iri.startswith(start)), key=len, default=None)
    return Identifier(_SERVICES[start], iri[len(start) :].strip("/")) if start else None


def licence(iri: str) -> str | None:
    """Return the short name of a licence: `CC BY 4.0`, or as SPDX spells it; None if we know none.

    >>> licence("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    """
    if found := _COMMONS.fullmatch(iri):
        return f"CC {found[1].upper()} {found[2]}"
    if found := _DEDICATED.fullmatch(iri):
        return f"CC0 {found[1]}"
    found = _SPDX.fullmatch(iri)
    return found[1] if found else None


def expand(name: str) -> str:
    """Return the IRI that a name with a prefix of ours stands for.

    >>> expand("mkg:studies")
    'https://w3id.org/mkg/ns#studies'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _words(told: dict[str, str]) -> Words:
    return tuple(Text(value, lang) for lang, value in told.items())


GROUPS = tuple(
    Group(_words(group["title"]), tuple(map(expand, group["properties"]))) for group in _TOLD["group"]
)
"""The groups of facts in their order; the last takes what no other names."""

PROPERTIES = {expand(name): Thing(expand(name), _words(told)) for name, told in _TOLD["property"].items()}
"""Properties of other vocabularies, by IRI."""

_POINTING = {
    expand(name): {kind: _words(told) for kind, told in kinds.items()}
    for name, kinds in _TOLD["pointing"].items()
}
_LISTED: dict[str, dict[str, str]] = {expand(name): kinds for name, kinds in _TOLD["listed"].items()}
_UNITS = {word: _words(told) for word, told in _TOLD["unit"].items()}
_TRUTHS = {word: _words(told) for word, told in _TOLD["truth"].items()}
_SERVICES: dict[str, str] = _TOLD["service"]
