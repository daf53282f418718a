"""A project whose things mean harm: words that would run, break out, turn the text around or have no end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT
from mkg.vocab import BASE, KINDS, PREFIXES
from served import Served, serving
from test_http_caching import project_in

WORDS = {
    "script": "<script>window.__pwned=1</script>",
    "breaking": "\"><img src=x onerror=window.__pwned=2>'><svg/onload=window.__pwned=3>",
    "closing": "</script><script>window.__pwned=4</script>--><!--",
    "braces": "{{7*7}}{% raw %}${7*7}#{7*7}<%= 7*7 %>%(x)s{0}",
    "address": "javascript:window.__pwned=5//",
    "turning": "\u202egnihtemos\u2066\u2067x",
    "control": "a\u0001\u0008\u000c\u001b[31m\u007f\u0085\u2028\ufffe",
    "lines": "a\r\nSet-Cookie: pwned=1\r\n\r\n<script>window.__pwned=6</script>",
    "long": "<b>" + "x" * 10_000,
    "digits": "9" * 5_000,
    "endless": "INF",
}
"""What the things of the graph are called, by the ends of their addresses."""

NAMED = ['a"b.ttl', "a<i onclick=x>.ttl", "a'b;c.ttl"]
"""Names of files that the format of the graph allows and nobody should choose."""

QUESTION = """# en: {said}
# fr: {said}
# ar: {said}
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?it ?name {{ ?it skos:prefLabel ?name }} ORDER BY STRLEN(?name) LIMIT 90
"""


def turtle() -> str:
    """Return the things of each kind, once for each of the words."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    text = (ROOT / "tests" / "hostile" / "things.txt").read_text(encoding="utf-8")
    return head + "".join(
        text.replace("SLUG", slug).replace("SAID", json.dumps(said)) for slug, said in WORDS.items()
    )


def hostile_project(folder: Path) -> Path:
    """Make a project with our ontology and shapes, and with the hostile things."""
    project = project_in(folder)
    (project / "data" / "hostile.ttl").write_text(turtle(), encoding="utf-8")
    for number, name in enumerate(NAMED):
        (project / "data" / name).write_text(f"<{BASE}place/file-{number}> a <{BASE}ns#Place> .\n")
    for slug in ("script", "breaking", "closing", "braces"):
        asked = QUESTION.format(said=WORDS[slug])
        (project / "ontology" / "questions" / f"99-{slug}.rq").write_text(asked, encoding="utf-8")
    return project


@contextmanager
def hostile_site(folder: Path) -> Iterator[Served]:
    """Serve the project within this context."""
    with serving(folder, "--no-validate", root=hostile_project(folder / "project")) as served:
        yield served


def things(kinds: tuple[str, ...] = tuple(KINDS)) -> list[str]:
    """Return the addresses of the hostile things and terms."""
    things = [f"/{kind}/{slug}" for kind in kinds for slug in WORDS]
    return things + [f"/ns/{before}{slug}" for before in ("", "is-") for slug in WORDS]


PAGES = [
    *("/", "/about", "/claims", "/claims?verdict=Contradicted", "/questions/", "/sparql", "/validate", "/ns"),
    *("/shapes", "/fn", "/void", "/graph/hostile", "/search", "/file/data/hostile.ttl"),
    *(f"/{kind}/" for kind in KINDS if kind != "catalog"),
    *(f"/questions/99-{slug}" for slug in ("script", "breaking", "closing", "braces")),
]
"""Pages that tell of many of them together."""
