"""One address, several representations: which one is sent, and what is said of the others.

https://www.w3.org/TR/cooluris/, https://www.rfc-editor.org/rfc/rfc9110#name-content-negotiation
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from documents import DATA, Client
from http_client import BROWSER, ask, problem
from served import Served, serving
from test_http_caching import project_in

THING = "/place/rabat"
TYPES = {suffix: media_type for suffix, (media_type, _) in DATA.items()} | {"html": "text/html"}
ADDRESSES = ["/language/arabic", "/ns", "/ontology", "/graph/place", "/void", "/catalog/mkg", "/fn"]


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    with closing(Client(server)) as client:
        yield client


def links(header: str, rel: str) -> dict[str, str]:
    """Return the targets of a relation, with their media types."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header)
    return {target: media_type for target, name, media_type in found if name == rel}


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_format_is_had_by_accept_by_suffix_and_by_name(path: str, suffix: str, server: str) -> None:
    negotiated = ask(server, path, headers={"Accept": TYPES[suffix]})
    by_suffix = ask(server, f"{path}.{suffix}", headers={"Accept": "image/png"})
    by_name = ask(server, f"{path}?format={suffix}", headers={"Accept": "image/png"})

    assert {reply.status for reply in (negotiated, by_suffix, by_name)} == {200}
    assert {reply.type for reply in (negotiated, by_suffix, by_name)} == {TYPES[suffix]}
    assert negotiated.headers["Content-Location"] == f"{path}.{suffix}" == by_name.headers["Content-Location"]
    assert "Content-Location" not in by_suffix.headers
    if suffix != "html":
        assert negotiated.body == by_suffix.body == by_name.body


@pytest.mark.parametrize("path", ADDRESSES)
def test_all_formats_say_the_same(path: str, client: Client) -> None:
    told = [client.triples(client.ask(f"{path}.{suffix}"), suffix) for suffix in DATA]

    assert len(told[0]) > 5
    assert all(each == told[0] for each in told)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("text/turtle, */*;q=0.1", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/xml", "application/rdf+xml"),
        ("text/plain", "application/n-triples"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("text/html;q=0, text/*", "text/turtle"),
    ],
)
def test_the_best_of_what_is_accepted_is_sent(accept: str | None, media_type: str, server: str) -> None:
    reply = ask(server, THING, headers={} if accept is None else {"Accept": accept})

    assert (reply.status, reply.type) == (200, media_type)
    assert {"Accept", "Accept-Encoding"} <= {*reply.headers["Vary"].split(", ")}


def test_what_nobody_offers_is_406(server: str) -> None:
    reply = ask(server, THING, headers={"Accept": "image/png, text/csv"})

    assert reply.status == 406
    assert all(media_type in problem(reply) for media_type in TYPES.values())


def test_an_unknown_format_is_told(server: str) -> None:
    reply = ask(server, f"{THING}?format=docx")

    assert reply.status == 400
    assert problem(reply) == "there is no format 'docx'; the formats are ttl, jsonld, rdf, nt, html"


@pytest.mark.parametrize("name", ["turtle", "text/turtle", "jsonld", "ntriples", "rdfxml", "docx,turtle"])
def test_a_format_has_the_names_that_it_has_at_the_endpoint(name: str, server: str) -> None:
    assert ask(server, f"{THING}?format={name}").status == 200


@pytest.mark.parametrize("suffix", TYPES)
def test_the_other_formats_are_a_link_away(suffix: str, server: str) -> None:
    link = ask(server, THING, headers={"Accept": TYPES[suffix]}).headers["Link"]
    others = links(link, "alternate")

    assert {*others.values()} == {*TYPES.values()} - {TYPES[suffix]}
    assert {address: ask(server, address).type for address in others} == others
    assert links(link, "canonical") == {THING: ""}


def test_a_page_names_the_data_that_describe_its_thing(server: str) -> None:
    page, data = (ask(server, THING, headers={"Accept": accept}) for accept in (BROWSER, "text/turtle"))

    assert f"{THING}.ttl" in links(page.headers["Link"], "describedby")
    # What describes the dataset and who may use it is said everywhere.
    for reply in (page, data):
        assert "/.well-known/void" in links(reply.headers["Link"], "describedby")
        assert links(reply.headers["Link"], "license")


@pytest.mark.parametrize("suffix", TYPES)
def test_what_the_client_holds_is_not_sent_again(suffix: str, server: str) -> None:
    told = {"Accept": TYPES[suffix]}
    first = ask(server, THING, headers=told)
    again = ask(server, THING, headers=told | {"If-None-Match": first.headers["ETag"]})

    assert (again.status, again.body) == (304, b"")
    # https://www.rfc-editor.org/rfc/rfc9110#name-304-not-modified
    for name in ("ETag", "Content-Location", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_each_format_has_its_own_tag(server: str) -> None:
    tags = {ask(server, f"{path}.{suffix}").headers["ETag"] for suffix in TYPES for path in ADDRESSES}

    assert len(tags) == len(TYPES) * len(ADDRESSES)


@pytest.mark.parametrize("suffix", TYPES)
def test_head_and_compression_work_as_everywhere(suffix: str, server: str) -> None:
    got, head = (ask(server, f"{THING}.{suffix}", method) for method in ("GET", "HEAD"))
    packed = ask(server, f"{THING}.{suffix}", headers={"Accept-Encoding": "gzip"})

    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(got.body))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == got.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_things_are_read_only(method: str, server: str) -> None:
    assert ask(server, THING, method, b"").status == 405


def test_turtle_declares_the_prefixes_that_it_uses_and_no_other(server: str) -> None:
    lines = ask(server, f"{THING}.ttl").body.decode().split("\n\n", 1)
    declared = re.findall(r"@prefix ([\w-]+):", lines[0])

    assert len(declared) > 5
    assert all(f"{name}:" in lines[1] for name in declared)
    assert lines[1].startswith("place:rabat a ")


SITE = "https://x.example/kg/"


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("mounted")
    project = project_in(folder / "project")
    with serving(folder, "--no-validate", "--base-url", SITE, root=project) as served:
        yield served


@pytest.mark.parametrize("before", ["", "/kg"])
def test_below_a_path_addresses_are_there_and_none_is_of_the_host_named(before: str, mounted: Served) -> None:
    told = {"Accept": "text/turtle", "Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    reply = ask(mounted.address, f"{before}/language/arabic", headers=told)

    assert reply.headers["Content-Location"] == "/kg/language/arabic.ttl"
    assert all(each.startswith("/kg/language/arabic.") for each in links(reply.headers["Link"], "alternate"))
    assert f"<{SITE}language/arabic.ttl> " in reply.body.decode()
    assert "evil" not in str(reply.headers) + reply.body.decode()


@pytest.mark.parametrize("accept", [BROWSER, "*/*"])
def test_a_question_leads_people_to_its_page(accept: str, mounted: Served) -> None:
    slug = "01-institutions-named-and-placed"
    reply = ask(mounted.address, f"/question/{slug}", headers={"Accept": accept})

    assert (reply.status, reply.headers["Location"]) == (303, f"/kg/questions/{slug}")
    assert ask(mounted.address, f"/question/{slug}.ttl").type == "text/turtle"


def test_a_version_of_the_ontology_leads_to_it(mounted: Served) -> None:
    told = ask(mounted.address, "/ontology.nt").body.decode()
    version = re.search(r"versionIRI> <https://w3id.org/mkg(/ontology/[^>]*)>", told)

    assert version
    assert ask(mounted.address, version[1]).headers["Location"] == "/kg/ontology"
    assert ask(mounted.address, f"{version[1]}.ttl").headers["Location"] == "/kg/ontology?format=ttl"
    assert ask(mounted.address, "/ontology/0.0.0").status == 404
