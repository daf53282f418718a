"""The description of the HTTP surface is valid and whole, and the server does what it says.

pkg:pypi/schemathesis makes requests from it, right ones and wrong ones: a test an operation.
"""

import json
import re

import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi import checks

from http_client import ask
from mkg import __version__
from mkg.server.settings import Settings
from mkg.site import Site, create_app
from mkg.site.openapi import document

CHECKS = [
    # Statuses that are not described, 500 among them, are failures.
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.allow_header_conformance,
]

surface = schemathesis.openapi.from_dict(document("http://127.0.0.1/", "0"))


@schemathesis.serializer(
    "application/sparql-query", "application/n-quads", "application/n-triples", "application/trig"
)
def write_text(_: schemathesis.SerializationContext, text: object) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode(errors="replace")


@surface.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_server_does_what_its_description_says(case: schemathesis.Case, server: str) -> None:
    response = case.call(base_url=server)

    case.validate_response(response, checks=CHECKS)


def test_the_server_tells_its_description(server: str) -> None:
    reply = ask(server, "/openapi.json")

    assert (reply.status, reply.type) == (200, "application/json")
    assert json.loads(reply.body) == document(f"{server}/", __version__)


def test_the_description_is_valid() -> None:
    validate(document("https://example.org/mkg/", __version__))


def test_every_route_is_described() -> None:
    app = create_app(Site(None, Settings(), None))
    routes = {
        (re.sub(r"<(?:[^>]*:)?(\w+)>", r"{\1}", str(rule)), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods - {"OPTIONS"}
    }
    told = {
        (path, method)
        for path, operations in document("http://127.0.0.1/", "0")["paths"].items()
        for method in operations
    }

    assert routes <= told
    assert {path for path, _ in told} - {path for path, _ in routes} == {"/dump/SHA256SUMS"}
