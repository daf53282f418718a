from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mkg.validation.findings import Finding
from mkg.validation.paths import Alternative, Inverse, Repeat, Sequence
from mkg.validation.places import MAX_ROUNDS
from placed import e, finding, place, source

TWO = Sequence((e("p"), e("name")))
THREE = Sequence((e("p"), e("q"), e("name")))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding(e("b"), Inverse(e("knows")), e("a")), (6, 13, 3)),
        (finding(e("c"), Inverse(e("knows")), e("b")), (7, 19, 3)),
        (finding(e("c"), Inverse(e("knows"))), (7, 5, 7)),
        (finding(e("d"), Inverse(e("knows"))), (9, 1, 3)),
        (finding(e("d"), TWO, Literal("inner")), (9, 18, 7)),
        (finding(e("d"), TWO, Literal("none")), (9, 5, 3)),
        (finding(e("d"), TWO), (9, 5, 3)),
        (finding(e("d"), THREE, Literal("deep")), (9, 47, 6)),
        (finding(e("a"), Sequence((e("knows"), e("knows"))), e("c")), (7, 19, 3)),
        (finding(e("a"), Alternative((e("missing"), e("name"))), Literal("ا")), (5, 12, 3)),
        (finding(e("a"), Alternative((e("missing"), e("name")))), (5, 5, 6)),
        (finding(e("a"), Repeat(e("knows"), "*"), e("c")), (7, 19, 3)),
        (finding(e("a"), Repeat(e("knows"), "?"), e("c")), (6, 5, 7)),
        (finding(e("a"), Repeat(e("knows"), "*"), e("a")), (6, 5, 7)),
        (finding(e("a"), Repeat(e("knows"), "+"), e("a")), (7, 13, 3)),
        (finding(e("a"), Sequence((Repeat(e("knows"), "?"), e("name"))), Literal("ا")), (5, 12, 3)),
        (finding(e("c"), Inverse(Repeat(e("knows"), "+")), e("a")), (6, 13, 3)),
        (finding(e("c"), Inverse(Sequence((e("knows"), e("knows")))), e("a")), (6, 13, 3)),
        (finding(e("c"), Inverse(Sequence((e("name"), e("knows"))))), (7, 5, 7)),
        (finding(e("b"), Sequence((Inverse(e("knows")), e("name"))), Literal("ا")), (5, 12, 3)),
        (finding(e("a"), Sequence((e("missing"), e("name")))), (3, 1, 3)),
    ],
)
def test_a_finding_on_a_path_is_placed_where_the_path_ends_or_else_begins(
    found: Finding, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    assert place(found, source(tmp_path)) == expected


def test_a_blank_node_between_pieces_is_followed(tmp_path: Path) -> None:
    text = "<urn:a> <urn:p> _:b .\n_:b <urn:q> _:c .\n_:c <urn:r> <urn:d> .\n<urn:d> <urn:s> '1' .\n"
    given = source(tmp_path, text.replace("'", '"'), "a.nt")
    way = Sequence(tuple(NamedNode(f"urn:{name}") for name in "pqrs"))

    assert len(way.paths) <= MAX_ROUNDS
    assert place(finding(NamedNode("urn:a"), way, Literal("1")), given) == (4, 17, 3)
    assert place(finding(NamedNode("urn:a"), way, Literal("2")), given) == (1, 9, 7)


def test_a_way_that_is_too_long_is_told_at_its_beginning(tmp_path: Path) -> None:
    text = "".join(f"<urn:{index}> <urn:p> <urn:{index + 1}> .\n" for index in range(MAX_ROUNDS + 5))
    way = Repeat(NamedNode("urn:p"), "+")

    found = finding(NamedNode("urn:0"), way, NamedNode(f"urn:{MAX_ROUNDS + 5}"))
    assert place(found, source(tmp_path, text)) == (1, 9, 7)
