"""The engine `shacl`: the names of blank nodes come back right, or it is not believed."""

from random import Random

import pytest

from mkg.errors import ShapesError
from mkg.validation import fast
from mkg.validation.engines import EngineError
from ntriples import HEAD, ntriples, results, triples

SHAPES = ntriples("""
_:shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property _:at .
_:at sh:path _:path ; sh:nodeKind sh:IRI .
_:path sh:inversePath _:inner .
_:inner sh:inversePath e:p .
""")
CANNOT = "names blank nodes in another way than mkg knows"


def test_the_nodes_of_data_and_shapes_have_their_names_again() -> None:
    data = ntriples("_:one e:p _:two . _:r0 e:p _:r1 . e:a e:p e:b . _:0_b0 e:p _:1_b0 .")

    found = results(fast.validate(data, SHAPES))

    pairs = {(result["focusNode"], result["value"]) for result in found}
    assert pairs == {("_:one", "_:two"), ("_:r0", "_:r1"), ("_:0_b0", "_:1_b0")}
    assert {result["sourceShape"] for result in found} == {"_:at"}


def test_a_node_that_stands_in_data_and_shapes_keeps_its_name_in_both() -> None:
    shapes = SHAPES.replace(b"_:at", b"_:both")

    (result,) = results(fast.validate(ntriples("_:a e:p _:both . _:both e:q 1 ."), shapes))

    assert (result["focusNode"], result["value"], result["sourceShape"]) == ("_:a", "_:both", "_:both")


def test_the_nodes_of_the_report_itself_are_like_no_other() -> None:
    report = triples(fast.validate(ntriples("_:r0 e:p _:r1_p0 ."), SHAPES))

    values = [str(triple.subject) for triple in report if "result" in triple.predicate.value]
    assert not {"_:r0", "_:r1_p0"} & set(values)


@pytest.mark.parametrize("text", ["> _:no .", "_:no <", r"\n_:no ", "_:no .", " _:no <u:x> _:no2 ."])
def test_what_looks_like_a_node_within_text_is_none(text: str) -> None:
    data = ntriples(f'_:first e:q "{text}", <http://example.org/_:no> . _:last e:p _:value .')

    (result,) = results(fast.validate(data, SHAPES))

    assert (result["focusNode"], result["value"]) == ("_:last", "_:value")


def test_megabytes_that_are_parsed_by_several_threads_are_counted_right() -> None:
    random, lines = Random(5), []  # noqa: S311 -- an order, no secret
    for number in random.sample(range(100_000), 100_000):
        lines.append(f'_:n{number} <http://example.org/q> "{number * 12345:060}" .\n')
        if number % 5000 == 0:
            lines.append(f"_:n{number} <http://example.org/p> _:v{number} .\n")
    data = "".join(lines).encode()
    assert len(data) > 8_000_000

    found = results(fast.validate(data, SHAPES))

    expected = {(f"_:n{number}", f"_:v{number}") for number in range(0, 100_000, 5000)}
    assert {(result["focusNode"], result["value"]) for result in found} == expected


def test_a_text_whose_nodes_mkg_does_not_find_is_not_believed() -> None:
    # Behind a tab it is a node for the engine, and none that pyoxigraph would have written.
    data = (
        ntriples("_:a e:p _:x .")
        + b"_:a <http://example.org/q>\t_:hidden .\n_:b <http://example.org/p> _:y .\n"
    )

    with pytest.raises(EngineError, match=CANNOT):
        fast.validate(data, SHAPES)


@pytest.mark.parametrize("told", ["0_b99", "1_b4", "0_b3"])
def test_a_name_beyond_the_count_is_not_believed(told: str) -> None:
    with pytest.raises(EngineError, match=CANNOT):
        fast._restore({told}, ntriples("_:a e:p _:b ."), SHAPES)


def test_the_proof_tells_how_the_engine_itself_names_each_node() -> None:
    data = ntriples("_:a e:p _:b .")
    right = {"0_b4": "a", "0_b5": "b", "1_b0": "shape", "1_b1": "at", "1_b3": "inner"}
    swapped = {"0_b4": "b", "0_b5": "a", "1_b0": "at", "1_b1": "shape", "1_b3": "inner"}

    assert fast._restore({*right}, data, SHAPES) == right
    assert fast._proof(swapped, data, SHAPES) == right


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("sh:in 5", "sh:in is not a well-formed list"),
        ("sh:property [ sh:path e:p ; sh:minCount 'x' ]", "sh:minCount is not a non-negative integer"),
        ("sh:property [ sh:path e:p ; sh:pattern '(' ]", "unclosed group"),
        ("sh:sparql [ sh:select 'SELEC' ]", "SPARQL error"),
    ],
)
def test_shapes_that_it_cannot_use_are_refused_in_one_sentence(wrong: str, said: str) -> None:
    with pytest.raises(ShapesError, match=r"^the shapes cannot be used: .*; correct the shape") as caught:
        fast.validate(ntriples("e:a e:p e:b ."), ntriples(f"{HEAD} {wrong} ."))

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
