"""What is sent to `/validate` is bounded, and so is how much is checked at a time; nobody else notices."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest

from checked import BAD, BROKEN, ENDLESS, GOOD, LONG, Part, form, post, report, send, told
from http_client import ask, problem
from mkg.engine import Asker
from mkg.errors import AskerGone
from mkg.validation import apart
from mkg.validation.apart import RefusedError
from mkg.validation.sent import LARGEST, Asked, Told
from served import Served, command_of, descendants, eventually, is_answered, serving

SECONDS = 4
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
PART = Part("data", LONG), Part("shapes", ENDLESS)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("limits")
    limits = ("--timeout", str(SECONDS), "--memory-limit", "400", "--max-body", "64", "--engines", "4")
    with serving(folder, "--no-validate", "--patience", "0.1", *limits) as served:
        yield served


def checks(served: Served) -> set[int]:
    return {pid for pid in descendants(served.process.pid) if "mkg.validation.sent" in command_of(pid)}


def client(served: Served, source: str) -> HTTPConnection:
    return HTTPConnection(served.address.removeprefix("http://"), timeout=60, source_address=(source, 0))


def begun(served: Served, source: str) -> HTTPConnection:
    """Send what takes long, as another client; return the connection once it is being checked."""
    before = checks(served)
    body, headers = form(*PART)
    connection = client(served, source)
    connection.request("POST", "/validate?engine=pyshacl", body, headers)
    eventually(lambda: bool(checks(served) - before))
    return connection


def test_a_pattern_that_never_ends_is_a_finding(served: Served) -> None:
    found = report(send(served.address, *PART, engine="pyshacl"))["findings"]

    assert [each["rule"] for each in found] == ["limit"]
    assert f"was stopped after {SECONDS} seconds" in found[0]["message"]
    eventually(lambda: checks(served) == set())
    assert is_answered(served)


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:b> " + "[ <urn:b> " * 5000,
        "<urn:a> <urn:b> " + "[ <urn:b> " * 3000 + "1" + "]" * 3000 + " .",
        "<urn:a> <urn:b> " + "(" * 20_000 + ")" * 20_000 + " .",
        '<urn:a> <urn:b> "' + "x" * 60_000 + '" .',
        "\n" * 60_000,
    ],
    ids=["open", "nested", "lists", "literal", "lines"],
)
def test_depth_and_length_hurt_nobody(served: Served, text: str) -> None:
    assert post(served.address, text, together="no").status == 200
    assert post(served.address, text, together="no", format="html").status == 200
    assert post(served.address, GOOD, together="no").status == 200


def test_depth_in_other_syntaxes_hurts_nobody(served: Served) -> None:
    json_text, xml = "[" * 20_000, "<a>" * 15_000

    assert [name for name, _ in told(post(served.address, json_text, "application/ld+json"))] in (
        ["syntax"],
        ["limit"],
    )
    assert [name for name, _ in told(post(served.address, xml, "application/rdf+xml"))] == ["syntax"]


def test_a_query_that_asks_elsewhere_makes_shapes_unusable(served: Served) -> None:
    select = "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"
    shapes = f'{SH}\n[] sh:targetNode <urn:a> ; sh:sparql [ sh:select "{select}" ] .'

    for engine in ("shacl", "pyshacl"):
        reply = send(served.address, Part("data", BROKEN[:34]), Part("shapes", shapes), engine=engine)
        assert "unusable-shapes" in dict(told(reply))


def test_a_body_that_is_too_large_is_refused(served: Served) -> None:
    reply = post(served.address, "#" * (64 * 1024 + 1))

    assert reply.status == 413
    assert "65,536 bytes" in problem(reply)
    assert post(served.address, "#" * (64 * 1024)).status == 200


def test_one_client_has_one_check_and_all_clients_have_two(served: Served) -> None:
    first, second = begun(served, "127.0.0.2"), client(served, "127.0.0.2")
    body, headers = form(*PART)
    second.request("POST", "/validate", body, headers)
    refused = second.getresponse()
    third = begun(served, "127.0.0.3")
    crowded = post(served.address, GOOD)

    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert "a text of yours is being checked" in json.loads(refused.read())["detail"]
    assert (crowded.status, crowded.headers["Retry-After"]) == (503, "1")
    assert "send yours again" in problem(crowded)
    # Queries have their own seats.
    assert is_answered(served)
    for connection in (first, third):
        assert json.loads(connection.getresponse().read())["findings"][0]["rule"] == "limit"
    for connection in (first, second, third):
        connection.close()
    assert post(served.address, GOOD).status == 200


def test_a_check_ends_with_the_client_who_waits_for_it(served: Served) -> None:
    connection = begun(served, "127.0.0.2")
    connection.close()

    eventually(lambda: checks(served) == set(), seconds=SECONDS / 2)


def test_a_page_refuses_in_words_too(served: Served) -> None:
    reply = ask(
        served.address, "/validate", "POST", b"", {"Content-Type": "text/turtle", "Accept": "text/html"}
    )

    assert (reply.status, reply.type) == (400, "text/html")
    assert b"nothing was sent" in reply.body
    assert b'id="check"' in reply.body


def test_what_ends_the_process_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ends = {
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)": "memory",
        "raise MemoryError": "memory",
    }
    ends |= {"import os, signal; os.kill(os.getpid(), signal.SIGXCPU)": "time"}
    ends |= {"import signal; signal.pause()": "time"}
    for code, why in ends.items():
        told = _checked_by(code, monkeypatch, tmp_path)
        (finding,) = json.loads(told.text)["findings"]
        assert (told.code, finding["rule"], finding["place"]["path"]) == (2, "limit", "x.ttl")
        assert f"took more {why}" in finding["message"]


def test_an_end_that_nobody_foresaw_is_told_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="KeyError: 'x'") as caught:
        _checked_by("{}['x']", monkeypatch, tmp_path)
    assert caught.value.status == 500


def _checked_by(code: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Told:
    """Check a text in a process that does as it is told, in place of the one that checks."""
    program = folder / "python"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    try:
        return apart.check(Asked("x.ttl", b"", seconds=1))
    finally:
        monkeypatch.undo()


def test_whoever_has_left_is_told_nothing() -> None:
    asker = Asker()
    asker.leave()

    with pytest.raises(AskerGone):
        apart.check(Asked("x.ttl", BAD.encode()), asker)


def test_what_is_asked_travels_whole() -> None:
    asked = Asked("x.ttl", b"\xff\x00", b"\x80", lint=False, most=3, seconds=1.5)

    assert Asked.from_json(asked.to_json()) == asked


def test_a_check_that_cannot_begin_says_why() -> None:
    with pytest.raises(RefusedError, match="index of the graph cannot be read") as caught:
        apart.check(Asked("x.ttl", b"", index="/nowhere/x.index"))
    assert caught.value.status == 503


def test_a_report_that_is_too_large_is_refused() -> None:
    many = "".join(f"<urn:t{n}> <urn:p> 'x' .\n" for n in range(40_000))
    shapes = f"{SH} [] sh:targetSubjectsOf <urn:p> ; sh:nodeKind sh:Literal ."
    asked = Asked("x.ttl", many.encode(), shapes.encode(), lint=False, seconds=60, memory=2 << 30)

    with pytest.raises(RefusedError, match="check less at a time"):
        apart.check(asked)
    few = apart.check(replace(asked, most=10))
    assert (few.left, len(json.loads(few.text)["findings"]), few.counts["violation"]) == (39_990, 10, 40_000)
    assert len(few.text) < LARGEST
