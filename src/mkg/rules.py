"""Rules that SHACL says badly: queries over the whole graph that must return no row.

A rule is a file `<name>.rq`. Its first line is the message, one sentence that names the cure; its second
may be `# severity: warning` or `info`. It selects `?this`, and where they apply `?path` and `?value`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, QuerySolutions, Store

from mkg.engine import explain
from mkg.errors import ShapesError
from mkg.findings import Finding, Severity, Term, show
from mkg.questions import read_text
from mkg.sparql import refuse_service
from mkg.vocab import BASE, SH, SHAPES

_SEVERITY = re.compile(r"# severity: (violation|warning|info)\s*")


@dataclass(frozen=True)
class Rule:
    """A rule that has been read: its name, message, severity and query."""

    name: str
    message: str
    severity: Severity
    text: str


def read(path: Path) -> Rule:
    """Read one rule. Raises ReadError where it cannot be read, ShapesError where it has no message."""
    text = read_text(path)
    lines = [*text.splitlines(), "", ""]
    if not lines[0].startswith("# "):
        raise ShapesError(
            f"{path}:1:1: start the rule with its message, '# ' and one sentence that names the cure"
        )
    severity = _SEVERITY.fullmatch(lines[1])
    return Rule(path.stem, lines[0][2:].strip(), Severity[severity[1] if severity else "violation"], text)


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
    return Finding(
        severity=rule.severity,
        message=rule.message + (_suggestion(store, predicate) or _suggestion(store, value)),
        focus=this,
        path=predicate,
        value=value,
        shape=SHAPES + rule.name,
        component=SH + "SPARQLConstraintComponent",
    )


def _suggestion(store: Store, term: Term | None) -> str:
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
    return f" Did you mean {show(NamedNode(space + close[0]))}?" if close else ""
