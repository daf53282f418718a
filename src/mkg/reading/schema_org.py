"""A thing in the words of schema.org, for search engines: JSON-LD that is put into its page.

https://developers.google.com/search/docs/appearance/structured-data
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from math import isfinite
from typing import Any

from pyoxigraph import Literal

from mkg.reading.names import Thing
from mkg.reading.thing import Card
from mkg.vocab import DCTERMS, OWL, PREFIXES, SCHEMA, SKOS, TERMS

Node = dict[str, Any]

_TYPES = {
    "application": "DefinedTerm",
    "method": "DefinedTerm",
    "topic": "DefinedTerm",
    "catalog": "Dataset",
    "claim": "Claim",
    "dataset": "Dataset",
    "event": "Event",
    "institution": "Organization",
    "language": "Language",
    "model": "SoftwareSourceCode",
    "person": "Person",
    "place": "Place",
    "programme": "CreativeWork",
    "publication": "ScholarlyArticle",
    "software": "SoftwareApplication",
    "source": "CreativeWork",
    "venue": "Periodical",
}
_FINER = {
    "Agency": "GovernmentOrganization",
    "City": "City",
    "Company": "Corporation",
    "Country": "Country",
    "Course": "EducationalOccupationalProgram",
    "Hospital": "Hospital",
    "Laboratory": "ResearchOrganization",
    "ResearchCentre": "ResearchOrganization",
    "School": "CollegeOrUniversity",
    "University": "CollegeOrUniversity",
}
# Properties of schema.org that our facts amount to.
_SAID = {
    **{
        SCHEMA + name: name for name in ("affiliation", "codeRepository", "containedInPlace", "datePublished")
    },
    **{SCHEMA + name: name for name in ("endDate", "foundingDate", "isBasedOn", "jobTitle", "latitude")},
    **{
        SCHEMA + name: name
        for name in ("longitude", "organizer", "publisher", "startDate", "superEvent", "url")
    },
    DCTERMS + "isPartOf": "isPartOf",
    DCTERMS + "license": "license",
    PREFIXES["org"] + "subOrganizationOf": "parentOrganization",
    TERMS + "isAbout": "about",
    TERMS + "isIn": "inLanguage",
    TERMS + "isLocatedIn": "location",
    TERMS + "isOfferedBy": "provider",
    TERMS + "studies": "knowsAbout",
}


def schema_org(card: Card) -> Node:
    """Return what a page tells of its thing as one node of JSON-LD; no word, no mention."""
    language, told = card.knowing.language, card.told
    node: Node = {"@context": "https://schema.org", "@type": _type(card.thing), "@id": told.iri}
    node["name"] = card.name.value
    node["alternateName"] = sorted({text.value for text in (*card.other_names, *card.alternative)})
    node["description"] = card.definition.value if card.definition else None
    same = (*told.iris(OWL + "sameAs"), *told.iris(SKOS + "exactMatch"))
    node["sameAs"] = sorted(iri for iri in same if iri.startswith("http"))
    for predicate, name in _SAID.items():
        values = [
            _literal(each) if isinstance(each, Literal) else _node(card.knowing.thing(each.value), language)
            for each in told.objects(predicate)
        ]
        node[name] = [each for each in values if each != ""] or node.get(name)
    node["author"] = [
        _author(author.name.value, author.thing, author.affiliations) for author in card.authors
    ]
    return {name: _one(value) for name, value in node.items() if value not in (None, [], "")}


def written(node: Node) -> str:
    """Write JSON so that it can stand in a page: nothing in it ends the element around it.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    text = json.dumps(node, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _type(thing: Thing) -> str:
    finer = (thing.own_class or "").removeprefix(TERMS)
    return _FINER.get(finer) or _TYPES.get(thing.kind or "", "Thing")


def _node(thing: Thing, language: str) -> Node | str:
    if not thing.names:
        # An address that a browser would run is none.
        return thing.iri if thing.iri.startswith(("http://", "https://")) else ""
    kind = _type(thing)
    return {"@type": kind, "@id": thing.iri, "name": thing.name(language).value}


def _author(name: str, person: Thing | None, affiliations: Iterable[Thing]) -> Node:
    node: Node = {"@type": "Person", "@id": person.iri if person else None, "name": name}
    node["affiliation"] = [_node(each, "en") for each in affiliations]
    return {key: _one(value) for key, value in node.items() if value}


def _literal(literal: Literal) -> str | float | bool:
    local = literal.datatype.value.rpartition("#")[2]
    if local in {"decimal", "double"}:
        # JSON has no word for what is not finite; what is no number at all stays as it is written.
        with suppress(ValueError):
            number = float(literal.value)
            return number if isfinite(number) else literal.value
    return literal.value == "true" if local == "boolean" else literal.value


def _one(value: Any) -> Any:  # noqa: ANN401 -- any JSON, and the same again
    return value[0] if isinstance(value, list) and len(value) == 1 else value
