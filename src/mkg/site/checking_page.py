"""The page of `/validate`: a form, and what was found in what it sent, in its place."""

import json
import shlex
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from flask import render_template

from mkg.formats import GRAPHS, Format
from mkg.index import handle, places
from mkg.reports.summary import name as severity_name
from mkg.site import languages
from mkg.site.received import Received
from mkg.site.state import current
from mkg.site.underlined import lines
from mkg.sources import FORMATS
from mkg.validation import engines, sent
from mkg.validation.findings import Severity
from mkg.validation.sent import Told

EXIT = "Mkg-Exit-Code"
"""The header that tells how `mkg validate` would have ended: 0 conforms, 1 findings, 2 cannot be checked."""

REPORTS = (
    Format("json", "application/json"),
    Format("sarif", "application/sarif+json"),
    Format("junit", "application/xml", None, ("text/xml",)),
    Format("turtle", "text/turtle"),
    Format("jsonld", "application/ld+json"),
    Format("text", "text/plain"),
    Format("markdown", "text/markdown"),
)
"""The forms of the report that an Accept header can name, the default first."""

GITHUB = Format("github", "text/plain")
"""The form that is had by its name alone."""

MOST = 200
"""Findings that a page tells."""

ENGINES = tuple(name for name in engines.names() if name != "both")
"""The engines that one may ask for: not for two at once."""


@dataclass(frozen=True)
class Choices:
    """What a form holds: as somebody sent it, or as it is found first."""

    name: str = ""
    text: str = ""
    shapes: str = ""
    together: str = "auto"
    lint: str = "auto"
    engine: str = "auto"
    fail_on: str = "info"


def first(name: str) -> str:
    """Render the form before anything was sent, with the graph's file of that name, if there is one."""
    index = _index()
    text = places.file(index, name) if index and name else None
    return _page(Choices(name if text else "", text or ""))


def refused(error: str) -> str:
    """Render the form with the reason why what was sent is not checked."""
    return _page(Choices(), error=error)


def told(choices: Choices, report: Told, received: Received, *, together: bool) -> str:
    """Render the form as it was sent, with a report in JSON; `together` with the graph or by itself."""
    return _page(choices, result=_result(choices, report, received) | {"together": together})


def _page(choices: Choices, result: dict[str, Any] | None = None, error: str = "") -> str:
    index, language = _index(), languages.chosen()
    return render_template(
        "checking.html",
        choices=choices,
        engines=[(name, name) for name in ENGINES],
        error=error,
        files=places.files(index) if index else [],
        formats=[*(each.name for each in REPORTS), GITHUB.name],
        result=result,
        severities={each.name: severity_name(each, language) for each in Severity},
    )


def _index() -> handle.Index | None:
    path = current().graph.index
    return handle.opened(path) if path else None


def _result(choices: Choices, report: Told, received: Received) -> dict[str, Any]:
    found = json.loads(report.text)["findings"]
    texts = {received.name: choices.text} | ({sent.SHAPES: choices.shapes} if received.shapes else {})
    options = {name: getattr(choices, name) for name in ("together", "lint", "engine", "fail_on")}
    changed = {name: value for name, value in options.items() if value != getattr(Choices(), name)}
    return {
        "told": report,
        "found": found,
        "texts": {path: list(lines(text, path, found)) for path, text in texts.items()},
        "curl": _curl(received, changed),
        "command": _command(received, changed),
    }


def _curl(received: Received, changed: dict[str, str]) -> str:
    path = PurePosixPath(received.name)
    name, called = path.name, {"file": received.name} if path.name != received.name else {}
    query = urlencode({"lang": languages.chosen()} | changed | called)
    words = ["curl", "-H", "Accept: text/plain"]
    if received.shapes:
        words += ["-F", f"data=@{name}", "-F", f"shapes=@{sent.SHAPES}"]
    else:
        kind = next(each.media_type for each in GRAPHS if each.writer == FORMATS[path.suffix])
        words += ["-H", f"Content-Type: {kind}", "--data-binary", f"@{name}"]
    return shlex.join([*words, f"{current().settings.address}validate?{query}"])


def _command(received: Received, changed: dict[str, str]) -> str:
    words = ["mkg", "validate", "--data", received.name, "--lang", languages.chosen()]
    if received.shapes:
        words += ["--shapes", sent.SHAPES]
    if changed.get("lint"):
        words.append("--lint" if changed["lint"] == "yes" else "--no-lint")
    for name in ("engine", "fail_on"):
        if name in changed:
            words += [f"--{name.replace('_', '-')}", changed[name]]
    return shlex.join(words)
