"""What the tests of clients share: the true answers, computed without HTTP, and the programs they need."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

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


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Return a function that finds a program, or skips the test and says which is missing."""

    def find(name: str) -> str:
        return shutil.which(name) or _missing(name)

    return find


def _missing(name: str) -> NoReturn:
    reason = f"{name} is not on this machine; install it to run the tests of this client"
    if os.environ.get("MKG_REQUIRE_CLIENTS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def here() -> Path:
    """Return the folder of these tests."""
    return Path(__file__).parent
