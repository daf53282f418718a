"""What can be known of a SPARQL text without evaluating it."""

import re

from mkg.errors import QueryError

# A codepoint escape may stand anywhere in a query: https://www.w3.org/TR/sparql11-query/#codepointEscape
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      \#[^\n\r]*                                                # comment
    | <[^<>"{}|^`\\\x00-\x20]*>                                 # IRI
    | \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'             # strings
    | [?$@]\w+ | [\w.-]*:[\w.:%\\-]*                            # variable, language tag, prefixed name
    | (?P<word>\w+)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)

# https://www.w3.org/TR/sparql11-update/
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}


def refuse_service(text: str) -> None:
    """Raise QueryError where a query would make the engine call another server.

    >>> refuse_service("SELECT * { ?service ?p 'SERVICE' } # SERVICE")
    >>> refuse_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mkg.errors.QueryError: SERVICE is not allowed here: ask the other endpoint yourself and join the answers
    """
    plain = _CODEPOINT.sub(_character, text)
    if any((match["word"] or "").upper() == "SERVICE" for match in _TOKEN.finditer(plain)):
        raise QueryError("SERVICE is not allowed here: ask the other endpoint yourself and join the answers")


def is_update(text: str) -> bool:
    r"""Whether a text would change the graph: its first word behind the prologue says so.

    >>> is_update("PREFIX e: <http://example.org/> # SELECT\nDELETE WHERE { ?s ?p ?o }")
    True
    """
    words = (match["word"] for match in _TOKEN.finditer(_CODEPOINT.sub(_character, text)))
    first = next((word.upper() for word in words if word and word.upper() not in {"PREFIX", "BASE"}), "")
    return first in _UPDATES


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
