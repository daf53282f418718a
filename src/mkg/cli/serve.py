"""The command `mkg serve`."""

import asyncio
import re
from pathlib import Path
from typing import Any

import click

from mkg import project
from mkg.cli.limits import limit_options, limits_of
from mkg.cli.options import PATH
from mkg.errors import MkgError
from mkg.server.processes import LoadError
from mkg.server.settings import Settings, check_port
from mkg.server.supervisor import Supervisor


@click.command()
@click.option(
    "--data",
    type=PATH,
    multiple=True,
    help="Files or folders of RDF to serve as they are.  [default: the graph]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on."
)
@click.option(
    "--base-url", metavar="URL", help="The public address, path included.  [default: http://HOST:PORT/]"
)
@click.option(
    "--proxies",
    type=click.IntRange(0, 9),
    default=0,
    show_default=True,
    help="How many proxies of yours stand before it: so many X-Forwarded headers are believed.",
)
@click.option("--no-validate", is_flag=True, help="Serve the graph without validating it first.")
@click.option("--watch", is_flag=True, help="Load anew when a file changes; SIGHUP does the same.")
@click.option("--log", metavar="FILE", help="Write a JSON line a request to a file, - for standard error.")
@click.option("--log-clients", is_flag=True, help="Log the addresses of clients, too.")
@click.option(
    "--service-allow",
    metavar="URL",
    multiple=True,
    help="An endpoint that a query may ask with SERVICE; with / at its end, all below it.  [default: none]",
)
@click.option("--service-private", is_flag=True, help="Of these, ask those of private networks, too.")
@limit_options
@click.pass_context
def serve(  # its options are fields of Settings and Limits, by name
    ctx: click.Context,
    /,
    host: str,
    port: int,
    data: tuple[Path, ...],
    **told: Any,  # noqa: ANN401
) -> None:
    """Load the graph, validate it and serve it over HTTP until interrupted.

    SIGHUP loads the graph anew; a graph that has findings is not served, and the old one stays.
    Exit codes: 0 stopped, 1 the graph has findings, 2 it cannot be loaded or the port is taken.
    """
    check_port(host, port)
    _check_log(told["log"])
    _check_address(told["base_url"])
    root = None if data else project.find(ctx.obj).root
    settings = Settings(
        host=host,
        port=port,
        root=str(root) if root else None,
        data=tuple(map(str, data)),
        validate=not told.pop("no_validate"),
        limits=limits_of(told),
        **told,
    )
    try:
        asyncio.run(Supervisor(settings).run())
    except LoadError as error:
        click.echo(str(error), err=True)
        ctx.exit(error.code)


def _check_log(log: str | None) -> None:
    if log not in {None, "-"}:
        try:
            Path(str(log)).open("a", encoding="utf-8").close()
        except OSError as error:
            raise MkgError(f"{log}: cannot be written ({error.strerror}); choose another --log") from error


def _check_address(address: str | None) -> None:
    if address is not None and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        raise MkgError(f"--base-url {address}: write it in full, such as https://kg.example.org/")
