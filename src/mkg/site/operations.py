"""What operators and programs ask for: health, figures, the interface."""

from flask import Blueprint, Response, jsonify

from mkg import __version__, journal
from mkg.site import openapi
from mkg.site.state import current

bp = Blueprint("operations", __name__)


@bp.get("/health")
def health() -> tuple[Response, int]:
    """Tell that the server is up and with which graph; 503 while it has none."""
    site = current()
    status, ready = site.status, site.status is not None and site.ready
    told = {
        "status": "ok" if ready else "loading",
        "live": True,
        "ready": ready,
        "version": status and status.version,
        "triples": status and status.triples,
        "loaded": status and status.loaded,
        "problem": site.problem,
    }
    return jsonify(told), 200 if ready else 503


@bp.get("/metrics")
def metrics() -> Response:
    """Tell the figures of the server to Prometheus."""
    return Response(current().journal.figures(), content_type=journal.CONTENT_TYPE)


@bp.get("/openapi.json")
def interface() -> Response:
    """Describe this interface in OpenAPI."""
    return jsonify(openapi.document(current().settings.address, __version__))
