"""What the dataset is and holds: titles, licence and files, example things, and links to elsewhere.

https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/void/
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from mkg.describe.figures import Kinds, kinds_of
from mkg.describe.words import (
    DCAT,
    DCT,
    PRIMARY_TOPIC,
    SD,
    VOID,
    A,
    Document,
    Pair,
    Site,
    each,
    number,
    ordered,
    step,
    tell,
)
from mkg.dumps import DUMPS, Dump
from mkg.vocab import BASE, OWL, SKOS

_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"

_OURS = NamedNode(BASE + "catalog/mkg")
_NAMES = {NamedNode(SKOS + "prefLabel"): DCT["title"], NamedNode(SKOS + "definition"): DCT["description"]}
_RIGHTS = {DCT[name]: DCT[name] for name in ("license", "publisher", "creator", "issued", "modified")}
_NAMELESS = [
    (DCT["title"], Literal(title, language=language))
    for language, title in (("en", "RDF dataset"), ("fr", "Jeu de données RDF"), ("ar", "مجموعة بيانات RDF"))
]
_KEYWORDS: list[Pair] = [
    (DCAT["keyword"], Literal(word, language=language))
    for language, words in (
        ("en", ("knowledge graph", "deep learning", "artificial intelligence", "Morocco")),
        ("fr", ("graphe de connaissances", "apprentissage profond", "intelligence artificielle", "Maroc")),
        ("ar", ("رسم بياني معرفي", "تعلّم عميق", "ذكاء اصطناعي", "المغرب")),
    )
    for word in words
]
_LINKS = (NamedNode(OWL + "sameAs"), NamedNode(SKOS + "exactMatch"))
_HOME = re.compile(r"https?://[^/?#]+")
_EXAMPLES = 5


def metadata(data: Collection[Triple], document: Document) -> Iterator[Triple]:
    """Tell of the catalog, the dataset in it, the service that answers from it, and its files."""
    given = _given(data, document)
    named = [pair for pair in given if pair[0] == DCT["title"]] or _NAMELESS
    described = [pair for pair in given if pair not in named]
    licence = [pair for pair in given if pair[0] == DCT["license"]]
    here, dataset, service = document.place("catalog"), document.dataset, document.service
    yield from tell(
        here, (A, DCAT["Catalog"]), *named, (DCAT["dataset"], dataset), (DCAT["service"], service)
    )
    yield from tell(document.node, (A, VOID["DatasetDescription"]), (PRIMARY_TOPIC, dataset))
    yield from tell(service, (A, DCAT["DataService"]), *named, *licence, *_service(document))
    yield from tell(dataset, *named, *described, *_dataset(data, document))
    for dump in DUMPS.values():
        yield from tell(document.place("dump", dump.name), *_distribution(dump, document.site), *licence)


def _given(data: Collection[Triple], document: Document) -> list[Pair]:
    """Return what the data say of our graph, in the words of DCAT, where they are our graph."""
    told = [triple for triple in data if triple.subject == _OURS]
    if not told or (document.apart and not all(map(_is_ours, data))):
        return []
    words = _RIGHTS if document.apart else _NAMES | _RIGHTS
    said = [(words[t.predicate], t.object) for t in told if t.predicate in words]
    given: list[Pair] = [(word, term) for word, term in said if isinstance(term, NamedNode | Literal)]
    given.append((VOID["uriSpace"], Literal(BASE)))
    # A copy may have been changed: who serves it does not speak for the original.
    return given if document.apart else [*given, (DCAT["isVersionOf"], _OURS), *_KEYWORDS]


def _is_ours(triple: Triple) -> bool:
    # https://www.w3.org/TR/void/#pattern: all entities of a dataset have addresses in its uriSpace.
    thing = triple.subject
    return triple.predicate != A or not isinstance(thing, NamedNode) or thing.value.startswith(BASE)


def _dataset(data: Collection[Triple], document: Document) -> list[Pair]:
    site = document.site
    return [
        *each(A, [VOID["Dataset"], DCAT["Dataset"], SD["Graph"]]),
        (DCAT["version"], Literal(site.version)),
        (DCAT["landingPage"], site.at("")),
        (VOID["sparqlEndpoint"], site.at("sparql")),
        *each(VOID["dataDump"], [_address(dump, site) for dump in DUMPS.values()]),
        *each(DCAT["distribution"], [document.place("dump", name) for name in DUMPS]),
        *each(DCT["language"], [NamedNode(_LANGUAGE + tag) for tag in _languages(data)]),
    ]


def _languages(data: Collection[Triple]) -> list[str]:
    """Return the two-letter codes of the languages of the labels and other texts, sorted."""
    texts = (triple.object for triple in data)
    tags = {text.language for text in texts if isinstance(text, Literal) and text.language}
    return sorted(code for code in {tag.partition("-")[0].lower() for tag in tags} if len(code) == 2)


def _service(document: Document) -> list[Pair]:
    endpoint = document.site.at("sparql")
    return [
        (DCAT["endpointURL"], endpoint),
        # Asked for RDF without a query, the endpoint gives its service description.
        (DCAT["endpointDescription"], endpoint),
        (DCAT["servesDataset"], document.dataset),
        (DCT["conformsTo"], NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
    ]


def _distribution(dump: Dump, site: Site) -> list[Pair]:
    plain, packed = dump.syntax.media_type, dump.format.media_type
    return [
        (A, DCAT["Distribution"]),
        (DCT["title"], Literal(dump.name)),
        (DCAT["accessURL"], _address(dump, site)),
        (DCAT["downloadURL"], _address(dump, site)),
        (DCAT["mediaType"], NamedNode(_MEDIA_TYPE + plain)),
        *each(DCAT["compressFormat"], [NamedNode(_MEDIA_TYPE + packed)] if packed != plain else []),
    ]


def _address(dump: Dump, site: Site) -> NamedNode:
    return site.at("dump/" + dump.name)


def things(data: Collection[Triple], document: Document) -> Iterator[Triple]:
    """Tell of a few things: of each of the commonest sorts, the one of which most is said."""
    best: dict[Kinds, tuple[int, str]] = {}
    said = Counter(triple.subject for triple in data)
    common: Counter[Kinds] = Counter()
    for thing, kinds in kinds_of(data).items():
        # An address with a fragment is a part of a thing.
        if isinstance(thing, NamedNode) and "#" not in thing.value:
            common[kinds] += 1
            best[kinds] = min(best.get(kinds, (0, "")), (-said[thing], thing.value))
    chosen = sorted(common, key=lambda kinds: (-common[kinds], best[kinds]))[:_EXAMPLES]
    return tell(
        document.dataset, *each(VOID["exampleResource"], [NamedNode(best[kinds][1]) for kinds in chosen])
    )


def linksets(data: Collection[Triple], document: Document) -> Iterator[Triple]:
    """Tell how many things are said to be the same as things elsewhere, by the site where these are."""
    for link in _LINKS:
        found = Counter(home for triple in data if triple.predicate == link and (home := _outside(triple)))
        for home in ordered(found):
            name = quote(home.value.replace("//", "").rstrip("/"), safe=":")
            here = document.place("links", step(link), name)
            yield from tell(document.dataset, (VOID["subset"], here))
            yield from tell(
                here,
                (A, VOID["Linkset"]),
                (VOID["subjectsTarget"], document.dataset),
                (VOID["objectsTarget"], home),
                (VOID["linkPredicate"], link),
                (VOID["triples"], number(found[home])),
            )


def _outside(link: Triple) -> NamedNode | None:
    """Return the home of what a link leads to where it is another than that of the thing itself."""
    home = _home(link.object)
    return NamedNode(home + "/") if home and home != _home(link.subject) else None


def _home(thing: object) -> str | None:
    match = _HOME.match(thing.value) if isinstance(thing, NamedNode) else None
    return match[0] if match else None
