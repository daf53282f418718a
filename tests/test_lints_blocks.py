from pathlib import Path

import pytest

from looked_at import HEAD, found, looked_at, rules, told
from mkg.lints import Checked
from mkg.sources import Source


@pytest.mark.parametrize(
    "text",
    [
        "ex:a ex:b 1 ; ex:c 2 .\nex:a ex:d 3 .",
        "ex:a ex:b 1 ; ex:c 2.\n<http://example.org/a>ex:d 3 .",
        "ex:z ex:b 1 ; ex:c 2 . ex:a ex:b 1 .\nex:a ex:d 3 .",
        "ex:a ex:b 'x. ex:q' ; ex:c 2 . # ex:a\nex:a ex:d 3 .",
        "ex:a ex:b 1.5 ; ex:c 2 .# why\n# how\n\nex:a ex:d 3 .",
        "ex:a ex:b [ ex:c 1 ; ex:d 2 ] .\nex:a ex:d ( 1 2 ) .",
        "ex:\\~a ex:b 1 ; ex:c 2 .\nex:\\~a ex:d 3 .",
        "PREFIX f: <http://example.org/>\nf:a f:b 1 ; f:c 2 .\nex:a ex:d 3 .",
        "ex:a.b ex:b 1 ; ex:c 2 .\nex:a.b ex:d 3 .",
    ],
)
def test_a_thing_in_two_blocks_is_told(text: str) -> None:
    assert [rule for rule in rules(text) if rule != "doubled-prefix"] == ["split-block"]


@pytest.mark.parametrize(
    "text",
    [
        "ex:a ex:b 1 ; ex:c 2 .\nex:d ex:e ex:a .",
        "ex:a ex:b 1 .\nex:a ex:c 2 .",
        "[] ex:b 1 ; ex:c 2 .\n[] ex:b 1 .",
        "_:a ex:b 1 ; ex:c 2 .\n_:a ex:d 1 .",
        "ex:a ex:b '. ex:a ex:b.' ; ex:c 2 .",
        "ex:a ex:b 1 ; ex:c 2 . # . ex:a ex:b",
        "ex:a ex:b ex:a.b , ex:c\\. ; ex:c 2 .",
        "ex:a ex:b <http://example.org/x.> ; ex:c 2 .",
        "ex:a ex:b 1 ; ex:c 2 .\n( 1 ) ex:b ex:a .",
        "ex:A ex:b 1 ; ex:c 2 .\nex:a ex:b 1 .",
    ],
)
def test_what_is_no_second_block_is_left_alone(text: str) -> None:
    assert rules(text) == []


def test_each_further_block_is_told_with_the_line_of_the_first() -> None:
    looked = looked_at(f"{HEAD}ex:a ex:b 1 ;\n ex:c 2 .\n\nex:a ex:d 3 .\n  ex:a ex:e 4 .")
    first, second = found(looked)

    assert "line 2" in first.messages[0].value
    assert "line 2" in second.messages[0].value
    assert (str(first.place), str(second.place)) == ("/graph/0.ttl:5:1", "/graph/0.ttl:6:3")
    assert first.place is not None
    assert first.place.width == len("ex:a")


def test_a_thing_may_be_described_in_two_files() -> None:
    text = "ex:a ex:b 1 ; ex:c 2 ."

    assert rules(text, "ex:a ex:d 1 ; ex:e 2 .") == []


def test_a_full_iri_and_a_name_are_one_subject_with_the_place_of_the_iri() -> None:
    text = f"{HEAD}ex:a ex:b 1 ; ex:c 2 .\n<http://example.org/a> ex:d 3 ."
    (finding,) = found(looked_at(text))

    assert str(finding.focus) == "<http://example.org/a>"
    assert finding.place is not None
    assert finding.place.width == len("<http://example.org/a>")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ex:a ex:b 1 , 1 .", (2, 15)),
        ("ex:a ex:b 'x' ;\n  ex:b 'x' .", (3, 8)),
        ("ex:a ex:b 'x'@en , \"x\"@en .", (2, 20)),
        ("ex:a ex:b ex:c , <http://example.org/c> .", (2, 18)),
        ("ex:c ex:d 1 . ex:a ex:b [ ex:d 1 , 1 ] .", (2, 36)),
        ("_:x ex:b 1 , 1 .", (2, 14)),
        ("ex:a ex:b 1 .\nex:a ex:b 1 .", (3, 11)),
    ],
)
def test_a_triple_that_stands_twice_is_told_at_its_second_value(text: str, place: tuple[int, int]) -> None:
    assert told(HEAD + text) == [("duplicate-triple", *place)]


@pytest.mark.parametrize(
    "text",
    [
        "ex:a ex:b 1 , 1.0 , '1' , 01 .",
        "ex:a ex:b 'x'@en , 'x'@fr , 'x' .",
        "ex:a ex:b [] , [] .",
        "ex:a ex:b ( 1 1 ) , ( 1 1 ) .",
        "ex:a ex:b [ ex:c 1 ] , [ ex:c 1 ] .",
    ],
)
def test_triples_that_differ_are_left_alone(text: str) -> None:
    assert "duplicate-triple" not in rules(text)


def test_a_triple_that_stands_thrice_is_told_twice() -> None:
    assert rules("ex:a ex:b 1 , 1 , 1 .") == ["duplicate-triple"] * 2


def test_a_triple_in_two_files_is_left_alone() -> None:
    assert rules("ex:a ex:b 1 .", "ex:a ex:b 1 .") == []


def test_a_triple_that_stands_twice_in_n_triples_is_told_with_its_file_alone() -> None:
    line = b'<http://example.org/a> <http://example.org/b> "1" .\n'
    (finding,) = found(Checked([Source(Path("/graph/a.nt"), line * 2)], [], []))

    assert finding.place is not None
    assert (finding.rule, finding.place.path, finding.place.line) == ("duplicate-triple", "/graph/a.nt", 0)


def test_a_reifier_that_is_named_twice_is_left_alone() -> None:
    assert rules("<< ex:a ex:b 1 ~ ex:r >> ex:c 1 . << ex:a ex:b 1 ~ ex:r >> ex:c 2 .") == []


def test_a_long_value_is_told_in_short() -> None:
    (finding,) = found(looked_at(f"{HEAD}ex:a ex:b '{'long ' * 50}end' , '{'long ' * 50}end' ."))

    assert "…" in finding.messages[0].value
    assert len(finding.messages[0].value) < 150
