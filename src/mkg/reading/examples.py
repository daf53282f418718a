"""Short Turtle texts in their pieces, so that a page can colour them and lead to what they name."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkg.errors import ParseError
from mkg.turtle.tokens import tokens
from mkg.vocab import PREFIXES, RDF


@dataclass(frozen=True)
class Piece:
    """A piece of a text: its sort (`name`, `value`, `word` or nothing), and the IRI that it stands for."""

    text: str
    sort: str = ""
    iri: str = ""


_SORTS = {
    **dict.fromkeys(("name", "iri", "a"), "name"),
    **dict.fromkeys(("string", "language", "integer", "decimal", "double", "boolean"), "value"),
    **dict.fromkeys(("directive", "comment"), "word"),
}


def pieces(text: str) -> list[Piece]:
    """Cut Turtle into pieces that together are the whole text; what is no Turtle is one of them.

    >>> [piece.iri for piece in pieces("place:rabat a mkg:City .") if piece.text == "mkg:City"]
    ['https://w3id.org/mkg/ns#City']
    """
    try:
        return [*_pieces(text)]
    except ParseError:
        return [Piece(text)]


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for token in tokens(text, "example"):
        if token.start > end:
            yield Piece(text[end : token.start])
        if token.text:
            yield Piece(token.text, _SORTS.get(token.kind, ""), _iri(token.kind, token.text))
        end = token.end
    if end < len(text):
        yield Piece(text[end:])


def _iri(kind: str, text: str) -> str:
    if kind == "a":
        return f"{RDF}type"
    if kind == "iri":
        return text[1:-1]
    prefix, _, local = text.partition(":")
    return PREFIXES[prefix] + local if kind == "name" and prefix in PREFIXES else ""
