"""Sources to one Oxigraph dataset: a named graph a file, the sum of them as default graph.

The default graph is a real merged copy: pyoxigraph 0.5 returns a triple twice from a union of graphs
that share it. https://github.com/oxigraph/oxigraph/issues/1919
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import cast
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryTriples, Store, Triple

from mkg.project import Project
from mkg.sources import Source, digest_of, find, read
from mkg.vocab import GRAPHS, KINDS, ONTOLOGY, RDF, RDFS, SCHEMA, SKOS, TERMS

INFERRED = NamedNode(GRAPHS + "inferred")
SEED = NamedNode(GRAPHS + "seed")

# RDFS subclass, subproperty and label; the plain author beside the authorship, so that simple questions
# stay simple; and nothing else.
_INFERENCES = (
    (f"?s a/<{RDFS}subClassOf>+ ?o", f"?s <{RDF}type> ?o"),
    (f"?p <{RDFS}subPropertyOf>+ ?q . ?s ?p ?o", "?s ?q ?o"),
    (f"?s <{SKOS}prefLabel> ?o", f"?s <{RDFS}label> ?o"),
    (f"?a <{TERMS}isAuthorshipOf> ?s ; <{SCHEMA}author> ?o", f"?s <{SCHEMA}author> ?o"),
)
# What the starting document states and nobody has contradicted: kept apart, never in the default graph.
_STATED = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
    ?claim <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ; <{TERMS}verification> ?verdict
    FILTER (?verdict != <{TERMS}Contradicted>) }}"""


@dataclass(frozen=True)
class Dataset:
    """A loaded graph: the store that answers, and its content hash."""

    store: Store
    version: str

    @cached_property
    def triples(self) -> int:
        """How many triples the default graph holds."""
        return self._size(DefaultGraph())

    def graphs(self) -> dict[str, int]:
        """Return how many triples each named graph holds, by its IRI."""
        return {str(name.value): self._size(name) for name in self.store.named_graphs()}

    def _size(self, graph: NamedNode | BlankNode | DefaultGraph) -> int:
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, graph))

    def counts(self) -> dict[str, int]:
        """Return how many things of each kind it describes, by the kind's word."""
        a = NamedNode(RDF + "type")
        return {
            kind: sum(1 for _ in self.store.quads_for_pattern(None, a, class_of(kind), DefaultGraph()))
            for kind in KINDS
        }


def load(project: Project) -> Dataset:
    """Load a project's ontology and data, and what follows from them. Raises ReadError or ParseError."""
    loaded = load_files([project.ontology / "mkg.ttl", project.data])
    infer(loaded.store)
    return Dataset(loaded.store, _with_questions(loaded.version, project))


def _with_questions(version: str, project: Project) -> str:
    # The description tells them, so they are in the graph too.
    lines = [version, *(f"{path.name} {digest_of(path)}" for path in sorted(project.questions.glob("*.rq")))]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _version(digests: Iterable[tuple[NamedNode, str]]) -> str:
    lines = sorted(f"{graph.value} {digest}\n" for graph, digest in digests)
    return sha256("".join(lines).encode()).hexdigest()[:16]


def load_files(paths: Iterable[Path]) -> Dataset:
    """Load files and folders of RDF as they are. Raises ReadError or ParseError."""
    return build(read(path) for path in find(paths))


def build(sources: Iterable[Source]) -> Dataset:
    """Make a dataset of RDF files that have been read."""
    store, digests = Store(), []
    for source in sources:
        store.bulk_extend(_placed(source))
        digests.append((graph_of(source.path), source.digest))
    return Dataset(store, _version(digests))


def with_description(dataset: Dataset, quads: Iterable[Quad], *, apart: bool = False) -> Dataset:
    """Return the dataset with what describes it; if `apart`, only in the graphs of the description."""
    for quad in quads:
        dataset.store.add(quad)
        if not apart:
            dataset.store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    return Dataset(dataset.store, dataset.version)


def graph_of(path: Path) -> NamedNode:
    """Return the name of the graph that holds what a file says."""
    if path.parts[-2:] == ("ontology", "mkg.ttl"):
        return NamedNode(ONTOLOGY)
    # A kind that outgrew its file is a folder of the same name: data/publication/2020s.ttl
    name = path.parent.name if path.parent.name in KINDS else path.stem
    try:
        return NamedNode(GRAPHS + name)
    except ValueError:
        # Names of files may hold what an IRI cannot, a space for one, and bytes that are no text.
        return NamedNode(GRAPHS + quote(name, safe="", errors="surrogateescape"))


def class_of(kind: str) -> NamedNode:
    """Return the class of a kind: its word, capitalised."""
    return NamedNode(TERMS + kind.capitalize())


def _placed(source: Source) -> Iterator[Quad]:
    own = graph_of(source.path)
    for quad in source.quads():
        named = own if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        yield Quad(quad.subject, quad.predicate, quad.object, named)
        if named == SEED:
            continue  # a dump that is served again keeps it apart, too
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def infer(store: Store) -> None:
    """Add to the default graph what follows from the ontology, and fill `graph:inferred` and `graph:seed`."""
    stated = _constructed(store, _STATED)
    while new := set(_consequences(store)):
        store.extend(_quad(triple, graph) for triple in new for graph in (INFERRED, DefaultGraph()))
    store.extend(_quad(triple, SEED) for triple in stated)


def _consequences(store: Store) -> Iterator[Triple]:
    for pattern, conclusion in _INFERENCES:
        query = f"CONSTRUCT {{ {conclusion} }} WHERE {{ {pattern} FILTER NOT EXISTS {{ {conclusion} }} }}"
        yield from _constructed(store, query)


def _constructed(store: Store, query: str) -> list[Triple]:
    return list(cast(QueryTriples, store.query(query)))


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
