"""Data and shapes from somebody who means ill: a clear answer within the limits, and nothing is fetched."""

import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from mkg import sources
from mkg.errors import MkgError, ParseError, ShapesError
from mkg.validation import confine
from mkg.validation.confine import LimitError
from mkg.validation.engines import ENGINES
from ntriples import HEAD, PREFIXES, ntriples, results

MIB = 1024 * 1024
Answer = Callable[[str, str], list[dict[str, str]]]


def answer(name: str, data: str, shapes: str, seconds: float = 30) -> list[dict[str, str]]:
    return results(confine.run(name, ntriples(data), ntriples(shapes), seconds, 600 * MIB))


@pytest.fixture(params=ENGINES)
def ask(request: pytest.FixtureRequest) -> Answer:
    return lambda data, shapes: answer(request.param, data, shapes)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Serve on loopback; return the address and, as it grows, the list of what was asked for."""
    found: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:  # type: ignore[override]
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", found
        server.shutdown()
        thread.join()


RUNAWAY = f"{HEAD} sh:property [ sh:path e:p ; sh:pattern '^(a+)+$' ] ."


def test_a_pattern_that_never_ends_is_stopped_or_judged() -> None:
    data = f"e:a e:p '{'a' * 50}!' ."

    assert len(answer("shacl", data, RUNAWAY)) == 1
    with pytest.raises(LimitError, match="pyshacl was stopped after 1 seconds"):
        answer("pyshacl", data, RUNAWAY, seconds=1)


def test_a_query_that_never_ends_is_stopped() -> None:
    data = " ".join(f"e:n{number} e:p e:n{number + 1} ." for number in range(300)) + " e:a e:p e:b ."
    product = " ".join(f"?a{number} ?b{number} ?c{number} ." for number in range(9))
    shapes = f"{HEAD} sh:sparql [ sh:select 'SELECT $this {{ {product} FILTER(?a1 = ?c2 && ?c3 = ?a8) }}' ] ."

    for name in ENGINES:
        with pytest.raises(LimitError) as caught:
            answer(name, data, shapes, seconds=1.5)
        assert caught.value.reason in {"time", "memory"}


@pytest.mark.parametrize(
    "shapes",
    [
        f"{HEAD} sh:property [ sh:path e:p ; sh:node e:S ] .",
        f"{HEAD} sh:node e:T . e:T sh:node e:S .",
        f"{HEAD} sh:property e:P . e:P sh:path e:p ; sh:property e:P .",
    ],
)
def test_shapes_that_refer_to_themselves_are_judged(ask: Answer, shapes: str) -> None:
    assert ask("e:a e:p e:b .", shapes) == []


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("sh:in _:l . _:l rdf:first e:z ; rdf:rest _:l .", "list|recursive rdf:rest"),
        ("sh:and _:l . _:l rdf:first e:z ; rdf:rest _:l .", "list|recursive rdf:rest"),
        (
            "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .",
            "nested too deep|too much",
        ),
        (
            "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p rdf:first e:p ; rdf:rest _:p .",
            "path|List",
        ),
    ],
)
def test_lists_and_paths_that_bite_their_tail_are_refused(ask: Answer, shapes: str, said: str) -> None:
    with pytest.raises(ShapesError, match=f"^the shapes cannot be used: .*({said})"):
        ask("e:a e:p e:b .", HEAD + shapes)


def test_five_thousand_negations_are_refused(ask: Answer) -> None:
    negations = " ".join(f"e:S{number} sh:not e:S{number + 1} ." for number in range(5000))

    with pytest.raises(ShapesError, match=r"nested more than 48 deep|path too deep"):
        ask("e:a e:p e:b .", f"{HEAD} sh:not e:S0 . {negations} e:S5000 sh:class e:C .")


def test_twenty_thousand_levels_of_data_are_walked(ask: Answer) -> None:
    chain = " ".join(f"_:b{number} e:p _:b{number + 1} ." for number in range(20_000))
    shapes = f"{HEAD} sh:property [ sh:path e:p ; sh:nodeKind sh:IRI ] ; sh:not [ sh:nodeKind sh:IRI ] ."

    found = ask(f"e:a e:p _:b0 . {chain}", shapes)

    assert {result["value"] for result in found} == {"_:b0", "<http://example.org/a>"}


def test_twenty_thousand_levels_of_a_path_are_refused(ask: Answer) -> None:
    chain = " ".join(f"_:b{number} sh:inversePath _:b{number + 1} ." for number in range(20_000))

    with pytest.raises(ShapesError, match=r"nested too deep|depth is too much"):
        ask("e:a e:p e:b .", f"{HEAD} sh:property [ sh:path _:b0 ; sh:minCount 1 ] . {chain}")


@pytest.mark.parametrize("name", ENGINES)
def test_a_file_too_large_for_the_memory_is_told_so(name: str) -> None:
    data = b"".join(
        b'<http://example.org/n%d> <http://example.org/p> "%0200d" .\n' % (n, n) for n in range(50_000)
    )
    shapes = ntriples(f"{HEAD} sh:property [ sh:path e:p ; sh:maxCount 1 ] .")

    with pytest.raises(LimitError, match="needed more than 20 MiB; raise --memory-limit") as caught:
        confine.run(name, data, shapes, 20, 20 * MIB)

    assert caught.value.reason == "memory"


def test_nothing_is_fetched(ask: Answer, asked: tuple[str, list[str]]) -> None:
    address, found = asked
    shapes = f"""
        <{address}/shapes> a owl:Ontology ; owl:imports <{address}/imports> .
        {HEAD} owl:imports <{address}/imports> ; sh:shapesGraph <{address}/shapes> ;
            sh:js [ sh:jsFunctionName "f" ;
                    sh:jsLibrary [ sh:jsLibraryURL "{address}/script"^^xsd:anyURI ] ] ;
            sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate e:q ; sh:object e:z ] ;
            sh:property [ sh:path e:q ; sh:maxCount 0 ] .
    """
    data = (
        f"<{address}/data> a owl:Ontology ; owl:imports <{address}/imports> ; sh:shapesGraph <{address}/s> ."
    )

    assert ask(data, shapes) == []
    assert found == []
    with urlopen(f"{address}/seen") as reply:  # noqa: S310 -- our own server on loopback
        assert reply.status == 200
    assert found == ["/seen"]


@pytest.mark.parametrize("clause", ["FROM <{0}>", "FROM NAMED <{0}>"])
def test_no_file_and_no_address_is_read_by_a_query(
    ask: Answer, asked: tuple[str, list[str]], clause: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text(PREFIXES + "e:a e:p 'secret' .", encoding="utf-8")
    for iri in (secret.as_uri(), asked[0]):
        query = f"SELECT $this ?value {clause.format(iri)} {{ $this <http://example.org/p> ?value }}"
        with pytest.raises(ShapesError, match="FROM is not allowed here"):
            ask("e:a e:q e:b .", f'{HEAD} sh:sparql [ sh:select "{query}" ] .')

    assert asked[1] == []


def test_a_remote_context_is_not_fetched(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, found = asked
    path = tmp_path / "remote.jsonld"
    path.write_text(
        f'{{"@context": "{address}/context", "@id": "http://e.org/a", "name": "x"}}', encoding="utf-8"
    )

    with pytest.raises(ParseError, match=r"remote\.jsonld"):
        list(sources.read(path).quads())
    assert found == []


def test_an_engine_that_is_told_to_stop_leaves_no_socket_and_no_error_but_ours() -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for _ in range(3):
        with pytest.raises(MkgError):
            answer("pyshacl", f"e:a e:p '{'a' * 50}!' .", RUNAWAY, seconds=0.3)

    assert not before or len(list(Path("/proc/self/fd").iterdir())) == before
    assert socket.getdefaulttimeout() is None
