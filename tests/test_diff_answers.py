"""Questions are asked on both sides; those with other answers are told, row by row."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from diff_texts import difference, e
from mkg.diff.answers import Answer
from mkg.questions import Question
from mkg.vocab import XSD

WHAT = "SELECT ?s ?o { ?s <http://example.org/p> ?o }"

YES, NO = (Literal(word, datatype=NamedNode(XSD + "boolean")) for word in ("true", "false"))


def answers(before: str, after: str, *texts: str) -> list[Answer]:
    asked = [Question(f"{number}", {}, text) for number, text in enumerate(texts)]
    return difference(before, after, asked).answers


def one(before: str, after: str, text: str = WHAT) -> Answer:
    (answer,) = answers(before, after, text)
    return answer


def test_rows_that_came_and_went_are_told() -> None:
    answer = one('e:a e:p "1" . e:b e:p "2" .', 'e:a e:p "1" . e:b e:p "3" .')

    assert answer.columns == ("s", "o")
    assert answer.removed == ((e("b"), Literal("2")),)
    assert answer.added == ((e("b"), Literal("3")),)


def test_an_answer_that_stays_the_same_is_not_told() -> None:
    assert answers("e:a e:q 1 .", "e:a e:q 2 .", WHAT) == []


def test_the_order_of_rows_makes_no_difference() -> None:
    text = WHAT + " ORDER BY DESC(?o)"

    assert len(one("e:a e:p 1 .", "e:a e:p 1 . e:b e:p 2 .", text).added) == 1


def test_a_row_counts_as_often_as_it_is_given() -> None:
    answer = one(
        "e:a e:p 1 .", "e:a e:p 1 . e:b e:p 1 . e:c e:p 1 .", "SELECT ?o { ?s <http://example.org/p> ?o }"
    )

    assert (len(answer.removed), len(answer.added)) == (0, 2)


def test_blank_nodes_of_both_sides_are_alike_in_rows() -> None:
    assert answers("e:a e:p [] ; e:q 1 .", "e:a e:p [] ; e:q 2 .", WHAT) == []
    assert one("e:a e:p [] .", "e:a e:p [] , [] .").added == ((e("a"), BlankNode("some")),)


def test_an_unbound_variable_is_an_empty_cell() -> None:
    text = "SELECT ?s ?o { ?s <http://example.org/q> ?x OPTIONAL { ?s <http://example.org/p> ?o } }"

    assert one("", "e:a e:q 1 .", text).added == ((e("a"), None),)


def test_yes_that_became_no_is_told() -> None:
    answer = one("e:a e:p 1 .", "e:a e:q 1 .", "ASK { ?s <http://example.org/p> ?o }")

    assert (answer.removed, answer.added) == (((YES,),), ((NO,),))


def test_triples_that_a_question_constructs_are_rows() -> None:
    answer = one("", "e:a e:p e:b .", "CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }")

    assert answer.columns == ("subject", "predicate", "object")
    assert answer.added == ((e("b"), e("p"), e("a")),)


def test_what_follows_from_the_ontology_is_seen() -> None:
    ontology = "e:Cat rdfs:subClassOf e:Animal ."

    answer = one(ontology, f"{ontology} e:tom a e:Cat .", "SELECT ?s { ?s a <http://example.org/Animal> }")

    assert answer.added == ((e("tom"),),)


def test_prefixes_of_mkg_need_not_be_declared() -> None:
    answer = one("", 'e:a rdfs:label "x" .', "SELECT ?o { ?s rdfs:label ?o }")

    assert answer.added == ((Literal("x"),),)


FAULTS = [
    "SELECT * {",
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "",
]


@pytest.mark.parametrize("text", FAULTS)
def test_a_question_that_cannot_be_asked_is_told_and_the_others_are_asked(text: str) -> None:
    broken, good = answers("e:a e:p 1 .", "e:a e:p 2 .", text, WHAT)

    assert broken.fault
    assert (broken.added, broken.removed) == ((), ())
    assert len(good.added) == 1


def test_where_nothing_differs_nothing_is_asked() -> None:
    assert answers("e:a e:p 1 .", "e:a e:p 1 .", "SELECT * {") == []


def test_without_questions_there_are_no_answers() -> None:
    assert answers("e:a e:p 1 .", "e:a e:p 2 .") == []
