"""The tests that apply, run on a server suite by suite."""

from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote, unquote

from w3c import description, evaluation
from w3c.compare import Fault
from w3c.data import Graph, graphs
from w3c.manifests import Case, cases, path_of
from w3c.recorded import Request, requests
from w3c.servers import Server
from w3c.tables import EXCLUDED_CASES, EXCLUDED_FOLDERS, EXCLUDED_KINDS


def reason(case: Case) -> str | None:
    """Say why a test does not apply; None where it does."""
    return EXCLUDED_KINDS.get(case.kind) or EXCLUDED_FOLDERS.get(case.folder) or EXCLUDED_CASES.get(case.name)


def suite_of(case: Case) -> str:
    """Return the suite among whose figures a test counts."""
    separate = {"sparql11/protocol", "sparql11/graph-store-protocol", "sparql11/service-description"}
    return case.folder if case.folder in separate else case.folder.partition("/")[0]


def applying(suite: str) -> list[Case]:
    """Return the tests of a suite that apply."""
    return [case for case in cases() if suite_of(case) == suite and not reason(case)]


@cache
def outcomes(server: Server, suite: str) -> dict[str, Fault | None]:
    """Run a suite; return what is wrong with each answer, None where it is right."""
    return {case.name: RUN[suite](server, case) for case in applying(suite)}


def fails(server: Server, suite: str) -> dict[str, str]:
    """Return the tests of a suite that fail, and why; a number may be written in another way."""
    found = outcomes(server, suite).items()
    return {name: fault.text for name, fault in found if fault and not fault.of_writing}


def data() -> list[Graph]:
    """Return all graphs that the tests ask for."""
    queries = [
        case for suite in ("sparql11", "sparql12") for case in applying(suite) if "Syntax" not in case.kind
    ]
    protocol = [graph for case in applying("sparql11/protocol") for graph in _protocol_graphs(case)]
    states = [state for case in applying("sparql11/graph-store-protocol") for _, _, state in _steps(case)]
    return [*graphs(queries), *dict.fromkeys(protocol), *filter(None, states)]


def _protocol_graphs(case: Case) -> Iterator[Graph]:
    for item in case.record.all("ut:graphData"):
        iri = item.one("ut:graph").value
        yield item.one("rdfs:label").value, iri, path_of(iri).read_bytes()


def _protocol_fault(server: Server, case: Case) -> Fault | None:
    replies = [
        (request, request.send(server, _moved(request, server.endpoint))) for request in requests(case)
    ]
    return next(filter(None, (request.fault(reply) for request, reply in replies)), None)


def _moved(request: Request, endpoint: str) -> str:
    return endpoint + request.path[len("/sparql/") :]


def _graph_store_fault(server: Server, case: Case) -> Fault | None:
    faults = (_step_fault(server, request, path) for request, path, _ in _steps(case))
    return next(filter(None, faults), None)


def _step_fault(server: Server, request: Request, parameter: str) -> Fault | None:
    reply = request.send(server, f"{server.graphs}?{parameter}")
    if request.is_reading:
        return request.fault(reply)
    return None if reply.status in {403, 405} else Fault(f"{request.method} is answered {reply.status}")


def _steps(case: Case) -> Iterator[tuple[Request, str, Graph | None]]:
    """Return the requests of a test; to be read, the graph in the state in which writing had left it.

    Nothing is written, so that each state is a graph of its own, named after the test and the step.
    """
    written: bytes | None = None
    for number, request in enumerate(requests(case)):
        parameter = request.path.partition("?")[2]
        if not request.is_reading:
            written = request.body if request.method != "DELETE" else None
            yield request, parameter, None
            continue
        state = "" if parameter == "default" else quote(f"?{case.name}-{number}", safe="")
        name = unquote(parameter + state).removeprefix("graph=") if state else ""
        content = request.content or written
        graph = (name, "http://www.example/state.ttl", content) if content else None
        yield request, parameter + state, graph


RUN: dict[str, Callable[[Server, Case], Fault | None]] = {
    "sparql11": evaluation.fault,
    "sparql12": evaluation.fault,
    "sparql11/protocol": _protocol_fault,
    "sparql11/graph-store-protocol": _graph_store_fault,
    "sparql11/service-description": description.fault,
}
"""The suites, and what runs a test of each."""
