"""What the routes know: the graph that is served just now, the engine that answers, the limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from flask import current_app

from mkg.engine import Engine
from mkg.errors import Unavailable
from mkg.journal import Journal
from mkg.questions import Question
from mkg.server.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Status:
    """One loaded graph as the pages tell it.

    `loaded` is an ISO 8601 time in UTC, `index` the path of what `mkg.index` reads, empty where none is.
    """

    version: str
    triples: int
    counts: dict[str, int]
    graphs: dict[str, int]
    questions: list[Question]
    loaded: str
    index: str = ""

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Status":
        """Read what a loader told of its graph."""
        return cls(**told | {"questions": [Question(**question) for question in told["questions"]]})


@dataclass
class Site:
    """A server's state; `status` changes as a whole when another graph is loaded.

    `ready` says whether engines are there, `problem` why the last attempt to load a graph failed; `folder` is
    where dumps are kept, `making` names those that are being made; `kept` is what pages share, by the version
    of the graph and a name.
    """

    engine: Engine
    settings: Settings
    journal: Journal
    status: Status | None = None
    ready: bool = True
    problem: str | None = None
    folder: str = ""
    making: set[str] = field(default_factory=set)
    kept: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def graph(self) -> Status:
        """The graph that is served. Raises Unavailable before the first is loaded."""
        if self.status is None:
            raise Unavailable("the graph is being loaded; ask again in a moment")
        return self.status

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Return what pages of this graph share, made when it is first asked for."""
        key = self.graph.version, name
        if key not in self.kept:
            self.kept[key] = make()
        return cast(T, self.kept[key])


def current() -> Site:
    """Return the state behind the request at hand."""
    return cast(Site, current_app.extensions["mkg"])
