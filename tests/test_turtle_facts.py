"""Two texts have equal facts just when they say the same, however they are laid out."""

import pytest

from mkg.errors import ParseError
from mkg.turtle.facts import facts

P = "@prefix e: <http://example.org/> .\n"


def said(text: str) -> object:
    return facts(P + text, "test.ttl")


SAME = [
    ("e:a e:p 1 , 2 .", "e:a e:p 2 . e:a e:p 1 , 1 ."),
    ("e:a e:p [ e:q 1 ; e:r [ ] ] .", "e:a e:p [ e:r [] ; e:q 1 ] ."),
    ("e:a e:p ( 1 ( 2 ) ) .", "<http://example.org/a> e:p ( 1 ( 2 ) ) ."),
    ("[ e:p 1 ] e:q 2 .", "[] e:q 2 ; e:p 1 ."),
    ("_:x e:p _:y .", "_:x e:p _:y , _:y ."),
    ("[ e:p 1 ] . [ e:p 2 ] .", "[ e:p 2 ] . [ e:p 1 ] ."),
]
DIFFERENT = [
    ("e:a e:p 1 .", "e:a e:p 1.0 ."),
    ("e:a e:p [] , [] .", "e:a e:p [] ."),
    ("e:a e:p ( 1 2 ) .", "e:a e:p ( 2 1 ) ."),
    ("e:a e:p [ e:q 1 ] , [ e:r 2 ] .", "e:a e:p [ e:q 1 ; e:r 2 ] , [] ."),
    ("[ e:p 1 ] .", "[ e:p 1 ] . [ e:p 1 ] ."),
    ("e:a e:p [ e:q 1 ] . e:b e:p [ e:q 2 ] .", "e:a e:p [ e:q 2 ] . e:b e:p [ e:q 1 ] ."),
    ("_:x e:p 1 . e:a e:p _:x .", "_:x e:p 1 . e:a e:p [] ."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_said_otherwise_is_the_same(one: str, other: str) -> None:
    assert said(one) == said(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_in_one_fact_is_not_the_same(one: str, other: str) -> None:
    assert said(one) != said(other)


def test_a_list_of_100000_items_is_read_to_its_end() -> None:
    assert said(f"e:a e:p ({' 1' * 100_000} ) .") != said(f"e:a e:p ({' 1' * 99_999} 2 ) .")


def test_what_is_not_turtle_is_refused_at_its_place() -> None:
    with pytest.raises(ParseError, match=r"^test\.ttl:2:\d+: "):
        said("e:a e:p")
