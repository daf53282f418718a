"""A real git repository in a folder, for tests."""

import os
import subprocess
from pathlib import Path

PREFIXES = """\
@prefix e: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


class Repository:
    """A repository to which a test commits files."""

    def __init__(self, folder: Path) -> None:
        """Make an empty repository in a folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        """Run git in it, whatever the settings of the user; return what it says."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],  # noqa: S607
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
            env={**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Write a file, Turtle with the prefixes e: and rdfs:."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text if name.endswith(".ttl") else text, encoding="utf-8")
        return path

    def commit(self, **files: str) -> str:
        """Write files, `a` as data/a.ttl, commit all there is, return the hash."""
        for name, text in files.items():
            self.write(f"data/{name}.ttl", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
        return self.git("rev-parse", "HEAD")
