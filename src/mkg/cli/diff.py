"""The command `mkg diff`."""

import os
import sys
from pathlib import Path

import click

from mkg import project
from mkg.cli.options import PATH
from mkg.diff import changes, data, markdown, text
from mkg.diff.sides import Scope, Side, open_side
from mkg.diff.words import Words
from mkg.questions import Question, load


@click.command()
@click.argument("before", metavar="[A]", default="HEAD")
@click.argument("after", metavar="[B]", required=False)
@click.option(
    "--data",
    "paths",
    type=PATH,
    multiple=True,
    help="Files or folders of RDF to compare, in each revision.  [default: the graph; else this folder]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How to write the difference.",
)
@click.option("--lang", type=click.Choice(["en", "fr", "ar"]), default="en", help="The language of labels.")
@click.option("--questions/--no-questions", default=True, help="Ask the competency questions on both sides.")
@click.option("--statements", is_flag=True, help="Tell all that is said of what was added and removed.")
@click.option("--rows", type=click.IntRange(0), default=10, help="Rows of an answer to tell, at most.")
@click.option(
    "--limit",
    type=click.IntRange(markdown.LEAST),
    default=markdown.LIMIT,
    help="Characters of Markdown to write, at most.",
)
@click.pass_obj
def diff(
    root: Path | None,
    before: str,
    after: str | None,
    paths: tuple[Path, ...],
    format_: str,
    lang: str,
    questions: bool,  # noqa: FBT001 -- click passes it by name
    statements: bool,  # noqa: FBT001
    rows: int,
    limit: int,
) -> None:
    """Compare two states of the graph by what they say, not by their lines.

    A and B are git revisions (HEAD~1, a branch, a tag), files or folders; A is HEAD and B the work tree
    where they are not given. Layout, order, names of blank nodes, and the file in which something stands
    make no difference. Exit codes: 0 no difference, 1 differences, 2 could not compare.
    """
    scope = _scope(root, paths)
    old, new = open_side(before, scope), open_side(after, scope)
    found = changes.compare(old, new, _questions(new, scope) if questions else ())
    words = Words.of(found, lang)
    if format_ == "json":
        report = data.write(found, words, rows=rows)
    elif format_ == "markdown":
        report = markdown.write(found, words, rows=rows, whole=statements, limit=limit)
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        report = text.write(found, words, rows=rows, whole=statements, colour=colour)
    sys.stdout.buffer.write(report.encode())
    raise click.exceptions.Exit(1 if found else 0)


def _scope(root: Path | None, paths: tuple[Path, ...]) -> Scope:
    ours = project.find(root)
    if root is None and not Path.cwd().is_relative_to(ours.root.resolve()):
        return Scope(Path(), paths or (Path(),))
    return Scope(ours.root, paths or (ours.data, ours.ontology), ours.questions)


def _questions(side: Side, scope: Scope) -> list[Question]:
    return side.questions or (load(scope.questions) if scope.questions else [])
