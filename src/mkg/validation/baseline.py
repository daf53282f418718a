"""A baseline: the findings that a repository already has, so that only new ones are told.

A finding is known by a fingerprint that stays the same when lines move.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath

from pyoxigraph import BlankNode, Triple

from mkg import files
from mkg.errors import ParseError, ReadError
from mkg.sources import Source, unreadable
from mkg.validation import paths
from mkg.validation.findings import Finding, Report, show
from mkg.validation.paths import Term
from mkg.vocab import RDF

VERSION = 1

_LIST = {RDF + "first", RDF + "rest"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings that are alike: fingerprint and count decide, the rest is for people to read."""

    fingerprint: str
    count: int
    rule: str
    file: str
    thing: str
    property: str


def write(report: Report, path: Path) -> None:
    """Write all that a report found as the baseline. Raises ReadError."""
    found: dict[str, Finding] = {}
    prints = marks(report, report.results)
    for mark, finding in zip(prints, report.results, strict=True):
        found.setdefault(mark, finding)
    counts = Counter(prints)
    entries = sorted((_entry(mark, counts[mark], found[mark]) for mark in found), key=_order)
    body = {"version": VERSION, "findings": [asdict(entry) for entry in entries]}
    files.replace(path, json.dumps(body, ensure_ascii=True, indent=2) + "\n")


def read(path: Path) -> list[Entry]:
    """Read a baseline. Raises ReadError where it cannot be read or is none."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["version"] != VERSION:
            raise _broken(path, f"version {body['version']!r} is not {VERSION}")
        entries = [Entry(**each) for each in body["findings"]]
    except OSError as error:
        raise unreadable(path, error) from error
    except RecursionError as error:
        raise _broken(path, "it is nested too deep") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(path, str(error)) from error
    if any(type(entry.count) is not int or type(entry.fingerprint) is not str for entry in entries):
        raise _broken(path, "a count is no whole number, or a fingerprint no text")
    return entries


def apply(report: Report, baseline: Iterable[Entry]) -> Report:
    """Return the report without the findings that the baseline knows, each as often as it knows it."""
    known = _counts(baseline)
    kept = []
    for mark, finding in zip(marks(report, report.results), report.results, strict=True):
        known[mark] -= 1
        if known[mark] < 0:
            kept.append(finding)
    return replace(report, results=kept)


def stale(report: Report, baseline: Iterable[Entry]) -> list[Entry]:
    """Return what the baseline knows and the report no longer finds, with how often."""
    entries = list(baseline)
    left = _counts(entries) - Counter(marks(report, report.results))
    found = {entry.fingerprint: entry for entry in entries}
    return [replace(found[mark], count=count) for mark, count in left.items()]


def marks(report: Report, findings: Sequence[Finding]) -> list[str]:
    """Return the fingerprints of findings of a report."""
    return fingerprints(findings, (*report.sources, *report.shapes))


def fingerprints(findings: Sequence[Finding], sources: Iterable[Source]) -> list[str]:
    """Return the fingerprint of each finding: of rule, component, thing, path, value and file.

    A blank node counts by what owns it, one that nothing owns by what it says, never by its label.
    """
    blank = {term for each in findings for term in (each.focus, each.value) if isinstance(term, BlankNode)}
    names = _Names(sources, blank) if blank else None
    return [_fingerprint(finding, names) for finding in findings]


def relative(path: str) -> str:
    """Write the path of a file as repositories have it: relative to where mkg runs, with forward slashes."""
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(Path.cwd()):
        pure = pure.relative_to(Path.cwd())
    return pure.as_posix()


def _fingerprint(finding: Finding, names: "_Names | None") -> str:
    def name(term: Term | None) -> str:
        return names.name(term) if names and isinstance(term, BlankNode) else str(term or "")

    path = paths.sparql(finding.path) if finding.path else ""
    file = relative(finding.place.path) if finding.place else ""
    said = [finding.rule, finding.component, name(finding.focus), path, name(finding.value), file]
    return sha256(json.dumps(said).encode()).hexdigest()[:32]


class _Names:
    """Blank nodes by their owners: `<thing> <property>`, through as many blank nodes as lie between."""

    def __init__(self, sources: Iterable[Source], wanted: set[BlankNode]) -> None:
        self._sources = list(sources)
        self._owners: dict[object, tuple[object, str]] = {}
        for triple in _triples(self._sources):
            owner, known = (triple.subject, triple.predicate.value), self._owners.get(triple.object)
            if isinstance(triple.object, BlankNode) and (known is None or _key(owner) < _key(known)):
                self._owners[triple.object] = owner
        self._said = self._what_is_said({self._climbed(node)[0] for node in wanted})

    def name(self, node: BlankNode) -> str:
        top, steps = self._climbed(node)
        return " ".join([self._said.get(top, str(top)), *reversed(steps)])

    def _climbed(self, node: object) -> tuple[object, list[str]]:
        steps: list[str] = []
        seen: set[object] = set()
        while isinstance(node, BlankNode) and node in self._owners and node not in seen:
            seen.add(node)
            node, predicate = self._owners[node]
            # An item that is put before another in a list does not change the other.
            if predicate not in _LIST:
                steps.append(predicate)
        return node, steps

    def _what_is_said(self, tops: set[object]) -> dict[object, str]:
        said: dict[object, list[str]] = {top: [] for top in tops if isinstance(top, BlankNode)}
        for triple in _triples(self._sources if said else ()):
            if triple.subject in said:
                value = "[]" if isinstance(triple.object, BlankNode) else str(triple.object)
                said[triple.subject].append(f"{triple.predicate} {value}")
        return {top: "[" + " ; ".join(sorted(lines)) + "]" for top, lines in said.items()}


def _key(owner: tuple[object, str]) -> tuple[bool, str, str]:
    subject, predicate = owner
    unnamed = isinstance(subject, BlankNode)
    return unnamed, "" if unnamed else str(subject), predicate


def _triples(sources: Iterable[Source]) -> Iterator[Triple]:
    for source in sources:
        # What a file says before its fault is told like everything else.
        with suppress(ParseError):
            yield from (quad.triple for quad in source.quads())


def _entry(mark: str, count: int, finding: Finding) -> Entry:
    thing = "[]" if isinstance(finding.focus, BlankNode) else show(finding.focus)
    file = relative(finding.place.path) if finding.place else ""
    return Entry(mark, count, finding.rule, file, thing, paths.show(finding.path))


def _order(entry: Entry) -> tuple[str, ...]:
    return entry.file, entry.thing, entry.rule, entry.property, entry.fingerprint


def _counts(baseline: Iterable[Entry]) -> "Counter[str]":
    counts: Counter[str] = Counter()
    for entry in baseline:
        counts[entry.fingerprint] += entry.count
    return counts


def _broken(path: Path, reason: str) -> ReadError:
    return ReadError(f"{path}: not a baseline ({reason}); write it anew with --write-baseline")
