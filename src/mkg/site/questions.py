"""`/questions/`: the competency questions and their answers."""

from flask import Blueprint, render_template

from mkg.site.showing import shown

bp = Blueprint("questions", __name__)


@bp.get("/questions/")
@shown
def questions() -> str:
    """Show the questions that the graph was made to answer."""
    return render_template("questions.html")
