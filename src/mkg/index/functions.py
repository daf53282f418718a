"""Functions of ours that a SPARQL query may call: `PREFIX fn: <https://w3id.org/mkg/fn#>`.

https://www.w3.org/TR/sparql11-query/#extensionFunctions
"""

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.index.fold import fold, matches
from mkg.vocab import BASE, XSD

FN = BASE + "fn#"

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Function:
    """A function that queries may call: its name, what it takes, what it is for, and what computes it."""

    name: str
    takes: str
    comment: str
    compute: Callable[..., Literal | None]

    @property
    def iri(self) -> NamedNode:
        """The IRI by which a query calls it."""
        return NamedNode(FN + self.name)

    def __call__(self, *terms: Term) -> Literal | None:
        """Compute it of terms; None, which SPARQL takes as an error, where it is for other terms."""
        texts = [term.value for term in terms if isinstance(term, Literal)]
        right = len(texts) == len(terms) == self.takes.count(",") + 1
        return self.compute(*texts) if right else None


def _truth(text: str, query: str) -> Literal:
    return Literal(str(matches(text, query)).lower(), datatype=NamedNode(XSD + "boolean"))


FUNCTIONS = (
    Function(
        "fold",
        "text",
        "The text in the spelling that all its spellings share: without case, accents and punctuation; of"
        " Arabic without harakat, tatweel and hamza, with one form of alef, yeh and teh marbuta; with"
        " European digits.",
        lambda text: Literal(fold(text)),
    ),
    Function(
        "matches",
        "text, query",
        "Whether every word of the query is found where a word of the text begins, both folded, the Arabic"
        " article there or not. False where the query has no word.",
        _truth,
    ),
)
"""All of them, as a service description tells them."""

CALLABLE: dict[NamedNode, Callable[..., Term | None]] = {function.iri: function for function in FUNCTIONS}
"""They by their IRIs, as an engine takes them."""
