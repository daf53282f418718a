"""Reports to write: findings of every kind, made by hand, and the sources they speak of."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from mkg.sources import Source
from mkg.validation.findings import Finding, Place, Report, Severity
from mkg.vocab import BASE, LINTS, PREFIXES, SH, SHAPES, XSD

COMPONENT = "ConstraintComponent"
TOPIC = NamedNode(BASE + "topic/speech")
NAME = NamedNode(PREFIXES["skos"] + "prefLabel")
OTHERS = NamedNode("http://example.org/Shape")
ONE = Literal(1)
PATH = "data/topic.ttl"
TEXT = '@prefix topic: <x:> .\ntopic:speech\n\tskos:prefLabel "كلام"@ar ;\n.\n'
ENGLISH, FRENCH, ARABIC = (
    Literal("Give an English label.", language="en"),
    Literal("Donnez un libellé anglais.", language="fr"),
    Literal("أعط تسمية إنجليزية.", language="ar"),
)


def found(component: str = "MinCount", **changes: Any) -> Finding:  # noqa: ANN401 -- any field of a finding
    """Make a finding of a component (SHACL's by its name, others by IRI), a violation unless it is said."""
    iri = component if ":" in component else SH + component + COMPONENT
    given = {"severity": Severity.violation, "focus": TOPIC, "component": iri}
    return Finding(**(given | changes))


VIOLATION = found(
    path=NAME,
    value=Literal("كلام", language="ar"),
    messages=(ENGLISH, FRENCH, ARABIC),
    shape=NamedNode(SHAPES + "Topic-label"),
    constraint=ONE,
    place=Place(PATH, 3, 17, 9),
    origin=Place("shapes/topic.ttl", 4, 1, 17),
)
FOREIGN = replace(VIOLATION, shape=OTHERS, severity=Severity.warning)
INFO = found("Datatype", severity=Severity.info, constraint=NamedNode(XSD + "date"), value=Literal("x"))
LINT = found(
    LINTS + "unused-prefix",
    shape=NamedNode(LINTS + "unused-prefix"),
    place=Place(PATH, 0, 0),
)


def source(text: str = TEXT, path: str = PATH) -> Source:
    """Make a source that no file holds."""
    return Source(Path(path), text.encode())


def report(*findings: Finding, text: str = TEXT, **changes: Any) -> Report:  # noqa: ANN401 -- as above
    """Make a report on one file."""
    given = Report(list(findings), [source(text)], 1234, "shacl")
    return replace(given, **changes)
