"""The command `mkg stats`."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from mkg import dataset, project, stats
from mkg.stats import LANGUAGES, Figures

_HEAD = ("kind", "things", *LANGUAGES, "sources", "linked")


@click.command("stats")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    help="How to write them.",
)
@click.pass_context
def stats_(ctx: click.Context, format_: str) -> None:
    """Count what the graph holds, kind by kind, and the verdicts on claims.

    For each kind: its things, the share that has a label in English, French and Arabic, the sources that a
    thing names on average, the share that links to the same thing elsewhere.
    """
    store = dataset.load(project.find(ctx.obj)).store
    kinds, verdicts = stats.of_kinds(store), stats.verdicts(store)
    if format_ == "json":
        body = {"kinds": [asdict(figures) for figures in kinds], "verdicts": verdicts}
        click.echo(json.dumps(body, indent=2))
        return
    for head, rows in (
        (_HEAD, [_row(figures) for figures in kinds]),
        (("verdict", "claims"), _pairs(verdicts)),
    ):
        _write_markdown(head, rows) if format_ == "markdown" else _write_table(head, rows)


def _row(figures: Figures) -> tuple[str, ...]:
    shares = [f"{_percent(figures.labels[language], figures.things)}" for language in LANGUAGES]
    linked = _percent(figures.linked, figures.things)
    return figures.kind, f"{figures.things:,}", *shares, f"{figures.sources_per_thing:.1f}", linked


def _percent(part: int, whole: int) -> str:
    # Rounded down: only all is 100 %.
    return f"{100 * part // whole if whole else 0} %"


def _pairs(counts: dict[str, int]) -> list[tuple[str, ...]]:
    return [(name, str(number)) for name, number in counts.items()]


def _write_markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = [head, ("---", *("--:" for _ in head[1:])), *((f"`{name}`", *cells) for name, *cells in rows)]
    click.echo("\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n")


def _write_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = Table(head[0])
    for name in head[1:]:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
