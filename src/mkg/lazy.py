"""What is made when it is first used."""

import re
from collections.abc import Iterator
from functools import cached_property


class Regex:
    """A regular expression, compiled at its first use: some take 20 ms, and few commands need all of them."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at a place of a text."""
        return self._compiled.match(text, start)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match in a text."""
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, one after the other."""
        return self._compiled.finditer(text)
