"""What build servers and pull requests show: JUnit's XML, GitHub's workflow commands, Markdown."""

import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from pyoxigraph import Literal, NamedNode

from mkg.reports import FORMATS, github, markdown
from mkg.validation.findings import Finding, Place, Report, Severity
from mkg.validation.messages import LANGUAGES
from reported import FOREIGN, INFO, LINT, PATH, VIOLATION, report, source

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
MANY = [replace(INFO, focus=NamedNode(f"http://e/{number}")) for number in range(2000)]

# The elements and attributes that readers of JUnit's XML know: https://github.com/testmoapp/junitxml
FIGURES = {"name", "tests", "failures", "errors", "skipped", "time"}
KNOWN = {
    "testsuites": (FIGURES, {"testsuite"}),
    "testsuite": (FIGURES, {"testcase"}),
    "testcase": ({"name", "classname", "file", "line", "time"}, {"failure"}),
    "failure": ({"type", "message"}, set()),
}


def junit(given: Report, lang: str = "en") -> ElementTree.Element:
    """Write a report as JUnit's XML, hold it against its structure, return its root."""
    root = ElementTree.fromstring(FORMATS["junit"](given, lang))  # noqa: S314 -- our own text
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, children = KNOWN[element.tag]
        assert set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children
        if element.tag.startswith("testsuite"):
            cases, failures = len(list(element.iter("testcase"))), len(list(element.iter("failure")))
            assert (int(element.attrib["tests"]), int(element.attrib["failures"])) == (cases, failures)
    return root


def commands(given: Report, lang: str = "en") -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does: level, properties, message."""
    found = []
    for line in FORMATS["github"](given, lang).splitlines():
        level, properties, data = COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
        pairs = (pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {key: decoded(value) for key, value in pairs}, decoded(data)))
    return found


def decoded(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def cells(given: Report, lang: str = "en") -> list[list[str]]:
    """Read the table of a Markdown report as a reader of Markdown does: its rows, as HTML."""
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(FORMATS["markdown"](given, lang))
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in rows[1:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_suite_is_a_file_and_a_case_a_finding(lang: str) -> None:
    clean = source(path="data/clean.ttl")

    root = junit(report(VIOLATION, LINT, INFO, sources=[source(), clean]), lang)

    first, second, third = root
    assert [len(suite) for suite in root] == [2, 1, 1]
    assert (first.attrib["name"], second.attrib["name"]) == (PATH, "data/clean.ttl")
    assert third.attrib["name"] in {"(no place)", "(sans lieu)", "(بلا موضع)"}
    assert second[0].find("failure") is None


def test_a_failed_case_says_what_and_where() -> None:
    ((case,),) = junit(report(FOREIGN))
    (failure,) = case

    assert case.attrib == {
        "name": '<http://example.org/Shape>: topic:speech, skos:prefLabel, "كلام"@ar',
        "classname": PATH,
        "file": PATH,
        "line": "3",
        "time": "0",
    }
    assert failure.attrib == {"type": "warning", "message": "Give an English label."}
    assert str(failure.text).startswith(f"{PATH}:3:17: warning: Give an English label. (")
    assert str(failure.text).endswith("\nhelp: Add what is missing: at least 1 in all.")


def test_a_case_has_the_same_name_when_its_line_moves() -> None:
    moved = replace(VIOLATION, place=Place(PATH, 9, 1))

    names = [junit(report(each))[0][0].attrib["name"] for each in (VIOLATION, moved)]

    assert names[0] == names[1]


def test_a_command_tells_the_place_the_rule_and_the_message() -> None:
    assert commands(report(FOREIGN)) == [
        (
            "warning",
            {
                "file": PATH,
                "line": "3",
                "col": "17",
                "endColumn": "26",
                "title": "<http://example.org/Shape>",
            },
            'Give an English label. (topic:speech, skos:prefLabel, "كلام"@ar)\n'
            "help: Add what is missing: at least 1 in all.",
        ),
        ("notice", {"title": "mkg validate"}, "1 warning in 1,234 triples in 1 file"),
    ]


def test_a_command_names_no_more_of_a_place_than_is_known() -> None:
    (_, lint, _), (_, nowhere, _), _ = commands(report(LINT, INFO))

    assert lint == {"file": PATH, "title": "unused-prefix"}
    assert nowhere == {"title": "sh:DatatypeConstraintComponent"}


@pytest.mark.parametrize(("severity", "level"), [*github.LEVELS.items()])
def test_no_more_is_told_of_a_level_than_github_shows(severity: Severity, level: str) -> None:
    told = commands(report(*(replace(each, severity=severity) for each in MANY), VIOLATION))

    shown = [name for name, properties, _ in told if name == level and properties["title"] != "mkg validate"]
    assert len([name for name, _, _ in told if name == level]) <= 10
    assert len(shown) == github.LIMITS[severity]
    assert re.search(r"Left out here: 1,99\d more\.", told[-1][2])


@pytest.mark.parametrize(
    "path", ["a,line=1::b.ttl", "a\n::error::b.ttl", "a%0A::set-output name=x::y.ttl", "a\r\n::stop::b.ttl"]
)
def test_no_command_can_be_slipped_in(path: str) -> None:
    evil = Literal(f"{path}\n::add-mask::x\r::set-env name=PATH::/evil%0A::error::")
    given = replace(
        VIOLATION,
        place=Place(path, 1, 1),
        messages=(evil,),
        focus=evil,
        value=evil,
        shape=NamedNode(f"http://e/::error::,file=x,{'%0A'}"),
    )

    lines = FORMATS["github"](report(given), "en").split("\n")
    (level, properties, said), _ = commands(report(given))

    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", ""]
    assert (level, set(properties)) == ("error", {"file", "line", "col", "endColumn", "title"})
    assert "::add-mask::x" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_markdown_is_a_table_with_links(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SERVER_URL", "REPOSITORY", "SHA"):
        monkeypatch.delenv(f"GITHUB_{name}", raising=False)

    rows = cells(report(VIOLATION, FOREIGN, INFO), lang)

    assert [len(row) for row in rows] == [4, 4, 4]
    assert rows[0][1] == f'<a href="{PATH}#L3"><code>{PATH}:3</code></a>'
    assert "topic:speech" in rows[0][2]
    assert ('dir="rtl"' in rows[1][2].partition("<br>")[0]) == (lang == "ar")


def test_on_github_the_links_lead_to_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "a/b")
    monkeypatch.setenv("GITHUB_SHA", "abc")
    odd = replace(VIOLATION, place=Place("a b)|(.ttl", 3, 1))

    ((_, place, _, _),) = cells(report(odd))

    assert 'href="https://github.example/a/b/blob/abc/a%20b%29%7C%28.ttl#L3"' in place


def test_a_report_that_conforms_is_one_heading() -> None:
    assert FORMATS["markdown"](report(), "en") == "### ✅ conforms: 1,234 triples in 1 file\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comment_holds_what_github_accepts_and_says_what_was_left_out(lang: str) -> None:
    written = FORMATS["markdown"](report(*MANY), lang)

    rows = written.count("\n| 🔵") + written.count('\n| <span dir="rtl">🔵')
    left = len(MANY) - rows
    assert markdown.LIMIT - 1000 < len(written) <= markdown.LIMIT
    assert f"{left:,}"[:1] in written.splitlines()[-1]
    assert str(left)[-3:] in written.splitlines()[-1]


EVIL = (
    "a|b `c` ``d`` <img src=x onerror=alert(1)> [x](http://evil) ![y](z) **b** _i_ ~s~ @everyone #12 $x$ &lt;"
)


@pytest.mark.parametrize("changes", [{"messages": (Literal(EVIL),)}, {"value": Literal(EVIL)}])
def test_no_mark_of_markdown_or_html_is_obeyed(changes: dict[str, object]) -> None:
    given: Finding = replace(VIOLATION, **changes)  # type: ignore[arg-type]

    ((_, _, said, _),) = cells(report(given))

    tags = set(re.findall(r"</?(\w+)", said))
    text = unescape(re.sub(r"<[^>]*>", "", said)).replace("\u200b", "")
    assert tags <= {"code", "br", "span"}
    assert "<img src=x onerror=alert(1)> [x](http://evil)" in text
    assert not re.search(r"@everyone|#12", re.sub(r"<code>.*?</code>", "", said))
