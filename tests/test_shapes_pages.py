"""The pages of the shapes and of the functions over HTTP: each at the fragment of its IRI, and as data."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import pages
from documents import DATA
from http_client import ask

ROOT = Path(__file__).parents[1]
LANGUAGES = ["en", "fr", "ar"]


@pytest.mark.parametrize("suffix", DATA)
def test_all_shapes_are_sent_as_data(server: str, suffix: str) -> None:
    media_type, syntax = DATA[suffix]
    reply = ask(server, "/shapes", headers={"Accept": media_type})
    files = [parse(path=path, format=RdfFormat.TURTLE) for path in sorted((ROOT / "shapes").glob("*.ttl"))]

    assert (reply.status, reply.type) == (200, media_type)
    assert reply.headers["Content-Location"] == f"/shapes.{suffix}"
    assert len([*parse(reply.body, format=syntax)]) == sum(len([*file]) for file in files)
    again = ask(server, f"/shapes.{suffix}", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status == 304


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_and_rule_is_told_at_the_fragment_of_its_iri(server: str, language: str) -> None:
    it = pages.page(server, "/shapes", language)
    rules = {path.stem for path in (ROOT / "shapes" / "rules").glob("*.rq")}
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "shapes").glob("*.ttl"))
    ids = {each.attributes.get("id") for each in it.all()}

    assert {*re.findall(r"^mkgsh:(\S+)$", text, re.MULTILINE)} | rules <= ids
    (gap,) = it.all("tr", id="author-gap")
    lines = (ROOT / "shapes" / "rules" / "author-gap.rq").read_text(encoding="utf-8").split("\n")
    message = {"en": lines[0][2:], "fr": lines[1][6:], "ar": lines[2][6:]}[language]
    assert " ".join(message.split()) in gap.text


def test_a_shape_tells_how_many_values_there_may_be_and_of_what(server: str) -> None:
    it = pages.page(server, "/shapes")

    assert "at least 1" in it.all("tr", id="Thing-source")[0].text
    assert "exactly 1" in it.all("tr", id="Claim-sentence")[0].text
    (place,) = it.all("tr", id="Institution-location")
    assert "at most 1" in place.text
    assert "/ns/Place" in pages.links(place)


def test_functions_are_told_at_the_fragment_of_their_iris(server: str) -> None:
    it = pages.page(server, "/fn", "ar")

    assert [each.all("dt")[0].text for each in it.all("div", class_="card")] == [
        "fn:fold(text)",
        "fn:matches(text, query)",
    ]
    assert it.all("div", id="fold")
