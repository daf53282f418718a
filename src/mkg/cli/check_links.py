"""The command `mkg check-links`."""

import re
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from mkg import project, reports, sources
from mkg.cli.options import PATH
from mkg.links import addresses, cache
from mkg.links.asking import Asker
from mkg.links.check import Outcome, Plan, check
from mkg.links.turns import Turns
from mkg.links.web import Web
from mkg.validation.findings import Severity
from mkg.vocab import BASE, PREFIXES

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


class Age(click.ParamType[float]):
    """A number and a unit, as seconds."""

    name = "age"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read 90s, 30m, 12h, 7d or 2w."""
        match = re.fullmatch(r"(\d{1,9})([smhdw])", str(value))
        if not match:
            self.fail(f"{value!r} is no age; write a number and s, m, h, d or w, such as 7d", param, ctx)
        return int(match[1]) * _UNITS[match[2]]


class Property(click.ParamType[str]):
    """A property by its prefix or in full."""

    name = "property"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the IRI."""
        iri = value.removeprefix("<").removesuffix(">")
        prefix, _, local = iri.partition(":")
        if prefix in PREFIXES:
            return PREFIXES[prefix] + local
        if "://" not in iri and not iri.startswith("urn:"):
            self.fail(f"{value!r} has a prefix that mkg does not know; write the whole IRI", param, ctx)
        return iri


@click.command("check-links")
@click.option("--data", type=PATH, multiple=True, help="Files or folders of RDF to check.  [default: data/]")
@click.option(
    "--property",
    "properties",
    type=Property(),
    multiple=True,
    help="Check the values of these properties only, such as owl:sameAs.  [default: of all]",
)
@click.option(
    "--cache", "folder", type=PATH, help="The folder of what earlier checks found.  [default: the user's]"
)
@click.option("--max-age", type=Age(), default="7d", help="How old that may be.")
@click.option("--offline", is_flag=True, help="Ask nobody; answer from earlier checks.")
@click.option("--limit", type=click.IntRange(0), help="Ask for so many addresses at most.  [default: all]")
@click.option("--allow-private", is_flag=True, help="Ask private and loopback addresses too.")
@click.option(
    "--timeout", type=click.FloatRange(0, 3600, min_open=True), default=10, help="Seconds for one request."
)
@click.option(
    "--pause", type=click.FloatRange(0, 3600), default=1, help="Seconds between two requests to a host."
)
@click.option(
    "--format", "format_", type=click.Choice([*reports.FORMATS]), default="text", help="How to report."
)
@click.option(
    "--lang", type=click.Choice(["en", "fr", "ar"]), default="en", help="The language of the messages."
)
@click.option(
    "--fail-on",
    type=click.Choice(Severity),
    default=Severity.warning,
    help="The mildest finding that makes the exit code 1.",
)
@click.pass_context
def check_links(
    ctx: click.Context,
    data: tuple[Path, ...],
    properties: tuple[str, ...],
    folder: Path | None,
    format_: str,
    lang: str,
    fail_on: Severity,
    max_age: float,
    limit: int | None,
    timeout: float,
    pause: float,
    *,
    offline: bool,
    allow_private: bool,
) -> None:
    """Check that the web addresses to which facts point still lead somewhere.

    Exit codes: 0 all that is known is well, 1 findings, 2 a file cannot be read, or it was interrupted.
    """
    read = [sources.read(path) for path in sources.find(data or [project.find(ctx.obj).data])]
    cited = addresses.cited(read, properties, () if data else (BASE,))
    asker = Asker(Web(private=allow_private, seconds=timeout).look, Turns(pause, time.sleep))
    with cache.opened(folder or cache.default_folder()) as known, _progress() as progress:
        bar = progress.add_task("links", total=None)
        plan = Plan(max_age, limit, offline=offline)

        def told(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total)

        outcome = check(read, cited, known, asker.ask, plan, told)
    click.echo(reports.FORMATS[format_](outcome.report, lang), nl=False)
    _tell_unknown(outcome)
    ctx.exit(2 if outcome.interrupted else int(outcome.report.fails(fail_on)))


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def _tell_unknown(outcome: Outcome) -> None:
    if outcome.unknown:
        why = "interrupted" if outcome.interrupted else "not asked for"
        click.echo(
            f"{outcome.unknown} of {outcome.addresses} addresses are unknown: {why}; check again", err=True
        )
