"""Below a path and behind proxies: links lead back here, and no more is believed than was told."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from crawler import Crawler, links_of
from http_client import BROWSER, COUNT, ask
from page_kinds import PAGES, REFUSALS
from served import Served, eventually, serving
from test_http_caching import project_in
from test_http_operations import lines
from test_http_surface import links, query_path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_in(tmp_path_factory.mktemp("project"))


SITE = "https://x.example/kg/"


@pytest.fixture(scope="module")
def mounted(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve below a path, with one proxy before it."""
    folder = tmp_path_factory.mktemp("mounted")
    told = ("--log", folder / "log", "--log-clients", "--base-url", SITE, "--proxies", "1")
    with serving(folder, "--no-validate", *told, root=project) as served:
        yield served


@pytest.fixture(params=["", "/kg"], ids=["prefix taken away", "prefix kept"])
def before(request: pytest.FixtureRequest) -> str:
    """Return what is left of the prefix when a request arrives: it works either way."""
    return str(request.param)


def test_only_what_came_by_https_asks_for_https_again(mounted: Served) -> None:
    told = {"X-Forwarded-Proto": "https"}

    assert "max-age=" in ask(mounted.address, "/health", headers=told).headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in ask(mounted.address, "/health").headers


@pytest.mark.parametrize("path", ["/", query_path(COUNT), "/graph?default", "/health", "/static/mkg.css"])
def test_below_a_path_everything_is_there(path: str, before: str, mounted: Served) -> None:
    assert ask(mounted.address, before + path).status == 200
    assert links(ask(mounted.address, before + path))["describedby"] == "/kg/.well-known/void"


def test_pages_link_below_the_path_or_within_themselves(before: str, mounted: Served) -> None:
    for path in (*PAGES.values(), *(path for path, _ in REFUSALS.values())):
        page = ask(mounted.address, before + path, headers={"Accept": BROWSER})
        own = {*links_of(page.type, page.body)}

        assert len(own) > 20, path
        assert {at for at in own if not at.startswith(("/kg/", "#", "?"))} == set(), path


def test_every_link_below_the_path_leads_to_something(mounted: Served) -> None:
    crawler = Crawler(mounted.address)
    crawler.walk(["/kg/"], bound=2)
    found = crawler.visited

    assert len(found) > 200
    assert [address for address in found if not address.startswith("/kg/")] == []
    # Examples in the vocabulary name things that the miniature graph has not.
    lost = {address for address, it in found.items() if it.status != 200}
    assert {each for each in lost if not crawler.leading[each].startswith("/kg/ns/")} == set()


def test_the_list_of_files_is_below_the_path(before: str, mounted: Served) -> None:
    told = json.loads(ask(mounted.address, f"{before}/dump/").body)

    assert all(at.startswith("/kg/dump/") for at in (*told["dumps"], told["checksums"]))
    assert ask(mounted.address, told["dumps"][0], "HEAD").status == 200


def test_descriptions_have_the_public_address(before: str, mounted: Served) -> None:
    described = ask(mounted.address, f"{before}/sparql").body.decode()
    dump = ask(mounted.address, f"{before}/dump/mkg.nq").body.decode()
    interface = json.loads(ask(mounted.address, f"{before}/openapi.json").body)

    assert interface["servers"] == [{"url": SITE.rstrip("/")}]
    for text in (described, dump):
        assert f"<{SITE}sparql>" in text
        assert f"<{SITE}dump/mkg.nq.gz>" in text
        assert mounted.address not in text


def test_redirects_stay_below_the_path(before: str, mounted: Served) -> None:
    told = {"Host": "127.0.0.1:9", "X-Forwarded-Proto": "https"}
    reply = ask(mounted.address, f"{before}/dump//mkg.nq", headers=told)

    # Relative, or with the public address: a proxy need not tell it.
    assert reply.status == 308
    assert reply.headers["Location"] in {"/kg/dump/mkg.nq", f"{SITE}dump/mkg.nq"}


def test_relative_iris_of_a_query_begin_with_the_path(before: str, mounted: Served) -> None:
    reply = ask(mounted.address, f"{before}/sparql?query={quote('SELECT (<a> AS ?x) {}')}&format=csv")

    assert reply.body.decode().split() == ["x", f"{SITE}a"]


def test_the_path_without_its_slash_is_the_first_page(mounted: Served) -> None:
    reply = ask(mounted.address, "/kg", headers={"Accept": BROWSER})
    if reply.status in {301, 308}:
        assert reply.headers["Location"] in {"/kg/", SITE}
    else:
        assert (reply.status, reply.type) == (200, "text/html")


@pytest.mark.parametrize("path", ["/kgx/health", "/kg/kg/health", "/k/health"])
def test_another_path_is_404(path: str, mounted: Served) -> None:
    assert ask(mounted.address, path).status == 404


def client_told(served: Served, log: Path, mark: str, *forwarded: str) -> object:
    """Ask with an X-Forwarded-For header; return the client of the line in the log."""
    ask(served.address, f"/nowhere/{mark}", headers={"X-Forwarded-For": ", ".join(forwarded)})
    eventually(lambda: mark in log.read_text(encoding="utf-8"))
    (line,) = (line for line in lines(log) if str(line.get("path")).endswith(f"/nowhere/{mark}"))
    return line["client"]


def test_forwarded_addresses_are_believed_as_far_as_told(
    mounted: Served, project: Path, tmp_path: Path
) -> None:
    told = ("192.0.2.1", "192.0.2.2", "192.0.2.3")
    found = {1: client_told(mounted, mounted.errors.parent / "log", "all", *told)}
    for proxies in (0, 2):
        log = tmp_path / f"log-{proxies}"
        options = ("--no-validate", "--proxies", str(proxies), "--log-clients", "--log", log)
        with serving(tmp_path, *options, root=project) as other:
            found[proxies] = client_told(other, log, "all", *told)
            # Who has not come through all of them has come through none.
            short = client_told(other, log, "short", "192.0.2.9")

    assert found == {0: "127.0.0.1", 1: "192.0.2.3", 2: "192.0.2.2"}
    assert short == "127.0.0.1"
