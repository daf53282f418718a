"""A small text, findings about what it says, and the places at which they are told."""

from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from mkg.sources import Source, read
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Path as PropertyPath
from mkg.validation.paths import Term
from mkg.validation.places import locate

E = "http://example.org/"
TEXT = """\
@prefix e: <http://example.org/> .
# المغرب 😀
e:a
    a e:C ;
    e:name "ا" , "b"@en-GB ;
    e:knows e:b .
e:b e:knows e:a , e:c .
<#own> e:name "own" .
e:d e:p [ e:name "inner" ; e:q [ e:name "😀" , "deep" ] ] ; e:list ( 1 e:c ) .
[] e:name "root" .
_:x e:p _:y . _:y e:name "label" ; e:text '''long
text''' .
"""
CLOSED = "http://www.w3.org/ns/shacl#ClosedConstraintComponent"
SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:Shape a sh:NodeShape ;
    sh:targetNode e:none , "literal" ;
    sh:property [ sh:path e:name ] .
"""


def e(name: str) -> NamedNode:
    return NamedNode(E + name)


def source(folder: Path, text: str = TEXT, name: str = "a.ttl") -> Source:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read(folder / name)


def finding(
    focus: Term,
    path: PropertyPath | None = None,
    value: Term | None = None,
    component: str = "",
    message: str = "",
    shape: NamedNode | BlankNode | None = None,
) -> Finding:
    return Finding(
        severity=Severity.violation,
        messages=(Literal(message),),
        focus=focus,
        path=path,
        value=value,
        shape=shape,
        component=component,
    )


def place(found: Finding, *sources: Source) -> tuple[int, int, int] | None:
    (placed,) = locate([found], sources)
    return (placed.place.line, placed.place.column, placed.place.width) if placed.place else None


def blank(given: Source, predicate: str, value: Term, *, inside: bool = False) -> BlankNode:
    """Return the blank node that says something of a value, or that it is said of."""
    quads = [quad for quad in given.quads() if quad.predicate == e(predicate)]
    found = [
        quad.object if inside else quad.subject for quad in quads if value in (quad.object, quad.subject)
    ]
    assert isinstance(found[0], BlankNode)
    return found[0]
