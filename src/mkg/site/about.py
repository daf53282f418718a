"""`/about`: what this is, how to cite it, how to correct it."""

from flask import Blueprint, render_template

from mkg.site.showing import shown

bp = Blueprint("about", __name__)


@bp.get("/about")
@shown
def about() -> str:
    """Say what this is, how to cite it, how to correct it."""
    return render_template("about.html")
