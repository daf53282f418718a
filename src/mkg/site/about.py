"""`/about`: what this is, how to cite it, how to correct it."""

from flask import Blueprint, render_template

from mkg.site.showing import shown
from mkg.site.state import current
from mkg.vocab import BASE

bp = Blueprint("about", __name__)

_CITATION = """@misc{{mkg,
  title        = {{Knowledge graph of deep learning in Morocco}},
  author       = {{{{The mkg contributors}}}},
  year         = {{{year}}},
  note         = {{Version {version}}},
  howpublished = {{\\url{{{address}}}}}
}}"""


@bp.get("/about")
@shown
def about() -> str:
    """Say what this is, how to cite it, how to correct it."""
    graph = current().graph
    citation = _CITATION.format(year=graph.loaded[:4], version=graph.version, address=BASE)
    return render_template("about.html", citation=citation)
