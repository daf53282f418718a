from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.links.addresses import address_of, cited, host_of
from mkg.sources import Source
from mkg.vocab import OWL, RDF, SCHEMA

PREFIXES = f"""
@prefix e: <http://e.example/> . @prefix owl: <{OWL}> . @prefix schema: <{SCHEMA}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def source(text: str, name: str = "a.ttl") -> Source:
    return Source(Path(name), (PREFIXES + text).encode())


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://EXAMPLE.org/A#b", "http://example.org/A"),
        ("https://example.org:8443/a?b=c&d=é#e", "https://example.org:8443/a?b=c&d=%C3%A9"),
        ("https://fr.wikipedia.org/wiki/Fès", "https://fr.wikipedia.org/wiki/F%C3%A8s"),
        ("https://example.org/F%C3%A8s", "https://example.org/F%C3%A8s"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("https://medium.com/@a/b", "https://medium.com/@a/b"),
        ("https://doi.org/10.1000/(A);1<2>", "https://doi.org/10.1000/(A);1%3C2%3E"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
        ("http://127.0.0.1/a//b/../c", "http://127.0.0.1/a//b/../c"),
    ],
)
def test_an_iri_is_written_as_the_web_wants_it(iri: str, address: str) -> None:
    assert address_of(iri) == address
    assert address_of(address) == address


@pytest.mark.parametrize(
    "iri",
    [
        "http://",
        "http:///a",
        "http:a",
        "http://:80/",
        "http://a:99999/",
        "http://a:b/",
        "http://a:0/",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://a..b/",
        "http://" + "a" * 64 + ".org/",
        "http://a%20b/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "ftp://example.org/",
        "urn:isbn:1",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(iri: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the text is for nobody
        address_of(iri)


def test_a_host_is_the_same_on_each_of_its_ports() -> None:
    assert {host_of(f"http://example.org{end}") for end in ("/", ":80/", ":8080/a")} == {"example.org"}


def test_every_statement_that_points_outside_is_found() -> None:
    found = cited(
        [
            source(
                "e:a owl:sameAs <http://x.example/1> , <https://y.example/2> ; e:b <urn:z> , e:b , 'text' ."
            ),
            source("[] schema:url <http://x.example/1> .", "b.ttl"),
        ]
    )

    assert [*found] == ["http://x.example/1", "https://y.example/2", "http://e.example/b"]
    first, second = found["http://x.example/1"]
    assert (first.subject, first.predicate) == (NamedNode("http://e.example/a"), NamedNode(OWL + "sameAs"))
    assert (type(second.subject), second.value) == (BlankNode, NamedNode("http://x.example/1"))


def test_what_the_data_describe_in_any_file_is_not_outside() -> None:
    assert cited([source("e:a e:p e:b ."), source("e:b e:p 1 .", "b.ttl")]) == {}


def test_what_is_ours_is_not_outside() -> None:
    text = "e:a e:p e:b , <http://x.example/> ."

    assert [*cited([source(text)], own=("http://e.example/",))] == ["http://x.example/"]


def test_a_term_of_a_vocabulary_is_no_link_unless_it_is_asked_for() -> None:
    text = "e:a a <http://x.example/Class> ."

    assert cited([source(text)]) == {}
    assert [*cited([source(text)], [RDF + "type"])] == ["http://x.example/Class"]


def test_only_the_properties_that_are_asked_for_are_looked_at() -> None:
    text = (
        "e:a owl:sameAs <http://x.example/1> ; schema:url <http://x.example/2> ; e:p <http://x.example/3> ."
    )

    assert [*cited([source(text)], [OWL + "sameAs", SCHEMA + "url"])] == [
        "http://x.example/1",
        "http://x.example/2",
    ]


def test_text_is_an_address_where_its_type_says_so_or_its_property_is_asked_for() -> None:
    text = (
        'e:a schema:url "http://x.example/1"^^xsd:anyURI , "http://x.example/2" , "see http://x.example/3" .'
    )

    (citation,) = cited([source(text)])["http://x.example/1"]
    assert isinstance(citation.value, Literal)
    assert [*cited([source(text)])] == ["http://x.example/1"]
    assert [*cited([source(text)], [SCHEMA + "url"])] == ["http://x.example/1", "http://x.example/2"]


def test_iris_that_differ_in_their_fragments_are_one_address() -> None:
    found = cited(
        [source("e:a e:p <http://x.example/1#a> , <http://x.example/1#b> , <http://X.example/1> .")]
    )

    assert [len(citations) for citations in found.values()] == [3]


def test_a_statement_in_two_files_is_one() -> None:
    text = "e:a e:p <http://x.example/1> ."

    assert [len(each) for each in cited([source(text), source(text, "b.ttl")]).values()] == [1]


def test_what_cannot_be_an_address_is_kept_as_it_is_written() -> None:
    assert [*cited([source("e:a e:p <http:///nowhere> .")])] == ["http:///nowhere"]


def test_the_graph_points_outside_by_the_properties_that_it_uses(root: Path) -> None:
    path = root / "tests" / "toy" / "data"
    found = cited([Source(each, each.read_bytes()) for each in sorted(path.rglob("*.ttl"))])

    assert found
    assert all(address.startswith("http") for address in found)
