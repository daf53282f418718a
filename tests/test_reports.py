"""The report for people: a line a finding, its place underlined, the cure, a summary in three languages."""

import io
import re
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.reports import FORMATS
from mkg.reports.excerpt import BEFORE, LENGTH, excerpt
from mkg.reports.plain import visible
from mkg.reports.summary import count, mended, summary
from mkg.reports.text import line, text, wants_colour
from mkg.validation.findings import Finding, Place, Severity, show
from mkg.validation.messages import LANGUAGES
from mkg.validation.paths import Term
from mkg.vocab import TERMS, XSD
from reported import FOREIGN, INFO, LINT, NAME, TOPIC, VIOLATION, found, report

BARE = found(value=TOPIC, messages=(Literal("Mend it."),), severity=Severity.warning)


def test_a_finding_is_one_line_with_its_place_severity_message_thing_property_and_value() -> None:
    assert line(VIOLATION, "en") == (
        'data/topic.ttl:3:17: violation: Give an English label. (topic:speech, skos:prefLabel, "كلام"@ar)'
    )
    assert line(VIOLATION, "fr").startswith("data/topic.ttl:3:17: violation: Donnez un libellé anglais. (")
    assert line(VIOLATION, "ar").startswith("data/topic.ttl:3:17: مخالفة: أعط تسمية إنجليزية. (")


def test_a_finding_says_where_it_has_no_place_and_names_a_thing_once() -> None:
    assert line(BARE, "en") == "(no place): warning: Mend it. (topic:speech)"
    assert line(BARE, "fr") == "(sans lieu): avertissement: Mend it. (topic:speech)"
    assert line(LINT, "en").startswith("data/topic.ttl: violation: ")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Literal("a\n  b\tc"), '"a\\n b\\tc"'),
        (Literal("x" * 78), f'"{"x" * 78}"'),
        (Literal("x" * 79), f'"{"x" * 78}…'),
        (Literal("ا" * 500), f'"{"ا" * 78}…'),
    ],
)
def test_a_long_or_broken_value_stays_on_its_line(value: Literal, written: str) -> None:
    assert line(replace(VIOLATION, value=value), "en").endswith(f"(topic:speech, skos:prefLabel, {written})")


def test_the_text_shows_the_line_underlined_the_help_and_the_rule() -> None:
    assert text(report(FOREIGN), "en").splitlines()[1:] == [
        ' 3 | \tskos:prefLabel "كلام"@ar ;',
        "   | \t               ^^^^^^^^^",
        "   = help: Add what is missing: at least 1 in all. [<http://example.org/Shape>]",
        "1 warning in 1,234 triples in 1 file",
    ]


@pytest.mark.parametrize("place", [None, Place("data/topic.ttl", 0, 0), Place("data/topic.ttl", 99, 1)])
def test_a_finding_without_a_line_shows_none(place: Place | None) -> None:
    given = replace(VIOLATION, place=place)

    assert text(report(given), "en").splitlines()[1:-1] == ["  = [Topic-label]"]


def test_a_report_without_findings_is_its_summary() -> None:
    assert text(report(), "en") == "conforms: 1,234 triples in 1 file\n"


def test_colour_changes_nothing_but_colour() -> None:
    given = report(VIOLATION, FOREIGN, INFO)

    coloured = text(given, "en", colour=True)

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(given, "en")
    assert "\x1b[31m\x1b[1mviolation\x1b[0m" in coloured
    assert "\x1b" not in FORMATS["text"](given, "en")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals_of_those_who_want_it(environment: dict[str, str], *, wanted: bool) -> None:
    assert wants_colour(Terminal(), environment) == wanted
    assert not wants_colour(io.StringIO(), environment)


@pytest.mark.parametrize(
    ("source", "column", "width", "shown", "carets"),
    [
        ("abc", 2, 1, "abc", " ^"),
        ("\ta\tb", 4, 1, "\ta\tb", "\t \t^"),
        ("日本 x", 4, 1, "日本 x", "     ^"),
        ("a 日本", 3, 2, "a 日本", "  ^^^^"),
        ("👩‍👩‍👧 x", 7, 1, "👩‍👩‍👧 x", "   ^"),
        ("e\u0301e\u0301 x", 6, 1, "e\u0301e\u0301 x", "   ^"),
        ("سَلام x", 7, 1, "سَلام x", "     ^"),
        ("a\x1b[31m x", 8, 1, "a\\u001b[31m x", "            ^"),
        ("a\u202eb", 2, 1, "a\\u202eb", " ^^^^^^"),
        ("abc", 4, 1, "abc", "   ^"),
        ("abc", 9, 5, "abc", "   ^"),
        ("abc", 2, 99, "abc", " ^^"),
    ],
)
def test_the_carets_stand_under_the_place_however_wide_its_characters_are(
    source: str, column: int, width: int, shown: str, carets: str
) -> None:
    assert excerpt(source, column, width) == (shown, carets)


@pytest.mark.parametrize("column", [1, 30, 500, 980, 1000])
def test_a_very_long_line_is_cut_around_the_place(column: int) -> None:
    source = "".join(chr(ord("a") + index % 26) for index in range(1000))

    shown, carets = excerpt(source, column, 3)

    at = carets.index("^")
    assert len(shown) <= LENGTH + 2
    assert at <= LENGTH
    assert shown[at] == source[column - 1]
    assert shown.startswith("…") == (column > BEFORE + 1)
    assert shown.endswith("…") == (column < 900)


def test_a_mark_is_not_cut_from_its_letter() -> None:
    shown, _ = excerpt("e\u0301" * 200, 102, 1)

    assert shown.startswith("…e\u0301")


@pytest.mark.parametrize(
    ("findings", "triples", "lang", "expected"),
    [
        ([], 1234, "en", "conforms: 1,234 triples in 1 file"),
        ([], 1, "en", "conforms: 1 triple in 1 file"),
        ([VIOLATION], 9, "en", "1 violation in 9 triples in 1 file"),
        ([INFO, LINT, FOREIGN, VIOLATION], 9, "en", "2 violations, 1 warning, 1 info in 9 triples in 1 file"),
        ([], 21604, "fr", "conforme\u00a0: 21\u202f604 triplets dans 1 fichier"),
        ([INFO, FOREIGN], 0, "fr", "1 avertissement, 1 information sur 0 triplet dans 1 fichier"),
        ([], 21604, "ar", "مطابق: 21.604 ثلاثيات في ملف واحد"),
        ([VIOLATION, LINT, INFO], 2, "ar", "مخالفتان، ملاحظة واحدة في ثلاثيتين في ملف واحد"),
    ],
)
def test_the_summary_counts_what_was_found_the_worst_first(
    findings: list[Finding], triples: int, lang: str, expected: str
) -> None:
    assert summary(report(*findings, triples=triples), lang) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_says_that_nothing_else_was_checked_where_a_file_is_broken(lang: str) -> None:
    whole, broken = (summary(report(LINT, broken=broken), lang) for broken in (False, True))

    assert broken.startswith(whole)
    assert len(broken) > len(whole) + 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_mended_since_the_baseline_is_told_with_the_cure(lang: str) -> None:
    assert re.search(r"\b1.200\b.*--write-baseline", mended(1200, lang))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 ملف"),
        (1, "ملف واحد"),
        (2, "ملفين"),
        (3, "3 ملفات"),
        (10, "10 ملفات"),
        (11, "11 ملفًا"),
        (99, "99 ملفًا"),
        (100, "100 ملف"),
        (101, "101 ملف"),
        (103, "103 ملفات"),
        (1011, "1.011 ملفًا"),
    ],
)
def test_arabic_counts_as_arabic_does(number: int, words: str) -> None:
    assert count(number, "file", "ar") == words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_report_in_every_language(name: str, lang: str) -> None:
    written = FORMATS[name](report(), lang)

    assert written.endswith("\n")
    assert FORMATS[name](report(VIOLATION, FOREIGN, INFO, LINT, BARE), lang) != written


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (None, ""),
        (NamedNode(TERMS + "Topic"), "mkg:Topic"),
        (NamedNode("urn:x"), "<urn:x>"),
        (BlankNode("b"), "_:b"),
        (Literal('a"b'), '"a\\"b"'),
        (Literal("a", language="en"), '"a"@en'),
        (Literal("2024-01-01", datatype=NamedNode(XSD + "date")), '"2024-01-01"^^xsd:date'),
        (Literal(1), '"1"^^xsd:integer'),
        (NAME, "skos:prefLabel"),
    ],
)
def test_a_term_is_written_as_people_read_it(term: Term | None, written: str) -> None:
    assert show(term) == written


def test_what_is_meant_to_be_seen_stays_as_it_is() -> None:
    seen = "é 日本 سَلام 👩‍👩‍👧 می‌خواهم \u00a0\u202f“”…"

    assert visible(seen) == seen
    assert visible("a\tb\nc", keep="\t") == "a\tb\\nc"
