"""The options of `mkg serve` that bound what a request may take."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any

import click

from mkg.server.settings import MIB, Limits

_Command = Callable[..., Any]


class _Seconds(click.FloatRange):
    """A number of seconds that passes: neither NaN nor infinity, of which no timer knows."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- as in the base class
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Read a number; the command fails where it is none that a timer knows."""
        seconds = float(super().convert(value, param, ctx))
        if not isfinite(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


@dataclass(frozen=True)
class _Option:
    """One limit: its option, its field in Limits, how many of the field's units make one of the option's."""

    name: str
    field: str
    unit: int
    help: str

    @property
    def parameter(self) -> str:
        """The name of its parameter, and so, in capitals, of its environment variable."""
        return self.name.removeprefix("--").replace("-", "_")

    def decorate(self, command: _Command) -> _Command:
        default = getattr(Limits(), self.field) / self.unit
        whole = isinstance(getattr(Limits(), self.field), int)
        kind = click.IntRange(min=0 if self.field in {"per_client", "queue"} else 1)
        return click.option(
            self.name,
            type=kind if whole else _Seconds(min=0, min_open=True),
            default=int(default) if whole else default,
            show_default="half of the engines" if self.field == "per_client" else True,
            help=self.help,
        )(command)


_OPTIONS = (
    _Option("--timeout", "seconds", 1, "Seconds that a query may run."),
    _Option("--memory-limit", "memory", MIB, "MiB that a query may take beyond the graph."),
    _Option("--max-answer", "answer", MIB, "MiB that an answer may have."),
    _Option("--engines", "engines", 1, "Queries that run at a time."),
    _Option("--per-client", "per_client", 1, "Queries of one client that run at a time."),
    _Option("--queue", "queue", 1, "Queries that may wait for an engine."),
    _Option("--patience", "patience", 1, "Seconds that a query may wait for an engine."),
    _Option("--max-body", "body", 1024, "KiB that a request body may have."),
    _Option("--max-url", "url", 1, "Bytes that an address may have; no more than 65,000 are read."),
    _Option("--upload-timeout", "upload_seconds", 1, "Seconds in which a request must arrive."),
    _Option("--dump-timeout", "dump_seconds", 1, "Seconds that the making of a dump may take."),
)


def limit_options(command: _Command) -> _Command:
    """Add an option for each limit to a command."""
    for option in reversed(_OPTIONS):
        command = option.decorate(command)
    return command


def limits_of(told: dict[str, Any]) -> Limits:
    """Take the limits out of what a command was told."""
    return Limits(**{option.field: told.pop(option.parameter) * option.unit for option in _OPTIONS})
