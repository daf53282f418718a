"""What every template has at hand: addresses on this host, words in the reader's language, our own files."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for
from flask_babel import format_decimal, gettext, lazy_gettext

from mkg.reading.names import Thing
from mkg.reading.texts import LANGUAGES, Text, best, direction
from mkg.site import languages
from mkg.site.assets import look
from mkg.site.state import current
from mkg.vocab import BASE, compact

SPOKEN = {"en": "English", "fr": "Français", "ar": "العربية"}
"""Each language by its own name."""

KIND_NAMES = {
    "application": lazy_gettext("Applications"),
    "catalog": lazy_gettext("Catalogues"),
    "claim": lazy_gettext("Claims"),
    "dataset": lazy_gettext("Datasets"),
    "event": lazy_gettext("Events"),
    "institution": lazy_gettext("Institutions"),
    "language": lazy_gettext("Languages"),
    "method": lazy_gettext("Methods"),
    "model": lazy_gettext("Models"),
    "person": lazy_gettext("People"),
    "place": lazy_gettext("Places"),
    "programme": lazy_gettext("Programmes"),
    "publication": lazy_gettext("Publications"),
    "software": lazy_gettext("Software"),
    "source": lazy_gettext("Sources"),
    "topic": lazy_gettext("Topics"),
    "venue": lazy_gettext("Venues"),
}
"""The kinds as a heading names them, in the reader's language."""


def install(app: Flask) -> None:
    """Give the templates their filters and globals."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"best": _best, "compact": compact, "here": here, "number": format_decimal}
    app.context_processor(_context)


def here(iri: str) -> str:
    """Return the address on this host of a thing of ours, whatever host its IRI names; else the IRI itself.

    An IRI of a scheme that a browser would run, or not open, gives an empty string.
    """
    if iri == BASE.rstrip("/") or iri.startswith(BASE):
        rest, mark, fragment = iri[len(BASE) :].partition("#")
        return f"{request.root_path}/{quote(rest, safe='/-._~')}{mark}{quote(fragment, safe='-._~')}"
    return iri if iri.startswith(("http://", "https://", "mailto:")) else ""


def in_language(language: str) -> str:
    """Return the address of the page at hand in another language."""
    wanted = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.root_path}{quote(request.path)}?{urlencode([*wanted, ('lang', language)])}"


def _best(thing: Thing | Iterable[Text]) -> Text:
    language = languages.chosen()
    return thing.name(language) if isinstance(thing, Thing) else best(thing, language) or Text("")


def _asset(name: str) -> str:
    return url_for("assets.asset", name=name, v=look())


def _context() -> dict[str, Any]:
    language = languages.chosen()
    return {
        "asset": _asset,
        "direction": direction(language),
        "in_language": in_language,
        "kind_names": KIND_NAMES,
        "lang": language,
        "languages": {each: SPOKEN[each] for each in LANGUAGES},
        "site": current(),
        "site_name": gettext("Deep learning in Morocco: a knowledge graph"),
    }
