"""Turtle for tests: texts made at random, and what the strict parser says of a text."""

import os
from pathlib import Path
from typing import cast

from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from mkg.turtle.reader import parse as read
from mkg.turtle.tokens import tokens
from mkg.turtle.tree import statements

ROOT = Path(__file__).parents[1]
BASE = "http://example.org/base/file.ttl"
HEAD = "@prefix e: <http://example.org/> .\n"
Tokens = list[str]


def suite() -> Path | None:
    """Return the folder of the W3C test suites, where there is one."""
    folders = [ROOT.parent / "shared" / "w3c", *map(Path, filter(None, [os.environ.get("MKG_W3C")]))]
    return next((folder for folder in folders if folder.is_dir()), None)


def strictly(text: str | bytes, base: str | None = BASE) -> Dataset:
    """Read Turtle as pyoxigraph does, blank nodes named by their place in the graph."""
    dataset = Dataset(parse(text, format=RdfFormat.TURTLE, base_iri=base))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def ours(text: str, base: str | None = BASE) -> Dataset:
    """Read Turtle as mkg does, blank nodes named by their place in the graph."""
    found = statements(read(text, "test.ttl", base))
    dataset = Dataset(Quad(cast(NamedNode, item.subject), item.predicate, item.object) for item in found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def comments(text: str) -> list[str]:
    """Return the comments of a Turtle text, sorted."""
    return sorted(token.text.rstrip() for token in tokens(text, "test.ttl") if token.kind == "comment")


NAMES = ["e:a", "e:b", "e:c.d", "e:e", "e:", "e:%41", r"e:\~f\.", "e:1-2", ":g", "é.x:ع", "e:a:b"]
IRIS = ["<http://example.org/a>", "<urn:x:y>", r"<http://example.org/\u00e9\U0001F600>", "<http://e.org/#>"]
RELATIVE = ["<>", "<#>", "<#a>", "<b?c>", "<../d>", "<//host/e//f>", "<?>"]
NUMBERS = ["1", "-01", "+2.50", ".5", "-.5", "1e0", "1.E3", "-.5e-2", "true", "false"]
SHORT = [
    "\\",
    "\\\\",
    "\\n",
    '\\"',
    "\\'",
    "\\t\\r\\b\\f",
    "\\u0627",
    "\\U0001F600",
    "é ع 😀",
    "#",
    "<",
    "[;,.",
    "",
]
LONG = ["\n", "\r\n", "'a", '"a', "# no comment\n"]

predicates = st.sampled_from(["a", *NAMES, *IRIS]).map(lambda name: [name])
named = st.sampled_from([*NAMES, *IRIS])
labels = st.sampled_from(["_:a", "_:b.1", "_:é"])


@st.composite
def strings(draw: st.DrawFn) -> str:
    """Make a quoted string, short or long."""
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    parts = draw(st.lists(st.sampled_from(SHORT + LONG if len(quote) == 3 else SHORT), max_size=4))
    return quote + "".join(part for part in parts if part != "\\") + quote


@st.composite
def literals(draw: st.DrawFn) -> Tokens:
    """Make a literal of any kind, as tokens."""
    kind = draw(st.sampled_from(["plain", "number", "language", "datatype"]))
    if kind == "number":
        return [draw(st.sampled_from(NUMBERS))]
    text = draw(strings())
    if kind == "plain":
        return [text]
    if kind == "language":
        return [text, draw(st.sampled_from(["@en", "@fr-MA", "@ar-Arab-MA", "@prefix", "@base"]))]
    return [text, "^^", draw(named)]


@st.composite
def values(draw: st.DrawFn, depth: int) -> Tokens:
    """Make an object: a term or, `depth` levels deep, brackets and parentheses."""
    kinds = ["name", "literal", "label"] + ["node", "list"] * (depth > 0)
    kind = draw(st.sampled_from(kinds))
    if kind == "node":
        return ["[", *draw(st.one_of(st.just([]), properties(depth - 1))), "]"]
    if kind == "list":
        items = draw(st.lists(values(depth - 1), max_size=3))
        return ["(", *(token for item in items for token in item), ")"]
    return draw(literals()) if kind == "literal" else [draw(named if kind == "name" else labels)]


@st.composite
def properties(draw: st.DrawFn, depth: int) -> Tokens:
    """Make predicates with their objects, with commas and semicolons as the grammar allows them."""
    tokens: Tokens = []
    for _ in range(draw(st.integers(1, 3))):
        if tokens:
            tokens += [";"] * draw(st.integers(1, 2))
        tokens += draw(predicates) + draw(values(depth))
        for _ in range(draw(st.integers(0, 2))):
            tokens += [",", *draw(values(depth))]
    return tokens + [";"] * draw(st.integers(0, 2))


@st.composite
def blocks(draw: st.DrawFn) -> Tokens:
    """Make a subject with its properties."""
    kind = draw(st.sampled_from(["name", "label", "node", "list"]))
    if kind == "node":
        inner = ["[", *draw(properties(1)), "]"]
        return [*inner, *draw(st.one_of(st.just([]), properties(1))), "."]
    simple = {"name": [draw(named)], "label": [draw(labels)], "list": ["(", *draw(literals()), ")"]}
    return [*simple[kind], *draw(properties(2)), "."]


@st.composite
def documents(draw: st.DrawFn, *, relative: bool = False) -> str:
    """Make a whole Turtle text with white space and comments between all its tokens."""
    tokens = ["@prefix", "e:", "<http://example.org/>", ".", "PREFIX", ":", "<http://e.org/x#>"]
    tokens += ["prefix", "é.x:", "<http://e.org/é/>", "@prefix", "unused:", "<urn:unused>", "."]
    if relative:
        tokens += [*draw(st.sampled_from([["@base", "<sub/>", "."], ["BASE", "<http://b.org/x/y>"], []]))]
        tokens += [draw(st.sampled_from(RELATIVE)), "a", draw(st.sampled_from(RELATIVE)), "."]
    for block in draw(st.lists(blocks(), max_size=4)):
        tokens += block
    gaps = st.sampled_from([" "] * 6 + ["\n", "\r\n", "\t", "\n\n", " # {}\n", "\n# {}\n", "\n\n#{} é \n\n"])
    return "".join(draw(gaps).format(index) + token for index, token in enumerate(tokens)) + draw(gaps)
