"""The difference as Markdown: never longer than may be posted, and nothing of the data acts in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from diff_texts import difference, side, words
from mkg.diff import markdown
from mkg.diff.changes import Diff, compare
from mkg.questions import Question

QUESTION = Question("01-all", {"en": "Which?"}, "SELECT ?o { ?s <http://example.org/p> ?o }")


def written(found: Diff, limit: int = markdown.LIMIT, rows: int = 10, *, whole: bool = False) -> str:
    return markdown.write(found, words(found), rows=rows, whole=whole, limit=limit)


def outside(text: str) -> str:
    """Return what Markdown reads: what stands outside of fenced blocks and code spans.

    https://github.github.com/gfm/#fenced-code-blocks, https://github.github.com/gfm/#code-spans
    """
    kept, fence = [], ""
    for line in text.split("\n"):
        opening = re.match(r"(`{3,})[^`]*$", line)
        if fence:
            fence = "" if re.fullmatch(rf"`{{{len(fence)},}} *", line) else fence
        elif opening:
            fence = opening[1]
        else:
            kept.append(re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line))
    assert not fence, "a block is left open"
    return "\n".join(kept)


def test_a_report_has_a_summary_and_a_block_for_each_part() -> None:
    found = difference('e:a e:p "old" . e:b e:p 1 .', 'e:a e:p "new" .', [QUESTION])

    assert (
        written(found)
        == """\
**Things: 1 removed, 1 changed; in the changed ones 1 statement added and 1 removed; \
1 question answered otherwise** (`old` → `new`)

### Removed: 1

```diff
- e:b: 1 statement
```

### Changed: 1

```diff
! e:a
!     e:p: "old" → "new"
```

### Answers: 1

```diff
# 01-all: Which?
       o
-     1
-     "old"
+     "new"
```
"""
    )


def test_no_difference_is_one_line() -> None:
    assert written(difference("e:a e:p 1 .", "e:a e:p 1 .")) == "**No difference** (`old` → `new`)\n"


HOSTILE = [
    "@everyone look",
    "<img src=x onerror=alert(1)>",
    "```\n</details>\n# Title",
    "``````` seven",
    "a | b | c",
    "[link](http://evil.example) ![x](y)",
    "#1 GH-1 http://evil.example www.evil.example",
    "<!-- <details> -->",
    "\u202eevil\u2066",
    "~~~\n**bold**",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_data_stands_outside_of_code(text: str) -> None:
    literal = str(Literal(text))
    found = difference("e:b e:p 2 .", f"e:a e:p {literal} ; rdfs:label {literal} .", [QUESTION])

    told = written(found, whole=True)

    assert re.fullmatch(r"[\w\s*:;,()#→…]*", outside(told))
    assert "\u202e" not in told


@given(st.text(alphabet="`~|<@\n a", max_size=40))
def test_no_text_opens_or_closes_a_block(text: str) -> None:
    literal = str(Literal(text))
    found = difference("", f"e:a e:p {literal} ; rdfs:label {literal} .")

    assert re.fullmatch(r"[\w\s*:;,()#→…]*", outside(written(found, whole=True)))


@pytest.mark.parametrize("name", ["`", "``", "a`b", "`a`", "--x", "<b>", "@me", "a\nb"])
def test_the_name_of_a_side_stands_in_code(name: str) -> None:
    found = compare(side("", name), side("e:a e:p 1 .", name))

    assert outside(written(found)).startswith("**Things: 1 added** ( → )\n")


@pytest.mark.parametrize("limit", [2_000, 5_000, 60_000])
def test_a_report_is_no_longer_than_its_limit_and_tells_what_it_left_out(limit: int) -> None:
    before = " ".join(f'e:gone{n} e:p "{"x" * 50}" .' for n in range(2_000))
    after = " ".join(f'e:came{n} e:p "{"`" * (n % 40)}" , "b{n}" .' for n in range(2_000))

    found = difference(before, after, [QUESTION])
    told = written(found, limit, rows=100, whole=True)

    assert limit // 2 < len(told) <= limit
    shown = len(re.findall(r"^\+ e:came", told, re.MULTILINE))
    (left,) = re.findall(r"and ([\d,]+) more", told.partition("### Added: 2,000")[2].partition("###")[0])
    assert shown + int(left.replace(",", "")) == 2_000
    assert shown


def test_a_thing_too_long_for_the_limit_leaves_room_for_the_others() -> None:
    long = " ".join(f"e:a e:p{n} {n} ." for n in range(500))

    told = written(difference("", f"{long} e:b e:p 1 ."), 2_000, whole=True)

    assert "+ e:b: 1 statement" in told
    assert "… and 1 more, with 501 lines, left out." in told


def test_a_part_that_is_short_leaves_its_room_to_those_behind() -> None:
    after = " ".join(f"e:came{n:04} e:p {n} ." for n in range(1_000))

    told = written(difference("e:gone e:p 1 .", after), 10_000)

    assert len(told) > 9_500
