"""Whatever stands in files, messages and their names: no format lets it act on who reads the report."""

import json
import re
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mkg.reports import FORMATS
from mkg.validation.findings import Finding, Place, Report
from mkg.vocab import SH
from reported import VIOLATION, report

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
TURNING = [chr(code) for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
UNSEEN = ["\u200b", "\u2028", "\u2029", "\u2060", "\ufeff", "\ufffe", "\uffff", "\U000e0041"]
HIDDEN = {*CONTROLS, *TURNING, *UNSEEN}
LAID_OUT = {"text": "\n\t", "turtle": "\n\t"}
"""The hidden characters with which a format lays itself out, where these are not line ends alone."""

SPOILS = ["message", "thing", "value", "path", "rule", "line"]


def spoilt(where: str, text: str) -> Report:
    """Make a report in which a text stands at one place."""
    changes: dict[str, dict[str, object]] = {
        "message": {"messages": (Literal(f"a{text}b"),)},
        "thing": {"focus": Literal(f"a{text}b")},
        "value": {"value": Literal(f"a{text}b", language="en")},
        "path": {"place": Place(f"a{text}b.ttl", 3, 17)},
        "rule": {"shape": iri(text)},
        "line": {},
    }
    finding: Finding = replace(VIOLATION, **changes[where])  # type: ignore[arg-type]
    line = f'\tskos:prefLabel "a{text}b" ;' if where == "line" else "x"
    return report(finding, text=f"\n\n{line}\n")


def iri(text: str) -> NamedNode:
    """Make an IRI that holds a text, as far as IRIs can."""
    try:
        return NamedNode(f"http://e/a{text}b")
    except ValueError:
        return NamedNode("http://e/ab")


def hidden(written: str, name: str) -> set[str]:
    """Return what is hidden in a report and may not be."""
    return {character for character in written if character in HIDDEN} - set(LAID_OUT.get(name, "\n"))


@pytest.mark.parametrize("where", SPOILS)
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_hidden_is_shown_in_every_format(name: str, where: str) -> None:
    for character in sorted(HIDDEN):
        written = FORMATS[name](spoilt(where, character), "en")

        assert not hidden(written, name), (character, written)


@pytest.mark.parametrize("where", ["message", "value", "path", "line"])
def test_a_terminal_is_sent_an_escape_that_can_be_read(where: str) -> None:
    written = FORMATS["text"](spoilt(where, "\x1b]0;evil\x07\u202e"), "en")

    assert "\\u001b]0;evil\\u0007\\u202e" in written.replace("\\u001B", "\\u001b")


@pytest.mark.parametrize("where", ["message", "value", "path", "rule"])
@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github", "markdown"])
def test_a_line_end_in_a_name_makes_no_line(name: str, where: str) -> None:
    written = FORMATS[name](spoilt(where, "\nfoo\r\n::error::x\u2028bar\u0085baz"), "en")

    assert not [
        line for line in written.splitlines() if line.lstrip().startswith(("foo", "::error::", "bar"))
    ]


@pytest.mark.parametrize("where", SPOILS)
@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "turtle", "jsonld", "markdown"])
def test_the_older_commands_of_a_build_log_are_broken_up(name: str, where: str) -> None:
    assert "##[" not in FORMATS[name](spoilt(where, "##[add-matcher]x"), "en")


def test_a_file_name_cannot_begin_a_command() -> None:
    finding = replace(VIOLATION, place=Place("::error::x.ttl", 3, 17))

    assert FORMATS["text"](report(finding), "en").startswith("./::error::x.ttl:3:17: violation: ")


def test_a_file_name_that_is_not_utf8_can_be_written_everywhere() -> None:
    finding = replace(VIOLATION, place=Place("a\udcff.ttl", 3, 17))

    for name in FORMATS:
        assert FORMATS[name](report(finding), "en").encode()


@pytest.mark.parametrize("text", ["\x1b\u202e\x85", "\\##[x\\\u202e", "\U000e0041", "##[x", '"\\\n\t'])
def test_programs_read_the_very_value(text: str) -> None:
    given_ = spoilt("value", text)
    (finding,) = json.loads(FORMATS["json"](given_, "en"))["findings"]
    triples = [*parse(FORMATS["turtle"](given_, "en"), format=RdfFormat.TURTLE)]
    linked = [*parse(FORMATS["jsonld"](given_, "en"), format=RdfFormat.JSON_LD)]

    assert finding["value"]["value"] == f"a{text}b"
    for quads in (triples, linked):
        (value,) = [quad.object for quad in quads if quad.predicate.value == SH + "value"]
        assert value == Literal(f"a{text}b", language="en")


def test_xml_is_well_formed_whatever_stands_in_it() -> None:
    text = "".join(sorted(HIDDEN)) + "]]><!--&\"'"
    for where in SPOILS:
        ElementTree.fromstring(FORMATS["junit"](spoilt(where, text), "en"))  # noqa: S314 -- our own text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(SPOILS[:3]))
def test_any_text_leaves_every_format_whole(text: str, where: str) -> None:
    given_ = spoilt(where, text)
    for name in FORMATS:
        written = FORMATS[name](given_, "ar")

        assert not hidden(written, name)
        assert not re.search("[\x00-\x08\x0e-\x1f]", written)
    json.loads(FORMATS["sarif"](given_, "fr"))
    ElementTree.fromstring(FORMATS["junit"](given_, "fr"))  # noqa: S314 -- our own text


def test_every_mark_that_turns_the_direction_of_text_is_known_here() -> None:
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    every = {chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in turning}

    assert every <= HIDDEN
