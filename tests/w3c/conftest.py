"""The servers that the tests of the W3C suites ask, each started once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from w3c import data, suites
from w3c.manifests import HOME, MISSING
from w3c.servers import NAMES, Server, started


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Return what starts a server by its name, with the data of all tests, and keeps it."""
    if not HOME:
        pytest.skip(MISSING)
    path = tmp_path_factory.mktemp("w3c") / "tests.nq"
    data.write(suites.data(), path)
    with ExitStack() as stack:

        @cache
        def start_one(name: str) -> Server:
            return stack.enter_context(started(name, path))

        yield start_one


@pytest.fixture(params=NAMES)
def tested(request: pytest.FixtureRequest, start: Callable[[str], Server]) -> Server:
    """Return each server after the other."""
    return start(request.param)


@pytest.fixture
def mkg(start: Callable[[str], Server]) -> Server:
    """Return our server."""
    return start("mkg")
