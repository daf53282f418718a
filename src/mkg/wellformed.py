"""What XML cannot say is refused, rather than sent as XML that nobody can read."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from pyoxigraph import Triple

from mkg.errors import NotAcceptable

# https://www.w3.org/TR/xml/#charsets
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
# The end of an IRI that can be the local part of a name: https://www.w3.org/TR/xml-names/#NT-NCName
_LOCAL = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\u00b7-]*$")


class XmlFile(io.RawIOBase):
    """A file that passes on what is written to it, and refuses characters that XML does not have."""

    def __init__(self, body: IO[bytes]) -> None:
        self._body, self._tail = body, b""

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, chunk: Any) -> int:  # noqa: ANN401 -- what holds bytes has no name before 3.12
        """Pass a chunk on. Raises NotAcceptable."""
        content = bytes(chunk)
        seam = self._tail + content
        if len(content.translate(None, _CONTROLS)) < len(content) or any(
            character in seam for character in _NONCHARACTERS
        ):
            raise NotAcceptable("the answer holds a character that XML does not have; ask for another format")
        self._tail = seam[-2:]
        return self._body.write(content)


def with_names(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Pass triples on. Raises NotAcceptable where a property cannot be the name of an XML element."""
    for triple in triples:
        if not _LOCAL.search(triple.predicate.value):
            raise NotAcceptable(
                f"RDF/XML cannot name the property {triple.predicate}; ask for another format"
            )
        yield triple
