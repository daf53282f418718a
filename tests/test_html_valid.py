"""Pages of every kind keep to the HTML standard and its rules for access, in each language."""

from pathlib import Path
from urllib.parse import urlencode

import pytest

from html_checker import findings
from http_client import FORM, ask
from page_kinds import LANGUAGES, PAGES, REFUSALS

WRONG = "@prefix mkg: <https://w3id.org/mkg/ns#> .\n<urn:a> a mkg:Claim .\n"
SENT = {
    "checked, well": ("/validate", "<urn:a> <urn:b> <urn:c> ."),
    "checked, wrong": ("/validate", WRONG),
    "checked, no Turtle": ("/validate", "<urn:a> <urn:b\n<script>alert(1)</script>"),
}
"""Pages that answer a form which is posted."""


def pages(server: str, language: str) -> dict[str, bytes]:
    told = {"Accept": "text/html", "Accept-Language": language}
    found = {}
    for name, (path, status) in ({name: (path, 200) for name, path in PAGES.items()} | REFUSALS).items():
        reply = ask(server, path, headers=told)
        assert (path, reply.status, reply.type) == (path, status, "text/html")
        found[f"{name}, {path}"] = reply.body
    for name, (path, data) in SENT.items():
        reply = ask(server, path, "POST", urlencode({"data": data}).encode(), told | {"Content-Type": FORM})
        assert reply.type == "text/html"
        assert reply.status in {200, 400, 422}
        found[name] = reply.body
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_right(server: str, language: str, tmp_path: Path, modules: Path) -> None:
    found = pages(server, language)

    assert len(found) == len(PAGES) + len(REFUSALS) + len(SENT)
    assert findings(found, tmp_path, modules) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"<ul><p>x</p></ul>", "element-permitted-content"),
        (b'<p id="a"></p><p id="a"></p>', "no-dup-id"),
        (b'<img src="a.png">', "wcag/h37"),
        (b"<input>", "input-missing-label"),
        (b"<a href='x'></a>", "wcag/h30"),
    ],
)
def test_what_is_wrong_is_found(body: bytes, rule: str, tmp_path: Path, modules: Path) -> None:
    page = b'<!doctype html><html lang="en"><head><title>A page</title></head><body>%s</body></html>' % body

    assert [each for each in findings({"a page": page}, tmp_path, modules) if rule in each]


def test_what_is_right_is_not(tmp_path: Path, modules: Path) -> None:
    page = b'<!doctype html><html lang="en"><head><title>A page</title></head><body><p>x</p></body></html>'

    assert findings({"a page": page}, tmp_path, modules) == []
