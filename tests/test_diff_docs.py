"""docs/diff.md tells the truth: its example runs, and every option and key is in it."""

import json
import re
from pathlib import Path

import click
import pytest

from conftest import Run
from diff_texts import difference, words
from git_repository import PREFIXES
from mkg.cli.diff import diff
from mkg.diff import data, markdown
from mkg.questions import Question

DOCUMENT = (Path(__file__).parents[1] / "docs" / "diff.md").read_text(encoding="utf-8")
HOUSE = "e:{0} a e:House ; rdfs:label '{1}' ; e:rooms {2} .\n"
OLD = f"""{HOUSE.format("dar", "Dar", 3)}{HOUSE.format("tower", "Tower", 1)}{HOUSE.format("riad", "Riad", 4)}
e:riad e:address [ e:street "Talaa Kbira" ; e:city "Fes" ] .
"""
NEW = f"""{HOUSE.format("kasbah", "Kasbah", 9)}{HOUSE.format("minaret", "Tower", 1)}
{HOUSE.format("riad", "Riad", 5)}
e:riad e:address [ e:street "Talaa Kbira" ; e:city "Fez" ] ; rdfs:seeAlso <http://elsewhere.example/riad> .
"""


def test_the_example_gives_what_it_shows(tmp_path: Path, run: Run) -> None:
    (shown,) = re.findall(r"^\$ mkg diff old new\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "houses.ttl").write_text(PREFIXES + text, encoding="utf-8")

    done = run("diff", "old", "new", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (1, shown)


@pytest.mark.parametrize(
    "option", [each for each in diff.params if isinstance(each, click.Option)], ids=lambda o: o.name
)
def test_every_option_is_documented(option: click.Option) -> None:
    assert any(f"`{name}" in DOCUMENT for name in (*option.opts, *option.secondary_opts))


def test_every_key_of_the_json_is_documented() -> None:
    asked = Question("01", {}, "SELECT ?o { ?s <http://example.org/rooms> ?o }")
    found = difference(OLD, NEW, [asked])
    keys: set[str] = set()
    report = json.loads(
        data.write(found, words(found), rows=1), object_hook=lambda told: keys.update(told) or told
    )

    names = {key for key in keys if not re.match(r"[tsk][0-9a-f]{40}$", key)}
    assert len(report["nodes"]) == 2
    assert {name for name in names if f"`{name}`" not in DOCUMENT and f'"{name}"' not in DOCUMENT} == set()


def test_the_figures_are_those_of_the_code() -> None:
    assert f"`{data.VERSION}`; it grows" in DOCUMENT
    assert f"at most; {markdown.LIMIT:,} by default" in DOCUMENT


def test_every_exit_code_is_documented() -> None:
    assert re.findall(r"^\| (\d) \|", DOCUMENT, re.MULTILINE) == ["0", "1", "2"]
