"""Errors as answers: problem+json for programs (RFC 9457), a page for people."""

import errno
import json
from http import HTTPStatus

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException

from mkg.errors import MkgError, Unavailable
from mkg.formats import HTML, Format, negotiate

PROBLEM = Format("problem", "application/problem+json")

# What the framework's own sentences leave out: the cure.
_DETAILS = {
    404: "there is nothing at this address; begin at / or ask /sparql",
    405: "this address does not take that method; use one that Allow names",
    413: "the request body is larger than is taken here; send a shorter query",
    414: "the address is longer than is taken here; send the query by POST",
}


def refuse(error: MkgError | HTTPException) -> Response:
    """Answer an error with its status and one sentence that says what, where and the cure."""
    status = error.status if isinstance(error, MkgError) else error.code or 500
    response = _problem(status, detail_of(error))
    if isinstance(error, HTTPException):
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() != "content-type"
        )
    elif retry_after := getattr(error, "retry_after", None):
        response.headers["Retry-After"] = str(retry_after)
    return response


def refuse_full(error: OSError) -> Response:
    """Answer where the disk has no room for an answer. Raises any other error."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        raise error
    return refuse(Unavailable("the server has no room to keep the answer; ask again later"))


def detail_of(error: MkgError | HTTPException) -> str:
    """Return the sentence that tells an error."""
    if isinstance(error, MkgError):
        return str(error)
    return _DETAILS.get(error.code or 500) or error.description or ""


def _problem(status: int, detail: str) -> Response:
    title = HTTPStatus(status).phrase
    if negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is HTML:
        return Response(render_template("error.html", status=status, title=title, detail=detail), status)
    body = json.dumps({"title": title, "status": status, "detail": detail}, ensure_ascii=False)
    return Response(body, status, content_type=PROBLEM.media_type)
