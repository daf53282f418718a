"""A text that somebody sends, and the process that checks it: `python -m mkg.validation.sent`.

It is parsed, judged and reported on there, within limits; whoever waits for the report reads none of it.
"""

import json
import os
import resource
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

from mkg import project, reports
from mkg.errors import AnswerTooLarge, MkgError
from mkg.index import handle, places
from mkg.reports.summary import counts, summary
from mkg.sources import Source
from mkg.validation.checks import Options, validate
from mkg.validation.findings import Report, Severity
from mkg.validation.inputs import Inputs, read

SHAPES = "shapes.ttl"
"""The name under which shapes of the sender's own are told."""

MIB = 1 << 20

LARGEST = 16 * MIB
"""Characters of a report that is sent."""

# Linux tells there how much memory a process has; elsewhere it has no limit.
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True)
class Asked:
    """A text to check, and how.

    `name` is the path by which the text is told, whose end tells its format; `shapes` are the sender's own,
    in Turtle, which stand in place of ours. Where `index` is the path of what `mkg.index` keeps of a graph,
    the text is judged together with its files, in place of the one of that name. `root` is the project that
    has ontology and shapes; `most` findings are told, all where it is 0. Seconds, and bytes.
    """

    name: str
    content: bytes
    shapes: bytes | None = None
    index: str = ""
    root: str | None = None
    engine: str = "auto"
    lint: bool = True
    format: str = "json"
    lang: str = "en"
    fail_on: str = "info"
    most: int = 0
    seconds: float = 10.0
    memory: int = 512 * MIB

    def to_json(self) -> bytes:
        """Write it for another process."""
        shapes = None if self.shapes is None else b64encode(self.shapes).decode()
        told = asdict(self) | {"content": b64encode(self.content).decode(), "shapes": shapes}
        return json.dumps(told).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Asked":
        """Read what `to_json` wrote."""
        told = json.loads(text)
        shapes = None if told["shapes"] is None else b64decode(told["shapes"])
        return cls(**told | {"content": b64decode(told["content"]), "shapes": shapes})


@dataclass(frozen=True)
class Told:
    """A report as it was asked for, and what of it is told beside it.

    `code` is the exit code of the command line; `counts` are of all findings by severity, `left` of which are
    not in the report; `summary` is a line for people.
    """

    text: str
    code: int
    counts: dict[str, int]
    left: int
    summary: str


def tell(report: Report, asked: Asked) -> Told:
    """Write a report as it was asked for. Raises AnswerTooLarge."""
    found = report.findings
    kept = replace(report, results=found[: asked.most]) if asked.most else report
    text = reports.FORMATS[asked.format](kept, asked.lang)
    if len(text) > LARGEST:
        raise AnswerTooLarge(
            f"the report has {len(text):,} characters; check less at a time, or at your desk"
        )
    return Told(
        # Relative IRIs were resolved here; where that is on this machine is nobody's business.
        text=text.replace(f"{Path.cwd().as_uri()}/", "file:///"),
        code=2 if report.broken else int(report.fails(Severity[asked.fail_on])),
        counts={severity.name: number for severity, number in counts(report).items()},
        left=len(found) - len(kept.findings),
        summary=summary(report, asked.lang),
    )


def main() -> None:
    """Read what is asked on standard input, write what is told on standard output."""
    asked = Asked.from_json(sys.stdin.buffer.read())
    _confine(asked)
    try:
        answer: dict[str, Any] = asdict(_judged(asked))
    except MkgError as error:
        answer = {"refused": (error.status, str(error))}
    json.dump(answer, sys.stdout)


def _judged(asked: Asked) -> Told:
    # Where the project is, so that its files have short names and its configuration holds.
    os.chdir(project.find(Path(asked.root) if asked.root else None).root)
    inputs, before = _inputs(asked)
    options = Options(asked.engine, lint=asked.lint, seconds=asked.seconds, memory=asked.memory)
    return tell(validate(inputs, options, before), asked)


def _inputs(asked: Asked) -> tuple[Inputs, Inputs | None]:
    """Return what is to be validated, and what was there before where that is a graph."""
    ours = project.find(Path())
    if asked.shapes is None:
        around = read([], [ours.ontology / "mkg.ttl"], [ours.shapes])
    else:
        around = Inputs([], [], [Source(Path(SHAPES), asked.shapes)], [])
    sent = Source(Path(asked.name), asked.content)
    if not asked.index:
        return replace(around, data=[sent]), None
    graph = _graph(asked.index, {each.path for each in around.ontology})
    # What is sent comes first: a fault between it and another file is told where it can be mended.
    data = [sent, *(each for each in graph if each.path != sent.path)]
    return replace(around, data=data), replace(around, data=graph)


def _graph(path: str, known: set[Path]) -> list[Source]:
    index = handle.opened(path)
    texts = {Path(name): places.file(index, name) or "" for name in places.files(index)}
    return [Source(name, text.encode()) for name, text in texts.items() if name not in known]


def _confine(asked: Asked) -> None:
    """Bound this process, the engines that it will start being bounded by themselves."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cores = os.cpu_count() or 1
    # Whoever waits kills it before; this is for where they have died themselves.
    _lower(resource.RLIMIT_CPU, ceil(2 * asked.seconds + 1) * cores)
    if _STATM.exists():
        taken = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, taken + asked.memory)


def _lower(limit: int, to: int) -> None:
    # Engines set limits of their own, which a hard limit here would forbid.
    with suppress(ValueError):
        resource.setrlimit(limit, (to, resource.getrlimit(limit)[1]))


if __name__ == "__main__":
    main()
