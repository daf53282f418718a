"""Findings in plain words, with nothing in them that a terminal, a browser or a build log would obey."""

import json
import re

from pyoxigraph import BlankNode

from mkg.validation.findings import Finding, show
from mkg.validation.messages import help_for, say, short
from mkg.validation.paths import Term
from mkg.validation.paths import show as show_path

# Controls and escapes, line separators, marks that turn the direction of text (CVE-2021-42574), tags that
# nobody sees, half characters of file names that are not UTF-8; and "##[", which GitHub's runner obeys
# anywhere on a line: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]|#(?=#\\[)"
)
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str, keep: str = "") -> str:
    r"""Write what is hidden in a text as escapes that can be seen, but for the characters to `keep`.

    >>> visible("a\u202eb\n")
    'a\\u202eb\\n'
    """

    def shown(match: re.Match[str]) -> str:
        return match[0] if match[0] in keep else _NAMES.get(match[0]) or _code(match[0])

    return _HIDDEN.sub(shown, text)


def as_json(body: object) -> str:
    """Write JSON for people too: its text is readable, what would be hidden is an escape."""
    text = json.dumps(body, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda match: match[0] if match[0] == "\n" else _json_code(match[0]), text) + "\n"


def in_turtle(text: str) -> str:
    """Write what is hidden in Turtle's strings and IRIs as escapes: it says the same."""
    return _HIDDEN.sub(lambda match: match[0] if match[0] in "\n\t" else _code(match[0]), text)


def message(finding: Finding, lang: str) -> str:
    """Say what is wrong, on one line."""
    return visible(say(finding, lang))


def advice(finding: Finding, lang: str) -> str:
    """Return the cure on one line, where the message does not name it."""
    return visible(help_for(finding, lang))


def about(finding: Finding) -> list[str]:
    """List what a finding is about: the thing, the property, the value, each short; a blank node as `[…]`."""
    value = None if finding.value == finding.focus else finding.value
    terms = _shown(finding.focus), show_path(finding.path), _shown(value)
    return [visible(short(term)) for term in terms if term]


def _shown(term: Term | None) -> str:
    # Its name is of the day, and of no file.
    return "[…]" if isinstance(term, BlankNode) else show(term)


def rule(finding: Finding) -> str:
    """Return the name of a finding's rule."""
    return visible(finding.rule)


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _json_code(character: str) -> str:
    return _code(character) if ord(character) < 0x10000 else json.dumps(character)[1:-1]
