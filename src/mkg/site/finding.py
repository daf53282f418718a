"""`/search`, `/suggest`: things by their names, however these are spelled."""

import json
from dataclasses import dataclass, field, replace
from io import BytesIO

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext

from mkg.engine import Answer
from mkg.formats import Format
from mkg.index import find
from mkg.index.find import Hit, Rank
from mkg.index.fold import matches
from mkg.index.handle import Index, opened
from mkg.reading.facets import Item
from mkg.reading.listed import Telling
from mkg.reading.names import Thing
from mkg.reading.texts import Text
from mkg.site import headers, languages, listed
from mkg.site.rendering import KIND_NAMES, here
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.vocab import BASE, KINDS

MOST, EACH = 200, 8
"""How many things are found, and how many of a kind are shown beside others."""

SUGGESTED = 8

_JSON = Format("json", "application/json")
# https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/
_OPENSEARCH = Format("opensearch", "application/x-suggestions+json")
_QUESTION = BASE + "question/"

bp = Blueprint("finding", __name__)


@dataclass(frozen=True)
class Found:
    """Something that was found: its row in the list of its kind, where it has one.

    `matched` is the name by which it was found, where the name that is shown does not tell why.
    """

    hit: Hit
    name: Text
    address: str
    matched: Text | None = None
    told: Telling | None = None
    item: Item | None = None


@dataclass
class Group:
    """What was found of one kind; `name` stands over it, `more` leads to all of it."""

    kind: str
    name: str
    found: list[Found] = field(default_factory=list)
    count: int = 0
    more: str = ""


@bp.get("/search")
@shown
def search() -> str:
    """Show what is found, in groups by kind, the best first."""
    text, kind = listed.plain(request.args.get("q", "")), request.args.get("kind", "")
    kind = kind if kind in KIND_NAMES else ""
    index = _index()
    hits = find.search(index, text, MOST, kind or None, languages.chosen()) if index else []
    return render_template(
        "finding.html",
        sought=text,
        kind=kind,
        groups=_groups(hits, text, kind),
        count=len(hits),
        is_cut=len(hits) == MOST,
        is_alike=bool(hits) and min(hit.rank for hit in hits) >= Rank.SOUND,
        instead=_instead(index, text) if index and not hits else [],
        has_index=index is not None,
        labels=listed.LABELS,
    )


def _groups(hits: list[Hit], text: str, kind: str) -> list[Group]:
    groups: dict[str, Group] = {}
    for hit in _ranked(hits):
        group = groups.setdefault(hit.kind, Group(hit.kind, _kind_name(hit.kind)))
        group.count += 1
        if kind or len(group.found) < EACH:
            group.found.append(_row(hit, text))
    for group in groups.values():
        if group.count > len(group.found) and group.kind in KINDS:
            group.more = url_for("finding.search", q=text, kind=group.kind)
    return [*groups.values()]


def _ranked(hits: list[Hit]) -> list[Hit]:
    """Put things before questions about them, which hold their names too, and before terms."""
    return sorted(hits, key=lambda hit: hit.kind in {"question", "ns"})


def _found(hit: Hit, text: str) -> Found:
    thing = Thing(hit.iri, tuple(Text(words, lang) for lang, words in hit.labels.items()))
    name = thing.name(languages.chosen())
    # A question is found by its slug too, which says nothing to a reader.
    is_plain = hit.kind == "question" or matches(name.value, text) or hit.matched in name.value
    return Found(hit, name, _address(hit), None if is_plain else Text(hit.matched, hit.lang))


def _row(hit: Hit, text: str) -> Found:
    """Return what was found with the facts that the list of its kind tells."""
    if hit.kind not in KINDS:
        return _found(hit, text)
    told = listed.telling(hit.kind)
    return replace(_found(hit, text), told=told, item=told.listing.by_iri.get(hit.iri))


def _address(hit: Hit) -> str:
    if hit.iri.startswith(_QUESTION):
        return f"{url_for('questions.questions')}{here(hit.iri).rpartition('/')[2]}"
    return here(hit.iri)


def _kind_name(kind: str) -> str:
    if kind in KIND_NAMES:
        return str(KIND_NAMES[kind])
    others = {"ns": gettext("Vocabulary"), "question": gettext("Questions")}
    return str(others.get(kind) or gettext("Other things"))


def _instead(index: Index, text: str) -> list[Found]:
    """Return what single words of a text find, where all of them together find nothing."""
    language, words = languages.chosen(), text.split()
    hits = (hit for word in words[: find.MAX_WORDS] for hit in find.search(index, word, 3, lang=language))
    return [_row(hit, text) for hit in {hit.iri: hit for hit in hits}.values()][:SUGGESTED]


def _index() -> Index | None:
    path = current().graph.index
    return opened(path) if path else None


@bp.get("/suggest")
def suggest() -> Response:
    """Suggest things whose names begin as what was typed so far, to our pages or to a browser."""
    text, language = listed.plain(request.args.get("q", "")), languages.chosen()
    chosen = _OPENSEARCH if request.args.get("format") == "opensearch" else _JSON
    tag = headers.tag_of("suggest", chosen.name, text, language, request.root_path)
    response = headers.unchanged(tag) or _suggested(text, chosen, language, tag)
    response.headers["Cache-Control"] = "max-age=60"
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def _suggested(text: str, chosen: Format, language: str, tag: str) -> Response:
    index = _index()
    hits = find.suggest(index, text, SUGGESTED, language) if index else []
    found = [each for each in (_found(hit, text) for hit in _ranked(hits)) if each.address]
    told = _for_browser(text, found) if chosen is _OPENSEARCH else [_told(each) for each in found]
    content = json.dumps(told, ensure_ascii=False).encode(errors="replace")
    return headers.whole(Answer(chosen, BytesIO(content), len(content)), tag)


def _told(found: Found) -> dict[str, str]:
    return {
        "label": found.name.value,
        "lang": found.name.lang,
        "dir": found.name.dir,
        "matched": found.matched.value if found.matched else "",
        "kind": found.hit.kind,
        "kindLabel": _kind_name(found.hit.kind),
        "href": found.address,
    }


def _for_browser(text: str, found: list[Found]) -> list[object]:
    host = current().settings.address.rstrip("/").removesuffix(request.root_path)
    return [
        text,
        [each.name.value for each in found],
        [_kind_name(each.hit.kind) for each in found],
        [f"{host}{each.address}" if each.address.startswith("/") else each.address for each in found],
    ]
