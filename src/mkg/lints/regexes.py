"""Regular expressions as engines read them differently: their tokens, their parts, and whether they explode.

Written for the common ground of XPath, Python and Rust; it reads any text and never refuses one.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, product

from mkg.lazy import Regex

TOKEN = Regex(
    r"""
      (?P<class>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])
    | (?P<escape>\\[pP]\{\^?[\w=-]*\}|\\.)
    | (?P<flags>\(\?[A-Za-z]*(?:-[A-Za-z]+)?\))
    | (?P<open>\((?:\?(?:<?[=!]|P?<\w+>|>|P=\w+|[A-Za-z-]*:))?)
    | (?P<close>\)) | (?P<bar>\|)
    | (?P<repeat>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})[?+]?)
    | (?P<anchor>[\^$])
    | (?P<char>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""One token of a regular expression; matches at every place of every text."""

# A repetition with fewer rounds is slow at worst: its time is a power, not exponential.
_MANY = 10
# The pairs of more positions than these take too long to walk; deeper brackets are nothing to recurse into.
_LARGEST, _DEEPEST = 120, 50
# Characters to try classes on: ASCII, and some of other scripts and kinds.
_SAMPLES = [chr(code) for code in range(9, 127)] + list("\u00e9\u0661\u0645\u4e2d\u03a9\u2019\u00a0")


@dataclass
class _Part:
    """What matches at its ends, in positions; `empty` where it can match nothing."""

    empty: bool = True
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)


class _Automaton:
    """The positions of an expression, and after each the ones that may follow, once for each way.

    After V. M. Glushkov, The abstract theory of automata, 1961.
    """

    def __init__(self, pattern: str) -> None:
        self.atoms: list[str] = []
        self.follow: list[list[int]] = []
        self._tokens = [(str(each.lastgroup), each[0]) for each in TOKEN.finditer(pattern)]
        self._at = self._copies = 0
        while self._at < len(self._tokens):
            self._alternatives()
            self._at += 1  # a bracket that nothing opened

    def _alternatives(self) -> _Part:
        whole = self._sequence()
        while self._kind() == "bar":
            self._at += 1
            other = self._sequence()
            whole = _Part(whole.empty or other.empty, whole.first + other.first, whole.last + other.last)
        return whole

    def _sequence(self) -> _Part:
        whole = _Part()
        while self._kind() not in {"", "bar", "close"}:
            whole = self._joined(whole, self._repeated())
        return whole

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _joined(self, left: _Part, right: _Part) -> _Part:
        for end in left.last:
            self.follow[end] += right.first
        first = left.first + right.first if left.empty else left.first
        last = right.last + left.last if right.empty else right.last
        return _Part(left.empty and right.empty, first, last)

    def _repeated(self) -> _Part:
        start = self._at
        part = self._atom()
        if self._kind() != "repeat":
            return part
        least, most = _bounds(self._tokens[self._at][1])
        if 1 < most < _MANY and self._copies < _LARGEST:
            self._copies += 1
            self._at = start
            part = self._joined(part, self._atom())
        self._at += 1
        if most >= _MANY:
            for last in part.last:
                self.follow[last] += part.first
        return _Part(part.empty or not least, part.first, part.last)

    def _atom(self) -> _Part:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "open":
            part = self._alternatives()
            self._at += 1
            return _Part() if text.endswith(("=", "!")) else part
        if kind in {"anchor", "flags", "repeat"} or re.fullmatch(r"\\[bBAzZG0-9]", text):
            return _Part()
        self.atoms.append(text)
        self.follow.append([])
        return _Part(empty=False, first=[len(self.atoms) - 1], last=[len(self.atoms) - 1])


def _bounds(text: str) -> tuple[int, int]:
    if text[0] != "{":
        return (1 if text[0] == "+" else 0), (1 if text[0] == "?" else _MANY)
    least, comma, most = text[1 : text.index("}")].partition(",")
    return int(least), int(most) if most else (_MANY if comma else int(least))


@cache
def _characters(atom: str) -> frozenset[str]:
    # What Python cannot read could be anything.
    plain = re.sub(r"\\[pP]\{[^}]*\}|\\[icIC]", r"\\w", atom)
    try:
        return frozenset(each for each in _SAMPLES if re.match(plain, each, re.DOTALL))
    except re.error:
        return frozenset(_SAMPLES)


def explodes(pattern: str) -> bool:
    """Whether a backtracking engine can need time that doubles with each character.

    That is so where the automaton can go round from one state to itself in two ways on the same text.
    Weideman et al., Analyzing matching time behavior of backtracking regular expression matchers, 2016.

    >>> explodes("^(a+)+$"), explodes("^[a-z]+(-[a-z]+)*$")
    (True, False)
    """
    # Only what repeats a group can go round in two ways.
    if not re.search(r"\)[*+{]", pattern) or _depth(pattern) > _DEEPEST:
        return False
    automaton = _Automaton(pattern)
    steps = [sorted(set(after)) for after in automaton.follow]
    looping = [state for state in range(len(steps)) if state in _reached(state, steps)]
    if not looping or len(looping) > _LARGEST:
        return False
    if any(_repeats(state, steps, after) for state, after in enumerate(automaton.follow)):
        return True
    return any(_has_two_ways(state, steps, automaton.atoms, set(looping)) for state in looping)


def _repeats(state: int, steps: list[list[int]], after: list[int]) -> bool:
    """Whether a state goes in two ways to one that leads back to it."""
    twice = {each for each in after if after.count(each) > 1} if len(set(after)) < len(after) else set()
    return any(state == each or state in _reached(each, steps) for each in twice)


def _depth(pattern: str) -> int:
    kinds = [each.lastgroup for each in TOKEN.finditer(pattern)]
    return max(accumulate((kind == "open") - (kind == "close") for kind in kinds), default=0)


def _reached(start: int, steps: list[list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for after in steps[waiting.pop()]:
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found


def _has_two_ways(state: int, steps: list[list[int]], atoms: list[str], looping: set[int]) -> bool:
    seen = {(state, state, False)}
    waiting = list(seen)
    while waiting:
        one, other, apart = waiting.pop()
        for pair in product(steps[one], steps[other]):
            if not looping.issuperset(pair) or _characters(atoms[pair[0]]).isdisjoint(
                _characters(atoms[pair[1]])
            ):
                continue
            node = (*pair, apart or pair[0] != pair[1])
            if node == (state, state, True):
                return True
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return False
