"""The one table of limits tells every limit, its variable and its default."""

from pathlib import Path

import click

from mkg.cli.limits import limit_options
from mkg.cli.serve import serve

README = (Path(__file__).parents[1] / "deploy" / "README.md").read_text(encoding="utf-8")
SAID = {"engines": "two a core, at least 4", "per_client": "half of the engines"}


def rows() -> list[str]:
    """Return the rows that the table must have, made from the options themselves."""

    @limit_options
    def none() -> None:
        """Take every limit."""

    names = {option.name for option in none.__click_params__}  # type: ignore[attr-defined]
    return [
        f"| `{option.opts[0]}` | `MKG_SERVE_{str(option.name).upper()}` "
        f"| {SAID.get(str(option.name), f'{option.default:,g}')} | {option.help} |"
        for option in serve.params
        if isinstance(option, click.Option) and option.name in names
    ]


def test_the_table_of_limits_is_whole_and_true() -> None:
    table = README.partition("<!-- limits -->\n")[2].partition("\n<!-- end -->")[0]

    assert table.splitlines()[2:] == rows()
