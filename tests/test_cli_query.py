"""`mkg query`: a text, a file or a question; a table, CSV, JSON and the RDF formats."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from conftest import Run

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a mkg:Claim }"
CONSTRUCT = "CONSTRUCT { venue:acl skos:prefLabel ?label } WHERE { venue:acl skos:prefLabel ?label }"


def test_a_text_is_answered_as_csv_in_a_pipe(run: Run) -> None:
    done = run("query", COUNT)

    assert (done.returncode, done.stderr) == (0, "")
    assert [*csv.reader(StringIO(done.stdout))] == [["n"], ["84"]]


def test_a_file_is_answered(tmp_path: Path, run: Run) -> None:
    (tmp_path / "count.rq").write_text(COUNT, encoding="utf-8")

    assert run("query", tmp_path / "count.rq").stdout.split() == ["n", "84"]


def test_a_question_is_found_with_and_without_its_number(root: Path, run: Run) -> None:
    path = min((root / "ontology" / "questions").glob("*.rq"))

    numbered, plain = run("query", path.stem), run("query", path.stem.partition("-")[2])

    assert numbered.returncode == 0
    assert numbered.stdout == plain.stdout


def test_a_table_shows_names_with_prefixes_and_counts_the_rows(run: Run) -> None:
    done = run(
        "query",
        "SELECT ?city ?label { VALUES ?city { place:rabat place:fes } ?city skos:prefLabel ?label }",
        "--format",
        "table",
    )

    assert "place:rabat" in done.stdout
    assert "الرباط" in done.stdout
    assert done.stdout.splitlines()[-1] == "6 rows"


def test_a_yes_or_no_question_is_answered_yes_or_no(run: Run) -> None:
    assert run("query", "ASK { ?c a mkg:Claim }", "--format", "table").stdout == "yes\n"
    assert run("query", "ASK { ?c a mkg:Nothing }", "--format", "table").stdout == "no\n"


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_every_results_format_says_the_same(name: str, run: Run) -> None:
    done = run("query", COUNT, "--format", name)

    results = parse_query_results(
        done.stdout, format=QueryResultsFormat.from_extension({"json": "srj", "xml": "srx"}.get(name, name))
    )
    assert isinstance(results, QuerySolutions)
    assert [solution["n"].value for solution in results] == ["84"]


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        (None, RdfFormat.TURTLE),
        ("turtle", RdfFormat.TURTLE),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdfxml", RdfFormat.RDF_XML),
        ("nquads", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
    ],
)
def test_every_rdf_format_says_the_same(name: str | None, syntax: RdfFormat, run: Run) -> None:
    done = run("query", CONSTRUCT, *(["--format", name] if name else []))

    assert {quad.object.language for quad in parse(done.stdout, format=syntax)} == {"ar", "en", "fr"}


def test_anyones_data_is_asked(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.trig").write_text("<http://e/g> { <http://e/s> <http://e/p> 1 }", encoding="utf-8")

    done = run("query", "SELECT ?g { GRAPH ?g { ?s ?p 1 } }", "--data", tmp_path, "--format", "json")

    assert json.loads(done.stdout)["results"]["bindings"][0]["g"]["value"] == "http://e/g"


REFUSED = {
    "": "the query is empty: write a SELECT, ASK, CONSTRUCT or DESCRIBE",
    "SELECT * { ?s ?p": "the query cannot be read at line 1, column ",
    "SELECT * { ?s nope:name ?o }": "declare the prefix nope: with a PREFIX line",
    "DELETE WHERE { ?s ?p ?o }": "updates are not taken here",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "SERVICE is not allowed here",
    "(" * 100_000: "(((: neither a query nor a file nor a question",
    "SELECT * { FILTER " + "(" * 20_000: "the brackets nest deeper than 500 levels; write the query flatter",
    "no-such-question": "no-such-question: neither a query nor a file nor a question; the questions are 01-",
    "missing.rq": "missing.rq: cannot be read (No such file or directory)",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_a_bad_query_is_refused_in_one_sentence(text: str, run: Run) -> None:
    done = run("query", text)

    assert (done.returncode, done.stdout) == (2, "")
    assert REFUSED[text] in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_binary_query_file_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.rq").write_bytes(b"SELECT \xff")

    done = run("query", tmp_path / "x.rq")

    assert (done.returncode, done.stderr) == (
        2,
        f"{tmp_path}/x.rq: byte 8 is not UTF-8; save the query as UTF-8 text\n",
    )


@pytest.mark.parametrize(("text", "name"), [(COUNT, "turtle"), (CONSTRUCT, "csv")])
def test_a_format_that_does_not_fit_the_query_is_refused(text: str, name: str, run: Run) -> None:
    done = run("query", text, "--format", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("no format you accept fits this query; ask for ")


def test_a_device_is_no_file_of_rdf(run: Run) -> None:
    done = run("query", "ASK {}", "--data", "/dev/null")

    assert done.returncode == 2
    assert done.stderr.startswith("/dev/null: expected a file that ends in .ttl, ")
