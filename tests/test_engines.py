"""The seam: which engine a name means, what none of them is given, whether two of them agree."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkg.cli import main
from mkg.errors import ShapesError
from mkg.validation import engines
from mkg.validation.checks import Options, validate
from mkg.validation.engines import DisagreementError, EngineError, chosen, engine, refuse_disagreement
from mkg.validation.inputs import read
from ntriples import HEAD, ntriples, results

ROOT = Path(__file__).parents[1]
DATA = ntriples("e:a e:p e:b, _:x, 'x'@en-US, '01'^^xsd:integer ; e:q e:b .")
SHAPES = ntriples(f"""
{HEAD} sh:property e:P, [ sh:path [ sh:inversePath e:q ] ; sh:minCount 1 ; sh:severity e:Dire ] .
e:P sh:path e:p ; sh:nodeKind sh:IRI ; sh:severity sh:Info ; sh:message "an IRI"@en, "un IRI"@fr .
""")
ANY = [*engines.ENGINES]


def test_auto_means_the_quick_engine_where_it_is_installed() -> None:
    assert engines.names() == ("auto", "shacl", "pyshacl", "both")
    assert chosen() == chosen("auto") == "shacl"
    assert chosen("pyshacl") == "pyshacl"


def test_without_the_quick_engine_auto_means_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    # It is installed wherever the tests run.
    monkeypatch.setattr(engines, "find_spec", lambda _: None)

    assert chosen() == "pyshacl"
    with pytest.raises(EngineError, match=r"not installed; install moroccan-kg\[fast\], or use pyshacl"):
        engine("shacl")


@pytest.mark.parametrize("name", ANY)
def test_an_engine_finds_each_fault_with_all_that_shacl_says_of_it(name: str) -> None:
    found = results(engine(name)(DATA, SHAPES))

    values = sorted(result.get("value", "") for result in found)
    assert values == ["", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"@en-us', "_:x"]
    assert {result["focusNode"] for result in found} == {"<http://example.org/a>"}
    (inverse,) = (result for result in found if "value" not in result)
    assert inverse["resultSeverity"] == "<http://example.org/Dire>"
    assert inverse["sourceShape"] in SHAPES.decode()
    assert inverse["resultPath"].startswith("_:")


@pytest.mark.parametrize("name", ANY)
def test_an_engine_copies_the_messages_of_a_shape(name: str) -> None:
    report = engine(name)(DATA, SHAPES).decode()

    assert report.count('"an IRI"@en') == report.count('"un IRI"@fr') == 3


@pytest.mark.parametrize("name", [*ANY, "both"])
def test_no_shapes_at_all_find_nothing(name: str) -> None:
    assert results(engine(name)(DATA, b"")) == []
    assert b'"true"' in engine(name)(DATA, b"")


@pytest.mark.parametrize("name", ANY)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT $this { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is not allowed here"),
        ("SELECT $this { # \nSERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is not allowed here"),
        ("SELECT $this FROM <file:///etc/hostname> { $this ?p ?o }", "FROM is not allowed here"),
        ("SELECT $this from named <http://example.org/> { $this ?p ?o }", "FROM is not allowed here"),
        (r"SELECT $this FR\u004fM <http://example.org/> { $this ?p ?o }", "FROM is not allowed here"),
        ("SELECT $this { " + "{" * 501 + "}" * 502, "nest deeper than 500 levels"),
    ],
)
def test_a_query_that_reads_elsewhere_or_nests_too_deep_is_refused(name: str, query: str, said: str) -> None:
    text = query.replace("\\", "\\\\").replace("\n", "\\n")
    shapes = ntriples(f'{HEAD} sh:sparql e:Q . e:Q sh:select "{text}" .')

    with pytest.raises(ShapesError, match=rf"^the sh:select of <http://example.org/Q>: .*{said}"):
        engine(name)(DATA, shapes)


@pytest.mark.parametrize("name", ANY)
def test_words_that_only_look_so_are_no_query_elsewhere(name: str) -> None:
    query = "SELECT $this { $this e:from ?from . FILTER(?from != 'FROM <x>') } # FROM SERVICE"
    prefix = 'e:O sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .'
    comment = 'e:N e:comment "SELECT $this FROM <http://example.org/> {}" .'
    shapes = ntriples(f'{HEAD} sh:sparql [ sh:prefixes e:O ; sh:select "{query}" ] . {prefix} {comment}')

    assert len(results(engine(name)(ntriples("e:a e:from e:b ."), shapes))) == 1


@pytest.mark.parametrize("name", ANY)
def test_triple_terms_are_refused_and_text_that_looks_like_them_is_not(name: str) -> None:
    with pytest.raises(ShapesError, match=r"triple terms are RDF 1\.2"):
        engine(name)(b"<u:a> <u:p> <<( <u:s> <u:p> <u:o> )>> .\n", SHAPES)

    engine(name)(b'<u:a> <u:p> "<<( <u:s> <u:p> <u:o> )>>" .\n', SHAPES)


def test_engines_that_agree_give_the_report_of_the_reference() -> None:
    messages = [result["resultMessage"] for result in results(engine("both")(DATA, SHAPES))]

    # Only pySHACL has words of its own where a shape has none.
    assert any("Less than 1 values" in message for message in messages)


def test_engines_that_disagree_say_about_what() -> None:
    # https://www.w3.org/TR/shacl/#shapes-recursion leaves it to the engine what a recursive shape means.
    recursive = ntriples(HEAD + "sh:not e:S .")

    with pytest.raises(DisagreementError) as caught:
        engine("both")(DATA, recursive)

    first, *rest = str(caught.value).splitlines()
    assert first.startswith("the engines shacl and pyshacl disagree about one result; report this")
    assert rest == [
        "only shacl: <http://example.org/a> <http://example.org/a> sh:NotConstraintComponent violation "
        "<http://example.org/S>"
    ]


def test_a_disagreement_is_exit_code_2_and_no_report(tmp_path: Path) -> None:
    shapes, data = tmp_path / "shapes.nt", tmp_path / "data.nt"
    shapes.write_bytes(ntriples(HEAD + "sh:not e:S ."))
    data.write_bytes(DATA)

    files = ["--data", str(data), "--shapes", str(shapes)]
    result = CliRunner().invoke(main, ["validate", *files, "--engine", "both"])

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "the engines shacl and pyshacl disagree about one result" in result.stderr


@pytest.mark.parametrize("part", ["e:p", "sh:NodeKindConstraintComponent", "sh:Info", "_:x", "e:P"])
def test_any_difference_of_a_result_is_a_disagreement(part: str) -> None:
    report = engine("shacl")(DATA, SHAPES)
    old = ntriples(f"e:x e:x {part} .").split()[2]
    other = report.replace(old, old[:-1] + b"x>" if old.startswith(b"<") else b"_:y")

    assert refuse_disagreement({"one": report, "two": report}) is None
    with pytest.raises(DisagreementError, match="only two"):
        refuse_disagreement({"one": report, "two": other})


def test_our_own_graph_is_judged_alike_by_both() -> None:
    inputs = read([ROOT / "tests" / "toy" / "data"], [ROOT / "ontology" / "mkg.ttl"], [ROOT / "shapes"])

    assert validate(inputs, Options(engine="both")).conforms
