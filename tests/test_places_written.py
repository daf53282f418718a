"""Every statement of a file has its place: the same statements, in the same order, as the parser tells."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkg.errors import ParseError
from mkg.sources import Source
from mkg.validation.written import CUT, MAX_INTO, Wanted, Written, plain, read
from turtle_texts import HEAD, ROOT, documents, suite

SUITE = suite()
SUITE_FILES = sorted(path for path in SUITE.rglob("*") if path.suffix in CUT) if SUITE else []
OWN_FILES = sorted(
    path for name in ("ontology", "data", "shapes", "tests") for path in (ROOT / name).rglob("*.ttl")
)
Told = tuple[object, object, object]


def source(text: str, name: str = "a.ttl") -> Source:
    return Source(Path(name), text.encode())


def strictly(given: Source) -> list[Told]:
    return [(quad.subject, quad.predicate, quad.object) for quad in given.quads()]


def written(given: Source, *, named: bool = True) -> list[Written]:
    """Return all that a source says, each statement with its place."""
    subjects = {quad.subject for quad in given.quads()}
    return list(read(given, Wanted(subjects, named=named)))


def said(found: list[Written]) -> list[Told]:
    return [(each.subject, each.predicate, each.object) for each in found]


def is_placed(each: Written) -> bool:
    """Whether what stands at the place of the object could be it."""
    text = each.sheet.text[each.spans[2][0] :]
    term = each.object
    if each.predicate.value.endswith("#rest") or each.spans[0] == each.spans[1] == each.spans[2]:
        return True
    if isinstance(term, Literal):
        return text[0] in "\"'+-.0123456789tf"
    if isinstance(term, BlankNode):
        return text[0] in "[(_"
    return isinstance(term, Triple) or text[0] not in "\"'[_"


def refuses(given: Source) -> bool:
    try:
        strictly(given)
    except ParseError:
        return True
    return False


@pytest.mark.skipif(not SUITE_FILES, reason="no W3C test suite: set MKG_W3C to the folder that holds it")
@pytest.mark.parametrize("path", SUITE_FILES, ids=lambda path: str(path.relative_to(SUITE)))
def test_every_statement_of_a_file_of_the_w3c_suites_has_its_place(path: Path) -> None:
    given = Source(path, path.read_bytes())
    if refuses(given):
        assert len(list(read(given, Wanted(objects={NamedNode("urn:none")})))) == 0
        return

    found = written(given)

    assert said(found) == strictly(given)
    assert all(map(is_placed, found))


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_statement_of_a_file_of_ours_has_its_own_place(path: Path) -> None:
    given = Source(path, path.read_bytes())

    found = written(given)

    assert said(found) == strictly(given)
    assert all(map(is_placed, found))
    assert all(each.spans[1] != each.spans[2] for each in found if not each.predicate.value.endswith("#rest"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(relative=True))
def test_every_statement_of_any_document_has_its_place(text: str) -> None:
    given = source(text)

    found = written(given)

    assert said(found) == strictly(given)
    assert all(map(is_placed, found))


BLANK = [
    ("e:a e:p [ e:q 1 ; e:r [ e:q 2 ] , [] ; e:q 3 ] , [ e:q 1 ] .", ["1", "2", "3", "1"]),
    ("[ e:q 1 ] e:q 2 . [] e:q 1 . [ e:q 1 ] .", ["1", "2", "1", "1"]),
    ("e:a e:p ( [ e:q 1 ] ( [ e:q 1 ] 3 ) 'x'@en ) . ( [ e:q 1 ] ) e:q 2 .", ["1", "1", "1", "2"]),
    ("_:x e:p _:y . _:y e:q 1 . _:x e:q 2 . _:y e:p [ e:q 3 ] .", ["1", "2", "3"]),
    ("e:a e:p _:x , [ e:q 1 ; e:p _:x ] . _:x e:q 2 .", ["1", "2"]),
]


@pytest.mark.parametrize(("text", "values"), BLANK)
def test_what_blank_nodes_say_is_placed_where_it_is_written(text: str, values: list[str]) -> None:
    given = source(HEAD + text)

    found = [each for each in written(given) if each.predicate.value.endswith("/q")]

    assert {(str(each.subject), each.object) for each in found} == {
        (str(quad.subject), quad.object) for quad in given.quads() if quad.predicate.value.endswith("/q")
    }
    assert [each.sheet.text[slice(*each.spans[2])] for each in found] == values
    assert [each.object.value for each in found if isinstance(each.object, Literal)] == values


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "e:a e:p [ e:q 1 ] , 'a' . e:b e:p [ e:q 1 ] . _:x e:q 2 . e:c e:p 1 . _:x e:q 3 ."),
        ("a.trig", "_:g { e:a e:p 1 } [] { e:b e:p [ e:q 1 ] } e:c e:p [ e:q 2 ] . e:d e:p [ e:q 3 ] ."),
    ],
)
def test_the_same_blank_nodes_are_meant_when_only_one_is_wanted(name: str, text: str) -> None:
    given = source(HEAD + text, name)
    for wanted in {quad.subject for quad in given.quads() if isinstance(quad.subject, BlankNode)}:
        found = list(read(given, Wanted({wanted})))

        own = [(each.subject, each.predicate, each.object) for each in found if each.subject == wanted]
        assert own == [told for told in strictly(given) if told[0] == wanted]
        assert len(found) < len(strictly(given))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nt", "_:a <urn:p> _:b .\n_:b <urn:p> 'no' .\n".replace("'no'", '"no"')),
        ("a.nq", '_:a <urn:p> _:b _:g .\n_:b <urn:p> "x"@en <urn:g> .\n_:b <urn:p> "x" .\n'),
        (
            "a.trig",
            "@prefix e: <urn:> . _:g { e:a e:p 1 . e:b e:p [ e:q _:g ] } e:c e:p ( 1 ) . [] { e:d e:p 2. }",
        ),
    ],
)
def test_other_forms_of_turtle_have_places_too(name: str, text: str) -> None:
    given = source(text, name)

    found = written(given)

    assert said(found) == strictly(given)
    assert all(each.spans[1] != each.spans[2] for each in found if not each.predicate.value.endswith("#rest"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonld", '{"@id": "urn:a", "urn:p": {"urn:q": "x"}}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:">'
            '<rdf:Description rdf:about="urn:a" e:p="x"/></rdf:RDF>',
        ),
    ],
)
def test_of_other_formats_only_the_file_is_known(name: str, text: str) -> None:
    found = written(source(text, name))

    assert found
    assert {(each.at_object.path, each.at_object.line, each.at_object.column) for each in found} == {
        (name, 0, 0)
    }


NEWER = [
    "e:a e:p <<( e:a e:p 1 )>> ; e:q [ e:q 2 ] .",
    "e:a e:p e:b {| e:q 1 |} .",
    "<< e:a e:p 1 >> e:q 2 .",
    'VERSION "1.2" e:a e:p "x"@ar--rtl .',
    f"e:a e:p {'[ e:p ' * 120}1{' ]' * 120} .",
]


@pytest.mark.parametrize("text", NEWER)
def test_what_the_reader_does_not_read_is_placed_at_its_subject(text: str) -> None:
    given = source(HEAD + text)

    found = written(given)

    assert sorted(map(str, said(found))) == sorted(map(str, strictly(given)))
    assert {(each.at_object.line, each.at_object.column) for each in found} == {
        (2, 15 if "VERSION" in text else 1)
    }


def test_without_names_statements_are_the_same_and_blank_nodes_of_files_apart() -> None:
    text = HEAD + "e:a e:p _:x , [ e:p 1 ] . _:x e:p 2 ."

    one, other = (
        list(read(source(text, name), Wanted({NamedNode("http://example.org/a")})))
        for name in ("a.ttl", "b.ttl")
    )

    assert [len(one), len(other)] == [3, 3]
    assert {each.object for each in one} & {each.object for each in other} == {
        each.object for each in one if isinstance(each.object, Literal)
    }


def test_language_tags_are_equal_whatever_their_case() -> None:
    assert plain(Literal("x", language="en-GB")) == plain(Literal("x", language="EN-gb"))
    assert plain(Literal("x")) == Literal("x")


def test_of_a_thing_that_many_speak_of_only_some_are_read() -> None:
    given = source(HEAD + "".join(f"e:s{index} a e:C .\n" for index in range(MAX_INTO + 50)))

    found = list(read(given, Wanted(objects={NamedNode("http://example.org/C")})))

    assert said(found) == strictly(given)[:MAX_INTO]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_one_blank_node_of_any_document_is_the_one_that_is_meant(text: str) -> None:
    given = source(text)
    all_told = strictly(given)

    for wanted in {told[0] for told in all_told if isinstance(told[0], BlankNode)}:
        found = said(list(read(given, Wanted({wanted}))))
        assert [told for told in found if told[0] == wanted] == [
            told for told in all_told if told[0] == wanted
        ]
