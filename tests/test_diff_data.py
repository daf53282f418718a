"""The difference as JSON: all of it, so that the older side and it make the newer one."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from diff_texts import difference, e, relabelled, side, statements, turtle, words
from mkg.diff import data
from mkg.diff.blank import Node, Statement, Term
from mkg.diff.changes import Diff, compare
from mkg.diff.sides import Side
from mkg.diff.snapshot import Snapshot
from mkg.questions import Question
from mkg.sources import Source

Told = dict[str, Any]
Said = tuple[Node, NamedNode, Term]


def told(found: Diff, rows: int = 10) -> Told:
    body: Told = json.loads(data.write(found, words(found), rows=rows))
    return body


def term(told: Told) -> Term:
    """Read a term as it stands in the report."""
    if told["type"] == "uri":
        return NamedNode(told["value"])
    if told["type"] == "bnode":
        return BlankNode(told["value"])
    datatype = NamedNode(told["datatype"]) if "datatype" in told else None
    return Literal(told["value"], language=told.get("xml:lang"), datatype=datatype)


def changed(report: Told, key: str) -> Counter[Said]:
    """Return the statements of things that went or came; a blank node that changed goes and comes whole."""
    found: Counter[Said] = Counter()
    for thing in report["things"]:
        if thing["was"]:
            node = thing["was" if key == "removed" else "thing"]
            said = [(each["property"], each["value"]) for each in report["nodes"][node["value"]]]
        else:
            node = thing["thing"]
            said = [(change["property"], value) for change in thing["changes"] for value in change[key]]
        found.update((term(node), NamedNode(name), term(value)) for name, value in said)  # type: ignore[misc]
    return found


def outer(snapshot: Snapshot) -> Counter[Said]:
    return Counter({s[:3]: number for s, number in snapshot.statements.items()})


@given(statements, statements)
def test_the_older_side_and_the_difference_make_the_newer_one(
    one: list[Statement], other: list[Statement]
) -> None:
    found = difference(turtle(one), turtle(other))
    report = told(found)

    made = outer(found.before)
    made.subtract(changed(report, "removed"))
    assert min(made.values(), default=0) >= 0
    assert made + changed(report, "added") == outer(found.after)


@given(statements)
def test_from_nothing_the_difference_is_the_whole(one: list[Statement]) -> None:
    found = difference("", turtle(one))

    assert changed(told(found), "added") == outer(found.after)


@given(statements, st.integers(0, 99))
def test_a_graph_does_not_differ_from_itself_under_other_names_and_in_another_order(
    one: list[Statement], seed: int
) -> None:
    assert not difference(turtle(one), turtle(relabelled(one, seed)))


@given(statements, statements)
def test_every_blank_node_that_is_named_is_told(one: list[Statement], other: list[Statement]) -> None:
    report = told(difference(turtle(one), turtle(other)))

    named = {each["value"] for each in terms(report) if each["type"] == "bnode"}
    assert named == set(report["nodes"])


def terms(told: object) -> Iterator[Told]:
    """Yield every term of a report."""
    if isinstance(told, list):
        for each in told:
            yield from terms(each)
    elif isinstance(told, dict):
        if told.get("type") in {"uri", "bnode", "literal"}:
            yield told
        for each in told.values():
            yield from terms(each)


def test_a_rename_comes_before_the_other_changes() -> None:
    found = difference("e:a e:p 1 ; e:q 2 . e:c e:of e:a .", "e:b e:p 1 ; e:q 2 . e:c e:of e:b , e:d .")
    report = told(found)

    assert report["renamed"] == [{"from": e("a").value, "to": e("b").value, "label": None, "types": []}]
    assert changed(report, "added") == Counter([(e("c"), e("of"), e("d"))])
    assert outer(found.before) + changed(report, "added") == outer(found.after)


def test_a_report_says_what_was_compared_and_sums_up() -> None:
    before = side("e:a e:p 1 , 2 . e:gone e:p 1 .", "old", b="e:m e:p 1 .")
    after = side("e:a e:p 1 , 3 , 4 . e:m e:p 1 .", "new")

    report = told(compare(before, after))

    assert report["version"] == 1
    assert report["before"] == {"name": "old", "commit": None, "files": 2, "statements": 4}
    assert report["after"] == {"name": "new", "commit": None, "files": 1, "statements": 4}
    assert report["summary"] == {
        "added": 0,
        "removed": 1,
        "changed": 1,
        "renamed": 0,
        "statementsAdded": 2,
        "statementsRemoved": 2,
        "moved": 1,
        "answers": 0,
    }


def test_a_changed_thing_is_told_with_label_classes_and_what_became_of_its_values() -> None:
    found = difference('e:a a e:T ; rdfs:label "Old"@fr .', 'e:a a e:T ; rdfs:label "New"@fr .')

    (thing,) = told(found)["things"]

    old, new = ({"type": "literal", "value": word, "xml:lang": "fr"} for word in ("Old", "New"))
    assert thing == {
        "status": "changed",
        "thing": {"type": "uri", "value": e("a").value},
        "was": None,
        "label": new,
        "types": [e("T").value],
        "changes": [
            {
                "property": "http://www.w3.org/2000/01/rdf-schema#label",
                "graph": None,
                "removed": [old],
                "added": [new],
                "became": [[old, new]],
            }
        ],
    }


def test_literals_have_their_datatype_unless_it_is_a_plain_string() -> None:
    (thing,) = told(difference("", 'e:a e:p "x" , 1 .'))["things"]

    integer = {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert thing["changes"][0]["added"] == [integer, {"type": "literal", "value": "x"}]


def test_triple_terms_and_named_graphs_are_told() -> None:
    quad = Quad(e("a"), e("p"), Triple(e("b"), e("q"), BlankNode()), e("g"))
    content = serialize([quad], format=RdfFormat.N_QUADS) or b""

    report = told(compare(side(), Side("new", [Source(Path("x.nq"), content)])))

    (change,) = report["things"][0]["changes"]
    assert change["graph"] == {"type": "uri", "value": e("g").value}
    assert change["added"][0]["type"] == "triple"
    assert change["added"][0]["value"]["subject"] == {"type": "uri", "value": e("b").value}
    assert list(report["nodes"]) == [change["added"][0]["value"]["object"]["value"]]


def test_answers_have_their_columns_and_rows_and_how_many_there_are() -> None:
    asked = Question("01-all", {"en": "Which?"}, "SELECT ?s ?x { ?s <http://example.org/p> ?o }")
    after = " ".join(f"e:a{n} e:p {n} ." for n in range(5))

    (answer,) = told(compare(side("e:b e:p 1 ."), side(after), [asked]), rows=2)["answers"]

    assert (answer["question"], answer["wording"], answer["columns"]) == (
        "01-all",
        {"en": "Which?"},
        ["s", "x"],
    )
    assert answer["removed"] == [[{"type": "uri", "value": e("b").value}, None]]
    assert len(answer["added"]) == 2
    assert (answer["removedRows"], answer["addedRows"], answer["fault"]) == (1, 5, None)


def test_a_question_that_cannot_be_asked_has_its_fault() -> None:
    report = told(difference("", "e:a e:p 1 .", [Question("01", {}, "SELECT")]))

    assert report["answers"][0]["fault"].startswith("the query cannot be read")


def test_marks_that_turn_text_around_are_escaped() -> None:
    found = difference("", 'e:a rdfs:label "a\u202eb" .')

    assert data.write(found, words(found), rows=1).isascii()
    assert told(found)["things"][0]["label"]["value"] == "a\u202eb"


def test_a_text_that_would_double_at_each_node_is_told_in_the_size_it_has() -> None:
    links = " ".join(f"_:n{n} e:p _:n{n + 1} ; e:q _:n{n + 1} ." for n in range(200))

    found = difference("", f"e:a e:p _:n0 . {links}")

    assert len(told(found)["nodes"]) == 201
    assert len(words(found).term(found.things[0].changes[0].added[0])) <= 300
