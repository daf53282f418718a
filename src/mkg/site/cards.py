"""The page of one thing: its card, drawn and cited."""

from urllib.parse import quote

from flask import render_template, request
from markupsafe import Markup

from mkg.errors import NotFound
from mkg.index.handle import Index, opened
from mkg.index.places import lines, places
from mkg.reading import citation, schema_org, words
from mkg.reading.thing import Card
from mkg.reading.thing import card as read
from mkg.site import languages, linked, pictures
from mkg.site.asking import reader
from mkg.site.state import current


def card(kind: str, slug: str) -> str:
    """Render the page of a thing. Raises NotFound where the graph says nothing of it."""
    it = read_card(kind, slug)
    at = _index()
    cited = cite(it)
    return render_template(
        "thing.html",
        it=it,
        kind=kind,
        description=description(it),
        json=Markup(schema_org.written(schema_org.schema_org(it))),  # noqa: S704 -- written for this place
        places=places(at, it.thing.iri) if at else [],
        neighbours=pictures.neighbours(it),
        charts=pictures.charts(it),
        cited=citation.words(cited) if cited else "",
        bibtex=citation.bibtex(cited) if cited else "",
        formats={suffix: each for suffix, each in linked.SUFFIXES.items() if suffix != "html"},
        address=f"{request.root_path}/{kind}/{quote(slug)}",
    )


def read_card(kind: str, slug: str, language: str = "") -> Card:
    """Return the card of a thing, by default in the reader's language. Raises NotFound."""
    node = linked.node(f"{kind}/{slug}")
    asked, at = reader(), _index()
    vocabulary = current().keep("vocabulary", lambda: words.vocabulary(asked))
    found_at = lines(at, node.value) if at else {}
    found = read(asked, node.value, language or languages.chosen(), vocabulary, found_at)
    if found is None:
        raise NotFound(f"there is no {node.value[:200]} in this graph; look for it at /search")
    return found


def cite(it: Card) -> citation.Citation | None:
    """Return how the thing is cited; None for what is not."""
    graph = current().graph
    return citation.cited(it, graph.version, graph.loaded[:10])


def description(it: Card) -> str:
    """Return one line on a thing, for those who have not opened its page."""
    told = it.definition.value if it.definition else " · ".join(text.value for text in it.summary)
    return " ".join(told.split())[:300]


def _index() -> Index | None:
    path = current().graph.index
    return opened(path) if path else None
