"""What holds for every page: its language, its entity tag, its files, its weight."""

import re

import pytest

from http_client import Reply, ask

PAGES = ["/", "/about"]


def page(server: str, path: str, **headers: str) -> Reply:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(server, path, headers={"Accept": "text/html", **told})


def language_of(reply: Reply) -> tuple[str, str]:
    found = re.search(rb'<html lang="(\w+)" dir="(\w+)">', reply.body)
    assert found
    return found[1].decode(), found[2].decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_page_is_in_the_language_that_its_address_asks_for(server: str, path: str, language: str) -> None:
    reply = page(server, f"{path}?lang={language}", Accept_Language="de", Cookie="lang=en")

    assert language_of(reply) == (language, "rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-MA,fr;q=0.9,en;q=0.5", "fr"), ("ar-MA", "ar"), ("de,ja", "en"), ("", "en"), ("*;q=x,,", "en")],
)
def test_else_in_the_one_that_the_browser_prefers(server: str, accepted: str, language: str) -> None:
    assert language_of(page(server, "/about", Accept_Language=accepted))[0] == language


def test_a_language_that_was_chosen_is_remembered(server: str) -> None:
    chosen = page(server, "/about?lang=ar")
    cookie = str(chosen.headers["Set-Cookie"])

    assert cookie.startswith("lang=ar;")
    assert "SameSite=Lax" in cookie
    assert language_of(page(server, "/about", Cookie="lang=ar", Accept_Language="fr"))[0] == "ar"


@pytest.mark.parametrize("hostile", ["xx", "%0d%0aX-Evil:1", "%3Cscript%3Ex", "ar%00", "../fr"])
def test_a_language_that_is_not_there_changes_nothing(server: str, hostile: str) -> None:
    reply = page(server, f"/about?lang={hostile}")

    assert (reply.status, language_of(reply)[0]) == (200, "en")
    assert reply.headers["Set-Cookie"] is None
    assert reply.headers["X-Evil"] is None
    assert b"<script>x" not in reply.body


def test_the_way_to_another_language_keeps_the_place(server: str) -> None:
    reply = page(server, "/search?q=um6p&lang=fr")

    assert b'href="/search?q=um6p&amp;lang=ar"' in reply.body


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_held_is_not_sent_again(server: str, path: str) -> None:
    first = page(server, path)
    tag = str(first.headers["ETag"])

    assert page(server, path, If_None_Match=tag).status == 304
    assert page(server, f"{path}?lang=fr", If_None_Match=tag).status == 200
    assert page(server, path, Accept_Language="ar", If_None_Match=tag).status == 200
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= {
        *re.split(r",\s*", str(first.headers["Vary"]))
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_all_that_it_needs_weighs_little(server: str, path: str) -> None:
    html = page(server, path, Accept_Encoding="br")
    plain = page(server, path).body.decode()
    needed = {*re.findall(r'(?:href|src)="(/static/[^"]+)"', plain)}
    files = [ask(server, name, headers={"Accept-Encoding": "br"}) for name in needed]

    assert len(needed) >= 3
    assert [file.status for file in files] == [200] * len(files)
    assert sum(len(reply.body) for reply in (html, *files)) < 150_000


def test_a_file_named_with_its_version_is_kept_for_ever_and_no_other(server: str) -> None:
    found = re.search(r'href="(/static/mkg\.css)(\?v=\w+)"', page(server, "/").body.decode())
    assert found

    assert "immutable" in str(ask(server, found[1] + found[2]).headers["Cache-Control"])
    assert ask(server, found[1]).headers["Cache-Control"] == "no-cache"
    assert ask(server, f"{found[1]}?v=0").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_files_are_compressed_and_held(server: str, coding: str) -> None:
    reply = ask(server, "/static/mkg.css", headers={"Accept-Encoding": coding})
    tag = str(reply.headers["ETag"])
    again = ask(server, "/static/mkg.css", headers={"Accept-Encoding": coding, "If-None-Match": tag})

    assert (reply.headers["Content-Encoding"], reply.type) == (coding, "text/css")
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "name", ["", "nothing.css", "../app.py", "%2e%2e/errors.py", "%00", "built/../../app.py"]
)
def test_nothing_but_the_files_of_pages_is_sent(server: str, name: str) -> None:
    assert ask(server, f"/static/{name}").status == 404


def test_the_search_is_described_to_browsers(server: str) -> None:
    reply = ask(server, "/opensearch.xml")

    assert reply.type == "application/opensearchdescription+xml"
    assert f'template="{server}/search?q={{searchTerms}}"' in reply.body.decode()


def test_the_reference_names_the_version_of_the_graph(server: str) -> None:
    version = ask(server, "/health").body.decode().partition('"version":"')[2][:16]

    assert f"note         = {{Version {version}}}" in page(server, "/about").body.decode()


def test_the_first_page_is_the_description_of_the_graph_to_programs(server: str) -> None:
    reply = ask(server, "/", headers={"Accept": "text/turtle"})

    assert (reply.status, reply.type) == (200, "text/turtle")
    assert reply.headers["Content-Location"] == "/void.ttl"
    assert b"void:Dataset" in reply.body
    assert ask(server, "/").type == "text/html"
