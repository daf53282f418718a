"""The command `mkg query`."""

import shutil
import sys
from pathlib import Path

import click
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results
from rich.console import Console
from rich.table import Table

from mkg import dataset, formats, project, questions
from mkg.cli.options import PATH
from mkg.engine import Answer, InProcessEngine, Query
from mkg.project import Project
from mkg.validation.findings import show
from mkg.validation.paths import Term
from mkg.vocab import PREFIXES

_NAMES = ["table", *(item.name for item in (*formats.SOLUTIONS, *formats.GRAPHS))]


@click.command()
@click.argument("text", metavar="TEXT|FILE.rq|QUESTION")
@click.option(
    "--data",
    type=PATH,
    multiple=True,
    help="Files or folders of RDF to ask.  [default: the graph]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_NAMES),
    help="How to write the answer.  [default: table on a terminal, else csv; turtle for triples]",
)
@click.pass_context
def query(ctx: click.Context, text: str, data: tuple[Path, ...], format_: str | None) -> None:
    """Answer a SPARQL query: its text, a file that holds it, or the name of a competency question.

    The prefixes of the graph need no PREFIX lines here. Exit codes: 0 answered, 2 could not be answered.
    """
    ours = project.find(ctx.obj) if not data else None
    asked = Query(_text(text, ctx.obj, ours), prefixes=PREFIXES)
    loaded = dataset.load(ours) if ours else dataset.load_files(data)
    name = format_ or ("table" if sys.stdout.isatty() else "csv")
    wanted = "json" if name == "table" else name
    answer = InProcessEngine(loaded.store).answer(
        asked,
        formats.named(wanted, formats.SOLUTIONS),
        formats.named("turtle" if format_ in {None, "table"} else wanted, formats.GRAPHS),
    )
    if name == "table" and answer.format in formats.SOLUTIONS:
        _print_table(answer)
    else:
        shutil.copyfileobj(answer.body, sys.stdout.buffer)


def _text(text: str, root: Path | None, ours: Project | None) -> str:
    if text.endswith(".rq"):
        return questions.read_text(Path(text))
    if any(character in text for character in "{ \n") or not text:
        return text
    return questions.find((ours or project.find(root)).questions, text).text


def _print_table(answer: Answer) -> None:
    results = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        click.echo("yes" if results else "no")
        return
    names = [variable.value for variable in results.variables]
    table = Table(*names)
    rows = [[_cell(solution[name]) for name in names] for solution in results]
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    click.echo(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _cell(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else show(term)
