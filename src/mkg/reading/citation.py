"""How to cite a publication, a dataset, a model, a program or the graph: in words, BibTeX and CSL-JSON.

https://docs.citationstyles.org/en/stable/specification.html
"""

import re
from dataclasses import dataclass
from typing import Any

from mkg.reading.thing import Card
from mkg.reading.words import licence
from mkg.vocab import DCTERMS, OWL, SCHEMA

KINDS = ("publication", "dataset", "model", "software", "catalog")
"""The kinds of things that are cited."""

_ENTRIES = {"dataset": "dataset", "catalog": "dataset", "model": "software", "software": "software"}
_SPECIAL = re.compile(r"[\\{}$&%#_~^]")
_WRITTEN = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_PARTICLES = {
    *("abu", "ait", "aït", "al", "bel", "ben", "bin", "da", "de", "el", "ibn", "ould", "van", "von"),
}
_JOURNALS = re.compile(r"aclanthology\.org/(?:\d+\.(?:tacl|cl)-|[QJ]\d)")


@dataclass(frozen=True)
class Name:
    """A name on a publication.

    Where the family name begins is a guess: at the last word, or at an article or particle before it.
    """

    text: str

    @property
    def parts(self) -> tuple[str, str]:
        """The family name and the given names; the latter are empty in Arabic script."""
        words = self.text.split()
        if len(words) < 2 or "," in self.text or _is_arabic(self.text):
            return " ".join(words), ""
        cut = len(words) - 1
        while cut > 1 and words[cut - 1].casefold().strip("-") in _PARTICLES:
            cut -= 1
        return " ".join(words[cut:]), " ".join(words[:cut])


@dataclass(frozen=True)
class Citation:
    """What is told of a work; `sort` is an entry type of BibTeX, `version` that of the graph."""

    iri: str
    key: str
    sort: str
    title: str
    names: tuple[Name, ...] = ()
    year: str = ""
    container: str = ""
    publisher: str = ""
    address: str = ""
    doi: str = ""
    arxiv: str = ""
    licence: str = ""
    version: str = ""
    read: str = ""


def cited(card: Card, version: str = "", read: str = "") -> Citation | None:
    """Return how a thing is cited, None for a thing that is not; `version` and `read` are told of the graph.

    `read` is the day of the reading, as `2026-11-24`.
    """
    kind, told = card.thing.kind, card.told
    if kind not in KINDS or not card.thing.names:
        return None
    same = told.iris(OWL + "sameAs")
    doi, arxiv = (_after(same, start) for start in ("https://doi.org/", "https://arxiv.org/abs/"))
    pages = [iri for iri in same if iri.startswith("https://aclanthology.org/")]
    container = next(
        (card.knowing.thing(iri).name("en").value for iri in told.iris(DCTERMS + "isPartOf")), ""
    )
    graph = kind == "catalog"
    return Citation(
        told.iri,
        f"{kind}:{told.iri.rpartition('/')[2]}",
        _sort(kind, container, pages),
        card.thing.name("en").value,
        tuple(Name(author.name.value) for author in card.authors),
        told.first(SCHEMA + "datePublished")[:4] or (read[:4] if graph else ""),
        container,
        _publisher(card),
        next(iter([*told.iris(SCHEMA + "url"), *pages, *same]), "") or told.iri,
        doi,
        arxiv,
        next(filter(None, map(licence, told.iris(DCTERMS + "license"))), ""),
        version if graph else "",
        read if graph else "",
    )


def words(citation: Citation) -> str:
    """Return a citation in words, the same in every language."""
    names = ", ".join(name.text for name in citation.names) or citation.publisher
    where = ", ".join(filter(None, [citation.container, citation.year]))
    version = f"version {citation.version}" if citation.version else ""
    address = f"https://doi.org/{citation.doi}" if citation.doi else citation.address
    told = [names, f"“{citation.title}”", where, version, citation.licence, address]
    return ". ".join(each.rstrip(".") for each in told if each)


def bibtex(citation: Citation) -> str:
    r"""Return a citation as an entry of BibTeX, in UTF-8.

    >>> escaped("50 % of R&D")
    '50 \\% of R\\&D'
    """
    within = {"inproceedings": "booktitle", "article": "journal"}.get(citation.sort, "howpublished")
    fields = {
        "author": " and ".join(map(_bibtex_name, citation.names)),
        "title": f"{{{escaped(citation.title)}}}",
        within: escaped(citation.container),
        "year": escaped(citation.year),
        "publisher": escaped(citation.publisher),
        "doi": _verbatim(citation.doi),
        "eprint": _verbatim(citation.arxiv),
        "archiveprefix": "arXiv" if citation.arxiv else "",
        "version": escaped(citation.version),
        "url": _verbatim(citation.address),
        "urldate": citation.read,
        "note": escaped(f"Licence: {citation.licence}" if citation.licence else ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{citation.sort}{{{citation.key},\n{lines}}}\n"


def csl(citation: Citation) -> list[dict[str, Any]]:
    """Return a citation as CSL-JSON: a list of one item, as reference managers read it."""
    sorts = {"inproceedings": "paper-conference", "article": "article-journal", "misc": "article"}
    item = {
        "id": citation.key,
        "type": sorts.get(citation.sort, citation.sort),
        "title": citation.title,
        "author": [_csl_name(name) for name in citation.names],
        "issued": {"date-parts": [[int(citation.year)]]} if citation.year.isdecimal() else None,
        "container-title": citation.container,
        "publisher": citation.publisher,
        "DOI": citation.doi,
        "URL": citation.address,
        "version": citation.version,
        "accessed": {"date-parts": [[int(part) for part in citation.read.split("-")]]}
        if citation.read
        else None,
        "number": f"arXiv:{citation.arxiv}" if citation.arxiv else "",
        # CSL has no variable for it.
        "note": f"Licence: {citation.licence}" if citation.licence else "",
    }
    return [{name: value for name, value in item.items() if value}]


def escaped(text: str) -> str:
    """Write a text so that LaTeX shows it as it is; what has no place in a line is left out."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0], f"\\{match[0]}"), line)


def _sort(kind: str, container: str, pages: list[str]) -> str:
    if kind != "publication":
        return _ENTRIES[kind]
    # Of a venue the graph does not say whether it is a conference or a journal; the Anthology's pages do.
    if pages and container:
        return "article" if any(map(_JOURNALS.search, pages)) else "inproceedings"
    return "misc"


def _publisher(card: Card) -> str:
    ours = [card.knowing.thing(iri).name("en").value for iri in card.told.iris(SCHEMA + "publisher")]
    said = [literal.value for literal in card.told.literals(DCTERMS + "publisher")]
    return ", ".join(sorted(ours) or said)


def _after(iris: list[str], start: str) -> str:
    return next((iri[len(start) :] for iri in iris if iri.startswith(start)), "")


def _verbatim(text: str) -> str:
    # Such fields are not typeset: only what would end them must not stand in them.
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace("\n", "")


def _bibtex_name(name: Name) -> str:
    family, given = name.parts
    return f"{escaped(family)}, {escaped(given)}" if given else f"{{{escaped(family)}}}"


def _csl_name(name: Name) -> dict[str, str]:
    family, given = name.parts
    return {"family": family, "given": given} if given else {"literal": family}


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= character <= "\u06ff" for character in text)
