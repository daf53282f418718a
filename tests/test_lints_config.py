from pathlib import Path

import pytest

from looked_at import HEAD
from mkg.errors import MkgError
from mkg.lints import Checked, Config, ConfigError, check, configuration, settle
from mkg.sources import Source
from mkg.validation.findings import Severity
from mkg.validation.places import locate

UNUSED = f"{HEAD}@prefix p: <http://example.org/p#> .\nex:a ex:b 'x ' ."


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


def write(folder: Path, text: str, name: str = "mkg.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def told(path: Path, config: Config) -> list[tuple[str, str]]:
    looked = Checked([Source(path, UNUSED.encode())], [], [])
    located = locate(check(looked, config), looked.sources)
    return [(each.rule, each.severity.name) for each in settle(located, looked, config)]


def test_without_a_file_lints_are_as_bad_as_they_are_by_default(tmp_path: Path) -> None:
    config = configuration([tmp_path / "a.ttl"])

    assert told(tmp_path / "a.ttl", config) == [("unused-prefix", "info"), ("blank-edge", "warning")]


def test_a_severity_is_chosen_in_mkg_toml(tmp_path: Path) -> None:
    write(tmp_path, '[lint.unused-prefix]\nseverity = "violation"\n')
    config = configuration([tmp_path / "data" / "a.ttl"])

    assert told(tmp_path / "data" / "a.ttl", config)[0] == ("unused-prefix", "violation")


def test_a_severity_is_chosen_in_pyproject_toml(tmp_path: Path) -> None:
    write(tmp_path, '[tool.mkg.lint.unused-prefix]\nseverity = "warning"\n', "pyproject.toml")

    assert told(tmp_path / "a.ttl", configuration([tmp_path / "a.ttl"]))[0] == ("unused-prefix", "warning")


def test_a_lint_is_switched_off_with_a_reason(tmp_path: Path) -> None:
    write(tmp_path, '[lint.unused-prefix]\nseverity = "off"\nreason = "One head for all."\n')
    config = configuration([tmp_path / "a.ttl"])

    assert config.is_off("unused-prefix")
    assert not config.is_off("blank-edge")
    assert told(tmp_path / "a.ttl", config) == [("blank-edge", "warning")]


@pytest.mark.parametrize(
    ("patterns", "file", "holds"),
    [
        (["data/*"], "data/a.ttl", True),
        (["data/*"], "data/deep/a.ttl", True),
        (["data/*.ttl"], "data/a.ttl", True),
        (["*/a.ttl"], "data/deep/a.ttl", True),
        (["a.ttl"], "data/a.ttl", False),
        (["DATA/*"], "data/a.ttl", False),
        (["shapes/*", "data/a.ttl"], "data/a.ttl", True),
    ],
)
def test_a_choice_holds_for_the_files_that_its_patterns_name(
    patterns: list[str], file: str, *, holds: bool, tmp_path: Path
) -> None:
    write(tmp_path, f'[lint.unused-prefix]\nseverity = "off"\nreason = "Made."\npaths = {patterns}\n')
    config = configuration([tmp_path / file])

    assert not config.is_off("unused-prefix")
    assert ("unused-prefix" not in dict(told(tmp_path / file, config))) == holds


def test_of_several_choices_the_last_that_fits_holds(tmp_path: Path) -> None:
    write(
        tmp_path,
        '[[lint.unused-prefix]]\nseverity = "violation"\n'
        '[[lint.unused-prefix]]\nseverity = "warning"\npaths = ["data/*"]\n',
    )
    config = configuration([tmp_path / "a.ttl"])

    assert told(tmp_path / "a.ttl", config)[0] == ("unused-prefix", "violation")
    assert told(tmp_path / "data" / "a.ttl", config)[0] == ("unused-prefix", "warning")


def test_a_path_outside_the_folder_of_the_file_is_matched_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path / "in", '[lint.unused-prefix]\nseverity = "violation"\npaths = ["*/out/a.ttl"]\n')
    config = configuration([tmp_path / "in" / "a.ttl"])

    assert told(tmp_path / "out" / "a.ttl", config)[0] == ("unused-prefix", "violation")


def test_the_nearest_file_is_read_and_mkg_toml_before_pyproject_toml(tmp_path: Path) -> None:
    write(tmp_path, '[lint.unused-prefix]\nseverity = "violation"\n')
    inner = tmp_path / "in"
    write(inner, '[tool.mkg.lint.unused-prefix]\nseverity = "warning"\n', "pyproject.toml")
    assert configuration([inner / "a.ttl"]).folder == inner

    write(inner, "")
    assert configuration([inner / "a.ttl"]) == Config(inner, {})


def test_a_pyproject_that_does_not_speak_of_lints_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, '[lint.unused-prefix]\nseverity = "violation"\n')
    write(tmp_path / "in", "[tool.ruff]\n", "pyproject.toml")

    assert configuration([tmp_path / "in" / "a.ttl"]).folder == tmp_path


def test_the_working_folder_is_looked_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "work", '[lint.unused-prefix]\nseverity = "violation"\n')
    (tmp_path / "work" / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "work" / "deep")

    assert configuration([tmp_path / "data"]).folder == tmp_path / "work"
    assert configuration([]).choices["unused-prefix"][0].severity == Severity.violation


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lint = 1", "lint: write a table for each lint"),
        ("[lint]\nunused-prefix = 'off'", "lint.unused-prefix: write a table with a severity"),
        ("[lint.unused-prefix]\nreason = 'x'", "lint.unused-prefix: write a table with a severity"),
        ("[lint.unused]\nseverity = 'info'", "lint.unused: no lint has this id; use "),
        ("[lint.blank-edge]\nseverity = 'error'", "lint.blank-edge.severity: write off, info, warning"),
        ("[lint.blank-edge]\nseverity = 1", "lint.blank-edge.severity: write off, info, warning"),
        ("[lint.blank-edge]\nseverity = []", "lint.blank-edge.severity: write off, info, warning"),
        ("[lint.blank-edge]\nseverity = 'off'", "lint.blank-edge.reason: say in a sentence why"),
        ("[lint.blank-edge]\nseverity = 'off'\nreason = ' '", "lint.blank-edge.reason: say in a sentence"),
        ("[lint.blank-edge]\nseverity = 'info'\nreason = 1", "lint.blank-edge.reason: say in a sentence"),
        ("[lint.blank-edge]\nseverity = 'info'\npaths = 'a'", "lint.blank-edge.paths: write a list"),
        ("[lint.blank-edge]\nseverity = 'info'\npaths = [1]", "lint.blank-edge.paths: write a list"),
        ("[lint.blank-edge]\nseverity = 'info'\npaths = []", "lint.blank-edge.paths: name a pattern"),
        ("[lint.blank-edge]\nseverity = 'info'\nfiles = ['a']", "lint.blank-edge.files: no such key"),
        ("[[lint.blank-edge]]\nseverity = 'x'", "lint.blank-edge.severity: write off, info"),
        ("lint = [", "is no TOML in UTF-8"),
    ],
)
def test_an_error_names_file_and_key_and_the_cure(text: str, said: str, tmp_path: Path) -> None:
    file = write(tmp_path, text)

    with pytest.raises(ConfigError) as raised:
        configuration([tmp_path / "a.ttl"])

    assert isinstance(raised.value, MkgError)
    assert str(raised.value).startswith(f"{file}: {said}")


def test_a_file_that_is_not_in_utf_8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mkg.toml").write_bytes(b"# \xe9\n")

    with pytest.raises(ConfigError, match="is no TOML in UTF-8"):
        configuration([tmp_path / "a.ttl"])


def test_an_error_in_pyproject_toml_names_its_own_key(tmp_path: Path) -> None:
    write(tmp_path, "[tool.mkg.lint.blank-edge]\nseverity = 'x'", "pyproject.toml")

    with pytest.raises(ConfigError, match=r"pyproject\.toml: tool\.mkg\.lint\.blank-edge\.severity: write"):
        configuration([tmp_path / "a.ttl"])
