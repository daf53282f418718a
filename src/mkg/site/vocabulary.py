"""`/ns`, `/ontology`, `/shapes`: the vocabulary and the shapes, documented from themselves."""

from flask import Blueprint, render_template

from mkg.site.showing import shown

bp = Blueprint("vocabulary", __name__)


@bp.get("/ns")
@shown
def overview() -> str:
    """Show the vocabulary as a whole."""
    return render_template("vocabulary.html")
