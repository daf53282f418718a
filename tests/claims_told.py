"""What the page of claims tells, taken out of its HTML and its files."""

import csv
import io
import json
import re
from html import unescape

from http_client import BROWSER, Reply, ask, get
from mkg.vocab import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
ARTICLE = re.compile(r'<article class="claim[^"]*" id="([^"]*)"(.*?)</article>', re.DOTALL)


def page(server: str, query: str = "", lang: str = "en") -> str:
    reply = ask(server, f"/claims?lang={lang}&{query}", headers={"Accept": BROWSER})
    assert (reply.status, reply.type) == (200, "text/html")
    return reply.body.decode()


def articles(html: str) -> dict[str, str]:
    """Return what is told of each claim that is shown, by its anchor, in the order of the page."""
    return {
        anchor: unescape(re.sub(r"</?bdi[^>]*>", "", told))
        for anchor, told in ARTICLE.findall(html)
        if not re.match(r"[^>]* hidden>", told)
    }


def rows(server: str, query: str) -> list[dict[str, str]]:
    found = json.loads(get(server, query, "application/json").body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def table(reply: Reply) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reply.body.decode(), newline="")))
