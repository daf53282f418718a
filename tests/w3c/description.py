"""The tests of service descriptions, which their suite tells in words.

https://www.w3.org/TR/sparql11-service-description/
"""

from pyoxigraph import Dataset, NamedNode, Quad

from w3c.compare import Fault
from w3c.manifests import Case
from w3c.recorded import is_rdf, rdf
from w3c.servers import Server

SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PROPERTIES = {
    "Dataset": "defaultGraph namedGraph",
    "NamedGraph": "name graph entailmentRegime supportedEntailmentProfile",
    "Service": "endpoint feature defaultEntailmentRegime defaultSupportedEntailmentProfile extensionFunction "
    "extensionAggregate languageExtension supportedLanguage propertyFeature defaultDataset availableGraphs "
    "resultFormat inputFormat",
}
"""The properties of the schema by the class of what has them."""

_ADDRESSES = {"endpoint", "supportedLanguage", "resultFormat", "inputFormat", "name"}
"""The properties whose values are names."""

_NAMES = {
    "feature": "DereferencesURIs UnionDefaultGraph RequiresDataset EmptyGraphs BasicFederatedQuery",
    "supportedLanguage": "SPARQL10Query SPARQL11Query SPARQL11Update",
}
"""What the schema offers as values, beside which a service may name its own elsewhere."""


def fault(server: Server, case: Case) -> Fault | None:
    """Run a test of the suite."""
    reply = server.ask(server.endpoint, headers={"Accept": "text/turtle"})
    if reply.status != 200 or not is_rdf(reply):
        return Fault(f"{reply.status} {reply.type} {reply.body.decode()}")
    graph = rdf(reply, base=server.address)
    wrong = {
        "returns-rdf": [],
        "has-endpoint-triple": _endpoint(graph, server),
        "conforms-to-schema": _schema(graph),
    }
    found = wrong[case.name.rpartition("/")[2]]
    return Fault("; ".join(found)) if found else None


def _endpoint(graph: Dataset, server: Server) -> list[str]:
    triples = [quad for quad in graph if quad.predicate.value == f"{SD}endpoint"]
    if [quad.object for quad in triples] == [NamedNode(server.address)]:
        return []
    return [f"not one sd:endpoint {server.address}: {triples}"]


def _schema(graph: Dataset) -> list[str]:
    services = [quad for quad in graph if (quad.predicate, quad.object) == (_TYPE, NamedNode(f"{SD}Service"))]
    wrong = [str(quad) for quad in graph if quad.predicate.value.startswith(SD) and not _fits(graph, quad)]
    return wrong if len(services) == 1 else [f"{len(services)} services", *wrong]


def _fits(graph: Dataset, quad: Quad) -> bool:
    name = quad.predicate.value.removeprefix(SD)
    owners = {owner for owner, names in _PROPERTIES.items() if name in names.split()}
    types = {
        str(each.object.value).removeprefix(SD)
        for each in graph.quads_for_subject(quad.subject)
        if each.predicate == _TYPE
    }
    value = quad.object.value if isinstance(quad.object, NamedNode) else ""
    is_offered = not value.startswith(SD) or value.removeprefix(SD) in _NAMES.get(name, "").split()
    return bool(owners & types) and (bool(value) or name not in _ADDRESSES) and is_offered
