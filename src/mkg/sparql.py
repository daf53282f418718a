"""What can be known of a SPARQL text without evaluating it."""

import re

from mkg.errors import QueryError
from mkg.lazy import Regex

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Wider than the grammar's names: what is no letter there is no query either.
_CHAR = r"\w\u00b7\u0300-\U000effff"
# Strings match possessively, *+: places to go back to would take a hundred times their size.
TOKEN = Regex(
    rf"""
      \#[^\n\r]*                                                # comment
    | <(?P<iri>(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*)>
    | \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | \'\'\'(?:'{{0,2}}(?:[^'\\]|\\.))*+\'\'\'
    | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'           # strings
    | [?$@][{_CHAR}]+                                           # variable, language tag
    | (?P<prefix>[{_CHAR}.-]{{0,99}}):(?:(?:[{_CHAR}:%]|\\.)(?:[{_CHAR}.:%-]|\\.)*)?
    | (?P<word>\w+)
    | (?P<open>[({{\[]) | (?P<close>[)}}\]])
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
"""One token of a query, comments and single spaces among them; matches at every place of every text."""

# What stands between < and > may be an IRI, or the end of a comparison in which a string, a comment or
# a closing bracket begins. With :// it is an IRI.
COMPARISON = re.compile(r"(?![A-Za-z][\w+.-]*://).*[)'#]", re.DOTALL)
"""Matches what stands between < and > where it need not be an IRI."""

# SERVICE:x { calls x, white space or not.
_PREFIXED_CALL = re.compile(r"(?:\s|\#[^\n\r]*)*\{")

# https://www.w3.org/TR/sparql11-update/
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}

MAX_DEPTH = 500
"""How deep the brackets of a query may nest; some thousands kill the process, whatever its language."""


def refuse_service(text: str) -> None:
    """Raise QueryError where a query would make the engine call another server.

    >>> refuse_service("SELECT * { ?service ?p 'SERVICE' } # SERVICE")
    >>> refuse_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mkg.errors.QueryError: SERVICE is not allowed here: ask the other endpoint yourself and join the answers
    """
    # Almost no text holds the word, and long ones take seconds to cut into tokens.
    if any("SERVICE" in reading.upper() and _calls(reading) for reading in (text, decoded(text))):
        raise QueryError("SERVICE is not allowed here: ask the other endpoint yourself and join the answers")


def _calls(text: str) -> bool:
    """Whether any way of cutting the text into tokens shows a call: the parser may choose either."""
    starts, seen = [0], set[int]()
    while starts:
        start = starts.pop()
        match = TOKEN.match(text, start)
        if not match or start in seen:
            continue
        seen.add(start)
        if _is_call(match):
            return True
        starts.append(match.end())
        if COMPARISON.match(match["iri"] or ""):
            starts.append(start + 1)
    return False


def _is_call(match: re.Match[str]) -> bool:
    # Keywords need no space around them: 1SERVICE, SERVICESILENT.
    prefix = (match["prefix"] or "").upper()
    prefixed = prefix.endswith(("SERVICE", "SERVICESILENT")) and _PREFIXED_CALL.match(
        match.string, match.end()
    )
    return bool(prefixed) or "SERVICE" in (match["word"] or "").upper()


def refuse_depth(text: str) -> None:
    """Raise QueryError where brackets nest so deep that the engine's native stack could overflow."""
    depth = 0
    for match in TOKEN.finditer(text):
        depth += bool(match["open"]) - bool(match["close"])
        if depth > MAX_DEPTH:
            raise QueryError(f"the brackets nest deeper than {MAX_DEPTH} levels; write the query flatter")


def is_update(text: str) -> bool:
    r"""Whether a text would change the graph: its first word behind the prologue says so.

    >>> is_update("PREFIX e: <http://example.org/> # SELECT\nDELETE WHERE { ?s ?p ?o }")
    True
    """
    words = (match["word"] for match in TOKEN.finditer(decoded(text)))
    first = next((word.upper() for word in words if word and word.upper() not in {"PREFIX", "BASE"}), "")
    return first in _UPDATES


def decoded(text: str) -> str:
    r"""Return a text with its codepoint escapes read, wherever they stand.

    https://www.w3.org/TR/sparql11-query/#codepointEscape

    >>> decoded(r"\u0053ELECT")
    'SELECT'
    """
    return _CODEPOINT.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def explain(error: Exception, text: str) -> str:
    """Say what is wrong with a query and where, in one sentence out of the parser's many words."""
    if not text.strip():
        return "the query is empty: write a SELECT, ASK, CONSTRUCT or DESCRIBE"
    if is_update(text):
        return "updates are not taken here: the graph changes through its files in git"
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if not match:
        return f"the query cannot be read: {error}"
    line, column = int(match[1]), int(match[2])
    written = "".join(text.splitlines()[line - 1 : line])
    prefix = re.search(r"([\w.-]*):[^\s:]*$", written[: column - 1])
    if "Prefix not found" in match[3] and prefix:
        column, cure = prefix.start() + 1, f"declare the prefix {prefix[1]}: with a PREFIX line"
    else:
        cure = _cure(match[3])
    near = repr(written[max(0, column - 15) : column + 9].strip()) if written.strip() else "its end"
    return f"the query cannot be read at line {line}, column {column}, near {near}: {cure}"


def _cure(expected: str) -> str:
    # The parser lists all that could stand there, which helps nobody; a sentence among it is a broken rule.
    broken = re.search(r"\b[A-Z][a-zA-Z]+(?: [a-zA-Z]+){2,}", expected)
    return broken[0] if broken else "check the words, brackets and dots just before"
