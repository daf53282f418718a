"""`/<kind>/<slug>`: the page of one thing."""

from flask import Blueprint, render_template

from mkg.site.showing import shown
from mkg.vocab import KINDS

bp = Blueprint("things", __name__)


@bp.get(f"/<any({','.join(KINDS)}):kind>/<slug>")
@shown
def thing(kind: str, slug: str) -> str:
    """Tell what the graph says of one thing."""
    return render_template("thing.html", kind=kind, slug=slug)
