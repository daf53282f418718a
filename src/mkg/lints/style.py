"""Lints of ontologies: terms that nobody can read, find or trust, and statements that fight each other."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from mkg.lints import style_texts as words
from mkg.lints.graph import (
    CLASSES,
    PROPERTIES,
    REPLACED,
    TYPE,
    Graph,
    cycles,
    declaring,
    graph_of,
    is_true,
    say,
)
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.terms import described, namespaces
from mkg.lints.vocabularies import namespace_of
from mkg.validation.findings import Finding, Severity, show
from mkg.vocab import DCTERMS, OWL, RDFS, SCHEMA, SKOS

_DC, _VANN = "http://purl.org/dc/elements/1.1/", "http://purl.org/vocab/vann/"
_OBO = "http://purl.obolibrary.org/obo/"
LABELS = (RDFS + "label", SKOS + "prefLabel", DCTERMS + "title", _DC + "title", SCHEMA + "name")
DEFINITIONS = (
    *(RDFS + "comment", SKOS + "definition", DCTERMS + "description", _DC + "description"),
    *(SCHEMA + "description", _OBO + "IAO_0000115", SKOS + "scopeNote"),
)
_VERSIONS = (OWL + "versionInfo", OWL + "versionIRI", SCHEMA + "version", "http://purl.org/pav/version")
_LICENCES = (
    *(DCTERMS + "license", DCTERMS + "rights", _DC + "rights", SCHEMA + "license"),
    *("http://creativecommons.org/ns#license", "http://www.w3.org/1999/xhtml/vocab#license"),
)
_SPACES = (_VANN + "preferredNamespaceUri", _VANN + "preferredNamespacePrefix")

_LACKING = (
    (_VERSIONS, {"en": "its version", "fr": "sa version", "ar": "إصدارها"}, "owl:versionInfo"),
    (_LICENCES, {"en": "its licence", "fr": "sa licence", "ar": "رخصتها"}, "dcterms:license"),
    (
        _SPACES,
        {"en": "its namespace", "fr": "son espace de noms", "ar": "فضاء أسمائها"},
        "vann:preferredNamespaceUri",
    ),
)
_HINTS = (
    *REPLACED,
    *(
        _OBO + "IAO_0100001",
        _OBO + "IAO_0000231",
        RDFS + "seeAlso",
        OWL + "equivalentClass",
        OWL + "equivalentProperty",
    ),
    *(
        f"{SKOS}{name}"
        for name in ("changeNote", "editorialNote", "historyNote", "scopeNote", "note", "exactMatch")
    ),
)


def _graph(checked: Checked) -> Graph:
    """Return what the ontologies say: the sources that declare terms."""
    return graph_of(checked, declaring(checked, checked.facts))


def _own(checked: Checked, graph: Graph) -> list[NamedNode]:
    """Return the terms that an ontology itself declares, and does not only borrow.

    Without a head it is known by the namespace of most of its terms; data without a head is no ontology.
    """
    spaces = described(graph)
    if not spaces and checked.ontology:
        counted = Counter(map(namespace_of, graph.terms))
        spaces = {space for space, _ in counted.most_common(1)}
    known = graph.terms
    return [
        each
        for each in graph.said
        if isinstance(each, NamedNode) and each.value in known and namespace_of(each.value) in spaces
    ]


def _without(checked: Checked, saying: tuple[str, ...]) -> list[NamedNode]:
    graph = _graph(checked)
    return [term for term in _own(checked, graph) if not graph.objects(term, *saying)]


def _unlabelled(checked: Checked) -> Iterator[Finding]:
    for term in _without(checked, LABELS):
        yield finding(
            "term-without-label", Severity.warning, say(words.NO_LABEL, term=show(term)), focus=term
        )


def _undefined(checked: Checked) -> Iterator[Finding]:
    for term in _without(checked, DEFINITIONS):
        texts = say(words.NO_DEFINITION, term=show(term))
        yield finding("term-without-definition", Severity.info, texts, focus=term)


def _untagged(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    own = set(_own(checked, graph))
    labels = [each for each in graph.uses(*LABELS) if each[0] in own and isinstance(each[2], Literal)]
    bare = [each for each in labels if isinstance(each[2], Literal) and not each[2].language]
    # An ontology without any tags has chosen so; one whose labels mostly have them has forgotten some.
    for term, predicate, label in bare if len(bare) * 2 < len(labels) else []:
        path = NamedNode(predicate)
        yield finding(
            "label-without-language", Severity.info, words.NO_LANGUAGE, focus=term, path=path, value=label
        )


def _miscased(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    own = _own(checked, graph)
    for kinds, is_right in ((CLASSES, str.isupper), (PROPERTIES, str.islower)):
        typed = set(graph.typed(*kinds))
        terms = [each for each in own if each in typed]
        named = [(term, term.value.removeprefix(namespace_of(term.value))[:1]) for term in terms]
        wrong = [term for term, initial in named if initial.isalpha() and not is_right(initial)]
        # Where one in ten begins otherwise, that is the custom of the house.
        for term in wrong if len(wrong) * 10 <= len(terms) else []:
            kind = "classes" if kinds is CLASSES else "properties"
            yield finding("term-case", Severity.info, say(words.CASE, term=show(term), kind=kind), focus=term)


def _circular(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    for predicate in (RDFS + "subClassOf", RDFS + "subPropertyOf"):
        for circle in cycles(graph.said, lambda term, by=predicate: graph.objects(term, by)):  # type: ignore[misc]
            if len(circle) > 1:
                way = " → ".join(map(show, [*circle, circle[0]]))
                path = NamedNode(predicate)
                texts = say(words.CYCLE, way=way)
                yield finding(
                    "circular-hierarchy", Severity.warning, texts, focus=circle[0], path=path, value=circle[1]
                )


def _kinds(graph: Graph) -> tuple[set[NamedNode], set[NamedNode]]:
    def named(kinds: Iterable[str]) -> set[NamedNode]:
        return {each for each in graph.typed(*kinds) if isinstance(each, NamedNode)}

    return named(CLASSES), named(PROPERTIES)


def _ambiguous(checked: Checked) -> Iterator[Finding]:
    classes, properties = _kinds(_graph(checked))
    for term in sorted(classes & properties, key=str):
        texts = say(words.BOTH, term=show(term))
        yield finding("class-and-property", Severity.warning, texts, focus=term, path=NamedNode(TYPE))


def _misused(checked: Checked) -> Iterator[Finding]:
    classes, properties = _kinds(_graph(checked))
    only_classes, only_properties, rdf_type = classes - properties, properties - classes, NamedNode(TYPE)
    facts = checked.said[0]
    wrong = [NamedNode(iri) for iri in facts.links], [NamedNode(iri) for iri in facts.linked([TYPE])]
    if only_classes.isdisjoint(wrong[0]) and only_properties.isdisjoint(wrong[1]):
        return
    for source in checked.facts:
        for subject, predicate, value, _ in checked.scan(source).quads:
            if predicate in only_classes:
                texts = say(words.AS_PROPERTY, term=show(predicate))
                yield finding("misused-term", Severity.violation, texts, focus=subject, path=predicate)
            elif predicate == rdf_type and value in only_properties:
                texts = say(words.AS_CLASS, term=show(value))
                yield finding(
                    "misused-term", Severity.violation, texts, focus=subject, path=predicate, value=value
                )


def _headless(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    spaces = {namespace_of(iri) for iri in graph.terms}
    for ontology in graph.typed(OWL + "Ontology"):
        # Modules and alignments declare nothing of their own, and leave their head to what they import.
        if spaces.isdisjoint(namespaces(graph, ontology)):
            continue
        lacking = [
            (said, name) for predicates, said, name in _LACKING if not graph.objects(ontology, *predicates)
        ]
        if lacking:
            texts = {
                language: text.format(
                    lacking=", ".join(f"{said[language]} ({name})" for said, name in lacking)
                )
                for language, text in words.HEADER.items()
            }
            yield finding("ontology-header", Severity.info, texts, focus=ontology)


def _mismatched(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    for term, predicate, other in graph.uses(OWL + "inverseOf"):
        for end, far in (("domain", "range"), ("range", "domain")):
            mine, theirs = graph.objects(term, RDFS + end), graph.objects(other, RDFS + far)
            named = all(isinstance(each, NamedNode) for each in (*mine, *theirs))
            if mine and theirs and named and set(mine).isdisjoint(theirs) and isinstance(term, NamedNode):
                texts = say(words.INVERSE, term=show(term), other=show(other))
                path = NamedNode(predicate)
                yield finding("inverse-mismatch", Severity.warning, texts, focus=term, path=path, value=other)
                break


def _forsaken(checked: Checked) -> Iterator[Finding]:
    graph = _graph(checked)
    own = set(_own(checked, graph))
    for term, predicate, value in graph.uses(OWL + "deprecated"):
        if term in own and is_true(value) and not graph.objects(term, *_HINTS):
            path = NamedNode(predicate)
            texts = say(words.GIVEN_UP, term=show(term))
            yield finding(
                "deprecated-without-replacement", Severity.info, texts, focus=term, path=path, value=value
            )


LINTS: tuple[Lint, ...] = (
    Lint("term-without-label", Severity.warning, "A term of an ontology without a label.", _unlabelled),
    Lint("term-without-definition", Severity.info, "A term of an ontology without a definition.", _undefined),
    Lint(
        "label-without-language",
        Severity.info,
        "A label without a language where others have one.",
        _untagged,
    ),
    Lint("term-case", Severity.info, "A class in small letters or a property with a capital.", _miscased),
    Lint("circular-hierarchy", Severity.warning, "Classes or properties below themselves.", _circular),
    Lint("class-and-property", Severity.warning, "A term that is declared both.", _ambiguous),
    Lint(
        "misused-term", Severity.violation, "A class used as a property, or a property as a class.", _misused
    ),
    Lint("ontology-header", Severity.info, "An ontology without version, licence or namespace.", _headless),
    Lint(
        "inverse-mismatch", Severity.warning, "Inverse properties whose domain and range differ.", _mismatched
    ),
    Lint("deprecated-without-replacement", Severity.info, "A deprecated term without a hint.", _forsaken),
)
