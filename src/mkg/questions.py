"""The competency questions: each a query, its wording in three languages, and the rows it must give."""

import re
from dataclasses import dataclass
from pathlib import Path

from mkg.errors import NotFound, ReadError
from mkg.sources import unreadable

_HEADER = re.compile(r"# (en|fr|ar): (.+)")


@dataclass(frozen=True)
class Question:
    """One question: its slug (the file name), its wording by language tag, its SPARQL text."""

    slug: str
    wording: dict[str, str]
    text: str


def load(folder: Path) -> list[Question]:
    """Read every question of a folder, in the order of their numbers."""
    return [read(path) for path in sorted(folder.glob("*.rq"))]


def read(path: Path) -> Question:
    """Read one question.

    Raises ReadError where the file cannot be read as UTF-8.
    """
    text = read_text(path)
    return Question(path.stem, dict(_HEADER.findall("\n".join(text.splitlines()[:3]))), text)


def read_text(path: Path) -> str:
    """Read a query file. Raises ReadError where it cannot be opened or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path}: byte {error.start + 1} is not UTF-8; save the query as UTF-8 text"
        ) from error


def find(folder: Path, slug: str) -> Question:
    """Return the question of that slug, with or without its number.

    Raises NotFound, which names the questions there are.
    """
    questions = load(folder)
    for question in questions:
        if slug in {question.slug, question.slug.partition("-")[2]}:
            return question
    names = ", ".join(question.slug for question in questions) or "none"
    raise NotFound(f"{slug[:60]}: neither a query nor a file nor a question; the questions are {names}")
