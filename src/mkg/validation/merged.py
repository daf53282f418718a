"""Many sources as one text of N-Triples, the form in which every engine reads them."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from pyoxigraph import RdfFormat, Triple, serialize

from mkg.errors import ParseError
from mkg.sources import Source


class Merged:
    """What sources say together, blank nodes apart; `faults` are of those that could not be parsed.

    What a file says before its fault is left in: nobody should validate where there are faults.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.triples = 0
        self.faults: list[ParseError] = []
        text = BytesIO()
        for source in sources:
            try:
                serialize(self._counted(source), text, RdfFormat.N_TRIPLES)
            except ParseError as error:
                self.faults.append(error)
        self.text = text.getvalue()

    def _counted(self, source: Source) -> Iterator[Triple]:
        for quad in source.quads():
            self.triples += 1
            yield quad.triple
