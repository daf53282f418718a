"""`/<kind>/`: the things of a kind, with facets, sorting and paging."""

from flask import Blueprint, render_template

from mkg.site.showing import shown
from mkg.vocab import KINDS

bp = Blueprint("lists", __name__)


@bp.get(f"/<any({','.join(KINDS)}):kind>/")
@shown
def listing(kind: str) -> str:
    """List the things of a kind."""
    return render_template("list.html", kind=kind)
