"""Walks through a site as a reader would who clicks on everything, each address once."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import local
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from http_client import BROWSER

_LINK = re.compile(r'\s(?:href|src|action|srcset|poster|data-[a-z-]+)="((?:[./?#][^"]*)?)"')
_ANCHOR = re.compile(r'\sid="([^"]*)"')
_IMPORT = re.compile(r'(?:from|import)\s*\(?\s*"(\./[^"]+)"')
_STYLE = re.compile(r"url\(\"?([^)\"]+)\"?\)")
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass
class Visited:
    """What was found at an address."""

    status: int
    media_type: str
    length: int
    links: set[str] = field(default_factory=set)
    """Where it leads on this host: addresses with the query and the fragment."""
    anchors: set[str] = field(default_factory=set)


@dataclass
class Crawler:
    """Asks a site for pages on a few connections; remembers each address that it has been to."""

    server: str
    language: str = "en"
    visited: dict[str, Visited] = field(default_factory=dict)
    leading: dict[str, str] = field(default_factory=dict)
    """Each address, without a fragment, with one page that leads to it."""
    _shapes: Counter[str] = field(default_factory=Counter)

    def walk(self, starts: Iterable[str], *, bound: int, threads: int = 4) -> None:
        """Follow every link from some pages on; of addresses that differ in a parameter, so many."""
        wave = [start for start in starts if start not in self.visited]
        with ExitStack() as ending:
            own = _connections(self.server, ending)
            with ThreadPoolExecutor(threads) as pool:
                while wave:
                    found = [*pool.map(lambda path: self._visit(own.connection, path), wave)]
                    self.visited |= dict(zip(wave, found, strict=True))
                    wave = [*self._next(wave, bound)]

    def _next(self, wave: list[str], bound: int) -> Iterator[str]:
        for page in wave:
            for link in sorted(self.visited[page].links):
                address = urldefrag(link).url
                is_known = address in self.leading or address in self.visited
                self.leading.setdefault(address, page)
                if not is_known and self._is_wanted(page, address, bound):
                    yield address

    def _is_wanted(self, page: str, address: str, bound: int) -> bool:
        shape = shape_of(address)
        # What a choice leads to is another choice, without end.
        if shape == address:
            return True
        if "?" in page and "page" not in shape.partition("?")[2].split("&"):
            return False
        self._shapes[shape] += 1
        return self._shapes[shape] <= bound

    def _visit(self, connection: HTTPConnection, path: str, hops: int = 3) -> Visited:
        connection.request("GET", path, headers={"Accept": BROWSER, "Accept-Language": self.language})
        response = connection.getresponse()
        body = response.read()
        if response.status in _REDIRECTS and hops:
            return self._visit(connection, str(response.headers["Location"]), hops - 1)
        kind = response.headers.get_content_type()
        links = {urljoin(path, link) for link in links_of(kind, body)}
        return Visited(response.status, kind, len(body), links, anchors_of(kind, body))


def _connections(server: str, ending: ExitStack) -> "_Own":
    class Own(_Own):
        def __init__(self) -> None:
            made = HTTPConnection(server.removeprefix("http://"), timeout=60)
            self.connection = ending.enter_context(closing(made))

    return Own()


class _Own(local):
    connection: HTTPConnection


def links_of(media_type: str, body: bytes) -> Iterator[str]:
    """Yield the links of a page, a style sheet or a script that lead to this host, as they are written."""
    text = body.decode(errors="replace")
    if media_type == "text/html":
        yield from filter(None, map(html.unescape, _LINK.findall(text)))
    elif media_type == "text/css":
        yield from (link for link in _STYLE.findall(text) if not link.startswith("data:"))
    elif media_type == "text/javascript":
        yield from _IMPORT.findall(text)


def anchors_of(media_type: str, body: bytes) -> set[str]:
    """Return the names of the places in a page to which a fragment leads."""
    return {*map(html.unescape, _ANCHOR.findall(body.decode()))} if media_type == "text/html" else set()


def shape_of(address: str) -> str:
    """Return an address; of one with parameters, or of a data file, what all of its kind have in common."""
    parts = urlsplit(address)
    suffix = re.search(r"(?<=.)\.(ttl|jsonld|rdf|nt|bib|csl\.json|html)$", parts.path)
    is_one = parts.path.startswith("/static/") or (parts.path.startswith("/file/") and not parts.query)
    if is_one or not (parts.query or suffix):
        return address
    names = "&".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    family = re.sub(r"^/(\w+)/.+", r"/\1/*", parts.path)
    return f"{family}{suffix[0] if suffix else ''}?{names}"
