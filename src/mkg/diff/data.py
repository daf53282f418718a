"""The difference as JSON, for programs; docs/diff.md describes it."""

import json
from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from mkg.diff.answers import Answer
from mkg.diff.blank import Graph, Term, blanks
from mkg.diff.changes import Change, Diff, Thing
from mkg.diff.snapshot import Snapshot
from mkg.diff.words import Words
from mkg.vocab import XSD

VERSION = 1
"""Of the schema; it grows by one where a program that reads the former would be wrong."""


def write(diff: Diff, words: Words, *, rows: int) -> str:
    """Write a difference as JSON; of each answer at most `rows` that went and as many that came."""
    body = {
        "version": VERSION,
        "before": _side(diff.before),
        "after": _side(diff.after),
        "summary": _summary(diff),
        "renamed": [
            {"from": old.value, "to": new.value, **_about(new, diff.after, words)}
            for old, new in sorted(diff.renames.items(), key=str)
        ],
        "things": [_thing(thing, diff, words) for thing in diff.things],
        "nodes": _nodes(diff, words),
        "answers": [_answer(answer, rows) for answer in diff.answers],
    }
    return json.dumps(body, ensure_ascii=True, indent=2) + "\n"


def _side(snapshot: Snapshot) -> dict[str, object]:
    side = snapshot.side
    return {
        "name": side.name,
        "commit": side.commit or None,
        "files": len(side.sources),
        "statements": snapshot.triples,
    }


def _summary(diff: Diff) -> dict[str, int]:
    return {
        "added": len(diff.of("added")),
        "removed": len(diff.of("removed")),
        "changed": len(diff.of("changed")),
        "renamed": len(diff.renames),
        "statementsAdded": sum(thing.added for thing in diff.things),
        "statementsRemoved": sum(thing.removed for thing in diff.things),
        "moved": diff.moved,
        "answers": len(diff.answers),
    }


def _about(node: NamedNode | BlankNode, snapshot: Snapshot, words: Words) -> dict[str, object]:
    label = snapshot.label(node, words.language)
    return {
        "label": _term(label) if label else None,
        "types": [each.value for each in snapshot.types(node)],
    }


def _thing(thing: Thing, diff: Diff, words: Words) -> dict[str, object]:
    return {
        "status": thing.status,
        "thing": _term(thing.node),
        "was": _term(thing.was) if thing.was else None,
        **_about(thing.node, diff.snapshot(thing), words),
        "changes": [_change(change) for change in thing.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "property": change.property.value,
        "graph": _graph(change.graph),
        "removed": [_term(value) for value in change.removed],
        "added": [_term(value) for value in change.added],
        "became": [[_term(old), _term(new)] for old, new in change.pairs if old and new],
    }


def _nodes(diff: Diff, words: Words) -> dict[str, list[dict[str, object]]]:
    """Tell what is said of every blank node that the changes lead to."""
    values = [
        value for thing in diff.things for each in thing.changes for value in (*each.removed, *each.added)
    ]
    graphs = [each.graph for thing in diff.things for each in thing.changes]
    stack = list(
        _blanks((*values, *graphs, *(node for thing in diff.things for node in (thing.node, thing.was))))
    )
    found: dict[str, list[dict[str, object]]] = {}
    while stack:
        node = stack.pop()
        if node.value not in found:
            said = words.nodes.get(node, ())
            found[node.value] = [
                {"property": name.value, "graph": _graph(graph), "value": _term(value)}
                for name, value, graph in said
            ]
            stack += _blanks(part for _, value, graph in said for part in (value, graph))
    return dict(sorted(found.items()))


def _blanks(terms: Iterable[Term | Graph | None]) -> Iterable[BlankNode]:
    return (node for term in terms if term is not None for node in blanks(term))


def _graph(graph: Graph) -> dict[str, object] | None:
    return None if isinstance(graph, DefaultGraph) else _term(graph)


def _term(term: Term | None) -> dict[str, object]:
    """Write a term as SPARQL results have it. https://www.w3.org/TR/sparql11-results-json/#select-encode-terms."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    if not isinstance(term, Literal):
        return {}
    body: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        return {**body, "xml:lang": term.language}
    return body if term.datatype.value == XSD + "string" else {**body, "datatype": term.datatype.value}


def _answer(answer: Answer, rows: int) -> dict[str, object]:
    return {
        "question": answer.question.slug,
        "wording": answer.question.wording,
        "columns": list(answer.columns),
        "removed": [[_term(term) or None for term in row] for row in answer.removed[:rows]],
        "added": [[_term(term) or None for term in row] for row in answer.added[:rows]],
        "removedRows": len(answer.removed),
        "addedRows": len(answer.added),
        "fault": answer.fault or None,
    }
