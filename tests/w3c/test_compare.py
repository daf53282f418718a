"""The comparison on which the figures rest sees what is wrong."""

import pytest
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, Triple

from w3c.compare import as_strings, contains, difference, same_graph, table_by_value
from w3c.evaluation import is_ordered
from w3c.results import Solution, Table, read_csv, read_json, read_tsv, read_xml

A, B = BlankNode("a"), BlankNode("b")
P, X = NamedNode("http://example.org/p"), NamedNode("http://example.org/x")
XSD = "http://www.w3.org/2001/XMLSchema#"
ONE, TWO = Literal(1), Literal(2)


def table(*rows: Solution) -> Table:
    return Table(frozenset({"x", "y"}), list(rows))


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ([{"x": ONE, "y": B}, {"x": TWO, "y": A}, {"x": ONE, "y": B}], True),
        ([{"x": TWO, "y": A}, {"x": ONE, "y": B}, {"x": ONE, "y": B}], True),
        ([{"x": ONE, "y": A}, {"x": TWO, "y": A}, {"x": ONE, "y": A}], False),
        ([{"x": ONE, "y": B}, {"x": TWO, "y": A}], False),
        ([{"x": ONE, "y": B}, {"x": TWO, "y": A}, {"x": TWO, "y": A}], False),
        ([{"x": ONE, "y": B}, {"x": TWO}, {"x": ONE, "y": B}], False),
    ],
)
def test_solutions_are_a_bag_whatever_the_names_of_blank_nodes(rows: list[Solution], *, same: bool) -> None:
    expected = table({"x": ONE, "y": A}, {"x": TWO, "y": B}, {"x": ONE, "y": A})

    assert (difference(expected, table(*rows)) is None) is same


def test_an_order_counts_where_the_query_asks_for_one() -> None:
    up, down = table({"x": ONE}, {"x": TWO}), table({"x": TWO}, {"x": ONE})

    assert difference(up, down) is None
    assert difference(up, down, ordered=True)
    assert is_ordered("SELECT * { ?s ?p ?x } order by ?x LIMIT 1")
    assert not is_ordered("SELECT * { { SELECT ?x { ?s ?p ?x } ORDER BY ?x } }")


def test_variables_and_truth_count() -> None:
    assert difference(Table(truth=True), Table(truth=False)) == "expected true, got false"
    assert difference(Table(frozenset({"x"})), Table(frozenset({"y"})))


def test_blank_nodes_of_triple_terms_count() -> None:
    left, right = (table({"x": A, "y": Triple(inner, P, X)}) for inner in (A, B))

    assert difference(left, left) is None
    assert difference(left, right)


def test_a_number_is_told_from_its_writing() -> None:
    decimal, other = (Literal(text, datatype=NamedNode(f"{XSD}decimal")) for text in ("2.0", "2"))

    assert difference(table({"x": decimal}), table({"x": other}))
    assert table_by_value(table({"x": decimal})) == table_by_value(table({"x": other}))
    assert table_by_value(table({"x": other})) != table_by_value(table({"x": TWO}))


def test_graphs_are_compared_by_shape() -> None:
    loop, pair = ([Quad(A, P, A)], [Quad(A, P, B)])

    assert same_graph(Dataset(pair), Dataset([Quad(B, P, A)]))
    assert not same_graph(Dataset(loop), Dataset(pair))
    assert contains(Dataset([*pair, Quad(X, P, X)]), Dataset([Quad(B, P, A)]))
    assert not contains(Dataset([*pair, Quad(X, P, X)]), Dataset([Quad(A, P, X)]))


def test_the_same_result_is_read_from_each_format() -> None:
    read = table({"x": Literal("é,\n", language="fr"), "y": A}, {"x": X})
    json = read_json(
        '{"head": {"vars": ["x", "y"]}, "results": {"bindings": ['
        '{"x": {"type": "literal", "value": "é,\\n", "xml:lang": "fr"},'
        '"y": {"type": "bnode", "value": "a"}},'
        '{"x": {"type": "uri", "value": "http://example.org/x"}}]}}'.encode()
    )
    xml = read_xml(
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        '<head><variable name="x"/><variable name="y"/></head><results>'
        '<result><binding name="x"><literal xml:lang="fr">é,\n</literal></binding>'
        '<binding name="y"><bnode>a</bnode></binding></result>'
        '<result><binding name="x"><uri>http://example.org/x</uri></binding></result></results></sparql>'.encode()
    )

    assert json == xml == read_tsv('?x\t?y\n"é,\\n"@fr\t_:a\n<http://example.org/x>\t\n'.encode()) == read
    assert read_csv('x,y\r\n"é,\n",_:a\r\nhttp://example.org/x,\r\n'.encode()) == as_strings(read)
