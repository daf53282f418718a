"""Many sources as one text of N-Triples, the form in which every engine reads them."""

import re
from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import RdfFormat, serialize

from mkg.errors import ParseError
from mkg.sources import Source

# A blank node begins a line, or ends one; what reads like one in a literal does neither: a quotation mark
# would follow. https://www.w3.org/TR/n-triples/#n-triples-grammar, as the serializer writes it.
_LABEL = re.compile(rb"_:([^\s\"]+)( \.$)?", re.MULTILINE)
_LINE_END = ord("\n")


class Merged:
    """What sources say together, blank nodes apart; `faults` are of those that could not be parsed.

    Blank nodes have the names that `Source.quads` gives them. What a file says before its fault is left in:
    nobody should validate where there are faults.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.faults: list[ParseError] = []
        self.text = b"".join(map(self._written, sources))
        self.triples = self.text.count(b"\n")

    def _written(self, source: Source) -> bytes:
        text = BytesIO()
        try:
            if source.has_graphs:
                # Their names count among the blank nodes, and are not in the text.
                serialize((quad.triple for quad in source.quads()), text, RdfFormat.N_TRIPLES)
                return text.getvalue()
            serialize(source.unnamed(), text, RdfFormat.N_TRIPLES)
        except ParseError as error:
            self.faults.append(error)
        return _named(text.getvalue(), source.nodes.encode())


def _named(text: bytes, prefix: bytes) -> bytes:
    # As text, since there are millions of them: three times as quick as one by one.
    names: dict[bytes, bytes] = {}

    def name(match: re.Match[bytes]) -> bytes:
        label, end, start = match[1], match[2] or b"", match.start()
        if not end and start and text[start - 1] != _LINE_END:
            return match[0]
        return names.setdefault(label, b"_:%s%d" % (prefix, len(names))) + end

    return _LABEL.sub(name, text)
