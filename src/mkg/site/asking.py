"""Asking the engine in the name of the client at hand."""

from typing import cast

from flask import g, request

from mkg.engine import Answer, Asker, Query
from mkg.formats import Format
from mkg.reading.asking import Reader
from mkg.server.wsgi import ASKER
from mkg.site.state import current


def ask(query: Query, solutions: Format | None, graph: Format | None) -> Answer:
    """Ask the engine in the name of the client at hand. Raises what the engine raises."""
    asker = cast(Asker, request.environ.get(ASKER) or Asker())
    asker.name = request.remote_addr or ""
    return current().engine.answer(query, solutions, graph, asker)


def reader() -> Reader:
    """Return what asks the questions of the page at hand."""
    if "reader" not in g:
        g.reader = Reader(ask)
    return cast(Reader, g.reader)
