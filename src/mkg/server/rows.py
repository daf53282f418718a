"""Count the solutions of an answer while it is written, from its bytes: the store does not tell."""

from collections.abc import Callable


class Rows:
    """Counts the solutions that pass in one format of results; None in other formats, and of ASK.

    In JSON, solutions that bind nothing are not told apart, and a value that ends in `}},{` counts once more.
    """

    def __init__(self, name: str) -> None:
        self._count: Callable[[bytes], int] | None = {
            "json": lambda content: content.count(b'}},{"'),
            "xml": lambda content: content.count(b"<result>"),
            "tsv": lambda content: content.count(b"\n"),
            "csv": self._lines_outside_quotes,
        }.get(name)
        # Lines begin with a header; what stands between solutions is one fewer than they are.
        self._found = {"json": 1, "xml": 0, "tsv": -1, "csv": -1}.get(name, 0)
        self._seam = {"json": 4, "xml": 7}.get(name, 0)
        self._tail = b""
        self._begun = b""
        self._quoted = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the answer."""
        if self._count is None:
            return
        content = self._tail + chunk
        self._found += self._count(content)
        self._tail = content[-self._seam :] if self._seam else b""
        self._begun = (self._begun + chunk)[:4096] if len(self._begun) < 4096 else self._begun

    @property
    def total(self) -> int | None:
        """How many solutions there were."""
        if self._count is None or b'"boolean":' in self._begun or b"<boolean>" in self._begun:
            return None
        return 0 if b'"bindings":[]' in self._begun else max(self._found, 0)

    def _lines_outside_quotes(self, content: bytes) -> int:
        parts = content.split(b'"')
        lines = sum(part.count(b"\n") for part in parts[int(self._quoted) :: 2])
        self._quoted ^= len(parts) % 2 == 0
        return lines
