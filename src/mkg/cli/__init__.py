"""The command line: one module a command, each a straight story on the library."""

from pathlib import Path

import click

from mkg import __version__
from mkg.cli.format import format_
from mkg.cli.options import PATH
from mkg.cli.query import query
from mkg.cli.serve import serve
from mkg.cli.stats import stats_
from mkg.cli.validate import validate
from mkg.errors import MkgError


class Group(click.Group):
    """Turns an error that mkg raised into one sentence and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except MkgError as error:
            raise click.exceptions.Exit(_fail(error)) from error


def _fail(error: MkgError) -> int:
    click.echo(str(error), err=True)
    return 2


@click.group(
    cls=Group,
    context_settings={
        "auto_envvar_prefix": "MKG",
        "help_option_names": ["-h", "--help"],
        "show_default": True,
    },
)
@click.version_option(__version__, prog_name="mkg")
@click.option(
    "--root",
    type=PATH,
    help="The folder with ontology/, data/ and shapes/.  [default: around this folder, else as installed]",
)
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Validate, format, query and serve the knowledge graph of deep learning in Morocco.

    Each option can also be set by an environment variable, such as MKG_SERVE_PORT for --port of serve.
    Exit codes: 0 well, 1 findings, 2 could not do it.
    """
    ctx.obj = root


for command in (validate, format_, query, serve, stats_):
    main.add_command(command)
