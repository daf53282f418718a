import pytest
from pyoxigraph import Quad

from looked_at import HEAD, looked_at, source
from mkg.lints import Checked
from mkg.lints.said import Said

EX = "http://example.org/"
TEXT = r"""<http://example.org/a> <http://example.org/p> <http://example.org/b> .
<http://example.org/a> <http://example.org/p> "a <http://example.org/no> \n <b> ."@en .
_:x <http://example.org/q> <http://example.org/c> .
<http://example.org/é> <http://example.org/p> _:x .
<http://example.org/d> <http://example.org/r> <<( <http://example.org/e> <http://example.org/s> "1" )>> .
"""


@pytest.fixture
def said() -> Said:
    return Said(TEXT.encode())


def names(iris: set[str]) -> str:
    return " ".join(sorted(iri.removeprefix(EX) for iri in iris))


def test_the_subjects_are_the_iris_of_which_something_is_said(said: Said) -> None:
    assert names(said.subjects) == "a d é"


def test_a_property_has_the_iris_to_which_it_leads_even_if_there_are_none(said: Said) -> None:
    assert {names({each}): names(linked) for each, linked in said.links.items()} == {
        "p": "b",
        "q": "c",
        "r": "",
    }


def test_the_objects_are_the_iris_to_which_any_property_leads(said: Said) -> None:
    assert names(said.objects) == "b c"


def test_of_several_properties_all_iris_are_told_and_of_unknown_ones_none(said: Said) -> None:
    assert names(said.linked([EX + "p", EX + "q", EX + "unknown"])) == "b c"
    assert said.linked([EX + "unknown"]) == set()


def test_statements_of_some_properties_come_in_the_order_of_the_text(said: Said) -> None:
    def told(quad: Quad) -> str:
        return getattr(quad.object, "value", "")

    assert [told(quad) for quad in said.quads(EX + "q", EX + "p")] == [
        EX + "b",
        f"a <{EX}no> \n <b> .",
        EX + "c",
        "x",
    ]
    assert [*said.quads(EX + "unknown")] == []


def test_of_nothing_nothing_is_said() -> None:
    empty = Said(b"")

    assert (empty.subjects, empty.links, empty.objects) == (set(), {}, set())


def test_facts_and_shapes_are_merged_where_nobody_has_done_so() -> None:
    data, shapes = source(HEAD + "ex:a ex:b ex:c ."), source(HEAD + "ex:s ex:t ex:u .", "s.ttl")
    facts, others = Checked([data], [], [shapes]).said

    assert (names(facts.subjects), names(facts.objects)) == ("a", "c")
    assert (names(others.subjects), names(others.objects)) == ("s", "u")


def test_texts_that_are_given_are_read_instead() -> None:
    data = source(HEAD + "ex:a ex:b ex:c .")

    assert names(Checked([data], [], [], texts=(TEXT.encode(), b"")).said[0].subjects) == "a d é"


def test_blank_nodes_have_the_names_that_the_statements_of_their_files_have() -> None:
    looked = looked_at(HEAD + "[] ex:b 1 .", HEAD + "[] ex:b 2 .")
    quads = [quad for each in looked.sources for quad in looked.scan(each).quads]

    assert [*looked.said[0].quads(EX + "b")] == quads
