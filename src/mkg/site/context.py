"""`/context.jsonld`: the context of our JSON-LD, for those who read it."""

import json
from io import BytesIO

from flask import Blueprint, Response

from mkg.engine import Answer
from mkg.reading import jsonld
from mkg.site import headers
from mkg.site.asking import reader
from mkg.site.linked import JSONLD

bp = Blueprint("context", __name__)


@bp.get("/context.jsonld")
def context() -> Response:
    """Send the context that the JSON-LD of things names."""
    if unchanged := headers.unchanged(headers.tag_of("context")):
        return unchanged
    content = json.dumps(jsonld.context(reader()), ensure_ascii=False, indent=1).encode() + b"\n"
    (version,) = reader().versions
    answer = Answer(JSONLD, BytesIO(content), len(content))
    return headers.whole(answer, headers.tag_of("context", version=version))
