"""`/static/`: styles, scripts and pictures of the pages, compressed once and kept by browsers."""

import mimetypes
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from werkzeug.security import safe_join

from mkg import coding
from mkg.coding import Coding
from mkg.errors import NotFound
from mkg.site import etag, headers

_KEPT = "public, max-age=31536000, immutable"

bp = Blueprint("assets", __name__)


@bp.get("/static/<path:name>")
def asset(name: str) -> Response:
    """Send one file; whoever names its version, as pages do, may keep it for ever."""
    path = safe_join(f"{current_app.root_path}/static", name)
    if path is None or not Path(path).is_file():
        raise NotFound(f"there is no file {name[:60]} here; the pages name those there are")
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    accepted = request.headers.get("Accept-Encoding") if coding.compressible(kind) else None
    chosen = coding.choose(accepted)
    content, tag = _compressed(path, chosen)
    if unchanged := headers.unchanged(tag):
        return unchanged
    response = Response(content, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    response.headers["ETag"] = etag.for_coding(tag, chosen)
    if chosen:
        response.headers["Content-Encoding"] = chosen.name
    if request.args.get("v") == look():
        response.headers["Cache-Control"] = _KEPT
    return response


@cache
def _compressed(path: str, chosen: Coding | None) -> tuple[bytes, str]:
    content = Path(path).read_bytes()
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    if chosen is None:
        return content, tag
    body, _ = coding.compress(BytesIO(content), len(content), chosen)
    with body:
        return body.read(), tag


@cache
def look() -> str:
    """Return what the templates, styles, scripts and words of the pages amount to, in one word."""
    root = Path(current_app.root_path)
    files = (path for name in ("templates", "static", "translations") for path in (root / name).rglob("*.*"))
    lines = [f"{path.relative_to(root)} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(files)]
    return sha256("\n".join(lines).encode()).hexdigest()[:12]
