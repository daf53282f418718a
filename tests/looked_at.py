"""What the tests of lints share: texts made into sources, and what lints find in them."""

from pathlib import Path

from mkg.lints import Checked, Config, check, settle
from mkg.sources import Source
from mkg.validation.findings import Finding
from mkg.validation.places import locate

HEAD = "@prefix ex: <http://example.org/> .\n"
XSD = "http://www.w3.org/2001/XMLSchema#"


def source(text: str, name: str = "a.ttl") -> Source:
    return Source(Path("/graph") / name, text.encode())


def looked_at(*texts: str) -> Checked:
    return Checked([source(text, f"{n}.ttl") for n, text in enumerate(texts)], [], [])


def found(looked: Checked, config: Config | None = None) -> list[Finding]:
    located = locate(check(looked, config or Config()), looked.sources)
    return settle(located, looked, config or Config())


def told(*texts: str) -> list[tuple[str, int, int]]:
    """Return the lint, line and column of what is found in texts, each of them a file."""
    return [(each.rule, *where(each)) for each in found(looked_at(*texts))]


def where(finding: Finding) -> tuple[int, int]:
    return (finding.place.line, finding.place.column) if finding.place else (0, 0)


def rules(*texts: str) -> list[str]:
    """Return the lints that find something in texts with the prefix ex: declared."""
    return [each.rule for each in found(looked_at(*(HEAD + text for text in texts)))]
