"""What a finding says and how to mend it, in English, French and Arabic.

A shape's own message comes first; `messages.toml` beside this file speaks for shapes that say nothing.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.validation.findings import Finding, show
from mkg.validation.paths import show as show_path
from mkg.vocab import LINTS, SH, SHAPES, compact

LANGUAGES = ("en", "fr", "ar")

_BARE = re.compile("M(in|ax)[A-Z]|Pattern|QualifiedM|In|LanguageIn|And|Or|Xone")
"""The constraints whose expected value reads better without quotes and datatype."""


@cache
def _table() -> dict[str, Any]:
    # Read when something is found: most runs find nothing.
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = _table()["words"]
    return words


def say(finding: Finding, lang: str) -> str:
    """Say what is wrong and, where the shape has no message of its own, how to mend it.

    A shape's own message is chosen by its language: the one that is asked for, English, none, any.
    """
    own = _own(finding, lang)
    if own is None:
        return " ".join(filter(None, (_filled(finding, lang, 0), cure(finding, lang))))
    tongue = own.language.split("-")[0] if own.language else lang
    text = re.sub(r"[ \t\r\n]+", " ", own.value).strip()
    return " ".join(filter(None, (text, _suggestion(finding, tongue if tongue in LANGUAGES else lang))))


def cure(finding: Finding, lang: str) -> str:
    """Say how to mend a finding, by the kind of its constraint."""
    return " ".join(filter(None, (_filled(finding, lang, 1), _suggestion(finding, lang))))


def help_for(finding: Finding, lang: str) -> str:
    """Return the cure where `say` does not name it: a shape of someone else's speaks for itself."""
    shape = finding.shape.value if isinstance(finding.shape, NamedNode) else ""
    if not finding.messages or shape.startswith((SHAPES, LINTS)) or _kind(finding) in {"SPARQL", "other"}:
        return ""
    return _filled(finding, lang, 1)


def short(text: str, width: int = 80) -> str:
    """Put a text on one line, and cut it where it is longer than `width` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _own(finding: Finding, lang: str) -> Literal | None:
    for wanted in (lang, "en", ""):
        for each in sorted(finding.messages, key=str):
            tag = (each.language or "").lower()
            if tag == wanted or (wanted and tag.startswith(wanted + "-")):
                return each
    return min(finding.messages, key=str, default=None)


def _kind(finding: Finding) -> str:
    name = finding.component.removeprefix(SH).removesuffix("ConstraintComponent")
    if finding.component.startswith(LINTS):
        return "lint"
    return name if name in _table() and name != "words" else "other"


def _filled(finding: Finding, lang: str, part: int) -> str:
    return _fill(_table()[_kind(finding)][lang][part], finding, lang)


def _suggestion(finding: Finding, lang: str) -> str:
    near = _kind(finding) == "Closed" and finding.constraint
    return _fill(_words()["suggestion"][lang], finding, lang) if near else ""


def _fill(template: str, finding: Finding, lang: str) -> str:
    expected = _expected(finding, lang)
    spaced = re.sub(" (?=[:;?!])", "\u00a0", template)
    known = re.sub(r"\[(.*?)\]", r"\1" if expected else "", spaced)
    return known.format(
        property=short(show_path(finding.path)) or _words()["thing"][lang],
        expected=expected,
        component=compact(finding.component),
        rule=finding.rule,
    )


def _expected(finding: Finding, lang: str) -> str:
    term = finding.constraint
    if term is None or isinstance(term, BlankNode):
        return ""
    if isinstance(term, NamedNode) and (kind := term.value.removeprefix(SH)) in _words():
        return _words()[kind][lang]
    if isinstance(term, Literal) and _BARE.match(_kind(finding)):
        return short(term.value)
    return short(show(term))
