"""`/validate`: Turtle that somebody sends, checked as the command line checks it."""

from flask import Blueprint, render_template

from mkg.site.showing import shown

bp = Blueprint("checking", __name__)


@bp.get("/validate")
@shown
def form() -> str:
    """Take Turtle to check."""
    return render_template("checking.html")
