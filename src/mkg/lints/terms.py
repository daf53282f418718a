"""Lints of terms: ones that their vocabulary does not have, and ones that it has given up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from mkg.lints.graph import (
    CLASSES,
    PROPERTIES,
    REPLACED,
    TYPE,
    Graph,
    Subject,
    declaring,
    graph_of,
    holding,
    is_true,
    say,
)
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.vocabularies import VOCABULARIES, has, namespace_of, nearest
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Term
from mkg.vocab import OWL, RDFS, SCHEMA, SH, compact

_SH = (
    *("class", "datatype", "disjoint", "equals", "inversePath", "lessThan", "lessThanOrEquals", "path"),
    *("targetClass", "targetObjectsOf", "targetSubjectsOf"),
)
_OWL = ("allValuesFrom", "equivalentClass", "equivalentProperty", "inverseOf", "onProperty", "someValuesFrom")
REFERRING = {
    TYPE,
    *(SH + name for name in _SH),
    *(OWL + name for name in _OWL),
    *(RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf")),
    *(SCHEMA + name for name in ("domainIncludes", "rangeIncludes")),
}
"""The properties whose objects are terms."""

_PREFERRED = "http://purl.org/vocab/vann/preferredNamespaceUri"

# How alike a name must be to one in a vocabulary that grows: its newest terms are not misspelt old ones.
_SURELY_MEANT = 0.9
# How many unknown terms are told; who has more of them has one fault, such as the wrong namespace.
_MOST = 200

_UNKNOWN = {
    "en": "<{space}> has no term {term}; check its spelling, or declare it there.",
    "fr": "<{space}> n’a pas de terme {term} ; vérifiez son orthographe, ou déclarez-le dans ce vocabulaire.",
    "ar": "لا يوجد المصطلح {term} في <{space}>؛ تحقق من كتابته أو عرّفه فيها.",
}
_MISSPELT = {
    "en": "<{space}> has no term {term}; did you mean {near}?",
    "fr": "<{space}> n’a pas de terme {term} ; vouliez-vous dire {near} ?",
    "ar": "لا يوجد المصطلح {term} في <{space}>؛ هل تقصد {near}؟",
}
_REPLACED = {
    "en": "{term} is deprecated; use {new} instead.",
    "fr": "{term} est obsolète ; employez plutôt {new}.",
    "ar": "المصطلح {term} مهمل؛ استعمل {new} بدلًا منه.",
}
_DEPRECATED = {
    "en": "{term} is deprecated; look in its vocabulary for what replaces it.",
    "fr": "{term} est obsolète ; cherchez dans son vocabulaire ce qui le remplace.",
    "ar": "المصطلح {term} مهمل؛ ابحث في مفرداته عمّا يحل محله.",
}


@dataclass(frozen=True)
class Unknown:
    """A term that its vocabulary does not have, the one that was meant, and how bad that is."""

    iri: str
    near: str
    severity: Severity


def described(graph: Graph) -> set[str]:
    """Return the namespaces of the ontologies that a graph describes whole.

    An ontology whose own parts are imported, and are not there, is not described whole.
    """
    spaces = {namespace_of(iri) for iri in graph.terms}
    found: set[str] = set()
    for ontology in graph.typed(OWL + "Ontology"):
        if all(each in graph for each in _own_imports(graph, ontology)):
            found |= namespaces(graph, ontology) & spaces
    return found


def namespaces(graph: Graph, ontology: Subject) -> set[str]:
    """Return the namespaces that an ontology may have: the one it prefers, and its own IRI."""
    preferred = {str(each.value) for each in graph.objects(ontology, _PREFERRED)}
    return preferred | {ontology.value + end for end in ("", "#", "/")}


def _own_imports(graph: Graph, ontology: Term) -> list[Term]:
    site = urlsplit(str(ontology.value)).netloc
    imports = graph.objects(ontology, OWL + "imports")
    return [each for each in imports if urlsplit(str(each.value)).netloc == site]


def unknown(checked: Checked) -> dict[str, Unknown]:
    """Return the terms that are used and not known, by their IRIs."""
    graph = graph_of(checked, declaring(checked, checked.sources))
    spaces, declared = described(graph), graph.terms
    own = _subjects(checked, spaces) if spaces else {}
    strange = (iri for iri in sorted(_used(checked)) if iri not in declared and _is_strange(iri, own))
    # Each takes a comparison with all that its vocabulary has: a hostile file has no end of them.
    found = (_looked_up(iri, own) for iri in islice(strange, _MOST))
    return {each.iri: each for each in found if each}


def _used(checked: Checked) -> set[str]:
    used = (said.links.keys() | said.linked(REFERRING) for said in checked.said)
    return set[str]().union(*used)


def _subjects(checked: Checked, spaces: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {space: set() for space in spaces}
    for subject in set[str]().union(*(said.subjects for said in checked.said)):
        if (space := namespace_of(subject)) in spaces:
            found[space].add(subject.removeprefix(space))
    return found


def _is_strange(iri: str, own: dict[str, set[str]]) -> bool:
    space = namespace_of(iri)
    name = iri.removeprefix(space)
    if not name or space not in (own if space in own else VOCABULARIES):
        return False
    return name not in own[space] if space in own else not has(space, name)


def _looked_up(iri: str, own: dict[str, set[str]]) -> Unknown | None:
    space = namespace_of(iri)
    name = iri.removeprefix(space)
    if space in own:
        return Unknown(iri, _near(space, name, own[space]), Severity.warning)
    vocabulary = VOCABULARIES[space]
    if vocabulary.closed:
        return Unknown(iri, _near(space, name, vocabulary.terms), Severity.violation)
    near = _near(space, name, vocabulary.terms, _SURELY_MEANT)
    return Unknown(iri, near, Severity.warning) if near else None


def _near(space: str, name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the IRI of the name that is most alike, or nothing."""
    near = nearest(name, names, cutoff)
    return space + near if near else ""


def _uses(quads: Iterable[Quad], wanted: set[str]) -> Iterator[tuple[Quad, str, NamedNode | None]]:
    """Yield where terms are used: the statement, the term, and the value where it is one."""
    for quad in quads:
        if quad.predicate.value in wanted:
            yield quad, quad.predicate.value, None
        value = quad.object
        if isinstance(value, NamedNode) and value.value in wanted and quad.predicate.value in REFERRING:
            yield quad, value.value, value


def _everywhere(checked: Checked, wanted: set[str]) -> Iterator[tuple[Quad, str, NamedNode | None]]:
    names = [iri.removeprefix(namespace_of(iri)).encode() for iri in wanted]
    for source in checked.sources:
        if any(name in source.content for name in names):
            yield from _uses(checked.scan(source).quads, wanted)


def _unknown_terms(checked: Checked) -> Iterator[Finding]:
    faults = unknown(checked)
    # The path of a parameter of a function is but its name. https://www.w3.org/TR/shacl-af/#functions-params
    named = graph_of(checked, holding(checked.sources, b"parameter") if faults else [])
    parameters = {value for _, _, value in named.uses(SH + "parameter")}
    for quad, iri, value in _everywhere(checked, set(faults)):
        if quad.subject in parameters:
            continue
        fault = faults[iri]
        yield finding(
            "unknown-term",
            fault.severity,
            say(
                _MISSPELT if fault.near else _UNKNOWN,
                term=compact(iri),
                space=namespace_of(iri),
                near=compact(fault.near),
            ),
            focus=quad.subject,  # type: ignore[arg-type]
            path=quad.predicate,
            value=value,
        )


def deprecated(graph: Graph) -> dict[str, str]:
    """Return the terms that a graph says to be deprecated, and by what they are replaced, or nothing."""
    said = {subject for subject, _, value in graph.uses(OWL + "deprecated") if is_true(value)}
    said.update(graph.typed(OWL + "DeprecatedClass", OWL + "DeprecatedProperty"))
    terms = said.intersection(graph.typed(*CLASSES, *PROPERTIES))
    replaced = {term: graph.objects(term, *REPLACED) for term in terms}
    # https://www.w3.org/TR/owl2-quick-reference/#Deprecated_in_OWL_2
    known = {OWL + "DataRange": RDFS + "Datatype"}
    return known | {term.value: str(new[0].value) if new else "" for term, new in replaced.items()}


def _deprecated_terms(checked: Checked) -> Iterator[Finding]:
    graph = graph_of(checked, holding(checked.sources, b"eprecated"))
    given_up = deprecated(graph)
    for quad, iri, value in _everywhere(checked, set(given_up)):
        in_use = value is None or quad.predicate.value == TYPE
        if not in_use or getattr(quad.subject, "value", "") in given_up:
            continue
        new = given_up[iri]
        yield finding(
            "deprecated-term",
            Severity.warning,
            say(_REPLACED if new else _DEPRECATED, term=compact(iri), new=compact(new)),
            focus=quad.subject,  # type: ignore[arg-type]
            path=quad.predicate,
            value=value,
        )


LINTS: tuple[Lint, ...] = (
    Lint(
        "unknown-term",
        Severity.violation,
        "A term of a well-known vocabulary, or of an ontology that is given, that it does not have.",
        _unknown_terms,
    ),
    Lint(
        "deprecated-term",
        Severity.warning,
        "A term that its vocabulary has deprecated.",
        _deprecated_terms,
    ),
)
