"""The command `mkg validate`."""

from pathlib import Path

import click

from mkg import project, reports
from mkg.cli.options import PATH
from mkg.findings import Severity
from mkg.validate import Inputs, read
from mkg.validate import validate as run


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
    "--format",
    "format_",
    type=click.Choice([*reports.FORMATS]),
    default="text",
    help="How to write the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(Severity),
    default=Severity.info,
    help="The mildest finding that makes the exit code 1.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    ontology: tuple[Path, ...],
    format_: str,
    fail_on: Severity,
) -> None:
    """Check facts against shapes and rules; tell each fault at its line, with the cure.

    Exit codes: 0 conforms, 1 findings, 2 a file, shape or rule cannot be read.
    """
    report = run(_inputs(ctx.obj, data, shapes, ontology))
    click.echo(reports.FORMATS[format_](report), nl=False)
    ctx.exit(int(report.fails(fail_on)))


def _inputs(
    root: Path | None, data: tuple[Path, ...], shapes: tuple[Path, ...], ontology: tuple[Path, ...]
) -> Inputs:
    if data and shapes:
        return read(data, ontology, shapes)
    ours = project.find(root)
    vocabulary = ontology or (() if shapes else (ours.ontology / "mkg.ttl",))
    return read(data or [ours.data], vocabulary, shapes or [ours.shapes])
