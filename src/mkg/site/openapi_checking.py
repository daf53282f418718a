"""What OpenAPI says of `/validate`: what is sent to be checked, and the report.

https://spec.openapis.org/oas/v3.1.0
"""

import json
from pathlib import Path

from mkg import reports
from mkg.formats import HTML
from mkg.site.checking_page import ENGINES, EXIT, GITHUB, REPORTS
from mkg.site.openapi_parts import (
    TEXT,
    Json,
    content_of,
    format_of,
    in_json,
    parameter,
    reading,
    responses,
)
from mkg.site.received import CHOICES, FORM, MULTIPART, SUFFIXES
from mkg.validation.findings import Severity

_SCHEMA = Path(reports.__file__).with_name("report.schema.json").read_text(encoding="utf-8")
REPORT: Json = json.loads(_SCHEMA.replace('"#/$defs/', '"#/components/schemas/Report/$defs/'))
"""The schema of a report in JSON, for the schemas of the description, under the name Report."""

_CHOICE: Json = TEXT | {"enum": [*CHOICES], "default": CHOICES[0]}
_OPTIONS: Json = {
    "together": _CHOICE | {"description": "Whether to judge the text together with the graph."},
    "lint": _CHOICE | {"description": "Whether to tell what shapes cannot say."},
    "engine": TEXT | {"enum": [*ENGINES], "default": ENGINES[0], "description": "What checks the shapes."},
    "fail_on": TEXT
    | {"enum": [each.name for each in Severity], "description": f"The mildest finding that makes {EXIT} 1."},
    "file": TEXT
    | {
        "examples": ["data/person.ttl"],
        "description": "What the text is called, in place of which it stands.",
    },
}
_QUERY: Json = _OPTIONS | {
    "format": format_of((*REPORTS, HTML, GITHUB)),
    "lang": TEXT | {"enum": ["en", "fr", "ar"], "description": "The language of messages."},
}
_SENT: Json = {"data": TEXT | {"description": "The text to check."}, "shapes": TEXT}
_CODE: Json = {"type": "integer", "enum": [0, 1, 2]}


def checking() -> Json:
    """Describe the path: a form to read, a text to post."""
    page = reading("Take a text to check", content_of([HTML.media_type]), (304, 503))
    told = content_of({GITHUB.media_type, HTML.media_type, *(each.media_type for each in REPORTS)})
    answers = responses(told | in_json("Report"), (406, 413, 415, 429, 503))
    answers["200"] |= {
        "description": "The report, whether the text conforms, does not, or cannot be parsed.",
        "headers": {EXIT: {"required": True, "schema": _CODE, "description": "As mkg validate would end."}},
    }
    form = {"type": "object", "required": ["data"], "properties": _SENT | _OPTIONS}
    return page | {
        "post": {
            "summary": "Check a text of RDF against shapes, rules and lints",
            "parameters": [parameter(name, schema) for name, schema in _QUERY.items()],
            "requestBody": {
                "required": True,
                "content": content_of(SUFFIXES) | {kind: {"schema": form} for kind in (FORM, MULTIPART)},
            },
            "responses": answers,
        }
    }
