"""What a Turtle text says, whatever its layout: proof that two texts say the same, in linear time.

General canonicalization of blank nodes can take hours on a hostile text. A nested `[ … ]` or `( … )` needs
none of it: it is written where it is referred to, so that it is a tree, known by what it says.
"""

from collections import Counter
from hashlib import sha256

from pyoxigraph import RdfFormat, parse

from mkg.errors import ParseError
from mkg.turtle.tokens import tokens

Facts = Counter[tuple[str, str, str]]
Said = list[tuple[str, str]]


def facts(text: str, path: str) -> Facts:
    """Return the triples of a text, strictly parsed: equal for two texts just when they say the same.

    Blank nodes with a label count as named by it. Raises ParseError.
    """
    triples = _triples(text, path)
    labels = {token.text for token in tokens(text, path) if token.kind == "blank"}
    inner = {o for _, _, o in triples if _is_nested(o, labels)}
    said: dict[str, Said] = {node: [] for node in inner}
    for s, p, o in triples:
        if _is_nested(s, labels):
            said.setdefault(s, []).append((p, o))
    names = _names(said)
    outer = [(s, p, names.get(o, o)) for s, p, o in triples if s not in said]
    return Counter(outer + [("", "", names[node]) for node in said if node not in inner])


def _triples(text: str, path: str) -> list[tuple[str, str, str]]:
    try:
        quads = parse(text, format=RdfFormat.TURTLE)
        return [*dict.fromkeys((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)]
    except SyntaxError as error:
        raise ParseError(path, error.lineno or 0, error.offset or 0, error.msg.split(": ", 1)[-1]) from error


def _names(said: dict[str, Said]) -> dict[str, str]:
    # Innermost first, with a stack of our own: a long ( … ) is as deep as it is long.
    names: dict[str, str] = {}
    for node in said:
        stack = [node]
        while stack:
            pairs = said[stack[-1]]
            unknown = [o for _, o in pairs if o in said and o not in names]
            if unknown:
                stack += unknown
            else:
                text = "\n".join(sorted(f"{p} {names.get(o, o)}" for p, o in pairs))
                names[stack.pop()] = sha256(text.encode()).hexdigest()
    return names


def _is_nested(term: str, labels: set[str]) -> bool:
    return term.startswith("_:") and term not in labels
