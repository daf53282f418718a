"""Rules that SHACL says badly: queries over the whole graph that must return no row.

A rule is a file `<name>.rq`. Its first line is the message in English, one sentence that names the cure.
Below it may stand, in any order, `# fr: …` and `# ar: …`, the same sentence in French and in Arabic, and
`# severity: warning` or `info`; whatever else comes ends this head. The query selects `?this`, and where they
apply `?path` and `?value`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from mkg.errors import ShapesError
from mkg.questions import read_text
from mkg.sparql import explain, refuse_service
from mkg.validation.findings import Finding, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import BASE, SH, SHAPES

_HEAD = re.compile(r"# (?:(fr|ar): (.*\S)|(severity): (violation|warning|info))\s*")
_MEANT = {"en": " Did you mean {}?", "fr": " Vouliez-vous dire {} ?", "ar": " هل تقصد {}؟"}


@dataclass(frozen=True)
class Rule:
    """A rule that has been read: its name, its message in one language or several, severity and query."""

    name: str
    messages: tuple[Literal, ...]
    severity: Severity
    text: str


def read(path: Path) -> Rule:
    """Read one rule. Raises ReadError where it cannot be read, ShapesError where it has no message."""
    return parse(path, read_text(path))


def parse(path: Path, text: str) -> Rule:
    """Read the text of a rule. Raises ShapesError where it has no message."""
    lines = [*text.splitlines(), "", ""]
    if not lines[0].startswith("# "):
        raise ShapesError(
            f"{path}:1:1: start the rule with its message, '# ' and one sentence that names the cure"
        )
    head = dict(_head(lines[1:]))
    severity = Severity[head.pop("severity", "violation")]
    said = {"en": lines[0][2:].strip()} | head
    messages = tuple(Literal(message, language=language) for language, message in said.items())
    return Rule(path.stem, messages, severity, text)


def _head(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for match in map(_HEAD.fullmatch, lines):
        if not match:
            return
        yield match[1] or match[3], match[2] or match[4]


def check(store: Store, rules: Iterable[Rule]) -> list[Finding]:
    """Run rules over a store's default graph; each row is a finding. Raises ShapesError for a broken rule."""
    return [finding for rule in rules for finding in _check(store, rule)]


def _check(store: Store, rule: Rule) -> list[Finding]:
    refuse_service(rule.text)
    try:
        rows = list(cast(QuerySolutions, store.query(rule.text)))
        return [_finding(store, rule, [row[name] for name in ("this", "path", "value")]) for row in rows]
    except (SyntaxError, KeyError, TypeError) as error:
        raise ShapesError(
            f"rule {rule.name}: {explain(error, rule.text)}; select ?this, ?path and ?value"
        ) from error


def _finding(store: Store, rule: Rule, row: list[Term | None]) -> Finding:
    this, path, value = row
    if this is None:
        raise ShapesError(f"rule {rule.name}: a row has no ?this; bind it to the thing at fault")
    predicate = path if isinstance(path, NamedNode) else None
    meant = _meant(store, predicate) or _meant(store, value)
    return Finding(
        severity=rule.severity,
        messages=tuple(_with(message, meant) for message in rule.messages),
        focus=this,
        path=predicate,
        value=value,
        shape=NamedNode(SHAPES + rule.name),
        component=SH + "SPARQLConstraintComponent",
    )


def _with(message: Literal, meant: str) -> Literal:
    said = _MEANT.get(message.language or "", _MEANT["en"]).format(meant) if meant else ""
    return Literal(message.value + said, language=message.language)


def _meant(store: Store, term: Term | None) -> str:
    if not isinstance(term, NamedNode) or not term.value.startswith(BASE):
        return ""
    if any(store.quads_for_pattern(term, None, None, None)):
        return ""
    iri = term.value
    space = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    # Names are compared without their namespace, which all of them share.
    subjects = (getattr(quad.subject, "value", "") for quad in store)
    known = {subject.removeprefix(space) for subject in subjects if subject.startswith(space)}
    close = get_close_matches(iri.removeprefix(space), known, n=1, cutoff=0.7)
    return show(NamedNode(space + close[0])) if close else ""
