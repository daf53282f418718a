"""The command `mkg validate`."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from mkg import files, project, reports
from mkg.cli.options import PATH
from mkg.reports import summary, text
from mkg.revisions import Revision
from mkg.validation import baseline, engines
from mkg.validation.checks import Options
from mkg.validation.checks import validate as run
from mkg.validation.findings import Report, Severity
from mkg.validation.inputs import read, read_at

FORMATS = click.Choice([*reports.FORMATS])


class _Output(click.ParamType[tuple[str, Path]]):
    """FORMAT=FILE: one more report, and where to write it."""

    name = "FORMAT=FILE"

    def convert(
        self,
        value: str | tuple[str, Path],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, Path]:
        """Return the name of a format and a path."""
        name, equals, path = str(value).partition("=")
        if not (equals and path):
            self.fail(f"{value!r} is not FORMAT=FILE, such as sarif=mkg.sarif", param, ctx)
        return FORMATS.convert(name, param, ctx), Path(path)


@click.command()
@click.option(
    "--data", type=PATH, multiple=True, help="Files or folders of RDF to validate.  [default: data/]"
)
@click.option(
    "--shapes",
    type=PATH,
    multiple=True,
    help="Shapes and .rq rules to use, and no others.  [default: shapes/]",
)
@click.option(
    "--ontology",
    type=PATH,
    multiple=True,
    help="RDF merged into the data.  [default: ontology/mkg.ttl, unless --shapes is given]",
)
@click.option(
    "--engine",
    type=click.Choice(engines.names()),
    default="auto",
    help="What checks the shapes; auto is the quick one where it is installed, both compares them.",
)
@click.option(
    "--lint/--no-lint",
    default=None,
    help="Whether to tell what shapes cannot say.  [default: lint, unless --shapes is given]",
)
@click.option("--format", "format_", type=FORMATS, default="text", help="How to write the report.")
@click.option(
    "--output", type=_Output(), multiple=True, help="Write the report to a file as well; may be repeated."
)
@click.option("--lang", type=click.Choice(["en", "fr", "ar"]), default="en", help="In which language.")
@click.option(
    "--fail-on",
    type=click.Choice(Severity),
    default=Severity.info,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--baseline", type=PATH, help="A file of findings that are known, and not told again.")
@click.option("--write-baseline", type=PATH, help="Write what is found to such a file, and exit with 0.")
@click.option(
    "--changed-since", metavar="REVISION", help="Check only what differs from this git revision can affect."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=300.0, help="Seconds for the shapes."
)
@click.option(
    "--memory-limit", type=click.IntRange(min=64), default=4096, help="MiB of memory for the shapes."
)
@click.pass_context
def validate(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 -- options of many types
    """Check facts against shapes, rules and lints; tell each fault at its line, with the cure.

    Exit codes: 0 conforms, 1 findings, 2 a file, shape or rule cannot be read.
    """
    where = _where(ctx.obj, given["data"], given["ontology"], given["shapes"])
    options = Options(
        engine=given["engine"],
        lint=not given["shapes"] if given["lint"] is None else given["lint"],
        seconds=given["timeout"],
        memory=given["memory_limit"] << 20,
    )
    since = given["changed_since"]
    before = read_at(Revision.open(Path(), since), *where) if since else None
    report = run(read(*where), options, before)
    if given["write_baseline"]:
        baseline.write(report, given["write_baseline"])
        ctx.exit(2 if report.broken else 0)
    if given["baseline"]:
        report = _without_known(report, given["baseline"], given["lang"])
    _tell(report, given["format_"], given["lang"], given["output"])
    ctx.exit(2 if report.broken else int(report.fails(given["fail_on"])))


def _where(
    root: Path | None, data: tuple[Path, ...], ontology: tuple[Path, ...], shapes: tuple[Path, ...]
) -> tuple[tuple[Path, ...], tuple[Path, ...], tuple[Path, ...]]:
    if data and shapes:
        return data, ontology, shapes
    ours = project.find(root)
    vocabulary = ontology or (() if shapes else (ours.ontology / "mkg.ttl",))
    return data or (ours.data,), vocabulary, shapes or (ours.shapes,)


def _without_known(report: Report, path: Path, lang: str) -> Report:
    known = baseline.read(path)
    if stale := sum(entry.count for entry in baseline.stale(report, known)):
        click.echo(f"{path}: {summary.mended(stale, lang)}", err=True)
    return baseline.apply(report, known)


def _tell(report: Report, format_: str, lang: str, outputs: list[tuple[str, Path]]) -> None:
    for name, path in outputs:
        files.replace(path, reports.FORMATS[name](report, lang))
    if format_ == "text" and text.wants_colour(sys.stdout, os.environ):
        click.echo(text.text(report, lang, colour=True), nl=False, color=True)
    else:
        click.echo(reports.FORMATS[format_](report, lang), nl=False)
