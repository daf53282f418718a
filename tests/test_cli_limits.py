"""Every limit of the server is an option, and an environment variable."""

import os
from dataclasses import fields
from pathlib import Path

import click
import pytest

from mkg.cli import main
from mkg.cli.limits import limits_of
from mkg.server.settings import Limits
from served import serving


def told_by(arguments: list[str]) -> Limits:
    """Return the limits that a command line gives, its environment included."""
    with main.make_context("mkg", ["serve", *arguments]) as above:
        command = main.get_command(above, "serve")
        assert command
        with command.make_context("serve", arguments, parent=above) as context:
            return limits_of(dict(context.params))


LIMITS = {
    "timeout": ("3.5", "seconds", 3.5),
    "memory-limit": ("64", "memory", 64 << 20),
    "max-answer": ("7", "answer", 7 << 20),
    "engines": ("9", "engines", 9),
    "per-client": ("3", "per_client", 3),
    "queue": ("0", "queue", 0),
    "patience": ("0.25", "patience", 0.25),
    "max-body": ("11", "body", 11 << 10),
    "max-url": ("999", "url", 999),
    "upload-timeout": ("1.5", "upload_seconds", 1.5),
    "dump-timeout": ("77", "dump_seconds", 77.0),
}


@pytest.mark.parametrize("option", LIMITS)
def test_a_limit_is_set_by_option_or_environment(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("MKG_")]:
        monkeypatch.delenv(name)
    value, field, expected = LIMITS[option]
    assert told_by([]) == Limits()
    assert getattr(Limits(), field) != expected
    by_option = told_by([f"--{option}", value])
    monkeypatch.setenv(f"MKG_SERVE_{option.upper().replace('-', '_')}", value)

    assert told_by([]) == by_option
    assert getattr(by_option, field) == expected


def test_every_limit_has_an_option() -> None:
    assert {field for _, field, _ in LIMITS.values()} == {field.name for field in fields(Limits)}


@pytest.mark.parametrize(
    ("option", "value"),
    [("--timeout", "0"), ("--timeout", "nan"), ("--timeout", "inf"), ("--engines", "0"), ("--queue", "-1")],
)
def test_a_limit_that_makes_no_sense_is_refused(option: str, value: str) -> None:
    with pytest.raises(click.BadParameter):
        told_by([option, value])


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError),
        serving(tmp_path, "--no-validate", "--log", tmp_path / "none" / "log"),
    ):
        pass

    said = (tmp_path / "stderr.txt").read_text(encoding="utf-8")
    assert "none/log" in said
    assert "Traceback" not in said
