"""The difference for a terminal: a line for what is gone, new or changed, and a summary."""

import re
from pathlib import Path

from diff_texts import difference, side, words
from mkg.diff import text
from mkg.diff.changes import Diff, compare
from mkg.diff.sides import Side
from mkg.questions import Question
from mkg.sources import Source

BEFORE = """
e:gone a e:T ; rdfs:label "Gone" ; e:p 1 .
e:thing a e:T ; rdfs:label "Thing" ; e:p 1 , 2 ; e:note "old" .
e:old rdfs:label "Name" ; e:p 7 .
"""
AFTER = """
e:thing a e:T ; rdfs:label "Thing" ; e:p 2 , 3 ; e:note "new" .
e:came a e:T ; rdfs:label "Came" ; e:p 1 .
e:new rdfs:label "Name" ; e:p 7 .
"""
QUESTION = Question(
    "01-all", {"en": "Which?", "fr": "Lesquelles ?"}, "SELECT ?o { ?s <http://example.org/note> ?o }"
)


def written(
    found: Diff, *, rows: int = 10, whole: bool = False, colour: bool = False, language: str = "en"
) -> str:
    return text.write(found, words(found, language), rows=rows, whole=whole, colour=colour)


def test_a_report_is_read_from_top_to_bottom() -> None:
    assert (
        written(difference(BEFORE, AFTER, [QUESTION]))
        == """\
--- old
+++ new

- e:gone "Gone" (e:T): 3 statements
~ e:old → e:new "Name"
~ e:thing "Thing" (e:T)
~     e:note: "old" → "new"
-     e:p: 1
+     e:p: 3
+ e:came "Came" (e:T): 3 statements
? 01-all: Which?
      o
-     "old"
+     "new"

things: 1 added, 1 removed, 1 changed, 1 renamed; in the changed ones 2 statements added and 2 removed; \
1 question answered otherwise
"""
    )


def test_no_difference_is_one_line() -> None:
    assert written(difference(BEFORE, BEFORE)) == "no difference\n"


def test_statements_that_moved_are_counted_beside_no_difference() -> None:
    found = compare(side("e:a e:p 1 .", b=""), side("", b="e:a e:p 1 ."))

    assert written(found) == "no difference; 1 statement moved between files\n"


def test_what_was_added_and_removed_is_told_in_full_where_that_is_asked() -> None:
    told = written(difference(BEFORE, AFTER), whole=True)

    assert '+     rdfs:label: "Came"\n' in told
    assert '-     rdfs:label: "Gone"\n' in told
    assert "+     a: e:T\n" in told


def test_a_nested_node_is_written_in_line() -> None:
    told = written(difference("e:a e:p [ e:q 1 ; e:r 2 ] .", "e:a e:p [ e:q 1 ; e:r 3 ] ."))

    assert "~     e:p: [ e:q 1 ; e:r 2 ] → [ e:q 1 ; e:r 3 ]\n" in told


def test_a_blank_node_that_changed_is_written_before_and_after() -> None:
    told = written(difference("[ e:q 1 ; e:r 2 ] .", "[ e:q 1 ; e:r 3 ] ."))

    assert "~ [ e:q 1 ; e:r 2 ] → [ e:q 1 ; e:r 3 ]\n~     e:r: 2 → 3\n" in told


def test_rows_beyond_the_limit_are_counted() -> None:
    after = " ".join(f'e:a e:note "{number:02}" .' for number in range(12))

    told = written(difference("", after, [QUESTION]), rows=3)

    assert '+     "02"\n+     … and 9 rows more\n' in told
    assert '"03"' not in told.partition("? 01-all")[2]


def test_a_question_is_worded_in_the_language() -> None:
    assert "? 01-all: Lesquelles ?\n" in written(difference(BEFORE, AFTER, [QUESTION]), language="fr")
    assert "? 01-all: Which?\n" in written(difference(BEFORE, AFTER, [QUESTION]), language="ar")


def test_a_question_that_could_not_be_asked_says_why() -> None:
    told = written(difference(BEFORE, AFTER, [Question("02-broken", {}, "SELECT")]))

    assert re.search(r"^\? 02-broken\n {6}the query cannot be read", told, re.MULTILINE)


def test_colours_mark_what_is_gone_new_and_changed_and_nothing_else_differs() -> None:
    found = difference(BEFORE, AFTER, [QUESTION])

    coloured = written(found, colour=True)

    assert '\x1b[31m- e:gone "Gone" (e:T): 3 statements\x1b[0m' in coloured
    assert "\x1b[32m+     e:p: 3\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == written(found)


def test_a_name_that_would_colour_the_terminal_is_escaped() -> None:
    found = compare(side("", "old\x1b[31m"), side('e:a rdfs:label "\\u001B[2J\\u202E" .', "new"))

    told = written(found)

    assert "\x1b" not in told
    assert "\u202e" not in told
    assert r"\u001B[2J\u202E" in told


def test_a_named_graph_is_told_with_the_property() -> None:
    quads = b"<x:a> <x:p> <x:o> <x:g> .\n<x:a> <x:p> <x:o> _:g .\n"
    found = compare(side(), Side("new", [Source(Path("x.nq"), quads)]))

    told = [
        line
        for section in text.sections(found, words(found), rows=1, whole=True)
        for line in section.units[0]
    ]

    assert [sign for sign, _ in told] == ["+"] * 3
    assert {line for _, line in told} >= {" <x:a>: 2 statements", "     <x:p> in <x:g>: <x:o>"}
    assert told[1][1] == "     <x:p> in []: <x:o>"
