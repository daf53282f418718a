import pytest

from mkg.turtle.blocks import Piece, brackets, cut
from turtle_texts import BASE, HEAD


def pieces(text: str) -> list[Piece]:
    return list(cut(text.encode(), BASE))


def subjects(text: str) -> list[str]:
    return [piece.subject.decode() for piece in pieces(text)]


def test_subjects_are_told_as_they_are_written_and_as_iris() -> None:
    text = "e:a.b e:p 1 . <urn:x> e:p 1 . <y> e:p 1 . _:b e:p 1 . [] e:p 1 . () e:p 1 ."
    text += "e:\\~ e:p 1 . f:x e:p 1 ."

    assert subjects(HEAD + text) == ["e:a.b", "<urn:x>", "<y>", "_:b", "[", "(", "e:\\~", "f:x"]
    assert [piece.iri for piece in pieces(HEAD + text)] == [
        b"http://example.org/a.b",
        b"urn:x",
        None,
        b"",
        b"",
        b"",
        None,
        b"",
    ]


def test_prefixes_and_base_are_those_in_force_where_a_piece_stands() -> None:
    text = "@prefix e: <#> . e:a e:p 1 . BASE <x/> PREFIX e: <y#> e:a e:p 2 ."

    one, two = pieces(text)

    assert (one.iri, two.iri) == (b"http://example.org/base/file.ttl#a", b"http://example.org/base/x/y#a")
    assert (one.scope.base, two.scope.base) == (BASE, "http://example.org/base/x/")


def test_a_mark_at_the_beginning_of_the_file_is_none_of_the_text() -> None:
    (piece,) = cut(b"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> .", BASE)

    assert (piece.start, piece.subject) == (3, b"<urn:a>")


def test_graphs_of_trig_are_opened_and_closed() -> None:
    text = HEAD + "GRAPH e:g { e:a e:p 1 . e:b e:p { } _:h {} {e:c e:p 2} e:d e:p 3 . e:i { e:e e:p 4. }"

    found = list(cut(text.replace("e:p { }", "e:p 5 }").encode(), BASE))

    graphs = [b"GRAPH e:g {"] * 2 + [b"{", b"", b"e:i {"]
    assert [(piece.subject, piece.graph) for piece in found] == list(
        zip([b"e:a", b"e:b", b"e:c", b"e:d", b"e:e"], graphs, strict=True)
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing", "@prefix e: <urn:e:> .", "BASE <urn:x>"])
def test_a_text_without_statements_has_no_pieces(text: str) -> None:
    assert pieces(text) == []


def test_a_statement_may_be_very_long() -> None:
    text = (
        HEAD
        + "e:a e:p "
        + " , ".join(f"'{index}.' , {index}.5" for index in range(20_000))
        + " . e:b e:p 1 ."
    )

    assert subjects(text) == ["e:a", "e:b"]


@pytest.mark.parametrize("text", ["e:a e:p 'x", "e:a e:p <", "e:a [ e:b", "\\", "}{", '"""', "e:a e:p 1"])
def test_what_is_not_turtle_is_cut_without_a_fault(text: str) -> None:
    assert len(pieces(HEAD + text)) <= 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("e:a e:p 1 .", 0),
        ("e:a e:p [] , '[' , <urn:x> , [ e:q [ e:r \"(\" ] ] . # (", 3),
        ("[ e:p '''~(_:x''' ] e:q e:\\( .", 1),
        ("e:a e:p ( [] ) .", None),
        ("_:a e:p [] .", None),
        ("e:a e:p << e:a e:p 1 >> .", None),
        ("e:a e:p 1 ~ .", None),
        ("e:a e:p 1 {| e:q 1 |} .", None),
    ],
)
def test_blank_nodes_are_counted_where_all_are_brackets(text: str, count: int | None) -> None:
    content = (HEAD + text).encode()
    (piece,) = cut(content, BASE)

    assert brackets(content, piece) == count
