"""What the page of a list tells, taken out of its HTML: the things, and what can be chosen; and its table."""

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from http_client import BROWSER, ask

_ITEM = re.compile(r'<li class="item">\s*<p class="name"><a href="([^"]*)"')
_OPTION = re.compile(
    r'<a href="([^"]*)" rel="nofollow"( aria-current="true")?><span class="box".*?<span class="n">([^<]*)<'
)

Options = dict[str, dict[str, int]]


def page(server: str, path: str, lang: str = "") -> str:
    reply = ask(server, path, headers={"Accept": BROWSER, "Accept-Language": lang or "en"})
    assert (reply.status, reply.type) == (200, "text/html")
    return reply.body.decode()


def things(html: str) -> list[str]:
    """Return the addresses of the things on a page, in their order."""
    return [unescape(address) for address in _ITEM.findall(html)]


def all_things(server: str, path: str) -> list[str]:
    """Return the addresses of the things on a page and on those that follow."""
    html = page(server, path)
    following = re.search(r'<link rel="next" href="([^"]*)"', html)
    return things(html) + (all_things(server, unescape(following[1])) if following else [])


def options(html: str, path: str) -> Options:
    """Return how many things each value of each facet would show, by the word that turns it on or off."""
    here, found = {*pairs(path)}, Options()
    for address, _, count in _OPTION.findall(html):
        ((facet, word),) = here.symmetric_difference(pairs(unescape(address)))
        found.setdefault(facet, {})[word] = int(count.replace(",", ""))
    return found


def chosen(html: str) -> int:
    """Return how many values are marked as chosen."""
    return sum(bool(mark) for _, mark, _ in _OPTION.findall(html))


def pairs(path: str) -> list[tuple[str, str]]:
    """Return the parameters of an address."""
    return parse_qsl(urlsplit(path).query)


def table(server: str, path: str) -> list[dict[str, str]]:
    reply = ask(server, path, headers={"Accept": "text/csv"})
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return [*csv.DictReader(io.StringIO(reply.body.decode(), newline=""))]
