"""Find things by their names, however these are spelled, the best first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from mkg.index.fold import bare, fold, key
from mkg.index.handle import Index
from mkg.index.labels import NAMES, PREFERRED
from mkg.index.making import STOP
from mkg.index.sound import skeleton
from mkg.index.typos import allowed, distance, trigrams

MAX_TEXT, MAX_WORDS = 200, 8
"""How many characters, and words of them, are searched: what stands behind is left out."""

CANDIDATES = 200
"""How many labels of one rank are looked at."""

_LATE = frozenset({"source", "claim", "ns", "catalog"})
_ROW = """SELECT thing.id, thing.iri, thing.kind, label.text, label.lang, label.role
    FROM label JOIN thing ON thing.id = label.thing"""
_KIND = "AND (:kind IS NULL OR thing.kind = :kind)"


class Rank(IntEnum):
    """How well a label fits, the best first: the whole of it, its beginning, its words, what is like it."""

    EXACT = 0
    ALSO = 1
    PREFIX = 2
    WORDS = 3
    NAMED = 4
    INITIALS = 5
    SOUND = 6
    TYPO = 7


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its preferred labels by language, and the one text that fits.

    `labels` has "" for a text without language; `kind` is empty for what is not ours; `lang` is that of
    `matched`, which is an author's name where the rank is NAMED.
    """

    iri: str
    kind: str
    labels: dict[str, str]
    matched: str
    lang: str
    rank: Rank


class _Row(NamedTuple):
    thing: int
    iri: str
    kind: str
    text: str
    lang: str
    role: int


@dataclass(frozen=True)
class _Asked:
    index: Index
    text: str
    kind: str | None

    @property
    def words(self) -> list[str]:
        told = fold(self.text).split()[:MAX_WORDS]
        # The last may be the beginning of a longer one.
        return [word for word in told[:-1] if word not in STOP] + told[-1:]

    def rows(self, condition: str, **parameters: object) -> list[_Row]:
        query = f"{_ROW} {condition}"
        return [_Row(*row) for row in self.index.rows(query, kind=self.kind, most=CANDIDATES, **parameters)]

    def matching(self, expression: str) -> list[_Row]:
        return self.rows(
            f"JOIN words ON words.rowid = label.id WHERE words MATCH :expression {_KIND}"
            " ORDER BY words.rank LIMIT :most",
            expression=expression,
        )


def search(index: Index, text: str, limit: int = 20, kind: str | None = None, lang: str = "en") -> list[Hit]:
    """Return the things whose names fit a text, the best first, of one kind or of all.

    Among names that fit as well, one in the language `lang` and a short one comes first, sources, claims and
    terms last. Any text is taken; one without a letter or digit finds nothing.
    """
    asked = _Asked(index, text[:MAX_TEXT], kind)
    best: dict[int, tuple[tuple[object, ...], Rank, _Row]] = {}
    for step in _STEPS if asked.words else ():
        if len(best) >= limit or (step is _misspelled and best):
            break
        for rank, row in step(asked):
            order = (rank, row.kind in _LATE, row.lang not in {lang, ""}, len(row.text), row.text, row.iri)
            if row.thing not in best or order < best[row.thing][0]:
                best[row.thing] = (order, rank, row)
    found = sorted(best.values(), key=lambda each: each[0])[:limit]
    return [_hit(index, rank, row) for _, rank, row in found]


def suggest(index: Index, prefix: str, limit: int = 8, lang: str = "en") -> list[Hit]:
    """Return what somebody may mean who has typed so much, the best first; see `search`."""
    return search(index, prefix, limit, lang=lang)


def _hit(index: Index, rank: Rank, row: _Row) -> Hit:
    told = index.rows(
        "SELECT lang, text FROM label WHERE thing = :thing AND role < :roles ORDER BY role DESC, id DESC",
        thing=row.thing,
        roles=len(PREFERRED),
    )
    return Hit(row.iri, row.kind, dict(told), row.text, row.lang, rank)


def _ranked(rows: list[_Row], rank: Rank) -> Iterator[tuple[Rank, _Row]]:
    for row in rows:
        is_author = row.role >= len(NAMES)
        yield max(rank, Rank.NAMED) if is_author else rank, row


def _whole(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    rows = asked.rows(f"WHERE label.key = :key {_KIND} LIMIT :most", key=key(asked.text))
    for rank, row in _ranked(rows, Rank.EXACT):
        yield max(rank, Rank.ALSO) if row.role >= len(PREFERRED) else rank, row


def _beginning(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    begin = key(asked.text)
    rows = asked.rows(
        f"WHERE label.key >= :begin AND label.key < :end {_KIND} ORDER BY length(label.key) LIMIT :most",
        begin=begin,
        end=begin + chr(0x10FFFF),
    )
    return _ranked(rows, Rank.PREFIX)


def _holding(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    wanted = (_any({word, bare(word)}, "*") for word in asked.words)
    return _ranked(asked.matching(f"folded : ({' AND '.join(wanted)})"), Rank.WORDS)


def _abbreviated(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    rows = asked.rows(
        f"JOIN initials ON initials.label = label.id WHERE initials.key = :key {_KIND} LIMIT :most",
        key="".join(fold(asked.text).split()),
    )
    return _ranked(rows, Rank.INITIALS)


def _sounding(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    heard = skeleton(asked.text).split()[:MAX_WORDS]
    if len("".join(heard)) < 3:
        return iter(())
    # Two words may be written as one, and a single consonant alone tells nothing.
    joined = [[*heard[:at], heard[at] + heard[at + 1], *heard[at + 2 :]] for at in range(len(heard) - 1)]
    told = [way for way in [heard, *joined] if min(map(len, way)) > 1]
    ways = " OR ".join(f"({' AND '.join(_any({word}) for word in way)})" for way in told)
    return _ranked(asked.matching(f"sound : ({ways})") if ways else [], Rank.SOUND)


def _misspelled(asked: _Asked) -> Iterator[tuple[Rank, _Row]]:
    wanted = (_any({word, *_near(asked.index, word)}, "*") for word in asked.words)
    return _ranked(asked.matching(f"folded : ({' AND '.join(wanted)})"), Rank.TYPO)


_STEPS: tuple[Callable[[_Asked], Iterator[tuple[Rank, _Row]]], ...] = (
    _whole,
    _beginning,
    _holding,
    _abbreviated,
    _sounding,
    _misspelled,
)


def _near(index: Index, word: str) -> list[str]:
    """Return the words in use that a word may be a misspelling of."""
    if not (most := allowed(word)):
        return []
    told = index.rows(
        "SELECT trim(word, '_') FROM spelling WHERE spelling MATCH :expression ORDER BY rank LIMIT 100",
        expression=_any(trigrams(word[:40])),
    )
    return [known for (known,) in told if distance(word, known) <= most]


def _any(words: set[str], mark: str = "") -> str:
    # A folded word holds no quotation mark.
    return "({})".format(" OR ".join(f'"{word}"{mark}' for word in sorted(words)))
