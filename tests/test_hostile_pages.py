"""Whatever the graph and its visitors say, pages show it and no more; no address leads out of the graph."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

import pages
from hostile_graph import NAMED, PAGES, WORDS, hostile_site, things
from html_checker import findings
from http_client import FORM, Reply, ask
from mkg.vocab import KINDS
from served import Served

SENT = {**WORDS, "nothing": "", "null": "a\0b", "not text": "\ufffd"}
ASKED = [
    *(
        "/search?q={}",
        "/suggest?q={}",
        "/institution/?q={}",
        "/institution/?place={}",
        "/institution/?sort={}",
    ),
    *("/institution/?page={}", "/institution/?nonsense={}", "/claims?verdict={}", "/claims?about={}"),
    *("/sparql?query={}", "/sparql/things.json?q={}", "/validate?file={}", "/?lang={}", "/graph?graph={}"),
    *("/institution/?format={}", "/search?q=um6p&kind={}"),
]
"""Addresses into which a visitor puts words."""

CLIMBS = [
    *(
        "../../etc/passwd",
        "..%2f..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/pyproject.toml",
        "..\\..\\pyproject.toml",
    ),
    *("....//....//pyproject.toml", "/etc/passwd", "%2fetc%2fpasswd", "data/../pyproject.toml", "..%00/x"),
    *(
        "%252e%252e%252fpyproject.toml",
        "data/%2e%2e/%2e%2e/pyproject.toml",
        "~root/.profile",
        "data/.git/config",
    ),
]
FAMILIES = [
    *("/", "/file/", "/file/data/", "/static/", "/static/built/", "/dump/", "/graph/", "/ns/", "/question/"),
    *("/questions/", "/ontology/", "/institution/", "/publication/", "/catalog/"),
]
OUR_SCRIPT = re.compile(r"/static/[a-z/-]+\.js\?v=[0-9a-f]+")
LINK = re.compile(r"(/|#|\?|https?://|mailto:|$)")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with hostile_site(tmp_path_factory.mktemp("hostile")) as served:
        yield served
        assert "Traceback" not in served.said


def faults(path: str, reply: Reply) -> Iterator[str]:
    """Yield what in a page could run, lead to what runs, or have come from elsewhere than from us."""
    it = pages.parsed(reply.body.decode())
    for each in it.all():
        told = each.attributes
        if each.tag in {"iframe", "object", "embed", "base", "applet", "math", "template"}:
            yield f"{path}: <{each.tag}>"
        is_data = told.get("type") in {"application/json", "application/ld+json"}
        if each.tag == "script" and not is_data and not OUR_SCRIPT.fullmatch(told.get("src", "")):
            yield f"{path}: a script of others: {each.text[:80]}"
        for name, value in told.items():
            if (
                name.startswith("on")
                or name in {"style", "srcdoc"}
                or not re.fullmatch("[a-zA-Z][a-zA-Z0-9:-]*", name)
            ):
                yield f"{path}: <{each.tag} {name}={value[:80]}>"
            if name in {"href", "src", "action", "formaction", "xlink:href"} and not LINK.match(value):
                yield f"{path}: {name}={value[:80]}"


def is_guarded(reply: Reply) -> bool:
    """Tell whether a reply has the headers of every other, and none that its words have brought."""
    names = [name.lower() for name in reply.headers]
    policy = reply.headers["Content-Security-Policy"]
    cookies = reply.headers.get_all("Set-Cookie") or []
    return (
        policy.startswith("default-src 'self'; base-uri 'none'")
        and reply.headers["X-Content-Type-Options"] == "nosniff"
        and names.count("content-type") == 1
        and "x-pwned" not in names
        and not any("pwned" in cookie for cookie in cookies)
    )


def browsed(served: Served, path: str, language: str = "en") -> Reply:
    return ask(served.address, path, headers={"Accept": "text/html", "Accept-Language": language})


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_many_things_runs_nothing_of_theirs(served: Served, path: str, language: str) -> None:
    reply = browsed(served, path, language)

    assert (reply.status, reply.type) == (200, "text/html")
    assert is_guarded(reply)
    assert [*faults(path, reply)] == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("slug", WORDS)
def test_a_page_of_a_thing_runs_nothing_of_its_own(served: Served, slug: str, language: str) -> None:
    found = {path: browsed(served, path, language) for path in things() if path.endswith(f"/{slug}")}

    assert len(found) == len(KINDS) + 1
    assert {reply.status for reply in found.values()} == {200}
    assert all(map(is_guarded, found.values()))
    assert [fault for path, reply in found.items() for fault in faults(path, reply)] == []


def test_words_are_shown_as_they_are(served: Served) -> None:
    for slug in ("script", "breaking", "closing", "braces", "address"):
        (heading,) = pages.page(served.address, f"/institution/{slug}").all("h1")
        assert heading.text == WORDS[slug]


@pytest.mark.parametrize("slug", WORDS)
def test_what_is_retired_runs_nothing(served: Served, slug: str) -> None:
    reply = browsed(served, f"/place/{slug}-gone")

    assert reply.status == 410
    assert is_guarded(reply)
    assert [*faults("", reply)] == []
    assert "javascript" not in str(reply.headers)


@pytest.mark.parametrize("name", NAMED)
def test_a_file_may_be_called_anything(served: Served, name: str) -> None:
    reply = browsed(served, f"/file/data/{quote(name)}")

    assert reply.status == 200
    assert [*faults(name, reply)] == []


@pytest.mark.parametrize("slug", WORDS)
def test_data_in_a_page_are_json_whatever_they_say(served: Served, slug: str) -> None:
    for kind in ("institution", "place", "dataset", "publication", "claim"):
        for each in pages.page(served.address, f"/{kind}/{slug}").all("script"):
            if each.attributes.get("type", "").endswith("json"):
                json.loads("".join(map(str, each.children)), parse_constant=pytest.fail)


@pytest.mark.parametrize("slug", SENT)
@pytest.mark.parametrize("path", ASKED)
def test_what_a_visitor_writes_is_shown_or_refused(served: Served, path: str, slug: str) -> None:
    address = path.format(quote(SENT[slug][:1500]))
    reply = browsed(served, address)

    assert reply.status < 500
    assert is_guarded(reply)
    if reply.type == "text/html":
        assert [*faults(address, reply)] == []


@pytest.mark.parametrize("slug", SENT)
def test_what_a_visitor_has_checked_is_shown(served: Served, slug: str) -> None:
    words = SENT[slug]
    told = {"Accept": "text/html", "Content-Type": FORM}
    form = {"data": f"<urn:a> <urn:b> {json.dumps(words)} . {words}", "file": words, "shapes": words}
    reply = ask(served.address, "/validate", "POST", urlencode(form).encode(), told)

    assert reply.status < 500
    assert is_guarded(reply)
    assert [*faults("/validate", reply)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_a_line_break_in_an_address_makes_no_header(served: Served, family: str) -> None:
    for sent in (
        "%0d%0aX-Pwned:%201",
        "x%0aSet-Cookie:%20pwned=1",
        "%E5%98%8A%E5%98%8DX-Pwned:1",
        "//evil.example",
    ):
        for address in (f"{family}{sent}", f"{family}?lang={sent}", f"{family}x.ttl?format={sent}"):
            reply = browsed(served, address)
            assert reply.status < 500, address
            assert is_guarded(reply), address
            assert not reply.headers.get("Location", "/x").startswith(("//", "http", "\\")), address


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_outside_is_reached_by_climbing(served: Served, family: str) -> None:
    for climb in CLIMBS:
        reply = ask(served.address, f"{family}{climb}")
        assert reply.status in {301, 303, 308, 400, 404}, (family, climb, reply.status)
        assert b"root:" not in reply.body
        assert b"[project]" not in reply.body


def test_pages_keep_to_the_standard_whatever_they_show(served: Served, tmp_path: Path, modules: Path) -> None:
    shown = [
        *PAGES,
        *(path for path in things() if path.endswith(("/breaking", "/closing", "/script", "/lines"))),
    ]

    assert findings({path: browsed(served, path).body for path in shown}, tmp_path, modules) == []
