import pytest

from mkg.turtle.writer import canonical
from turtle_texts import HEAD, comments

COMMENTED = """\
# head
# and more

@prefix e: <http://example.org/> . # beside the prefix

# above the block
e:a # beside the subject
    # above the predicate
    e:p # beside the predicate
        # above the value
        e:b , # beside the comma
        ( # in the list
          1 # beside the item
          # below the items
        ) , [ # in the node
          e:q 1 ; # beside the property
          # below the properties
        ] ; # beside the semicolon
    # below
. # beside the stop

# foot
"""


def write(text: str) -> str:
    return canonical(text, "test.ttl")


def body(text: str) -> str:
    """Return the canonical form of facts without its prefixes."""
    return write(HEAD + text).removeprefix(HEAD).strip()


def test_a_comment_survives_in_every_place() -> None:
    written = write(COMMENTED)

    assert comments(written) == comments(COMMENTED)
    assert write(written) == written
    assert written.startswith("# head\n# and more\n# beside the prefix\n\n@prefix")
    assert written.endswith(".\n\n# foot\n")
    assert "\n\n# above the block\ne:a # beside the subject\n    # above the predicate\n" in written


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_above_an_empty_line_a_comment_is_about_the_file(newline: str) -> None:
    text = (
        "# file\n\n# also file\n \n# block\n# still block\n<urn:b> a <urn:c> .\n# next\n<urn:a> a <urn:c> .\n"
    )

    written = write(text.replace("\n", newline))

    head, first, second = written.split("\n\n")
    assert head == "# file\n# also file"
    assert first.startswith("# next\n<urn:a>")
    assert second.startswith("# block\n# still block\n<urn:b>")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("e:a\n    # why\n    e:p 1 ;\n.", "    # why\n    e:p 1 ;"),
        ("e:a\n    e:p 1 ; # why\n.", "    e:p 1 ; # why"),
        ("e:a e:p 2 , # two\n 1 . # one", "        1 , # one\n        2 ; # two"),
        ("# why\ne:a e:p 1 .", "# why\ne:a\n    e:p 1 ;"),
        ("e:a e:p 1 ;\n    # why\n.", "    e:p 1 ;\n    # why\n."),
    ],
)
def test_a_comment_stays_with_what_it_is_about(line: str, expected: str) -> None:
    assert expected in body("e:0 e:p 0 .\n" + line)


def test_a_comment_that_only_looks_like_one_is_text() -> None:
    assert body("e:a e:p '# no' , <urn:x#y> .") == 'e:a\n    e:p\n        <urn:x#y> ,\n        "# no" ;\n.'
