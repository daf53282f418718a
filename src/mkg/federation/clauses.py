"""The SERVICE clauses of a query as text: found, then replaced by the rows that they stand for.

https://www.w3.org/TR/sparql11-federated-query/
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from mkg.errors import QueryError
from mkg.sparql import COMPARISON, TOKEN, decoded, refuse_service

Term = NamedNode | Literal | BlankNode | Triple
Token = re.Match[str]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PAIRS = {"()", "[]", "{}"}
_FORMS = {"select", "ask", "construct", "describe"}
# Behind the last token, so that the next few of any token can be looked at.
_END = list(TOKEN.finditer("   "))
NO_PREFIXES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Call:
    """A SERVICE clause: its place in the text, whom it asks, and the same question as a query of its own."""

    start: int
    end: int
    endpoint: str
    silent: bool
    query: str


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT query, in the order of its variables; None where one is unbound."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


UNKNOWN = Table((), [()])
"""What a SERVICE SILENT that failed stands for: one solution without bindings.

https://www.w3.org/TR/sparql11-federated-query/#serviceFailure
"""


def calls(text: str, prefixes: Mapping[str, str] = NO_PREFIXES) -> list[Call]:
    """Return the outermost SERVICE clauses of a query in the order of the text.

    `prefixes` are those that the text need not declare. Raises QueryError where an endpoint is no constant,
    or the text can be read in more than one way. A text without the word SERVICE is never refused.

    >>> [call] = calls("ASK { SERVICE SILENT <http://e.org/> { ?s ?p ?o } }")
    >>> call.endpoint, call.silent, call.query
    ('http://e.org/', True, 'SELECT * WHERE { ?s ?p ?o }')
    """
    tokens = [match for match in TOKEN.finditer(text) if not (match[0].isspace() or match[0].startswith("#"))]
    if not any(_word(token) == "service" for token in tokens):
        return []
    _refuse_escapes(text)
    prologue = _Prologue(tokens + _END, prefixes)
    return list(_clauses(text, tokens + _END, prologue))


def substitute(text: str, answers: Sequence[tuple[Call, Table]]) -> str:
    """Return a query with each call, given in the order of the text, replaced by the rows that answer it.

    Raises QueryError where a row cannot be written in a query, or another SERVICE is left.

    >>> text = "ASK { SERVICE <http://e.org/> { ?s ?p 1 } }"
    >>> substitute(text, [(calls(text)[0], Table(("s", "p"), [(Literal("a"), None)]))])
    'ASK {  VALUES (?s ?p) { ("a" UNDEF) } FILTER(true)  }'
    """
    parts, done = [], 0
    for call, table in answers:
        # An error keeps its line: the clause leaves as many as it had.
        parts += [
            text[done : call.start],
            _values(call, table),
            "\n" * text.count("\n", call.start, call.end),
        ]
        done = call.end
    result = "".join([*parts, text[done:]])
    try:
        refuse_service(result)
    except QueryError as error:
        raise QueryError(
            "a SERVICE cannot be told from the text around it; put white space around the word and behind "
            "every < that compares, and write no escapes"
        ) from error
    return result


def refuse_endpoint(endpoint: str, allowed: Sequence[str]) -> None:
    """Raise QueryError where nothing allows an endpoint.

    An entry of `allowed` allows the address that it is; if it ends with /, also those that begin with it.
    """
    # Were any beginning enough, https://e.org would allow https://e.org.example.net and https://e.org@other.
    if not any(
        endpoint == entry or (entry.endswith("/") and endpoint.startswith(entry)) for entry in allowed
    ):
        cure = f"ask {' or '.join(allowed)}" if allowed else "ask it yourself and join the answers"
        raise QueryError(f"SERVICE <{endpoint}> is not allowed here; {cure}")


def _values(call: Call, table: Table) -> str:
    names = " ".join(str(Variable(name)) for name in table.variables)
    rows = " ".join(f"({' '.join(_written(call, term) for term in row)})" for row in table.rows)
    # Like SERVICE, VALUES is one element of a group. FILTER(true) says nothing, but keeps it from standing
    # where no SERVICE may, behind the query: https://www.w3.org/TR/sparql11-query/#rValuesClause
    return f" VALUES ({names}) {{ {rows} }} FILTER(true) "


def _written(call: Call, term: Term | None) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, NamedNode):
        return str(term)
    if not isinstance(term, Literal):
        # SILENT hides the failure of an endpoint; this one answered, and any other row would be wrong.
        what = "blank node" if isinstance(term, BlankNode) else "triple term"
        raise QueryError(
            f"<{call.endpoint}> answers with a {what}, which cannot be joined here; ask it for IRIs and "
            "literals only, by a SELECT within the SERVICE or FILTER(!isBlank(…))"
        )
    # Who reads codepoint escapes first finds one in \\u0041, who reads them last finds a backslash and u0041;
    # in \\\u00750041 both find the latter. https://www.w3.org/TR/sparql11-query/#codepointEscape
    return re.sub(r"\\(?:\\([uU])|.)", lambda m: rf"\\\u{ord(m[1]):04x}" if m[1] else m[0], str(term))


def _word(token: Token) -> str:
    return (token["word"] or "").lower()


def _refuse_escapes(text: str) -> None:
    read = [match[0] for match in TOKEN.finditer(decoded(text))]
    if [decoded(match[0]) for match in TOKEN.finditer(text)] != read:
        raise QueryError(r"a \u escape changes how the query is read; write the character itself")


class _Prologue:
    """What BASE and PREFIX declare before the query form. https://www.w3.org/TR/sparql11-query/#rPrologue."""

    def __init__(self, tokens: Sequence[Token], prefixes: Mapping[str, str]) -> None:
        self.base, self.names, self.given = "", dict(prefixes), prefixes
        at = 0
        while (word := _word(tokens[at])) in {"base", "prefix", "version"}:
            if word == "prefix":
                self.names[tokens[at + 1][0].removesuffix(":")] = self._iri(tokens[at + 2])
            elif word == "base":
                self.base = self._iri(tokens[at + 1])
            at += 3 if word == "prefix" else 2
        if _word(tokens[at]) not in _FORMS:
            raise QueryError("SERVICE stands in a SELECT, ASK, CONSTRUCT or DESCRIBE; begin with one of them")
        self.end = tokens[at].start()

    def endpoint(self, token: Token) -> str:
        """Return the IRI that a token names."""
        if token[0][0] in "?$":
            raise QueryError(f"SERVICE {token[0]} asks whom the data name; write the IRI of one endpoint")
        if token["prefix"] is None:
            return self._iri(token)
        prefix, _, local = token[0].partition(":")
        if prefix not in self.names or "\\" in token[0]:
            raise QueryError(
                f"{token[0]} names no endpoint; declare the prefix {prefix}: or write a full IRI"
            )
        return self.names[prefix] + local

    def undeclared(self, tokens: Sequence[Token]) -> str:
        """Return declarations of the given prefixes that the tokens use."""
        used = {token["prefix"] for token in tokens} & self.given.keys()
        return "".join(f"PREFIX {name}: {NamedNode(self.given[name])}\n" for name in sorted(used))

    def _iri(self, token: Token) -> str:
        if token["iri"] is None:
            raise QueryError(f"{token[0].strip() or 'the end'} stands where an IRI is due; write <…> in full")
        iri = decoded(token["iri"])
        try:
            return iri if _ABSOLUTE.match(iri) else urljoin(self.base, iri)
        except ValueError as error:
            raise QueryError(f"<{iri}> cannot be read as an IRI ({error}); write it in full") from error


def _clauses(text: str, tokens: Sequence[Token], prologue: _Prologue) -> Iterator[Call]:
    ends, at = _closings(tokens), 0
    while at < len(tokens):
        if _word(tokens[at]) == "service":
            silent = _word(tokens[at + 1]) == "silent"
            name, start = tokens[at + 1 + silent], at + 2 + silent
            endpoint, end = prologue.endpoint(name), ends.get(start)
            if end is None or tokens[end][0] != "}":
                raise QueryError(f"no group follows SERVICE {name[0]}; write what to ask in braces")
            query = (
                prologue.undeclared(tokens[start:end])
                + text[: prologue.end]
                + f"SELECT * WHERE {text[tokens[start].start() : tokens[end].end()]}"
            )
            yield Call(tokens[at].start(), tokens[end].end(), endpoint, silent, query)
            at = end
        at += 1


def _closings(tokens: Sequence[Token]) -> dict[int, int]:
    """Return the index of the closing bracket of each opening one."""
    closings, opened = {}, list[int]()
    for at, token in enumerate(tokens):
        if token["open"]:
            opened.append(at)
        elif token["close"]:
            if not opened or tokens[opened[-1]][0] + token[0] not in _PAIRS:
                raise QueryError(f"a {token[0]} closes no bracket; balance the brackets of the query")
            closings[opened.pop()] = at
        elif COMPARISON.match(token["iri"] or "") and _may_compare(
            token, tokens[opened[-1]] if opened else None
        ):
            raise QueryError(
                f"{token[0]} may be an IRI or a comparison; write a prefixed name, or space behind <"
            )
    if opened:
        raise QueryError(f"a {tokens[opened[-1]][0]} is never closed; balance the brackets of the query")
    return closings


def _may_compare(token: Token, bracket: Token | None) -> bool:
    # Expressions stand in parentheses; << begins a quoted triple, and the second < no IRI.
    return bool(bracket and bracket[0] == "(") or token.string[: token.start()].endswith("<")
