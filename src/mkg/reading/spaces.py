"""The namespaces of others that a graph uses, each with its terms and how often they are used."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mkg.reading.terms import Terms
from mkg.vocab import BASE, PREFIXES


@dataclass(frozen=True)
class Space:
    """A namespace that the graph uses, and its classes and properties there with the number of their uses."""

    prefix: str
    iri: str
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]


def spaces(used: Terms) -> list[Space]:
    """Group the terms of others that a graph uses by their namespaces."""
    classes, properties = (
        _parted((each.thing.iri, each.count) for each in found) for found in (used.classes, used.properties)
    )
    prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}
    made = [
        Space(prefixes.get(iri, ""), iri, tuple(classes[iri]), tuple(properties[iri]))
        for iri in {*classes, *properties}
        if not iri.startswith(BASE)
    ]
    return sorted(made, key=lambda space: (not space.prefix, space.prefix, space.iri))


def _parted(used: Iterable[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    parted: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for iri, count in used:
        parted[_space(iri)].append((iri, count))
    return parted


def _space(iri: str) -> str:
    known = [space for space in PREFIXES.values() if iri.startswith(space)]
    return max(known, key=len, default=iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] or iri)
