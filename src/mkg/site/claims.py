"""`/claims`: what the starting document claims, sentence by sentence, each with its verdict."""

from flask import Blueprint, render_template

from mkg.site.showing import shown

bp = Blueprint("claims", __name__)


@bp.get("/claims")
@shown
def claims() -> str:
    """Show what the starting document claims, and whether other sources bear it out."""
    return render_template("claims.html")
