"""What the RDF of a thing holds; things that are retired, unknown, much named, or hostile."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from documents import DATA, Client
from http_client import BROWSER, Reply, ask, problem
from mkg.vocab import BASE, PREFIXES
from served import Served, serving
from test_http_caching import project_in
from test_linked import links

CROWD = 1005
ODD = {
    "with%20space": "/place/with%20space",
    "الرباط": f"/place/{quote('الرباط')}",
    "it's(1),a:b;c=d@e!$&*+~": "/place/it's(1),a:b;c=d@e!$&*+~",
    "why?": "/place/why%3F",
    "%D8%A7": "/place/%25D8%25A7",
    "\u202egnitsurt": f"/place/{quote(chr(0x202E))}gnitsurt",
}
"""The ends of IRIs that the format allows and nobody should choose, and the paths where they are read."""

HOSTILE = [
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(1)>',
    "\u202e\u2066desrever",
    "x" * 10_000,
]
PLACES = """
@prefix place: <https://w3id.org/mkg/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mkg: <https://w3id.org/mkg/ns#> .
place:old a mkg:Place ; skos:prefLabel "Old town"@en ; owl:deprecated true ; dcterms:isReplacedBy place:new ,
    <http://example.org/é?a=b&c> , <javascript:alert(1)> .
place:new a mkg:Place ; skos:prefLabel "New town"@en ; owl:deprecated false ; dcterms:replaces place:old .
place:gone a mkg:Place ; skos:prefLabel "Gone town"@en ; owl:deprecated true .
place:much a mkg:Place ; skos:prefLabel "Much named"@en .
place:nested a mkg:Place ; skos:prefLabel "Nested"@en ; mkg:isIn [ skos:note "inner" ] .
<https://w3id.org/mkg/place/nested#part> skos:note "a part" ; dcterms:isPartOf place:nested .
"""


def project_with_places(folder: Path) -> Path:
    """Make a project with places that are retired, hostile and much named."""
    project = project_in(folder)
    lines = [PLACES]
    lines += [f"<{BASE}topic/crowd-{n:04}> mkg:isAbout place:much ." for n in range(CROWD)]
    lines += [f'<{BASE}place/{name}> a mkg:Place ; skos:prefLabel "Odd"@en .' for name in ODD]
    for number, label in enumerate(HOSTILE):
        lines.append(f"place:hostile-{number} a mkg:Place ; skos:prefLabel {Literal(label, language='en')} .")
    (project / "data" / "odd.ttl").write_text("\n".join(lines), encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("things")
    with serving(folder, "--no-validate", root=project_with_places(folder / "project")) as served:
        yield served


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with closing(Client(served.address)) as client:
        yield client


def term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def told(client: Client, path: str) -> set[Quad]:
    """Return what the RDF of a thing says, all formats alike."""
    formats = [client.triples(client.ask(f"{path}.{suffix}"), suffix) for suffix in DATA]
    assert all(each == formats[0] for each in formats)
    return formats[0]


def test_the_rdf_of_a_thing_says_all_of_it_and_what_leads_to_it(client: Client) -> None:
    everything = client.triples(client.ask("/graph?default"), "ttl")
    it = term("institution:um6p")
    about = {triple for triple in everything if it in (triple.subject, triple.object)}

    assert len({triple for triple in about if triple.object == it}) > 0
    assert about <= told(client, "/institution/um6p")


def test_the_rdf_of_a_thing_names_what_it_mentions_and_where_its_sources_are(client: Client) -> None:
    everything = client.triples(client.ask("/graph?default"), "ttl")
    found = told(client, "/institution/um6p")
    mentioned = {triple.object for triple in found if triple.subject == term("institution:um6p")}
    sources = {triple.object for triple in found if triple.predicate == term("dcterms:source")}
    labels = {t for t in everything if t.subject in mentioned and t.predicate == term("rdfs:label")}
    pages = {t for t in everything if t.subject in sources and t.predicate == term("schema:url")}

    assert labels
    assert pages
    assert labels | pages <= found


def test_the_rdf_of_a_thing_tells_of_its_own_document(served: Served, client: Client) -> None:
    document = NamedNode(f"{served.address}/place/rabat.ttl")
    found = {(t.predicate, t.object) for t in told(client, "/place/rabat") if t.subject == document}

    assert found == {
        (term("foaf:primaryTopic"), term("place:rabat")),
        (term("void:inDataset"), NamedNode(BASE + "void#dataset")),
        (term("dcterms:license"), NamedNode("https://creativecommons.org/licenses/by/4.0/")),
    }


def test_parts_and_nodes_without_a_name_come_with_their_thing(client: Client) -> None:
    found = client.triples(client.ask("/place/nested.ttl"), "ttl")
    notes = {triple.object.value for triple in found if triple.predicate == term("skos:note")}

    assert notes == {"a part", "inner"}


def test_of_a_crowd_the_first_thousand_are_given_and_it_is_said(served: Served, client: Client) -> None:
    found = told(client, "/place/much")
    leading = {t.subject for t in found if t.object == term("place:much")} - {
        NamedNode(f"{served.address}/place/much.ttl")
    }
    (note,) = (t.object for t in found if t.predicate == term("rdfs:comment"))

    assert {each.value for each in leading} <= {f"{BASE}topic/crowd-{n:04}" for n in range(CROWD)}
    assert len({t for t in found if t.object == term("place:much") and t.subject in leading}) == 1000
    assert "the first 1000" in note.value
    assert not any(t.predicate == term("rdfs:comment") for t in told(client, "/place/rabat"))


@pytest.mark.parametrize("suffix", [*DATA, "html"])
def test_a_retired_thing_is_gone_and_names_what_stands_in_its_place(suffix: str, served: Served) -> None:
    reply = ask(served.address, f"/place/old.{suffix}")

    assert (reply.status, reply.headers["Cache-Control"]) == (410, "no-store")
    assert "ETag" not in reply.headers
    assert {*links(reply.headers["Link"], "successor-version")} == {
        "/place/new",
        "http://example.org/%C3%A9?a=b&c",
    }
    assert b"place/new" in reply.body or b"place:new" in reply.body


def test_the_page_of_a_retired_thing_says_so_in_words(served: Served) -> None:
    page = ask(served.address, "/place/old", headers={"Accept": BROWSER}).body.decode()
    alone = ask(served.address, "/place/gone", headers={"Accept": BROWSER})

    assert "Old town" in page
    assert '<a href="/place/new">' in page
    assert "New town" in page
    assert 'href="javascript' not in page
    assert (alone.status, "successor-version" in alone.headers["Link"]) == (410, False)


def test_what_is_not_deprecated_is_there(served: Served) -> None:
    assert ask(served.address, "/place/new").status == 200


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "*/*", None])
def test_an_unknown_thing_is_404_and_the_search_is_named(accept: str | None, served: Served) -> None:
    reply = ask(served.address, "/place/no-such-town", headers={"Accept": accept} if accept else {})

    assert reply.status == 404
    assert "look for 'no such town' at /search" in problem(reply)


def test_the_page_of_an_unknown_thing_names_those_that_are_alike(served: Served) -> None:
    reply = ask(served.address, "/place/rabatt", headers={"Accept": BROWSER})
    page = reply.body.decode()

    assert (reply.status, reply.type, reply.headers["Cache-Control"]) == (404, "text/html", "no-store")
    assert '<a href="/place/rabat">' in page
    assert 'value="rabatt"' in page


@pytest.mark.parametrize("path", ODD.values(), ids=ODD)
@pytest.mark.parametrize("suffix", [*DATA, "html"])
def test_odd_addresses_are_read(suffix: str, path: str, served: Served) -> None:
    reply = ask(served.address, path, headers={"Accept": DATA.get(suffix, ("text/html",))[0]})

    assert reply.status == 200
    assert ask(served.address, reply.headers["Content-Location"]).status == 200


TRAVERSALS = [
    "/place/../../etc/passwd",
    "/place/..%2f..%2fetc%2fpasswd",
    "/place/%2e%2e/%2e%2e/etc/passwd",
    "/place/%00",
    "/place/rabat%00.ttl",
    "/place/x%0d%0aSet-Cookie:%20a=b",
    "/place/x%0d%0aSet-Cookie:%20a=b.ttl",
    "/place/%ff%fe",
    "/place/%ed%a0%80",
    "/place/%22%3E%3Cscript%3E",
    "/place/%7B%7B7*7%7D%7D",
    "/place/x%3E%20%3Fs%20%3Fp%20%3Fo%20%7D%20%23",
    "/place/x%5Cu003E%20%3Fp%20%3Fo%20%7D%20%5Cu0023",
    "/graph/..%2f..%2fetc%2fpasswd",
    "/graph/x%0d%0aSet-Cookie:%20a=b",
    "/question/x%0d%0aSet-Cookie:%20a=b",
    "/ontology/x%0d%0aSet-Cookie:%20a=b",
    "/file/..%2f..%2fetc%2fpasswd",
    "/file//etc/passwd",
    "/file/%00",
    "/file/x%0d%0aSet-Cookie:%20a=b",
    f"/place/{'x' * 3000}",
]


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "application/ld+json"])
@pytest.mark.parametrize("path", TRAVERSALS)
def test_hostile_addresses_find_nothing(path: str, accept: str, client: Client) -> None:
    reply = client.ask(path, accept)

    assert reply.status == 404
    assert "Set-Cookie" not in reply.headers
    assert b"root:" not in reply.body
    assert reply.type == "application/problem+json" or b"<script>" not in reply.body


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_labels_are_words(number: int, client: Client) -> None:
    found = told(client, f"/place/hostile-{number}")
    page: Reply = client.ask(f"/place/hostile-{number}", BROWSER)

    assert Literal(HOSTILE[number], language="en") in {triple.object for triple in found}
    assert page.status == 200
    assert b"<script>alert" not in page.body
    assert b"<img src=x" not in page.body


def test_errors_are_problems_for_programs(served: Served) -> None:
    reply = ask(served.address, "/place/none.jsonld")

    assert problem(reply).startswith("there is no https://w3id.org/mkg/place/none in this graph")
    assert json.loads(reply.body)["title"] == "Not Found"
