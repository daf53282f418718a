"""The command `mkg serve`."""

import socket
from functools import partial
from pathlib import Path

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from mkg import dataset, project, questions, reports
from mkg.cli.options import PATH
from mkg.engine import InProcessEngine
from mkg.errors import MkgError
from mkg.validate import validate_project
from mkg.web import create_app


@click.command()
@click.option(
    "--data",
    type=PATH,
    multiple=True,
    help="Files or folders of RDF to serve as they are.  [default: the graph]",
)
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to listen on.")
@click.option("--no-validate", is_flag=True, help="Serve the graph without validating it first.")
@click.pass_context
def serve(ctx: click.Context, data: tuple[Path, ...], host: str, port: int, *, no_validate: bool) -> None:
    """Load the graph, validate it and serve it over HTTP until interrupted.

    Exit codes: 0 stopped, 1 the graph has findings, 2 it cannot be loaded or the port is taken.
    """
    _check_port(host, port)
    if not (data or no_validate):
        report = validate_project(project.find(ctx.obj))
        click.echo(reports.text(report), nl=False, err=True)
        if not report.conforms:
            ctx.exit(1)
    load = partial(load_app, ctx.obj, data)
    load()
    click.echo(f"serving http://{host}:{port}/ with SPARQL at /sparql; stop with Ctrl-C", err=True)
    Granian("mkg", host, port, interface=Interfaces.WSGI, log_enabled=False, blocking_threads=8).serve(
        target_loader=load, wrap_loader=False
    )


def load_app(root: Path | None, data: tuple[Path, ...]) -> Flask:
    """Make the application in a worker: load the graph, put the engine behind the routes."""
    if data:
        loaded, asked = dataset.load_files(data), []
    else:
        ours = project.find(root)
        loaded, asked = dataset.load(ours), questions.load(ours.questions)
    return create_app(loaded, InProcessEngine(loaded.store), asked)


def _check_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        # The library says the address again behind the reason.
        reason = str(error.strerror).partition(" (while")[0]
        raise MkgError(
            f"cannot listen on {host}:{port} ({reason}); choose another --host or --port"
        ) from error
