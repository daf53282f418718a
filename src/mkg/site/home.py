"""`/`: what this is, what is in it, and where to begin."""

import json
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from mkg.drawings.coast import City as Dot
from mkg.drawings.coast import coast_map
from mkg.drawings.landscape import Region, landscape
from mkg.drawings.stacked import Part, stacked
from mkg.drawings.svg import Tone
from mkg.formats import HTML
from mkg.questions import Question
from mkg.reading import overview
from mkg.reading.overview import Branch
from mkg.reading.resources import DESCRIPTION
from mkg.reading.tables import table
from mkg.reading.texts import Text
from mkg.site import languages, linked
from mkg.site.asking import reader
from mkg.site.rendering import here
from mkg.site.showing import shown
from mkg.site.state import current

FEATURED = (
    "20-darija-data-for-commercial-use",
    "42-most-prolific-authors",
    "23-institutions-publishing-together",
)
"""The questions whose answers the first page shows, where the graph has them."""
_ROWS = 4

# West, south, east, north: the whole coast along which the cities of the graph lie.
_BOUNDS = (-17.6, 20.6, -0.8, 36.3)
_TONES: dict[str, Tone] = {
    "Corroborated": "green",
    "PartlyCorroborated": "amber",
    "Unverified": "grey",
    "Contradicted": "red",
}

bp = Blueprint("home", __name__)


@bp.get("/")
def home() -> Response:
    """Show what is in the graph; programs that ask for RDF get its description."""
    if linked.chosen_format("") is HTML:
        return shown(_page)()
    return linked.document("void", _page, DESCRIPTION)


def _page() -> str:
    """Show counts, a map, topics, verdicts, questions with their answers."""
    site, asks = current(), reader()
    language = languages.chosen()
    return render_template(
        "home.html",
        coast=site.keep(f"coast {language}", _coast),
        cities=site.keep("cities", lambda: overview.cities(asks)),
        unmapped=site.keep("unmapped", lambda: overview.unmapped(asks)),
        topics=site.keep(f"topics {language}", _topics),
        verdicts=site.keep(f"verdicts {language}", _verdicts),
        read=site.keep("read", lambda: overview.last_read(asks)),
        answers=[(question, table(asks, question.text, _ROWS)) for question in _featured()],
    )


def _featured() -> list[Question]:
    return [question for question in current().graph.questions if question.slug in FEATURED]


def _coast() -> Markup:
    path = Path(current_app.root_path) / "static" / "built" / "coast.json"
    cities = [
        Dot(city.thing.name(languages.chosen()), city.longitude, city.latitude, city.institutions, _at(city))
        for city in current().keep("cities", lambda: overview.cities(reader()))
    ]
    rings = json.loads(path.read_text(encoding="utf-8"))["rings"]
    title = _said(gettext("Map of the cities where institutions of the graph lie"))
    return coast_map(rings, cities, prefix="coast", title=title, bounds=_BOUNDS) if cities else Markup()


def _at(city: overview.City) -> str:
    return f"{url_for('lists.listing', kind='institution')}?place={city.thing.iri.rpartition('/')[2]}"


def _topics() -> Markup:
    roots = overview.topics(reader())
    title = _said(gettext("Topics, sized by how many things of the graph are about them"))
    regions = [_region(branch) for branch in _spread(roots) if branch.whole]
    return landscape(regions, prefix="topics", title=title, rtl=_rtl()) if regions else Markup()


def _spread(roots: Sequence[Branch]) -> list[Branch]:
    """Let what is below a root that holds most of all stand beside the other roots."""
    whole = sum(branch.whole for branch in roots)
    return [part for branch in roots for part in (branch.below if 2 * branch.whole > whole else [branch])]


def _region(branch: Branch, *, deep: bool = True) -> Region:
    name, size = branch.thing.name(languages.chosen()), branch.whole
    below = [_region(part, deep=False) for part in branch.below if part.whole] if deep else []
    return Region(name, size, here(branch.thing.iri), below)


def _verdicts() -> Markup:
    counted = overview.verdicts(reader())
    parts = [
        Part(
            verdict.name(languages.chosen()),
            count,
            _TONES.get(verdict.iri.rpartition("#")[2], "blue"),
            href=f"{url_for('claims.claims')}?verdict={verdict.iri.rpartition('#')[2]}",
        )
        for verdict, count in counted
    ]
    title = _said(gettext("Claims by verdict"))
    return stacked(parts, prefix="verdicts", title=title, rtl=_rtl()) if parts else Markup()


def _said(words: str) -> Text:
    return Text(words, languages.chosen())


def _rtl() -> bool:
    return languages.chosen() == "ar"


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, which then offer it beside others."""
    document = render_template("opensearch.xml", address=current().settings.address)
    return Response(document, content_type="application/opensearchdescription+xml; charset=utf-8")
