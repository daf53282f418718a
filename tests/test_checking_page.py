"""The page of `/validate` shows what was found in its place, runs nothing of it, and can be sent again."""

import pytest

from checked import BAD, BROKEN, GOOD, HEAD, Part, post, report, send
from conftest import ROOT
from http_client import BROWSER, ask
from mkg.site.underlined import AROUND, LONG, WHOLE, lines
from pages import Element, page, parsed

HOSTILE = '</textarea></script><script>alert(1)</script>"><img src=x onerror=alert(1)>'


def sent(server: str, *parts: Part, **options: str) -> Element:
    reply = send(server, *parts, accept=BROWSER, **options)
    assert (reply.status, reply.type) == (200, "text/html")
    return parsed(reply.body.decode())


def marked(shown: Element) -> list[str]:
    return [mark.text for mark in shown.all("mark")]


def test_the_form_is_empty_until_something_is_sent(server: str) -> None:
    shown = page(server, "/validate")

    (form,) = shown.all("form", id="check")
    assert (form.attributes["method"], form.attributes["enctype"]) == ("post", "multipart/form-data")
    assert shown.all("textarea", id="data")[0].text == ""
    assert shown.all("section") == []
    assert {each.attributes["value"] for each in shown.all("option")} >= {
        "data/person.ttl",
        "auto",
        "warning",
    }


def test_the_form_can_begin_as_a_file_of_the_graph(server: str) -> None:
    shown = page(server, "/validate?file=data/language.ttl")

    assert "language:arabic" in shown.all("textarea", id="data")[0].text
    assert shown.all("input", id="file")[0].attributes["value"] == "data/language.ttl"
    unknown = page(server, "/validate?file=/etc/passwd")
    assert unknown.all("textarea", id="data")[0].text == ""


def test_what_is_at_fault_is_marked_and_told_below_its_line(server: str) -> None:
    shown = sent(server, Part("data", BAD))
    found = report(post(server, BAD))["findings"]

    assert shown.all("h2", id="outcome")[0].text == "✕ Findings"
    assert len(shown.all("ol", class_="found")[0].all("li")) == len(found)
    assert {"schema:email", "source:nobody-knows"} <= {*marked(shown)}
    for each in found:
        (line,) = shown.all("li", id=f"L{each['place']['line']}")
        assert each["message"] in line.text
        assert shown.all("a", href=f"#L{each['place']['line']}")


def test_what_conforms_is_told_so(server: str) -> None:
    shown = sent(server, Part("data", GOOD))

    assert shown.all("h2", id="outcome")[0].text == "✓ Conforms"
    assert marked(shown) == []
    assert shown.all("textarea", id="data")[0].text.startswith("@prefix dcterms:")


@pytest.mark.parametrize(("lang", "word"), [("en", "violation"), ("fr", "violation"), ("ar", "مخالفة")])
def test_the_page_speaks_the_language_of_its_reader(server: str, lang: str, word: str) -> None:
    shown = sent(server, Part("data", BAD), lang=lang)

    assert {each.text.split()[1] for each in shown.all("ol", class_="found")[0].all("b")} == {word}
    # A text is written from left to right, whatever is said of it.
    assert shown.all("textarea", id="data")[0].attributes["dir"] == "ltr"
    assert shown.all("section", class_="text")[0].attributes["dir"] == "ltr"
    notes = shown.all("p", class_="note")
    assert {each.attributes["dir"] for each in notes} == {"rtl" if lang == "ar" else "ltr"}


def test_what_the_parser_says_in_english_is_marked_as_english(server: str) -> None:
    shown = sent(server, Part("data", BROKEN), lang="fr")

    (note,) = shown.all("p", class_="note")
    assert [each.attributes["lang"] for each in note.all("span", dir="auto")] == ["en"]
    assert marked(shown) == ["c"]


def test_nothing_that_is_sent_is_run(server: str) -> None:
    text = f'{HEAD}<urn:a> <urn:b> "{HOSTILE.replace(chr(34), chr(92) + chr(34))}" .\n'
    given = sent(server, Part("data", text, f"{HOSTILE[-10:].replace('/', '')}.ttl"), Part("shapes", HOSTILE))

    assert given.all("script", src="x") == []
    assert [
        each for each in given.all("script") if "alert" in each.text and "src" not in each.attributes
    ] == []
    assert given.all("img", src="x") == []
    for option in ("file", "fail_on", "engine", "format"):
        reply = post(server, text, accept=BROWSER, **{option: HOSTILE})
        assert reply.status in {400, 415}
        assert b"<script>alert" not in reply.body
        assert b"<img src=x" not in reply.body


def test_what_turns_the_direction_of_text_is_shown_as_an_escape(server: str) -> None:
    text = '<urn:a> <urn:b> "a\u202eb" .\n'
    shown = sent(server, Part("data", text), together="no")

    (line,) = shown.all("li", id="L1")
    assert "\\u202e" in line.all("code")[0].text
    assert "\u202e" not in line.text


def test_a_file_and_shapes_that_were_sent_can_be_sent_again(server: str) -> None:
    shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] sh:targetNode <urn:a> ; sh:nodeKind 1 ."
    shown = sent(server, Part("data", "<urn:a> <urn:b> 1 .", "mine.ttl"), Part("shapes", shapes), lint="yes")

    assert shown.all("textarea", id="data")[0].text == "<urn:a> <urn:b> 1 ."
    assert shown.all("textarea", id="shapes")[0].text.startswith("@prefix sh:")
    assert shown.all("input", id="file")[0].attributes["value"] == "mine.ttl"
    (lint,) = shown.all("select", id="lint")
    assert [each.attributes["value"] for each in lint.all("option") if "selected" in each.attributes] == [
        "yes"
    ]
    # What is wrong with the shapes is shown in the shapes.
    assert [each.text for each in shown.all("h3")] == ["mine.ttl", "shapes.ttl"]


def test_a_text_and_shapes_of_one_name_are_told_apart(server: str) -> None:
    shown = sent(server, Part("data", "<urn:a", "shapes.ttl"), Part("shapes", "<urn:b", "shapes.ttl"))

    assert [each.text for each in shown.all("h3")] == ["data.ttl", "shapes.ttl"]


def test_the_report_can_be_kept_as_a_file(server: str) -> None:
    shown = sent(server, Part("data", BAD))
    buttons = {each.text: each.attributes["formaction"] for each in shown.all("button", form="check")}

    assert buttons["sarif"] == "/validate?format=sarif"
    assert {*buttons} == {"json", "sarif", "junit", "turtle", "jsonld", "text", "markdown", "github"}
    kept = send(server, Part("data", BAD), accept=BROWSER, format="sarif")
    assert kept.headers["Content-Disposition"] == "attachment; filename=report.sarif"
    assert "Content-Disposition" not in send(server, Part("data", BAD), format="sarif").headers


def test_the_same_is_had_at_a_desk(server: str) -> None:
    alone = sent(server, Part("data", BAD), together="no", fail_on="warning", lang="fr")
    with_shapes = sent(server, Part("data", "<urn:a> <urn:b> 1 .", "a b.nt"), Part("shapes", HEAD))
    with_graph = sent(server, Part("data", BAD), file="data/topic.ttl")

    curl, command = (each.text for each in alone.all("pre"))
    assert "--data-binary @data.ttl" in curl
    assert f"'{server}/validate?lang=fr&together=no&fail_on=warning'" in curl
    assert command == "mkg validate --data data.ttl --lang fr --fail-on warning"
    assert "-F data=@a_b.nt -F shapes=@shapes.ttl" in with_shapes.all("pre")[0].text
    assert with_shapes.all("pre")[1].text.startswith(
        "mkg validate --data a_b.nt --lang en --shapes shapes.ttl"
    )
    assert [each.text for each in with_graph.all("pre")][1:] == ["mkg validate --changed-since HEAD"]
    assert "file=data%2Ftopic.ttl" in with_graph.all("pre")[0].text


def test_a_fault_elsewhere_leads_to_its_file(server: str) -> None:
    first, _, rest = (ROOT / "data" / "source.ttl").read_text(encoding="utf-8").partition("\nsource:")
    cut = first + "\nsource:" + rest.partition("\nsource:")[2]
    shown = sent(server, Part("data", cut), file="data/source.ttl")

    chips = [each.text for each in shown.all("span", class_="chip")]
    links = [each.attributes["href"] for each in shown.all("ol", class_="found")[0].all("a")]
    assert (
        chips.count("elsewhere in the graph")
        == len([link for link in links if link.startswith("/file/")])
        > 0
    )
    assert ask(server, links[0].partition("#")[0]).status == 200


def found_at(line: int, column: int, width: int, severity: str = "violation") -> dict[str, object]:
    return {"place": {"path": "x", "line": line, "column": column, "width": width}, "severity": severity}


def test_marks_that_lie_over_each_other_are_cut_and_the_worst_shows() -> None:
    (line,) = lines("abcdef", "x", [found_at(1, 1, 4, "info"), found_at(1, 3, 2)])

    assert line.pieces == [("ab", "info"), ("cd", "violation"), ("ef", "")]


def test_a_fault_at_the_end_of_a_text_is_marked_behind_it() -> None:
    (_, last) = lines("ab\ncd", "x", [found_at(9, 3, 1)])

    assert last.pieces == [("cd", ""), (" ", "violation")]


def test_a_long_line_is_shown_around_its_fault() -> None:
    (line,) = lines("a" * 5000 + "bad" + "c" * 5000, "x", [found_at(1, 5001, 3)])

    assert ("bad", "violation") in line.pieces
    assert (line.pieces[0], line.pieces[-1]) == (("…", ""), ("…", ""))
    assert sum(len(piece) for piece, _ in line.pieces) == LONG + 2


def test_of_a_long_text_only_what_is_around_its_faults_is_shown() -> None:
    shown = [*lines("x\n" * (WHOLE + 1), "x", [found_at(500, 1, 1), found_at(502, 1, 1)])]

    assert [line.number for line in shown] == [*range(500 - AROUND, 503 + AROUND)]
    assert [line.number for line in shown if line.apart] == [500 - AROUND]
    assert len([*lines("x\n" * WHOLE, "x", [])]) == WHOLE
