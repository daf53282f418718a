"""What the tests of clients share: the true answers, computed without HTTP, and the programs they need."""

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from mkg import dataset, project

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def store() -> Store:
    """Return the graph that the server holds, in this process."""
    return dataset.load(project.find(None)).store


@pytest.fixture(scope="session")
def truth(store: Store) -> Callable[..., Rows]:
    """Return a function that answers a SELECT query, on named graphs if any are given."""

    def rows(query: str, *graphs: str) -> Rows:
        asked = [NamedNode(graph) for graph in graphs] or None
        found = store.query(query, default_graph=asked)
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [
            {name: term.value for name, term in zip(names, row, strict=True) if term is not None}
            for row in found
        ]

    return rows
