from collections.abc import Callable

import pytest

from conftest import free_port
from mkg.links.asking import MAX_FAILURES, MAX_REDIRECTS, MAX_REST, MAX_TRIES, Asker
from mkg.links.turns import Turns
from mkg.links.verdicts import Answer, Verdict
from mkg.links.web import Reply, Web
from website import Act, Visit, Website, gone, hang, on_head, raw, status, website


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def asker(pauses: list[float]) -> Asker:
    return Asker(Web(private=True, seconds=20).look, Turns(0, pauses.append))


def to(path: str, number: int = 302) -> Act:
    return status(number, Location=path)


def first(*acts: Act) -> Act:
    """Act in one way after the other, the last again and again."""
    left = list(acts)
    return lambda visit: (left.pop(0) if len(left) > 1 else left[0])(visit)


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        (200, Verdict.ALIVE),
        (204, Verdict.ALIVE),
        (206, Verdict.ALIVE),
        (300, Verdict.ALIVE),
        (302, Verdict.ALIVE),
        (416, Verdict.ALIVE),
        (404, Verdict.GONE),
        (410, Verdict.GONE),
        (400, Verdict.REFUSED),
        (401, Verdict.REFUSED),
        (403, Verdict.REFUSED),
        (451, Verdict.REFUSED),
        (999, Verdict.BROKEN),
        (500, Verdict.BROKEN),
        (503, Verdict.BROKEN),
        (504, Verdict.BROKEN),
    ],
)
def test_the_status_of_a_page_tells_whether_it_is_there(number: int, verdict: Verdict, asker: Asker) -> None:
    with website(a=status(number)) as site:
        assert asker.ask(site.url("/a")) == Answer(site.url("/a"), verdict, number)


def test_a_page_that_answers_head_is_not_asked_for_again(asker: Asker) -> None:
    with website(a=status(200)) as site:
        asker.ask(site.url("/a"))

    assert site.visits == ["HEAD /a"]


@pytest.mark.parametrize(
    "head",
    [status(405), status(403), status(501), status(404), status(500), raw(b""), raw(b"?\r\n")],
    ids=["405", "403", "501", "404", "500", "reset", "garbled"],
)
def test_where_head_fails_get_decides(head: Act, asker: Asker) -> None:
    with website(a=on_head(head, status(200)), b=on_head(head, gone)) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.ALIVE
        assert asker.ask(site.url("/b")).verdict is Verdict.GONE

    assert site.visits == ["HEAD /a", "GET /a", "HEAD /b", "GET /b"]


def test_a_fragment_is_not_sent(asker: Asker) -> None:
    with website(a=status(200)) as site:
        assert asker.ask(site.url("/a#part")).verdict is Verdict.ALIVE

    assert site.visits == ["HEAD /a"]


@pytest.mark.parametrize("number", [301, 308])
def test_a_page_that_has_moved_for_good_is_told_with_its_new_address(number: int, asker: Asker) -> None:
    with website(a=to("b", number), b=to("/c?d=1", number), **{"c?d=1": status(200)}) as site:
        found = asker.ask(site.url("/a"))

    assert found == Answer(site.url("/a"), Verdict.MOVED, 200, site.url("/c?d=1"))


@pytest.mark.parametrize("number", [302, 303, 307])
def test_a_redirect_for_now_is_followed_and_not_told(number: int, asker: Asker) -> None:
    with website(a=to("/b", number), b=status(200)) as site:
        assert asker.ask(site.url("/a")) == Answer(site.url("/a"), Verdict.ALIVE, 200)


def test_the_new_address_is_the_last_before_a_redirect_for_now(asker: Asker) -> None:
    with website(a=to("/b", 301), b=to("/c"), c=to("/d", 301), d=status(200)) as site:
        found = asker.ask(site.url("/a"))

    assert (found.verdict, found.moved) == (Verdict.MOVED, site.url("/b"))


def test_a_page_that_has_moved_to_nowhere_is_gone(asker: Asker) -> None:
    with website(a=to("/b", 301)) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.GONE


def test_a_redirect_leads_to_another_host_and_its_page(asker: Asker) -> None:
    with website(b=status(200)) as other, website(a=to(other.url("/b"), 301)) as site:
        assert asker.ask(site.url("/a")).moved == other.url("/b")

    assert other.visits == ["HEAD /b"]


@pytest.mark.parametrize(
    "location", ["/a", "/circle", "mailto:a@example.org", "ftp://example.org/", "http://", "http://u:p@h/"]
)
def test_redirects_that_lead_in_a_circle_or_out_of_the_web_are_told(location: str, asker: Asker) -> None:
    with website(a=to(location), circle=to("/a")) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.CIRCLING


def test_redirects_are_followed_so_far_and_no_further(asker: Asker) -> None:
    def on(visit: Visit) -> None:
        to(f"/{int(visit.path[1:]) + 1}")(visit)

    pages = {str(number): on for number in range(100)}
    with website(**pages | {str(MAX_REDIRECTS): status(200)}) as site:
        assert asker.ask(site.url("/0")).verdict is Verdict.ALIVE
        assert asker.ask(site.url("/11")).verdict is Verdict.CIRCLING

    assert len(site.visits) == 2 * (MAX_REDIRECTS + 1)


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    def look(method: str, address: str) -> Reply | Verdict:
        return Web(private=str(site.server_port) in address).look(method, address)

    with website(b=status(200)) as inside, website(a=to(inside.url("/b"))) as site:
        assert Asker(look, Turns(0, print)).ask(site.url("/a")).verdict is Verdict.PRIVATE

    assert (len(site.visits), inside.visits) == (1, [])


@pytest.mark.parametrize("number", [429, 503])
def test_a_busy_host_is_asked_again_after_the_time_that_it_says(
    number: int, asker: Asker, pauses: list[float]
) -> None:
    with website(a=first(status(number, Retry_After="7"), status(200))) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.ALIVE

    assert site.visits == ["HEAD /a"] * 2
    assert [round(pause) for pause in pauses] == [7]


def test_a_busy_host_that_says_no_time_is_asked_at_once(asker: Asker, pauses: list[float]) -> None:
    with website(a=first(status(429, Retry_After="0"), status(200))) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.ALIVE

    assert pauses == []


@pytest.mark.parametrize(
    ("seconds", "visits"), [("1", MAX_TRIES), (str(int(MAX_REST) + 1), 1), ("9" * 400, 1)]
)
def test_a_host_that_stays_busy_is_asked_for_nothing_more(seconds: str, visits: int, asker: Asker) -> None:
    with website(a=status(429, Retry_After=seconds), b=status(200)) as site:
        assert asker.ask(site.url("/a")).verdict is Verdict.BUSY
        assert asker.ask(site.url("/b")).verdict is Verdict.BUSY

    assert site.visits == ["HEAD /a"] * visits


def look(verdict: Verdict, asked: list[str]) -> Callable[[str, str], Reply | Verdict]:
    return lambda method, address: asked.append(f"{method} {address}") or verdict


@pytest.mark.parametrize("verdict", [Verdict.NO_HOST, Verdict.PRIVATE, Verdict.UNTRUSTED])
def test_what_holds_for_a_whole_host_is_asked_once(verdict: Verdict) -> None:
    asked: list[str] = []
    asker = Asker(look(verdict, asked), Turns(0, print))

    assert {asker.ask(f"http://a.example/{number}").verdict for number in range(9)} == {verdict}
    assert asked == ["HEAD http://a.example/0"]
    asker.ask("http://b.example/")
    assert asked[1:] == ["HEAD http://b.example/"]


@pytest.mark.parametrize("verdict", [Verdict.SLOW, Verdict.UNREACHABLE])
def test_a_host_that_fails_again_and_again_is_asked_for_nothing_more(verdict: Verdict) -> None:
    asked: list[str] = []
    asker = Asker(look(verdict, asked), Turns(0, print))

    assert {asker.ask(f"http://a.example/{number}").verdict for number in range(9)} == {verdict}
    assert len(asked) == MAX_FAILURES


def test_a_host_that_answers_now_and_then_is_asked_for_all(asker: Asker) -> None:
    pages: dict[str, Act] = {f"a{number}": raw(b"") if number % 2 else status(200) for number in range(12)}
    with website(**pages) as site:
        found = [asker.ask(site.url(f"/a{number}")).verdict for number in range(12)]

    assert found == [Verdict.ALIVE, Verdict.UNREACHABLE] * 6


def test_servers_that_hang_or_are_away_are_told() -> None:
    with website(a=hang) as site:
        asker = Asker(Web(private=True, seconds=0.2).look, Turns(0, print))
        assert asker.ask(site.url("/a")) == Answer(site.url("/a"), Verdict.SLOW)
        away = f"http://localhost:{free_port()}/"
        assert asker.ask(away) == Answer(away, Verdict.UNREACHABLE)

    assert site.visits == ["HEAD /a"]


@pytest.mark.parametrize("address", ["http://", "https:///path", "http://a:b@example.org/", "http://x:0/"])
def test_what_is_no_address_is_not_asked(address: str, asker: Asker) -> None:
    assert asker.ask(address) == Answer(address, Verdict.MALFORMED)


def test_a_website_remembers_each_visit() -> None:
    site: Website
    with website(a=status(200)) as site:
        Web(private=True).look("GET", site.url("/none"))

    assert site.visits == ["GET /none"]
