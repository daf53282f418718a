"""The language of a page: as the address asks, as was chosen before, as the browser prefers."""

from datetime import timedelta

from flask import Flask, Response, request
from flask_babel import Babel

from mkg.reading.texts import LANGUAGES

COOKIE = "lang"
_KEPT = timedelta(days=365)
# Arabic as Morocco writes it: with the digits 0 to 9.
_LOCALES = {"en": "en", "fr": "fr", "ar": "ar_MA"}


def install(app: Flask) -> None:
    """Let pages be in the language of who reads them."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=lambda: _LOCALES[chosen()])
    app.after_request(_remember)


def chosen() -> str:
    """Return the language of the page that is asked for: `en`, `fr` or `ar`."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _remember(response: Response) -> Response:
    wanted = request.args.get("lang")
    if wanted in LANGUAGES and response.mimetype == "text/html" and request.cookies.get(COOKIE) != wanted:
        response.set_cookie(COOKIE, wanted, max_age=_KEPT, samesite="Lax", secure=request.is_secure)
    return response
