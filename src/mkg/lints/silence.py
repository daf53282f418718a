"""Comments that silence lints and rules in a Turtle file, each with its reason.

`# mkg: ignore <id>, <id> -- <reason>` stands on the line of the fault or on a line of its own before it,
`# mkg: ignore-file <id> -- <reason>` anywhere and holds for the whole file.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from mkg.lints.config import Config
from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Piece, Scan
from mkg.validation.findings import Finding, Place, Severity

_COMMENT = re.compile(r"#+\s*mkg:\s*(?P<word>[\w-]*)\s*(?P<rest>.*)")
# Where this is nowhere, no comment is: a text is searched for one sign five times as quick as for several.
_BEGUN = re.compile(r"#\s*mkg:")
_SAID = re.compile(r"(?P<ids>[\w-]+(?:\s*,\s*[\w-]+)*)\s+(?:--|—|–)\s*(?P<reason>\S.*)")
_NEXT = re.compile(r"(?:[ \t]*(?:#+[ \t]*)?(?:\r\n|\r|\n))+[ \t]*")


@dataclass
class Silence:
    """One comment: the ids that it silences in a file on a line, or everywhere where the line is 0."""

    ids: tuple[str, ...]
    line: int
    place: Place
    source: str
    used: set[str] = field(default_factory=set)

    def holds(self, found: Finding) -> bool:
        """Whether it silences a finding; it then counts as used."""
        place = found.place
        if place is None or place.path != self.place.path or found.rule not in self.ids:
            return False
        if self.line not in {0, place.line}:
            return False
        self.used.add(found.rule)
        return True


def settle(
    findings: Iterable[Finding], checked: Checked, config: Config, known: Collection[str], told: Checked
) -> list[Finding]:
    """Leave out what comments silence, give the rest the severity that was chosen, tell of comments at fault.

    `findings` have their places; `known` are the ids of lints and names of rules: these can be silenced.
    Of comments at fault only those in what is `told` count.
    """
    silences: list[Silence] = []
    faults: list[Finding] = []
    for scan in checked.turtle:
        for said in _read(scan, known) if _BEGUN.search(scan.text) else ():
            if isinstance(said, Silence):
                silences.append(said)
            else:
                faults.append(said)
    kept = [each for each in findings if each.rule not in known or not _silenced(each, silences)]
    faults += [_idle(each, unused) for each in silences if (unused := _unused(each, config))]
    paths = {str(source.path) for source in told.sources}
    kept += [each for each in faults if each.place and each.place.path in paths]
    return [applied for each in kept if (applied := config.apply(each)) is not None]


def _silenced(found: Finding, silences: list[Silence]) -> bool:
    # Each of them is asked: one that holds is in use, though another held before it.
    return sum(each.holds(found) for each in silences) > 0


def _read(scan: Scan, known: Collection[str]) -> Iterator[Silence | Finding]:
    for piece in scan.pieces:
        match = _COMMENT.fullmatch(scan.text, piece.start, piece.end) if piece.kind == "#" else None
        if match:
            yield _silence(scan, piece, match, known)


def _silence(scan: Scan, piece: Piece, match: re.Match[str], known: Collection[str]) -> Silence | Finding:
    place = scan.place(piece.start, piece.end - piece.start)
    said = _SAID.fullmatch(match["rest"].rstrip())
    if match["word"] not in {"ignore", "ignore-file"} or not said:
        return _bad(scan, place, *_HOW)
    ids = tuple(re.split(r"\s*,\s*", said["ids"]))
    if unknown := [each for each in ids if each not in known]:
        return _bad(
            scan,
            place,
            f"Correct {unknown[0]}: no lint or rule has this name, and shapes are not silenced.",
            f"Corrigez {unknown[0]} : aucun contrôle ni règle ne porte ce nom, et les formes SHACL ne se"
            " taisent pas.",
            f"صحّح {unknown[0]}: فلا فحص ولا قاعدة بهذا الاسم، ولا تُسكَت أشكال SHACL.",
        )
    line = 0 if match["word"] == "ignore-file" else _line(scan, piece)
    return Silence(ids, line, place, scan.source.base)


_HOW = (
    "Write this as # mkg: ignore <id> -- <reason>, or ignore-file: without a reason it silences nothing.",
    "Écrivez le commentaire sous la forme # mkg: ignore <id> -- <raison>, ou ignore-file : sans raison, il ne"
    " tait rien.",
    "اكتب التعليق هكذا: # mkg: ignore <id> -- <السبب>، أو ignore-file: فبلا سبب لا يُسكت شيئًا.",
)


def _line(scan: Scan, piece: Piece) -> int:
    line, column = scan.lines.place(piece.start)
    if scan.text[piece.start - column + 1 : piece.start].strip():
        return line
    following = _NEXT.match(scan.code, piece.end)
    return scan.lines.place(following.end())[0] if following else line


def _bad(scan: Scan, place: Place, en: str, fr: str, ar: str) -> Finding:
    said = {"en": en, "fr": fr, "ar": ar}
    return finding("bad-silence", Severity.warning, said, focus=NamedNode(scan.source.base), place=place)


def _unused(silence: Silence, config: Config) -> list[str]:
    return [each for each in silence.ids if each not in silence.used and not config.is_off(each)]


def _idle(silence: Silence, unused: list[str]) -> Finding:
    names = ", ".join(unused)
    return finding(
        "idle-silence",
        Severity.info,
        {
            "en": f"Take {names} out of this comment: there is nothing here that it silences.",
            "fr": f"Retirez {names} de ce commentaire : il n’y a rien ici qu’il taise.",
            "ar": f"احذف {names} من هذا التعليق: فلا شيء هنا يُسكته.",
        },
        focus=NamedNode(silence.source),
        place=silence.place,
    )


def _by_settle(_: Checked) -> Iterator[Finding]:
    # What a comment silences is known only when all else was found.
    return iter(())


LINTS = (
    Lint(
        "bad-silence",
        Severity.warning,
        "A comment that would silence without a reason, or what nobody knows.",
        _by_settle,
    ),
    Lint("idle-silence", Severity.info, "A comment that silences nothing.", _by_settle),
)
