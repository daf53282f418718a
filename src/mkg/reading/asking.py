"""Questions that are written here, asked of an engine with terms put in their places."""

import re
from collections.abc import Callable, Iterable
from typing import cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    parse_query_results,
)

from mkg.engine import Answer, Query
from mkg.formats import SOLUTIONS, Format
from mkg.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal
Ask = Callable[[Query, Format | None, Format | None], Answer]

_PARAMETER = re.compile(r"\$(\w+)")
_PREFIXED = re.compile(r"(?<![\w:/<-])([a-z][\w-]*):(?=[\w])")


class Reader:
    """Asks a graph in the name of somebody; `versions` are those of the dataset that answered."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.versions: set[str] = set()

    def rows(self, text: str, **terms: Term | Iterable[Term]) -> list[QuerySolution]:
        """Return the solutions of a SELECT in which each `$name` stands for a term, or for several.

        Prefixes of ours need no declaration. Raises what the engine raises.
        """
        return list(cast(QuerySolutions, self._results(text, terms)))

    def table(self, text: str) -> tuple[list[str], list[QuerySolution]]:
        """Return the names of the columns of a SELECT, and its solutions; see `rows`."""
        found = cast(QuerySolutions, self._results(text, {}))
        return [variable.value for variable in found.variables], list(found)

    def holds(self, text: str, **terms: Term | Iterable[Term]) -> bool:
        """Return what an ASK answers; see `rows`."""
        return bool(cast(QueryBoolean, self._results(text, terms)))

    def graph(self, text: str, chosen: Format, **terms: Term | Iterable[Term]) -> Answer:
        """Return the triples of a CONSTRUCT in a format; see `rows`."""
        answer = self._ask(Query(bound(text, terms)), None, chosen)
        self.versions.add(answer.version)
        return answer

    def _results(self, text: str, terms: dict[str, Term | Iterable[Term]]) -> QuerySolutions | QueryBoolean:
        answer = self._ask(Query(bound(text, terms)), SOLUTIONS[0], None)
        self.versions.add(answer.version)
        with answer.body:
            return parse_query_results(answer.body.read(), format=QueryResultsFormat.JSON)


def bound(text: str, terms: dict[str, Term | Iterable[Term]]) -> str:
    """Put terms in the places of `$name` and declare the prefixes that are used: a query that stands alone.

    The terms are whatever somebody sent: they are written by the library that reads them.

    >>> print(bound("ASK { $it a skos:Concept }", {"it": NamedNode("http://example.org/x")}))
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    ASK { <http://example.org/x> a skos:Concept }
    """
    used = sorted({*_PREFIXED.findall(text)} & PREFIXES.keys())
    head = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used)
    return head + _PARAMETER.sub(lambda match: _written(terms[match[1]]), text)


def _written(terms: Term | Iterable[Term]) -> str:
    return str(terms) if isinstance(terms, Term) else " ".join(map(str, terms))
