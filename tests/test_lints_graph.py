from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode

from linted import looked_at
from mkg.lints.graph import NIL, Graph, cycles, declaring, graph_of, holding, is_true, say
from mkg.vocab import RDF, XSD

EX = "http://example.org/ns#"


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


def graph(text: str) -> Graph:
    checked = looked_at(data=text)
    return graph_of(checked, checked.data)


def test_objects_come_in_the_order_of_the_predicates_and_of_the_text() -> None:
    known = graph("ex:a ex:q 3 ; ex:p 2 , 1 .")

    assert [str(each.value) for each in known.objects(node("a"), EX + "p", EX + "q")] == ["2", "1", "3"]
    assert known.objects(node("b"), EX + "p") == []


def test_uses_are_the_statements_with_one_of_the_predicates() -> None:
    known = graph("ex:a ex:p ex:b . ex:b ex:q ex:c ; ex:r ex:d .")

    assert list(known.uses(EX + "q", EX + "p")) == [
        (node("a"), EX + "p", node("b")),
        (node("b"), EX + "q", node("c")),
    ]


def test_only_what_is_said_of_is_in_the_graph() -> None:
    known = graph("ex:a ex:p ex:b .")

    assert node("a") in known
    assert node("b") not in known
    assert Literal("a") not in known


def test_the_members_of_a_list_are_read_and_a_list_without_an_end_is_left() -> None:
    known = graph(
        "ex:a ex:p ( 1 2 3 ) . ex:l rdf:first 1 ; rdf:rest ex:m . ex:m rdf:first 2 ; rdf:rest ex:l ."
    )

    assert [each.value for each in known.members(known.objects(node("a"), EX + "p")[0])] == ["1", "2", "3"]  # type: ignore[union-attr]
    assert [str(each.value) for each in known.members(node("l"))] == ["1", "2"]
    assert known.members(NIL) == []


def test_a_list_that_breaks_off_has_the_members_before_the_break() -> None:
    known = graph("ex:l rdf:first 1 .")

    assert [str(each.value) for each in known.members(node("l"))] == ["1"]


def test_terms_are_classes_and_properties_with_a_name() -> None:
    known = graph(
        "ex:A a owl:Class . ex:p a rdf:Property . ex:x a ex:A . [] a owl:Class . ex:D a rdfs:Datatype ."
    )

    assert known.terms == {EX + "A", EX + "p", EX + "D"}


def test_what_is_typed_comes_once_however_many_types_it_has() -> None:
    known = graph("ex:p a rdf:Property , owl:ObjectProperty .")

    assert known.typed(RDF + "Property", "http://www.w3.org/2002/07/owl#ObjectProperty") == [node("p")]


def test_a_circle_is_found_once_from_whatever_start() -> None:
    steps = {node("a"): [node("b")], node("b"): [node("c")], node("c"): [node("a"), node("d")], node("d"): []}

    found = list(cycles(steps, lambda each: steps[each]))  # type: ignore[index]
    assert found == [[node("a"), node("b"), node("c")]]


def test_two_circles_are_two_and_a_way_that_is_shared_is_none() -> None:
    steps = {
        node("a"): [node("b"), node("c")],
        node("b"): [node("d")],
        node("c"): [node("d"), node("c")],
        node("d"): [Literal("end")],
        node("e"): [node("e")],
    }

    found = list(cycles(steps, lambda each: steps[each]))  # type: ignore[index]
    assert found == [[node("c")], [node("e")]]


def test_a_way_of_thousands_is_followed_without_recursion() -> None:
    names = [node(f"n{number}") for number in range(5000)]
    steps = dict(zip(names, [[name] for name in [*names[1:], names[0]]], strict=True))

    (circle,) = cycles(steps, lambda each: steps[each])  # type: ignore[index]
    assert len(circle) == 5000


def test_true_is_a_boolean_however_it_is_written() -> None:
    boolean = NamedNode(XSD + "boolean")

    assert is_true(Literal("true", datatype=boolean))
    assert is_true(Literal("1", datatype=boolean))
    assert not is_true(Literal("false", datatype=boolean))
    assert not is_true(node("true"))
    assert not is_true(BlankNode("true"))


def test_sources_are_chosen_by_a_word_of_their_text() -> None:
    checked = looked_at(data="ex:a a owl:Class .", ontology="ex:b a ex:c .")

    assert [each.path.stem for each in holding(checked.sources, b"owl:Class")] == ["data"]
    assert [each.path.stem for each in holding(checked.sources, b"ex:c", b"owl:Class")] == [
        "data",
        "ontology",
    ]


def test_sources_that_may_declare_terms_are_told_by_their_text() -> None:
    checked = looked_at(
        data="ex:a ex:note 'Class of 1999, Property of nobody' .",
        ontology="ex:p a rdf:Property .",
        shapes="ex:C a <http://www.w3.org/2002/07/owl#Class> .",
    )

    assert [each.path.stem for each in declaring(checked, checked.sources)] == ["ontology", "shapes"]


def test_a_message_is_filled_in_each_of_its_languages() -> None:
    assert say({"en": "{a} and {b}", "fr": "{b} et {a}"}, a="{b}", b="c") == {
        "en": "{b} and c",
        "fr": "c et {b}",
    }


def test_the_graph_of_the_same_sources_is_made_once_and_goes_with_them() -> None:
    checked = looked_at(data="ex:a ex:p ex:b .", shapes="ex:c ex:p ex:d .")
    whole, part = graph_of(checked, checked.sources), graph_of(checked, checked.data)
    alive = ref(whole)

    assert graph_of(checked, checked.sources) is whole
    assert (node("c") in whole, node("c") in part) == (True, False)
    del whole, part, checked
    assert alive() is None


def test_no_sources_say_nothing() -> None:
    checked = looked_at()

    assert graph_of(checked, []).said == {}
