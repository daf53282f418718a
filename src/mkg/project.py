"""Where the ontology, data, shapes and questions of a graph lie: a checkout, or the copy in the package."""

import os
from dataclasses import dataclass
from pathlib import Path

from mkg.errors import ReadError


@dataclass(frozen=True)
class Project:
    """A folder with `ontology/`, `data/` and `shapes/` in it."""

    root: Path

    @property
    def ontology(self) -> Path:
        """The folder of the vocabulary."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """The folder of the facts."""
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        """The folder of the SHACL shapes and, under `rules/`, the rule queries."""
        return self.root / "shapes"

    @property
    def questions(self) -> Path:
        """The folder of the competency questions."""
        return self.ontology / "questions"


def find(root: Path | None = None) -> Project:
    """Return the project in `root`; else the one around the working folder; else the packaged one.

    Raises ReadError where `root` holds no project.
    """
    if root is not None:
        if not _is_project(root):
            raise ReadError(
                f"{root}: no ontology/ and data/ folders here; give --root the folder that holds them"
            )
        return Project(root)
    here = Path.cwd()
    around = next(filter(_is_project, [here, *here.parents]), None)
    if around:
        return Project(Path(os.path.relpath(around)))
    checkout, packaged = Path(__file__).parents[2], Path(__file__).parent / "project"
    return Project(checkout if _is_project(checkout) else packaged)


def _is_project(folder: Path) -> bool:
    return (folder / "ontology" / "mkg.ttl").is_file() and (folder / "data").is_dir()
