from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from looked_at import HEAD, source
from mkg.lints import Checked
from mkg.lints.lint import finding
from mkg.lints.scan import Scan
from mkg.sources import Source, find, read
from mkg.turtle.tokens import tokens
from mkg.validation.findings import Severity
from mkg.vocab import LINTS

ROOT = Path(__file__).parents[1]
OURS = [read(path) for path in find([ROOT / "data", ROOT / "ontology" / "mkg.ttl", ROOT / "shapes"])]
HARD = r"""PREFIX ex: <http://example.org/> # <a> "b" 'c'
ex:a ex:b "x\"y#z" , 'a"b' , '\'' , "" , '' , ex:it\'s , ex:c\#d ; # it's
  ex:q '''a 'b' ''c # no
\'''' , "a quoted \" # no" , <http://example.org/#x> . # end """


def written(scan: Scan) -> list[tuple[int, int]]:
    kinds = {"string", "iri", "comment"}
    return [(each.start, each.end) for each in tokens(scan.text, "a.ttl") if each.kind in kinds]


def spans(scan: Scan) -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in scan.pieces if piece.kind != "\\"]


@pytest.mark.parametrize(
    "read_source", [*OURS, source(HARD)], ids=lambda each: str(each.path).removeprefix(str(ROOT))
)
def test_the_pieces_are_the_strings_iris_and_comments_of_the_tokens(read_source: Source) -> None:
    scan = Scan(read_source)

    assert spans(scan) == written(scan)


def test_the_code_is_as_long_as_the_text_and_says_where_pieces_were() -> None:
    scan = Scan(source(HARD))

    assert len(scan.code) == len(scan.text)
    assert all(
        scan.code[piece.start : piece.end] == piece.kind * (piece.end - piece.start) for piece in scan.pieces
    )
    assert "quoted" not in scan.code
    assert "ex:it" in scan.code


def test_a_piece_is_found_by_an_offset_in_it() -> None:
    scan = Scan(source(f"{HEAD}ex:a ex:b 'x' ."))
    start = scan.text.index("'x'")

    assert [scan.piece(start + each) is not None for each in (-1, 0, 1, 2, 3)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert scan.piece(0) is None


def test_prefixes_are_read_with_their_places() -> None:
    scan = Scan(source('@prefix ex:  <http://example.org/> .\nprefix : <#> ex:a ex:b "prefix p: <x>" .'))
    first, second = scan.prefixes

    assert (first.name, first.namespace, scan.text[first.name_at :][:3]) == (
        "ex",
        "http://example.org/",
        "ex:",
    )
    assert scan.text[first.namespace_at] == "<"
    assert (second.name, second.namespace) == ("", "#")


def test_what_a_piece_is_part_of_is_told() -> None:
    scan = Scan(source(f"{HEAD}<http://example.org/a> ex:b 'x' . # why"))
    thing, file = NamedNode("http://example.org/a"), NamedNode(scan.source.base)

    assert scan.said(scan.text.index("<http://example.org/a>")) == (thing, None, None)
    assert scan.said(scan.text.index("'x'"))[:2] == (thing, NamedNode("http://example.org/b"))
    assert scan.said(scan.text.index("# why")) == (file, None, None)
    assert scan.said(scan.text.index("<http://example.org/>")) == (file, None, None)
    assert scan.said(scan.text.index("ex:b")) == (file, None, None)


def test_triples_are_read_as_often_as_they_stand() -> None:
    scan = Scan(source(f"{HEAD}ex:a ex:b 1 , 1 , 2 ."))

    assert (len(scan.quads), len(scan.objects)) == (3, 2)
    assert len([*scan.having(scan.objects)]) == 2
    assert [*scan.having(set())] == []


def test_a_file_that_is_no_turtle_has_triples_but_no_statements() -> None:
    scan = Scan(source("<http://example.org/a> <http://example.org/b> 'x' .".replace("'", '"'), "a.nt"))

    assert len(scan.quads) == 1
    assert scan.statements == []
    assert (scan.anywhere.path, scan.anywhere.line) == ("/graph/a.nt", 0)


def test_a_file_is_read_once_for_all_lints_and_counted_once_in_two_roles() -> None:
    one, two = source(HEAD, "a.ttl"), source(HEAD, "b.nt")
    looked = Checked([one, two], [one], [one])

    assert looked.sources == [one, two]
    assert looked.facts == [one, two]
    assert looked.scan(one) is looked.scan(one)
    assert [scan.source for scan in looked.turtle] == [one]


def test_a_finding_bears_the_name_of_its_lint_and_its_messages_in_their_languages() -> None:
    said = {"en": "Mend it.", "fr": "Corrigez-le.", "ar": "صحّحه."}
    made = finding("a-lint", Severity.info, said, focus=NamedNode("http://example.org/a"))

    assert made.rule == "a-lint"
    assert made.component == LINTS + "a-lint"
    assert {message.language: message.value for message in made.messages} == said
    assert (made.place, made.path, made.value) == (None, None, None)
