"""Lints: what SHACL cannot say of Turtle text, data, ontologies and shapes, each fault with its cure.

`check` finds, the caller locates what has no place yet, `settle` follows configuration and comments.
"""

from collections.abc import Iterable
from pathlib import Path

from mkg.lints import (
    blocks,
    characters,
    iris,
    labels,
    languages,
    links,
    literals,
    parameters,
    patterns,
    prefixes,
    queries,
    shapes,
    silence,
    style,
    terms,
)
from mkg.lints import config as _config
from mkg.lints.config import Config, ConfigError
from mkg.lints.lint import Checked, Lint
from mkg.validation.findings import Finding

__all__ = ["LINTS", "Checked", "Config", "ConfigError", "Lint", "check", "configuration", "settle"]

LINTS: tuple[Lint, ...] = (
    *prefixes.LINTS,
    *blocks.LINTS,
    *languages.LINTS,
    *characters.LINTS,
    *iris.LINTS,
    *literals.LINTS,
    *links.LINTS,
    *labels.LINTS,
    *terms.LINTS,
    *style.LINTS,
    *shapes.LINTS,
    *parameters.LINTS,
    *queries.LINTS,
    *patterns.LINTS,
    *silence.LINTS,
)
"""All lints, in the order in which docs/lints.md describes them."""

_OF_ALL = {*links.LINTS, *labels.LINTS, *terms.LINTS, *style.LINTS, *shapes.OF_ALL}
"""Lints that look at all files at once. The others look at one file at a time, or at the shapes alone."""

_IDS = frozenset(lint.id for lint in LINTS)


def configuration(paths: Iterable[Path]) -> Config:
    """Read the configuration that holds for files at these paths. Raises ConfigError, with file and key."""
    return _config.find(paths, _IDS)


def check(checked: Checked, config: Config, changed: Checked | None = None) -> list[Finding]:
    """Run all lints but those that are off; what they find may still have to be located and settled.

    Given the part that has `changed`, lints that do not look at all files at once look at no other.
    """
    return [
        found
        for lint in LINTS
        if not config.is_off(lint.id)
        for found in lint.check(checked if changed is None or lint in _OF_ALL else changed)
    ]


def settle(
    findings: Iterable[Finding],
    checked: Checked,
    config: Config,
    rules: Iterable[str] = (),
    changed: Checked | None = None,
) -> list[Finding]:
    """Return located findings without those that are silenced, with the severities that were chosen.

    Lints and the rules of these names can be silenced, shapes cannot. Comments that silence nothing, or
    wrongly, are findings too; given the part that has `changed`, only those in it.
    """
    return silence.settle(findings, checked, config, {*_IDS, *rules}, changed or checked)
