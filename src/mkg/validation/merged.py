"""Many sources as one text of N-Triples, the form in which every engine reads them."""

import os
import re
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import nullcontext
from io import BytesIO
from itertools import accumulate
from typing import cast

from pyoxigraph import RdfFormat, serialize

from mkg.errors import ParseError
from mkg.sources import Source
from mkg.validation import confine

MANY = 8 << 20
"""From how many bytes on another process takes its half: less is merged before it has begun."""

# A blank node begins a line, or ends one; what reads like one in a literal does neither: a quotation mark
# would follow. https://www.w3.org/TR/n-triples/#n-triples-grammar, as the serializer writes it.
_LABEL = re.compile(rb"_:([^\s\"]+)( \.$)?", re.MULTILINE)
_LINE_END = ord("\n")
# A parser reads on for as long as there is text: no more than to end it some day.
_SECONDS, _MEMORY = 86_400, 64 << 30

_Fault = tuple[str, int, int, str]
_Part = tuple[bytes, list[_Fault]]
"""A text, and the faults as what a process can send to another."""


class Merged:
    """What sources say together, blank nodes apart; `faults` are of those that could not be parsed.

    Blank nodes have the names that `Source.quads` gives them. What a file says before its fault is left in:
    nobody should validate where there are faults.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        here, there = _halves(list(sources))
        other = confine.started("the parser", _SECONDS, _MEMORY, _merged, there) if there else nullcontext()
        with other as answer:
            text, faults = _merged(here)
            more, others = cast(_Part, answer()) if answer else (b"", [])
        self.text = text + more
        self.faults = [ParseError(*fault) for fault in faults + others]
        self.triples = self.text.count(b"\n")


def _halves(sources: list[Source]) -> tuple[list[Source], list[Source]]:
    ends = [*accumulate(len(source.content) for source in sources)]
    if not ends or ends[-1] < MANY or (os.cpu_count() or 1) < 2:
        return sources, []
    middle = bisect_left(ends, ends[-1] / 2) + 1
    return sources[:middle], sources[middle:]


def _merged(sources: list[Source]) -> _Part:
    faults: list[_Fault] = []
    return b"".join([_written(source, faults) for source in sources]), faults


def _written(source: Source, faults: list[_Fault]) -> bytes:
    text = BytesIO()
    try:
        if source.has_graphs:
            # Their names count among the blank nodes, and are not in the text.
            serialize((quad.triple for quad in source.quads()), text, RdfFormat.N_TRIPLES)
            return text.getvalue()
        serialize(source.unnamed(), text, RdfFormat.N_TRIPLES)
    except ParseError as error:
        faults.append((error.path, error.line, error.column, error.reason))
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
