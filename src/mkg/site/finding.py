"""`/search`, `/suggest`: things by their names."""

from flask import Blueprint, Response, jsonify, render_template

from mkg.site.showing import shown

bp = Blueprint("finding", __name__)


@bp.get("/search")
@shown
def search() -> str:
    """Show what is found."""
    return render_template("finding.html")


@bp.get("/suggest")
def suggest() -> Response:
    """Suggest things whose names begin as what was typed so far."""
    return jsonify([])
