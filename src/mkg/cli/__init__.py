"""The command line: one module a command, each a straight story on the library."""

from importlib import import_module
from pathlib import Path

import click

from mkg import __version__
from mkg.cli.options import PATH
from mkg.errors import MkgError

COMMANDS = {
    "validate": "validate:validate",
    "format": "format:format_",
    "query": "query:query",
    "diff": "diff:diff",
    "check-links": "check_links:check_links",
    "stats": "stats:stats_",
    "serve": "serve:serve",
}
"""The commands, and where each of them is."""


class Group(click.Group):
    """Imports a command when it is called; turns an error that mkg raised into a sentence and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """List the names of the commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"mkg.cli.{module}"), name)
        return command

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
