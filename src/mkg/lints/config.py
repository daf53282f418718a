"""Which lints are told, and how bad they are: `lint` in mkg.toml, or `tool.mkg.lint` in pyproject.toml.

[lint.unused-prefix]
severity = "off"                # or info, warning, violation
reason = "All files share one head of prefixes."
paths = ["imported/*.ttl"]      # where it holds, from the folder of this file; * stands for / too
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mkg.errors import MkgError
from mkg.validation.findings import Finding, Severity

_KEYS = {"severity", "reason", "paths"}
_SEVERITIES = {"off": None, **Severity.__members__}


class ConfigError(MkgError):
    """A configuration that cannot be followed; its text names file and key."""

    status = 400


@dataclass(frozen=True)
class Choice:
    """How bad a lint is, None for off, in the files that match one of `paths`; in all without any."""

    severity: Severity | None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Config:
    """What was chosen for lints, by their ids; of several choices that fit the last one holds."""

    folder: Path = field(default_factory=Path)
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    def is_off(self, lint_id: str) -> bool:
        """Whether a lint is switched off in all files."""
        choices = self.choices.get(lint_id, ())
        return bool(choices) and all(each.severity is None and not each.paths for each in choices)

    def apply(self, finding: Finding) -> Finding | None:
        """Return the finding with the severity that was chosen for it; None where it is not told."""
        for choice in reversed(self.choices.get(finding.rule, ())):
            if not choice.paths or self._lies_in(finding, choice.paths):
                return None if choice.severity is None else replace(finding, severity=choice.severity)
        return finding

    def _lies_in(self, finding: Finding, patterns: Iterable[str]) -> bool:
        path = Path(finding.place.path).absolute() if finding.place else self.folder
        name = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        return any(fnmatchcase(name.as_posix(), pattern) for pattern in patterns)


def find(paths: Iterable[Path], known: Collection[str]) -> Config:
    """Read the configuration nearest above one of the paths, the first first, else above the working folder.

    `known` are the ids of lints. Raises ConfigError.
    """
    starts = [*(path.absolute() for path in paths), Path.cwd()]
    # Paths have most folders in common: each is looked into once.
    for folder in dict.fromkeys(folder for start in starts for folder in (start, *start.parents)):
        for file, keys in ((folder / "mkg.toml", ("lint",)), (folder / "pyproject.toml", _PYPROJECT)):
            if file.is_file() and (table := _table(file, keys)) is not None:
                return Config(folder, _choices(file, ".".join(keys), table, known))
    return Config()


_PYPROJECT = ("tool", "mkg", "lint")


def _table(file: Path, keys: tuple[str, ...]) -> object:
    try:
        found: object = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); check its permissions") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: is no TOML in UTF-8 ({error}); correct it there") from error
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    # A mkg.toml that says nothing of lints ends the search all the same.
    return {} if found is None and file.name == "mkg.toml" else found


def _choices(file: Path, key: str, table: object, known: Collection[str]) -> dict[str, tuple[Choice, ...]]:
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: {key}: write a table for each lint, such as [{key}.unused-prefix]")
    for name in table:
        if name not in known:
            raise ConfigError(f"{file}: {key}.{name}: no lint has this id; use {', '.join(sorted(known))}")
    return {name: _of_lint(f"{file}: {key}.{name}", said) for name, said in table.items()}


def _of_lint(where: str, said: object) -> tuple[Choice, ...]:
    tables = said if isinstance(said, list) else [said]
    return tuple(_choice(where, table) for table in tables)


def _choice(where: str, said: Any) -> Choice:  # noqa: ANN401 -- whatever TOML holds
    if not isinstance(said, dict) or "severity" not in said:
        raise ConfigError(f'{where}: write a table with a severity, such as severity = "info"')
    if extra := sorted(said.keys() - _KEYS):
        raise ConfigError(f"{where}.{extra[0]}: no such key; known are {', '.join(sorted(_KEYS))}")
    severity, reason, paths = said["severity"], said.get("reason", ""), said.get("paths", [])
    if severity not in list(_SEVERITIES):
        raise ConfigError(f"{where}.severity: write {', '.join(_SEVERITIES)}, not {severity!r}")
    if not isinstance(reason, str) or (severity == "off" and not reason.strip()):
        raise ConfigError(f"{where}.reason: say in a sentence why the lint is off")
    if not isinstance(paths, list) or not all(isinstance(each, str) and each for each in paths):
        raise ConfigError(f'{where}.paths: write a list of patterns, such as ["imported/*.ttl"]')
    if "paths" in said and not paths:
        raise ConfigError(f"{where}.paths: name a pattern, or leave the key out to mean all files")
    return Choice(_SEVERITIES[severity], tuple(paths))
