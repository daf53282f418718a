import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from mkg.formats import GRAPHS, HTML, SOLUTIONS, Format, named, negotiate

PAGES = (HTML, *GRAPHS)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("   ", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("application/json", "json"),
        ("application/sparql-results+json", "json"),
        ("APPLICATION/SPARQL-Results+JSON", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/xml", "xml"),
        ("text/xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/*", "csv"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.5,*/*;q=0.1", "csv"),
        ("image/png, text/csv;q=0.1", "csv"),
        ("text/*;q=0.3, text/csv;q=0.2, application/xml;q=0.1", "tsv"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml"),
        ("text/*, text/csv;q=0", "tsv"),
        ("text/html", None),
        ("text/turtle", None),
        ("image/*", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("nonsense", None),
        (",;=", None),
        ("text/csv;q=x, text/tab-separated-values;q=0.1", "tsv"),
        ("\x00", None),
    ],
)
def test_the_format_of_solutions_is_agreed_on(accept: str | None, expected: str | None) -> None:
    found = negotiate(accept, SOLUTIONS)

    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/xhtml+xml", "html"),
        ("text/turtle", "turtle"),
        ("application/x-turtle", "turtle"),
        ("text/plain", "ntriples"),
        ("application/n-triples", "ntriples"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/rdf+xml", "rdfxml"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("text/turtle, application/rdf+xml", "turtle"),
        ("application/rdf+xml, text/turtle", "turtle"),
        ("text/turtle;q=0.9, application/rdf+xml", "rdfxml"),
        ("application/sparql-results+json", None),
    ],
)
def test_the_format_of_a_graph_is_agreed_on(accept: str | None, expected: str | None) -> None:
    found = negotiate(accept, PAGES)

    assert (found and found.name) == expected


@pytest.mark.parametrize("item", [*SOLUTIONS, *GRAPHS], ids=lambda item: item.name)
def test_each_format_is_found_by_its_name_media_type_and_aliases(item: Format) -> None:
    offered = SOLUTIONS if item in SOLUTIONS else GRAPHS

    assert named(item.name, offered) is item
    assert all(negotiate(name, offered) is item for name in (item.media_type, *item.aliases))


@pytest.mark.parametrize("item", [*SOLUTIONS, *GRAPHS], ids=lambda item: item.name)
def test_each_media_type_is_the_one_of_its_writer(item: Format) -> None:
    assert isinstance(item.writer, QueryResultsFormat | RdfFormat)
    assert item.media_type in {item.writer.media_type, item.writer.media_type.split(";")[0]}


@pytest.mark.parametrize("name", ["", "JSON", "pdf", "turtle"])
def test_a_name_that_is_not_on_offer_is_none(name: str) -> None:
    assert named(name, SOLUTIONS) is None


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (HTML, "text/html; charset=utf-8"),
        (GRAPHS[0], "text/turtle; charset=utf-8"),
        (GRAPHS[1], "application/n-triples"),
    ],
)
def test_text_formats_say_that_they_are_utf_8(item: Format, expected: str) -> None:
    assert item.content_type == expected


@pytest.mark.parametrize(
    "accept", ["text/csv; charset=utf-8", "text/csv;charset=utf-8;q=0.5, application/pdf"]
)
def test_a_parameter_of_a_media_type_does_not_make_it_another_format(accept: str) -> None:
    assert negotiate(accept, SOLUTIONS) is SOLUTIONS[2]
