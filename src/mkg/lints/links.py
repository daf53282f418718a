"""Lints of links: what points to nothing, and the two addresses of one thing."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import count
from typing import cast

from pyoxigraph import NamedNode, Quad

from mkg.lints.lint import Checked, Lint, finding
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH

_FOAF, _DCAT = PREFIXES["foaf"], PREFIXES["dcat"]
_PAGES = {
    *(OWL + name for name in ("versionIRI", "imports", "priorVersion")),
    *(SCHEMA + name for name in ("url", "image", "logo", "contentUrl")),
    *(_FOAF + name for name in ("page", "homepage", "depiction", "img")),
    *(_DCAT + name for name in ("landingPage", "accessURL", "downloadURL")),
    RDF + "type",
    RDFS + "seeAlso",
    DCTERMS + "source",
}
"""Properties that point to pages and files; of classes the lints of terms speak."""

_SUGGESTED = 100
"""For so many links what was meant is looked for: who has more has another fault than slips of the pen."""

_TYPE = RDF + "type"

_MANY = 5000
"""Among more names than these only those that begin alike are looked through for one that was meant."""


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _dangling(checked: Checked) -> Iterator[Finding]:
    described = set[str]().union(*(said.subjects for said in checked.said))
    # Of properties and classes the lints of terms speak.
    used = described.union(*(said.links.keys() | said.linked([_TYPE]) for said in checked.said))
    objects = checked.said[0].objects
    known = Counter(map(_space, described))
    missing = _of_own(objects - used, known, 2)
    surely = _of_own(objects - used, known, 9)
    names = _gather(described) if missing else {}
    told = count()
    for source in checked.facts:
        for quad in checked.scan(source).having({NamedNode(iri) for iri in missing}):
            if quad.predicate.value not in _PAGES and not quad.predicate.value.startswith(SH):
                iri = cast(NamedNode, quad.object).value
                meant = _meant(iri, names) if next(told) < _SUGGESTED else None
                if meant or iri in surely:
                    yield _to_nothing(quad, meant)


def _of_own(missing: set[str], known: Counter[str], times: int) -> set[str]:
    # A namespace is the dataset's own where it describes so many times more of it than it only mentions.
    unknown = Counter(map(_space, missing))
    return {each for each in missing if known[_space(each)] >= times * unknown[_space(each)]}


def _gather(described: set[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for iri in described:
        names.setdefault(_space(iri), []).append(iri[len(_space(iri)) :])
    return names


def _meant(iri: str, names: dict[str, list[str]]) -> str | None:
    namespace = _space(iri)
    name, known = iri[len(namespace) :], names.get(namespace, [])
    if len(known) > _MANY:
        known = [each for each in known if each[:2] == name[:2]][:_MANY]
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    return namespace + close[0] if close else None


def _to_nothing(quad: Quad, meant: str | None) -> Finding:
    said = {
        "en": "Describe this thing or correct its address: nothing describes it.",
        "fr": "Décrivez cette chose ou corrigez son adresse : rien ne la décrit.",
        "ar": "صف هذا الشيء أو صحّح عنوانه: فلا شيء يصفه.",
    }
    if meant:
        said["en"] += f" Did you mean <{meant}>?"
        said["fr"] += f" Vouliez-vous dire <{meant}> ?"
        said["ar"] += f" هل تقصد <{meant}>؟"
    focus = cast(Term, quad.subject)
    return finding(
        "dangling-link",
        Severity.warning,
        said,
        focus=focus,
        path=quad.predicate,
        value=cast(Term, quad.object),
    )


def _schemes(checked: Checked) -> Iterator[Finding]:
    properties = set[str]().union(*(said.links for said in checked.said))
    iris = properties.union(*(said.subjects | said.objects for said in checked.said))
    spaces = {_space(each) for each in properties}
    secure = {iri for iri in iris if iri.startswith("https:")}
    both = {iri for iri in secure if "http" + iri[5:] in iris}
    mixed = {each for each in spaces if each.startswith("https:") and "http" + each[5:] in spaces}
    if both or mixed:
        for source in checked.sources:
            yield from _of_scheme(checked.scan(source).quads, both, mixed)


def _of_scheme(quads: list[Quad], both: set[str], mixed: set[str]) -> Iterator[Finding]:
    told: set[str] = set()
    for quad in quads:
        for term in quad.triple:
            iri = term.value if isinstance(term, NamedNode) else ""
            twin = "https" + iri[4:] if iri.startswith("http:") else ""
            if (
                twin
                and twin not in told
                and (twin in both or (term == quad.predicate and _space(twin) in mixed))
            ):
                told.add(twin)
                yield _two_schemes(quad, term, twin)


def _two_schemes(quad: Quad, term: Term, twin: str) -> Finding:
    return finding(
        "mixed-scheme",
        Severity.warning,
        {
            "en": f"Write <{twin}> or its http: form throughout: to a machine they are two things.",
            "fr": f"Écrivez partout <{twin}> ou sa forme http: ; pour une machine, ce sont deux choses.",
            "ar": f"التزم <{twin}> أو صيغته http: في كل موضع: فهما للآلة شيئان مختلفان.",
        },
        focus=cast(Term, quad.subject),
        path=None if term == quad.subject else quad.predicate,
        value=term if term == quad.object else None,
    )


LINTS = (
    Lint(
        "dangling-link",
        Severity.warning,
        "A link to a thing in the dataset's own namespaces that nothing describes.",
        _dangling,
    ),
    Lint(
        "mixed-scheme",
        Severity.warning,
        "An IRI that one dataset writes with http: and with https:.",
        _schemes,
    ),
)
