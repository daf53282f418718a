"""Who is not allowed is not asked, by the text side and by the network side alike."""

from collections.abc import Sequence

import pytest

from mkg.errors import QueryError
from mkg.federation import Call, Found, federate
from mkg.federation.fetch import fetch
from mkg.federation.outbound import Outbound


def nobody(calls: Sequence[Call]) -> list[Found]:
    pytest.fail(f"{calls} were asked")


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p 'SERVICE <urn:x> {}' } # SERVICE", "SELECT { {", ""])
def test_a_query_without_a_call_is_left_to_the_engine(text: str) -> None:
    assert federate(text, [], nobody) == text


@pytest.mark.parametrize(
    "allowed",
    [
        [],
        ["https://e.example"],
        ["https://e.example/sparq"],
        ["https://e.example/sparql/"],
        ["https://e.example/SPARQL", "http://e.example/sparql"],
    ],
)
def test_who_is_not_on_the_list_is_not_asked_whatever_the_asker_says(allowed: list[str]) -> None:
    text = "ASK { SERVICE SILENT <https://e.example/sparql> {} }"

    with pytest.raises(QueryError, match=r"SERVICE <https://e\.example/sparql> is not allowed here; ask "):
        federate(text, allowed, nobody)
    with pytest.raises(QueryError, match="is not allowed here"):
        fetch([Call(0, 0, "https://e.example/sparql", silent=True, query="ASK {}")], allowed, Outbound(), 5)
