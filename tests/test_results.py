"""The W3C validation report is read into findings and written from them."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from mkg.errors import ShapesError
from mkg.validation import results
from mkg.validation.findings import Finding, Severity
from mkg.validation.paths import Inverse, Sequence, Term
from mkg.validation.results import Graph
from mkg.vocab import RDF, SH, XSD

E = "http://example.org/"
A, B, P, Q = (NamedNode(E + name) for name in "abpq")
PREFIXES = f"PREFIX sh: <{SH}> PREFIX e: <{E}> PREFIX xsd: <{XSD}> PREFIX rdf: <{RDF}> "
RESULT = """
[] a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ; sh:focusNode e:a ;
    sh:resultSeverity sh:Violation ; sh:sourceConstraintComponent sh:%sConstraintComponent ; %s ] .
"""


def graph(turtle: str) -> Graph:
    return Graph(quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


def report(component: str = "MinCount", more: str = "") -> bytes:
    turtle = PREFIXES + RESULT % (component, more)
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def read(component: str = "MinCount", more: str = "", shapes: str = "") -> Finding:
    (finding,) = results.read(report(component, more), graph(shapes))
    return finding


def test_a_result_is_read_with_all_that_it_says() -> None:
    found = read(
        "Datatype", 'sh:resultPath e:p ; sh:value "x"@ar ; sh:resultMessage "m"@en ; sh:sourceShape e:b'
    )

    assert found == Finding(
        severity=Severity.violation,
        focus=A,
        messages=(Literal("m", language="en"),) if found.messages else (),
        path=P,
        value=Literal("x", language="ar"),
        shape=B,
        component=SH + "DatatypeConstraintComponent",
    )


@pytest.mark.parametrize(
    ("component", "more", "shapes", "expected"),
    [
        (
            "MinCount",
            "sh:sourceShape e:b",
            "e:b sh:minCount 2",
            Literal("2", datatype=NamedNode(XSD + "integer")),
        ),
        ("Datatype", "sh:sourceShape e:b", "e:b sh:datatype xsd:date", NamedNode(XSD + "date")),
        ("Class", "sh:sourceShape e:b", "e:b sh:minCount 2", None),
        (
            "Closed",
            "sh:resultPath e:naem ; sh:sourceShape e:b",
            "e:b sh:property [ sh:path e:name ] , [ sh:path e:p ]",
            NamedNode(E + "name"),
        ),
        (
            "Closed",
            "sh:resultPath e:zzzzz ; sh:sourceShape e:b",
            "e:b sh:property [ sh:path e:name ]",
            None,
        ),
        ("SPARQL", "sh:sourceConstraint e:q ; sh:sourceShape e:b", "", Q),
    ],
)
def test_what_was_expected_is_found_in_the_shapes(
    component: str, more: str, shapes: str, expected: Term | None
) -> None:
    assert read(component, more, shapes and shapes + " .").constraint == expected


def test_a_path_of_many_steps_is_read() -> None:
    found = read("Class", "sh:resultPath ( e:p [ sh:inversePath e:q ] )")

    assert found.path == Sequence((P, Inverse(Q)))


def test_a_severity_of_ones_own_counts_as_violation_and_is_kept() -> None:
    (found,) = results.read(report().replace(SH.encode() + b"Violation", E.encode() + b"Grave"), graph(""))

    assert (found.severity, found.level) == (Severity.violation, NamedNode(E + "Grave"))


@pytest.mark.parametrize("lost", ["focusNode", "sourceConstraintComponent"])
def test_a_result_that_says_too_little_is_refused(lost: str) -> None:
    with pytest.raises(ShapesError, match="lacks its focus node"):
        results.read(report().replace(f"{SH}{lost}>".encode(), b"http://example.org/x>"), graph(""))


def test_a_report_without_results_is_no_finding() -> None:
    assert results.read(b"", graph("")) == []


@pytest.mark.parametrize(
    "finding",
    [
        Finding(severity=Severity.info, focus=A, component=SH + "ClosedConstraintComponent", path=P, value=B),
        Finding(
            severity=Severity.warning,
            focus=Literal("x"),
            component=SH + "SPARQLConstraintComponent",
            constraint=Q,
            shape=B,
        ),
        Finding(
            severity=Severity.violation,
            focus=BlankNode("b1"),
            component=E + "Component",
            level=NamedNode(E + "Grave"),
            path=Sequence((P, Inverse(Q))),
        ),
    ],
)
def test_what_is_written_is_read_again(finding: Finding) -> None:
    text = serialize(results.triples([finding]), format=RdfFormat.N_TRIPLES) or b""

    assert results.read(text, graph("")) == [finding]


@pytest.mark.parametrize("findings", [[], [Finding(severity=Severity.info, focus=A, component=E + "C")]])
def test_a_report_says_whether_it_conforms(findings: list[Finding]) -> None:
    (said,) = [each.object for each in results.triples(findings) if each.predicate.value == SH + "conforms"]

    assert said == Literal("false" if findings else "true", datatype=NamedNode(XSD + "boolean"))
