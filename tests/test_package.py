"""The wheel carries the graph: installed anywhere, the command line answers without a checkout."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=Path(__file__).parents[1], check=True, capture_output=True)
    (built,) = folder.glob("moroccan_kg-*.whl")
    return built


def test_ontology_data_shapes_and_templates_travel_in_the_wheel(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())

    assert {
        "mkg/project/ontology/mkg.ttl",
        "mkg/project/data/claim.ttl",
        "mkg/project/shapes/claim.ttl",
        "mkg/project/shapes/rules/dangling-iri.rq",
        "mkg/templates/home.html",
        "mkg/static/mkg.css",
    } <= names
    assert any(name.startswith("mkg/project/ontology/questions/01-") for name in names)


def test_built_assets_and_translations_travel_in_the_wheel_and_their_sources_do_not(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())

    assert {
        *(f"mkg/static/built/{name}" for name in ["editor.js", "editor.css", "coast.json", "licences.txt"]),
        *(f"mkg/translations/{language}/LC_MESSAGES/messages.mo" for language in ["fr", "ar"]),
    } <= names
    assert not any("frontend" in name or "node_modules" in name for name in names)
    assert not any(name.endswith((".po", ".mjs", ".sha256")) for name in names)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["query", "SELECT (COUNT(*) AS ?n) { ?c a mkg:Claim }"], "84"), (["validate"], "conforms: ")],
    ids=["query", "validate"],
)
def test_the_unpacked_wheel_works_far_from_a_checkout(
    arguments: list[str], expected: str, wheel: Path, tmp_path: Path
) -> None:
    ZipFile(wheel).extractall(tmp_path / "site")
    start = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); from mkg.cli import main; main()"

    command = [sys.executable, "-c", start, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout
