"""What the query editor offers: the classes and properties of the graph, and its things by their names."""

import json
from urllib.parse import quote

import pytest

from http_client import ask


def test_the_classes_and_properties_in_use_are_told_by_their_names(server: str) -> None:
    reply = ask(server, "/sparql/terms.json?lang=fr")
    told = json.loads(reply.body)

    assert ["https://w3id.org/mkg/ns#University", "Université", 36] in told["classes"]
    assert ["https://w3id.org/mkg/ns#isLocatedIn", "est situé à", 287] in told["properties"]
    assert told["classes"] == sorted(told["classes"], key=lambda term: (-term[2], term[0]))
    assert (
        ask(server, "/sparql/terms.json?lang=fr", headers={"If-None-Match": reply.headers["ETag"]}).status
        == 304
    )


@pytest.mark.parametrize(("words", "iri"), [("um6p", "institution/um6p"), ("الرباط", "place/rabat")])
def test_things_are_told_by_their_names(server: str, words: str, iri: str) -> None:
    told = json.loads(ask(server, f"/sparql/things.json?q={quote(words)}&lang=en").body)

    assert told[0][0] == f"https://w3id.org/mkg/{iri}"
    assert told[0][2] == iri.partition("/")[0]


@pytest.mark.parametrize("words", ["", "%00", "%22%27)*%", "x" * 5000, "%F0%9F%98%80", "%FF"])
def test_any_words_may_be_looked_for(server: str, words: str) -> None:
    reply = ask(server, f"/sparql/things.json?q={words}")

    assert (reply.status, reply.type) == (200, "application/json")
    assert isinstance(json.loads(reply.body), list)


def test_a_class_without_a_name_in_any_language_is_told_by_its_iri_alone(server: str) -> None:
    told = json.loads(ask(server, "/sparql/terms.json").body)

    assert ["https://schema.org/Role", ""] in [term[:2] for term in told["classes"]]


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_terms_are_compressed(server: str, coding: str) -> None:
    reply = ask(server, "/sparql/terms.json", headers={"Accept-Encoding": coding})

    assert (reply.status, reply.headers["Content-Encoding"]) == (200, coding)
    assert len(reply.body) < 6_000
