"""`/questions/`: the competency questions, and their answers as the graph gives them now."""

import re
from collections.abc import Iterable

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from mkg.errors import NotFound
from mkg.formats import SOLUTIONS
from mkg.questions import Question
from mkg.reading.answers import Found, cell_of
from mkg.reading.names import Thing
from mkg.reading.tables import Cell, Table, told
from mkg.reading.texts import Text, best
from mkg.site import languages
from mkg.site.asking import reader
from mkg.site.drawn import views
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.site.writing import programs

ROWS = 1000
"""How many rows of an answer a page shows; all of them are in the files that it offers."""

THEMES = {
    "claims": (
        lazy_gettext("What is claimed, and what holds"),
        re.compile("claim|verdict|verified|support|stated|statement|doubt|evidence|phrases|challenge|aims"),
    ),
    "people": (lazy_gettext("People"), re.compile("people|author|berrada")),
    "data": (
        lazy_gettext("Datasets, models and software"),
        re.compile("data|model|software|benchmark|licence|resource"),
    ),
    "work": (lazy_gettext("Publications and where they appear"), re.compile("publications-|venue|together$")),
    "topics": (
        lazy_gettext("Topics, methods and applications"),
        re.compile("topic|task|method|application|gaps|medical"),
    ),
    "places": (
        lazy_gettext("Institutions and places"),
        re.compile("institution|universit|laborator|cities|city|collaboration"),
    ),
    "times": (lazy_gettext("Teaching, events and policy"), re.compile("programme|event|polic|year")),
    "graph": (lazy_gettext("The graph itself"), re.compile("")),
}
"""What questions are about: the name of each theme, and the words in their names that tell."""

bp = Blueprint("questions", __name__)


@bp.get("/questions/")
@shown
def questions() -> str:
    """Show the questions that the graph was made to answer, by theme."""
    return render_template(
        "questions.html", themes=themed(current().graph.questions), titles=THEMES, wording=wording
    )


@bp.get("/questions/<slug>")
@shown
def question(slug: str) -> str:
    """Show one question: its answer as a table and a chart, its query, and how a program asks it.

    Raises NotFound where there is no question of that name.
    """
    all_ = current().graph.questions
    place = next((place for place, each in enumerate(all_) if each.slug == slug), None)
    if place is None:
        raise NotFound(f"there is no question {slug[:60]!r} here; the questions are at /questions/")
    text = all_[place].text
    columns, rows = reader().table(text)
    found = Found(
        tuple(columns), [[cell_of(row[name]) for name in columns] for row in rows[:ROWS]], len(rows)
    )
    return render_template(
        "question.html",
        question=all_[place],
        number=place + 1,
        answer=_opened(told(reader(), columns, rows, ROWS)),
        drawings=views(found),
        before=all_[place - 1] if place else None,
        behind=all_[place + 1] if place + 1 < len(all_) else None,
        programs=programs(f"{current().settings.address}sparql", text, SOLUTIONS[0].media_type),
        wording=wording,
    )


def wording(asked: Question) -> Text:
    """Return the words of a question for the reader at hand; its slug where it has none."""
    texts = (Text(words, language) for language, words in asked.wording.items())
    return best(texts, languages.chosen()) or Text(asked.slug)


def themed(asked: Iterable[Question]) -> dict[str, list[Question]]:
    """Group questions by theme, in the order of the themes; none is lost."""
    found: dict[str, list[Question]] = {key: [] for key in THEMES}
    for each in asked:
        found[next(key for key, (_, words) in THEMES.items() if words.search(each.slug))].append(each)
    return {key: questions for key, questions in found.items() if questions}


def _opened(table: Table) -> Table:
    """Let addresses that are written as words be links."""
    rows = [[_link(cell) if isinstance(cell, Text) else cell for cell in row] for row in table.rows]
    return Table(table.columns, rows, table.total)


def _link(words: Text) -> Cell:
    is_address = words.value.startswith(("http://", "https://"))
    return Thing(words.value, (Text(words.value, "zxx"),)) if is_address else words
