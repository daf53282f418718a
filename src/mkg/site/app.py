"""Make the application: routes, errors, headers, where it is mounted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Request, request
from werkzeug.exceptions import HTTPException, RequestHeaderFieldsTooLarge, RequestURITooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from mkg.errors import MkgError
from mkg.site import (
    about,
    assets,
    checking,
    citing,
    claims,
    completing,
    context,
    files,
    finding,
    graphs,
    home,
    languages,
    lists,
    operations,
    problems,
    questions,
    rendering,
    sparql,
    things,
    vocabulary,
)
from mkg.site.headers import add_headers
from mkg.site.state import Site, current

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


MAX_CHOICES = 64
"""How many media types, codings or entity tags a header may name; RDF clients name some twenty."""


PARTS = (
    *(home, about, things, citing, lists, finding, claims, questions, sparql, completing, checking),
    vocabulary,
    *(context, graphs, files, operations, assets),
)
"""The families of addresses, each with its blueprint."""


class _Request(Request):
    # A body is bounded once, where it is received; forms are read by mkg.site.protocol.
    want_form_data_parsed = False


def create_app(site: Site) -> Flask:
    """Make the WSGI application that serves the graph of a site."""
    app = Flask("mkg", static_folder=None)
    app.request_class = _Request
    app.config["MAX_CONTENT_LENGTH"] = site.settings.limits.body
    app.extensions["mkg"] = site
    app.url_map.strict_slashes = False
    languages.install(app)
    rendering.install(app)
    for part in PARTS:
        app.register_blueprint(part.bp)
    app.register_error_handler(MkgError, problems.refuse)
    app.register_error_handler(HTTPException, problems.refuse)
    app.register_error_handler(OSError, problems.refuse_full)
    app.before_request(_refuse_excess)
    app.after_request(add_headers)
    if prefix := urlsplit(site.settings.address).path.rstrip("/"):
        app.wsgi_app = _mounted(app.wsgi_app, prefix)  # type: ignore[method-assign,assignment]
    if proxies := site.settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_prefix=0
        )
    return app


def _mounted(app: "WSGIApplication", prefix: str) -> "WSGIApplication":
    """Serve an application below a path, whether or not the proxy before it takes the path away."""

    def mounted(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if f"{path}/".startswith(f"{prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(prefix) or "/"
        environ["SCRIPT_NAME"] = prefix
        return app(environ, start_response)

    return mounted


def _refuse_excess() -> None:
    """Refuse what costs more to read than to send, before anything reads it."""
    if len(request.query_string) + len(request.path) > current().settings.limits.url:
        raise RequestURITooLarge("")
    for name in ("Accept", "Accept-Encoding", "If-None-Match"):
        value = request.headers.get(name, "")
        if len(value) > 8192 or value.count(",") > MAX_CHOICES:
            # The answer to this must not read it either.
            del request.environ[f"HTTP_{name.upper().replace('-', '_')}"]
            raise RequestHeaderFieldsTooLarge(f"the header {name} names more than {MAX_CHOICES} choices")
