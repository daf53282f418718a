"""Comunica, a SPARQL engine in JavaScript, asks the server: told that it is one, and finding it out.

It is pkg:npm/%40comunica/query-sparql. The versions that package.json overrides are the last ones that run on
Node 20; the fragment of the address found hides the ending /sparql, by which Comunica would guess instead of
reading the service description. https://comunica.dev/docs/query/advanced/source_types/
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryTriples, Store

from clients.queries import CITIES, CONTRADICTED, COUNT, COUNT_VENUES, TRIPLES, VENUES

Find = Callable[[str], str]

ASKED = {"select": CITIES, "ask": CONTRADICTED, "construct": TRIPLES, "from": COUNT_VENUES}


@pytest.fixture(scope="module")
def told(modules: Path, program: Find, server: str) -> dict[str, Any]:
    """Let Comunica ask all queries of both kinds of source; return its answers."""
    sources = [{"type": "sparql", "value": f"{server}/sparql"}, {"value": f"{server}/sparql#found"}]
    command = [program("node"), "comunica.mjs", *map(json.dumps, [ASKED, *sources])]
    done = subprocess.run(
        command, cwd=modules.parent, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("source", ["sparql", "found"])
def test_comunica_gets_the_true_answers(
    told: dict[str, Any], source: str, store: Store, truth: Callable[..., list[dict[str, str]]]
) -> None:
    answers = told[source]
    triples = store.query(TRIPLES)
    assert isinstance(triples, QueryTriples)

    assert answers["select"] == truth(CITIES)
    assert answers["ask"] is bool(store.query(CONTRADICTED)) is True
    assert sorted(answers["construct"]) == sorted([t.subject.value, t.object.value] for t in triples)
    assert answers["from"] == truth(COUNT, VENUES)
    assert len(answers["select"]) > len(answers["construct"]) > 1
