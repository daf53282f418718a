"""Lints of what is written twice in one file: blocks and triples."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from pyoxigraph import NamedNode, Quad

from mkg.lints.lint import Checked, Lint, finding
from mkg.lints.scan import Scan
from mkg.turtle.tree import Statement
from mkg.validation.findings import Finding, Place, Severity, show
from mkg.validation.paths import Term
from mkg.vocab import RDF

_HEAD = r"""[\s#]*+(?=<|[^\s,;()\[\]<>"'#^@|{}:]*:)(<++|[^\s,;()\[\]<>"'#^@|{}]+)"""
_FIRST = re.compile(_HEAD)
_BEHIND_STOP = re.compile(r"\.(?<!\\\.)(?=[\s<\[(#]|\Z)" + _HEAD)
"""Where a block begins: at a name or an IRI behind a full stop."""


def _split(checked: Checked) -> Iterator[Finding]:
    for scan in checked.turtle:
        # A file without any ; is written one triple a line on purpose.
        if ";" not in scan.code:
            continue
        first: dict[str, int] = {}
        for iri, start, width in _heads(scan):
            line, _ = scan.lines.place(first.setdefault(iri, start))
            if first[iri] != start:
                focus = NamedNode(iri if ":" in iri else scan.source.base)
                yield _found_split(focus, line, scan.place(start, width))


def _heads(scan: Scan) -> Iterator[tuple[str, int, int]]:
    namespaces = {prefix.name: prefix.namespace for prefix in scan.prefixes}
    # The first block stands behind no full stop, nor does one behind a PREFIX of SPARQL.
    starts = [0, *(scan.text.index(">", prefix.namespace_at) + 1 for prefix in scan.prefixes)]
    first = [match for start in starts if (match := _FIRST.match(scan.code, start))]
    for match in [*first, *_BEHIND_STOP.finditer(scan.code)]:
        start, text = match.start(1), match[1]
        if text[0] == "<":
            text = scan.text[start : scan.text.index(">", start) + 1]
            yield text[1:-1], start, len(text)
        elif not text.startswith("_:"):
            # In the code an escaped character has become two backslashes.
            written = scan.text[start : match.end(1)].rstrip(".")
            name, _, local = written.partition(":")
            yield namespaces.get(name, "") + re.sub(r"\\(.)", r"\1", local), start, len(written)


def _found_split(focus: NamedNode, line: int, place: Place) -> Finding:
    return finding(
        "split-block",
        Severity.warning,
        {
            "en": f"Join this block with that of line {line}: both describe the same thing.",
            "fr": f"Joignez ce bloc à celui de la ligne {line} : les deux décrivent la même chose.",
            "ar": f"ضمّ هذه الكتلة إلى كتلة السطر {line}: فكلتاهما تصف الشيء نفسه.",
        },
        focus=focus,
        place=place,
    )


def _duplicates(checked: Checked) -> Iterator[Finding]:
    for scan in map(checked.scan, checked.sources):
        if len(set(scan.quads)) == len(scan.quads):
            continue
        for said in _again(scan.statements or scan.quads):
            at = scan.place(said.object_at) if isinstance(said, Statement) else scan.anywhere
            yield _found_twice(said, at)


def _again(said: Iterable[Statement | Quad]) -> Iterator[Statement | Quad]:
    seen = set()
    for each in said:
        triple = each.subject, each.predicate, each.object, getattr(each, "graph_name", None)
        # In RDF 1.2 each << … >> with the name of a reifier states it again.
        if triple in seen and each.predicate.value != RDF + "reifies":
            yield each
        seen.add(triple)


def _found_twice(said: Statement | Quad, place: Place) -> Finding:
    written = _written(said.object)
    return finding(
        "duplicate-triple",
        Severity.warning,
        {
            "en": f"Take this value out: the file says {written} of the thing twice.",
            "fr": f"Retirez cette valeur : le fichier dit deux fois {written} de la chose.",
            "ar": f"احذف هذه القيمة: فالملف يذكر {written} للشيء مرتين.",
        },
        focus=cast(Term, said.subject),
        path=said.predicate,
        value=cast(Term, said.object),
        place=place,
    )


def _written(value: object) -> str:
    text = show(cast(Term, value))
    return text if len(text) <= 60 else text[:59] + "…"


LINTS = (
    Lint("split-block", Severity.warning, "A thing that one file describes in several blocks.", _split),
    Lint("duplicate-triple", Severity.warning, "A triple that one file states twice.", _duplicates),
)
