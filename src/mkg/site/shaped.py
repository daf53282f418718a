"""The shapes and rules of the project that is served: read once for each graph, told as a page and as RDF."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from flask import Response, request
from pyoxigraph import NamedNode, RdfFormat, serialize

from mkg import project, sources
from mkg.engine import Answer
from mkg.errors import MkgError
from mkg.formats import Format
from mkg.reading.shapes import Shapes, shapes
from mkg.site import headers, linked
from mkg.site.state import current
from mkg.sources import Source
from mkg.validation import rules, written
from mkg.validation.rules import Rule
from mkg.vocab import PREFIXES


@dataclass(frozen=True)
class Ruled:
    """Shapes and rules, with the file and line of each shape; nothing where a graph comes without them."""

    shapes: Shapes = field(default_factory=lambda: Shapes({}))
    rules: tuple[Rule, ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    digest: str = ""


def ruled() -> Ruled:
    """Return the shapes and rules of the graph that is served."""
    return current().keep("shapes", _read)


def document(suffix: str, chosen: Format) -> Response:
    """Send all shapes in an RDF format."""
    tag = headers.tag_of("shapes", ruled().digest, chosen.name)
    if unchanged := headers.unchanged(tag):
        return unchanged
    assert isinstance(chosen.writer, RdfFormat)  # noqa: S101 -- it is offered for graphs
    triples = (quad.triple for source in ruled().sources for quad in source.quads())
    body = serialize(triples, format=chosen.writer, prefixes=_prefixes()) or b""
    response = headers.whole(Answer(chosen, BytesIO(body), len(body)), tag)
    address = f"{request.root_path}/shapes"
    for other, item in linked.SUFFIXES.items():
        if item is not chosen:
            response.headers.add("Link", f'<{address}.{other}>; rel="alternate"; type="{item.media_type}"')
        elif not suffix:
            response.headers["Content-Location"] = f"{address}.{other}"
    response.headers.add("Link", f'<{address}>; rel="canonical"')
    return response


def _read() -> Ruled:
    settings = current().settings
    if settings.data:
        return Ruled()
    try:
        ours = project.find(Path(settings.root) if settings.root else None)
        found = [sources.read(path) for path in sources.find([ours.shapes], sources.FORMATS)]
        read = shapes(quad for source in found for quad in source.quads())
        told = [rules.read(path) for path in sources.find([ours.shapes], (".rq",))]
    except MkgError:
        # Who edits them is told by the check of them; these pages go without.
        return Ruled()
    digest = sha256("".join(source.digest for source in found).encode()).hexdigest()[:16]
    places = dict(_places(found, read, ours.root))
    return Ruled(read, tuple(told), places, tuple(found), digest)


def _places(found: list[Source], read: Shapes, root: Path) -> Iterator[tuple[str, str]]:
    wanted = written.Wanted({NamedNode(iri) for iri in read.found})
    for source in reversed(found):
        for each in written.read(source, wanted):
            if isinstance(each.subject, NamedNode) and (place := each.at_subject).line:
                yield each.subject.value, f"{source.path.relative_to(root).as_posix()}:{place.line}"


def _prefixes() -> dict[str, str]:
    used = b"".join(source.content for source in ruled().sources)
    return {prefix: iri for prefix, iri in PREFIXES.items() if f" {prefix}: ".encode() in used}
