"""The command `mkg format`."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from mkg import project
from mkg.cli.options import PATH
from mkg.errors import ParseError, ReadError
from mkg.files import replace
from mkg.sources import find, unreadable
from mkg.turtle.writer import canonical


@click.command("format")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not in canonical form.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change; exit 1 if anything would.")
@click.pass_context
def format_(ctx: click.Context, paths: tuple[Path, ...], *, check: bool, diff: bool) -> None:
    """Write Turtle files in the one canonical form; comments stay, the facts are proved to stay.

    PATHS are files and folders; without any: ontology/, data/ and shapes/.
    Exit codes: 0 well, 1 a file is not canonical (--check, --diff), 2 a file cannot be read.
    """
    changed = 0
    for path, before, after in _changes(ctx, find(paths or _folders(ctx.obj), [".ttl"])):
        changed += 1
        if diff:
            click.echo("".join(_diff(path, before, after)), nl=False)
        elif check:
            click.echo(f"{path}: not in canonical form; run mkg format {path}")
        else:
            replace(path, after)
            click.echo(f"{path}: formatted")
    if changed and (check or diff):
        ctx.exit(1)


def _folders(root: Path | None) -> list[Path]:
    ours = project.find(root)
    return [ours.ontology, ours.data, ours.shapes]


def _changes(ctx: click.Context, paths: list[Path]) -> Iterator[tuple[Path, str, str]]:
    # A file that cannot be read is told and passed over: the others are still served.
    faults = 0
    for path in paths:
        try:
            before = _read(path)
            after = canonical(before, str(path))
        except ReadError as error:
            faults += 1
            click.echo(str(error), err=True)
            continue
        if after != before:
            yield path, before, after
    if faults:
        ctx.exit(2)


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise ParseError(
            str(path), 0, 0, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        ) from error


def _diff(path: Path, before: str, after: str) -> Iterator[str]:
    return unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), str(path), str(path)
    )
