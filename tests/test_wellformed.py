"""XML that is sent can be read: what XML cannot say is refused."""

import io
from typing import IO, cast
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, Store, parse

from mkg.engine import InProcessEngine, Query
from mkg.errors import NotAcceptable
from mkg.formats import GRAPHS, SOLUTIONS, named
from mkg.wellformed import XmlFile

RESULTS, TRIPLES = named("xml", SOLUTIONS), named("rdfxml", GRAPHS)


def answered(query: str) -> bytes:
    with InProcessEngine(Store()).answer(Query(query), RESULTS, TRIPLES).body as body:
        return body.read()


def is_foreign(character: str) -> bool:
    return character in "\ufffe\uffff" or (ord(character) < 0x20 and character not in "\t\n\r")


@given(st.text(max_size=6))
def test_an_answer_is_refused_or_can_be_read(text: str) -> None:
    for query in (
        f"SELECT ({Literal(text)} AS ?x) {{}}",
        f"CONSTRUCT {{ <urn:s> <urn:p:x> {Literal(text)} }} WHERE {{}}",
    ):
        if any(map(is_foreign, text)):
            with pytest.raises(NotAcceptable, match="a character that XML does not have"):
                answered(query)
        else:
            found = "".join(ElementTree.fromstring(answered(query)).itertext())  # noqa: S314 -- our own answer
            assert found.strip() == text.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(st.binary(max_size=12), st.integers(1, 4))
def test_a_character_is_seen_however_it_is_cut(content: bytes, size: int) -> None:
    content += "\ufffe".encode()
    file = XmlFile(cast(IO[bytes], io.BytesIO()))

    with pytest.raises(NotAcceptable):
        file.writelines(content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize("predicate", ["http://e/1", "http://e/p/", "urn:a:%20", "http://e/?x=1"])
def test_a_property_without_a_name_is_refused(predicate: str) -> None:
    with pytest.raises(NotAcceptable, match="RDF/XML cannot name"):
        answered(f"CONSTRUCT {{ <urn:s> <{predicate}> 1 }} WHERE {{}}")


@pytest.mark.parametrize(
    "predicate", ["http://e/p", "http://e/1a", "urn:é", "http://e/المغرب", "http://e/#_-."]
)
def test_a_property_with_a_name_is_written(predicate: str) -> None:
    content = answered(f"CONSTRUCT {{ <urn:s> <{predicate}> 1 }} WHERE {{}}")

    assert [quad.predicate.value for quad in parse(content, format=RdfFormat.RDF_XML)] == [predicate]
