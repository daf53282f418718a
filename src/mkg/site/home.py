"""`/`: what this is, what is in it, and where to begin."""

from flask import Blueprint, Response, render_template

from mkg.site.showing import shown
from mkg.site.sparql import EXAMPLE
from mkg.site.state import current

bp = Blueprint("home", __name__)


@bp.get("/")
@shown
def home() -> str:
    """Say what this is, what is in it, and take a query."""
    return render_template("home.html", graph=current().graph, example=EXAMPLE)


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers, which then offer it beside others."""
    document = render_template("opensearch.xml", address=current().settings.address)
    return Response(document, content_type="application/opensearchdescription+xml; charset=utf-8")
