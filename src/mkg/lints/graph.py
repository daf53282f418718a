"""What sources say, as lints of terms, shapes and ontologies ask for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mkg.lints.lint import Checked
from mkg.lints.scan import Scan
from mkg.sources import Source
from mkg.validation.paths import Term
from mkg.vocab import OWL, RDF, RDFS, SCHEMA

Subject = NamedNode | BlankNode

TYPE = RDF + "type"
NIL = NamedNode(RDF + "nil")
CLASSES = {OWL + "Class", RDFS + "Class", RDFS + "Datatype", OWL + "DeprecatedClass"}
PROPERTIES = {RDF + "Property", RDFS + "ContainerMembershipProperty"} | {
    f"{OWL}{kind}Property"
    for kind in (
        *("Annotation", "Asymmetric", "Datatype", "Deprecated", "Functional", "InverseFunctional"),
        *("Irreflexive", "Object", "Ontology", "Reflexive", "Symmetric", "Transitive"),
    )
}
REPLACED = ("http://purl.org/dc/terms/isReplacedBy", SCHEMA + "supersededBy")


class Graph:
    """The statements of some sources, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.said: dict[Subject, dict[str, list[Term]]] = {}
        for subject, predicate, value, _ in quads:
            said = self.said.setdefault(subject, {})
            said.setdefault(predicate.value, []).append(value)

    def __contains__(self, subject: Term) -> bool:
        return subject in self.said

    def objects(self, subject: Term, *predicates: str) -> list[Term]:
        """Return the objects of a subject and predicates, in the order of the predicates."""
        said = self.said.get(subject, {})  # type: ignore[arg-type]
        return [value for predicate in predicates for value in said.get(predicate, ())]

    def uses(self, *predicates: str) -> Iterator[tuple[Subject, str, Term]]:
        """Yield the subject, predicate and object of each statement with one of the predicates."""
        for subject, said in self.said.items():
            for predicate in predicates:
                for value in said.get(predicate, ()):
                    yield subject, predicate, value

    def typed(self, *classes: str) -> list[Subject]:
        """Return what is said to be of one of the classes."""
        wanted = {NamedNode(name) for name in classes}
        return [each for each, said in self.said.items() if not wanted.isdisjoint(said.get(TYPE, ()))]

    def members(self, node: Term) -> list[Term]:
        """Return the members of a list, each once round where it never ends."""
        found: list[Term] = []
        seen: set[Term] = set()
        while node not in seen and (first := self.objects(node, RDF + "first")):
            seen.add(node)
            found += first[:1]
            node = next(iter(self.objects(node, RDF + "rest")), NIL)
        return found

    @cached_property
    def terms(self) -> set[str]:
        """The IRIs of the classes and properties that are declared here."""
        return {each.value for each in self.typed(*CLASSES, *PROPERTIES) if isinstance(each, NamedNode)}


# Many lints ask for the same graph; it lives as long as what it was made of.
_GRAPHS: WeakKeyDictionary[Scan, dict[tuple[int, ...], Graph]] = WeakKeyDictionary()


def graph_of(checked: Checked, sources: Iterable[Source]) -> Graph:
    """Return what sources say together."""
    scans = [checked.scan(source) for source in sources]
    if not scans:
        return Graph(())
    known, key = _GRAPHS.setdefault(scans[0], {}), tuple(map(id, scans))
    if key not in known:
        known[key] = Graph(quad for scan in scans for quad in scan.quads)
    return known[key]


def holding(sources: Iterable[Source], *words: bytes) -> list[Source]:
    """Return the sources whose text holds one of the words: most need not be looked at."""
    return [source for source in sources if any(word in source.content for word in words)]


def declaring(checked: Checked, sources: Iterable[Source]) -> list[Source]:
    """Return the sources that may declare classes or properties."""
    return [each for each in sources if checked.scan(each).declares]


def is_true(term: Term) -> bool:
    """Whether a term is a boolean that is true."""
    return isinstance(term, Literal) and term.value in {"true", "1"}


def say(texts: Mapping[str, str], **values: str) -> dict[str, str]:
    """Fill the same values into a message in each of its languages."""
    return {language: text.format(**values) for language, text in texts.items()}


def cycles(starts: Iterable[Subject], following: Callable[[Subject], Iterable[Term]]) -> Iterator[list[Term]]:
    """Yield the closed ways, each once, found by following nodes from each start in turn."""
    done: set[Term] = set()
    for start in starts:
        way: dict[Term, None] = {start: None}
        rest = [iter([*following(start)] if start not in done else [])]
        while rest:
            node = next(rest[-1], None)
            if node is None:
                rest.pop()
                done.add(way.popitem()[0])
            elif node in way:
                names = list(way)
                yield names[names.index(node) :]
            elif node not in done and not isinstance(node, Literal):
                way[node] = None
                rest.append(iter([*following(node)]))
