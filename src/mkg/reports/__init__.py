"""Reports of a validation, for people and for programs.

Each imports only from those before it: `plain` (nothing hidden) · `summary` (the words) · `excerpt` (a line
with its place) · `text` · `as_json`, `w3c`, `junit`, `github`, `markdown` · `sarif`. Each is imported when it
is written: who waits for one need not wait for all.
"""

from importlib import import_module
from typing import Protocol

from mkg.validation.findings import Report


class Format(Protocol):
    """A form of the report."""

    def __call__(self, report: Report, lang: str = "en") -> str:
        """Write a report in a language: en, fr or ar."""


def _format(module: str, name: str = "write") -> Format:
    def write(report: Report, lang: str = "en") -> str:
        written: str = getattr(import_module(f"mkg.reports.{module}"), name)(report, lang)
        return written

    return write


FORMATS: dict[str, Format] = {
    "text": _format("text", "text"),
    "json": _format("as_json"),
    "turtle": _format("w3c", "turtle"),
    "jsonld": _format("w3c", "jsonld"),
    "sarif": _format("sarif"),
    "junit": _format("junit"),
    "github": _format("github"),
    "markdown": _format("markdown"),
}
"""The forms of the report, by the names that people choose them by."""
