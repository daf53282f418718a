"""BibTeX and CSL-JSON as programs read them: strictly, so that a test sees what they would."""

import re
from typing import Any

import jsonschema

_ENTRY = re.compile(r"@(\w+)\{([^\s,{}]+),\n((?:  \w+ = \{.*\},\n)*)\}\n")
_FIELD = re.compile(r"  (\w+) = \{(.*)\},")
_NAME = {
    "type": "object",
    "properties": {name: {"type": "string", "minLength": 1} for name in ("family", "given", "literal")},
    "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
    "additionalProperties": False,
}
_DATE = {
    "type": "object",
    "properties": {"date-parts": {"items": {"items": {"type": "integer"}, "minItems": 1, "maxItems": 3}}},
    "required": ["date-parts"],
    "additionalProperties": False,
}
_TEXTS = ("id", "title", "container-title", "publisher", "DOI", "URL", "version", "number", "note")
# What https://github.com/citation-style-language/schema asks of the variables that we use.
_ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {
        **{name: {"type": "string", "minLength": 1} for name in _TEXTS},
        "type": {"enum": ["article", "article-journal", "paper-conference", "dataset", "software"]},
        "author": {"type": "array", "items": _NAME, "minItems": 1},
        "issued": _DATE,
        "accessed": _DATE,
    },
    "additionalProperties": False,
}


def entry(text: str) -> tuple[str, str, dict[str, str]]:
    """Return the type, the key and the fields of the one entry in a text; fail where it cannot be read."""
    found = _ENTRY.fullmatch(text)
    assert found, text
    fields = dict(_FIELD.findall(found[3]))
    assert all(is_balanced(value) for value in fields.values()), fields
    return found[1], found[2], fields


def is_balanced(value: str) -> bool:
    """Tell whether every brace that LaTeX does not take for a character is closed."""
    depth = 0
    for token in re.findall(r"\\.|[{}]", value):
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth < 0:
            return False
    return depth == 0


def item(told: Any) -> dict[str, Any]:  # noqa: ANN401 -- whatever JSON a server sent
    """Return the one item of CSL-JSON; fail where a reference manager would not take it."""
    jsonschema.validate(told, {"type": "array", "items": _ITEM, "minItems": 1, "maxItems": 1})
    (found,) = told
    return dict(found)
