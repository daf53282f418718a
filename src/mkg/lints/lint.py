"""What a lint is, what it looks at, and what it tells."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from mkg.lints.said import Said
from mkg.lints.scan import Scan
from mkg.sources import Source
from mkg.validation.findings import Finding, Place, Severity
from mkg.validation.merged import Merged
from mkg.validation.paths import Path, Term
from mkg.vocab import LINTS


@dataclass(frozen=True)
class Checked:
    """What lints look at; every source has been parsed strictly before, without a fault.

    Who has merged the facts and the shapes gives both texts; else this is done when they are asked for.
    """

    data: list[Source]
    ontology: list[Source]
    shapes: list[Source]
    texts: tuple[bytes, bytes] | None = field(default=None, repr=False, compare=False)
    scans: dict[int, Scan] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def sources(self) -> list[Source]:
        """All of them, a file that has two roles once."""
        every = [*self.data, *self.ontology, *self.shapes]
        return list({str(source.path): source for source in every}.values())

    @property
    def turtle(self) -> list[Scan]:
        """What is read of those that are Turtle."""
        return [self.scan(source) for source in self.sources if source.is_turtle]

    @cached_property
    def facts(self) -> list[Source]:
        """The data and the ontology that is merged into it."""
        return list({str(source.path): source for source in [*self.data, *self.ontology]}.values())

    @cached_property
    def said(self) -> tuple[Said, Said]:
        """What the facts say, and what the shapes say."""
        facts, shapes = self.texts or (Merged(self.facts).text, Merged(self.shapes).text)
        return Said(facts), Said(shapes)

    def only(self, sources: Collection[Source]) -> "Checked":
        """Return the part of it that these sources are; what was read of them is not read again."""
        data, ontology, shapes = (
            [each for each in role if each in sources] for role in (self.data, self.ontology, self.shapes)
        )
        return Checked(data, ontology, shapes, scans=self.scans)

    def scan(self, source: Source) -> Scan:
        """Return what is read of a source once for all lints."""
        return self.scans.setdefault(id(source), Scan(source))


@dataclass(frozen=True)
class Lint:
    """A lint: its id (kebab-case), its default severity, what it does in one sentence, its check."""

    id: str
    severity: Severity
    summary: str
    check: Callable[[Checked], Iterator[Finding]]


def finding(
    lint_id: str,
    severity: Severity,
    messages: Mapping[str, str],
    *,
    focus: Term,
    path: Path | None = None,
    value: Term | None = None,
    place: Place | None = None,
) -> Finding:
    """Make the finding of a lint; `messages` by language, each of which names the cure: en, fr, ar.

    Without a `place` it is located by its focus, path and value.
    """
    name = LINTS + lint_id
    said = tuple(Literal(text, language=language) for language, text in messages.items())
    return Finding(
        severity=severity,
        focus=focus,
        messages=said,
        path=path,
        value=value,
        shape=NamedNode(name),
        component=name,
        place=place,
    )
