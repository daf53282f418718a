"""Solutions are counted from the bytes of an answer, however it is cut."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, Store, Variable

from mkg.formats import GRAPHS, SOLUTIONS, Format
from mkg.server.rows import Rows

TEXTS = st.lists(st.text(st.sampled_from('a"\r\n\t,<>\\é{}'), max_size=8), max_size=6)


def written(texts: list[str], item: Format) -> bytes:
    rows = " ".join(f"({Literal(text)} {number})" for number, text in enumerate(texts))
    found = Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}")
    body = io.BytesIO()
    assert isinstance(found, QuerySolutions)
    assert list(found.variables) == [Variable("a"), Variable("b")]
    assert isinstance(item.writer, QueryResultsFormat)
    found.serialize(body, item.writer)
    return body.getvalue()


def counted(content: bytes, item: Format, size: int) -> int | None:
    rows = Rows(item.name)
    for start in range(0, len(content), size):
        rows.feed(content[start : start + size])
    return rows.total


@pytest.mark.parametrize("item", SOLUTIONS, ids=lambda item: item.name)
@given(texts=TEXTS, size=st.integers(1, 60))
def test_every_solution_is_counted_once(item: Format, texts: list[str], size: int) -> None:
    assert counted(written(texts, item), item, size) == len(texts)


@pytest.mark.parametrize("item", SOLUTIONS[:2], ids=lambda item: item.name)
def test_a_yes_or_no_has_no_solutions(item: Format) -> None:
    assert isinstance(item.writer, QueryResultsFormat)
    content = Store().query("ASK {}").serialize(format=item.writer)  # type: ignore[union-attr]

    assert content
    assert counted(content, item, 7) is None


def test_triples_are_not_solutions() -> None:
    assert counted(b"<urn:a> <urn:b> <urn:c> .\n", GRAPHS[1], 5) is None
