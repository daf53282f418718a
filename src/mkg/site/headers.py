"""Headers that every response carries, and the state of a representation: entity tag, coding, caching."""

from flask import Response, request
from werkzeug.wsgi import FileWrapper

from mkg import coding
from mkg.engine import Answer
from mkg.formats import HTML
from mkg.site import etag
from mkg.site.state import current

# A policy without exceptions: no script but our own, nothing framed, nothing sent elsewhere.
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_READING = {"GET", "HEAD"}
_HSTS = "max-age=31536000"
_SHOWN = "Allow, Content-Length, Content-Location, ETag, Link, Location, Mkg-Exit-Code, Retry-After"


def add_headers(response: Response) -> Response:
    """Add to a response what all of them say: who may read it, what describes it, what a page may do."""
    response.vary.add("Accept")
    response.vary.add("Accept-Encoding")
    if response.mimetype == HTML.media_type:
        response.vary.update(("Accept-Language", "Cookie"))
    response.headers.setdefault("Cache-Control", "no-cache" if response.status_code < 400 else "no-store")
    response.headers.update(_SECURITY)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _SHOWN
    response.headers["Link"] = ", ".join([*response.headers.getlist("Link"), _links()])
    if response.location:
        # The host is the proxy's to know; a path leads to the right one whatever it told.
        response.location = response.location.removeprefix(request.host_url.rstrip("/"))
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = _HSTS
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _links() -> str:
    # https://www.rfc-editor.org/rfc/rfc8631 and https://www.w3.org/TR/void/#discovery-links
    root = request.root_path
    return (
        f'<{root}/.well-known/void>; rel="describedby", '
        f'<{root}/openapi.json>; rel="service-desc", '
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )


def unchanged(tag: str) -> Response | None:
    """Return the 304 for a client that holds the representation of that tag; None where it does not."""
    known = request.headers.get("If-None-Match", "").strip()
    held = etag.held(known, tag, _coding())
    # Whether `*` holds is known only once there is an answer.
    if held is None or known == "*" or request.method not in _READING:
        return None
    return _not_modified(held)


def _not_modified(tag: str) -> Response:
    return Response(status=304, headers={"ETag": tag, "Cache-Control": "no-cache"})


def whole(answer: Answer, tag: str | None) -> Response:
    """Send an answer with its length, in the coding that the client likes best, with its entity tag."""
    body, size, chosen = answer.body, answer.size, _coding()
    if chosen and size >= coding.MIN_SIZE and coding.compressible(answer.format.media_type):
        body, size = coding.compress(body, size, chosen)
    else:
        chosen = None
    if tag and request.headers.get("If-None-Match", "").strip() == "*" and request.method in _READING:
        body.close()
        return _not_modified(etag.for_coding(tag, chosen))
    response = Response(FileWrapper(body), content_type=answer.format.content_type, direct_passthrough=True)
    response.content_length = size
    if request.method == "HEAD":
        body.close()
    if chosen:
        response.headers["Content-Encoding"] = chosen.name
    if tag:
        response.headers["ETag"] = etag.for_coding(tag, chosen)
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def page(html: str, tag: str | None) -> Response:
    """Send a page with its entity tag; one without a tag is not to be kept."""
    response = Response(html)
    if tag:
        response.headers["ETag"] = tag
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def tag_of(*representation: str, version: str | None = None) -> str:
    """Return the entity tag of a representation of the graph at hand."""
    # The description, and with it the graph, tells the site's own address.
    site = current()
    return etag.tag(version or site.graph.version, site.settings.address, *representation)


def _coding() -> coding.Coding | None:
    return coding.choose(request.headers.get("Accept-Encoding"))
