"""Pages: rendered in the reader's language, with an entity tag, unchanged where the client holds them."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import ParamSpec

from flask import Response, request

from mkg.engine import Answer
from mkg.formats import HTML
from mkg.site import headers, languages
from mkg.site.asking import reader
from mkg.site.assets import look
from mkg.site.state import current

P = ParamSpec("P")


def shown(view: Callable[P, str]) -> Callable[P, Response]:
    """Let a function that renders a page answer with it; it is not called where the client holds the page."""

    @wraps(view)
    def show(*args: P.args, **kwargs: P.kwargs) -> Response:
        version = current().graph.version
        tag = headers.tag_of("page", request.full_path, languages.chosen(), look(), version=version)
        if unchanged := headers.unchanged(tag):
            return unchanged
        html = view(*args, **kwargs).encode()
        # Parts of two graphs, where another was loaded meanwhile, are not to be kept.
        is_of_one = reader().versions <= {version, ""}
        return headers.whole(Answer(HTML, BytesIO(html), len(html)), tag if is_of_one else None)

    return show
