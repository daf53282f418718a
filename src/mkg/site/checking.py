"""`/validate`: a text that somebody sends, checked as the command line checks it.

A report is an answer, whatever it finds: 200 for a text that conforms, for one that does not, and for one
that cannot be parsed. `Mkg-Exit-Code` tells which, as the command line does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import cast

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState

from mkg.engine import Answer, Asker
from mkg.errors import MkgError, NotAcceptable, QueryError, TooManyRequests, Unavailable
from mkg.formats import HTML, Format, asked, negotiate
from mkg.server.admission import Admission
from mkg.server.wsgi import ASKER, TOLD
from mkg.site import checking_page, headers, languages, received
from mkg.site.checking_page import ENGINES, EXIT, GITHUB, MOST, REPORTS, Choices
from mkg.site.received import Received
from mkg.site.showing import shown
from mkg.site.state import current
from mkg.validation import apart
from mkg.validation.findings import Severity
from mkg.validation.sent import Asked, Told

_KEY = "mkg.checks"

bp = Blueprint("checking", __name__)


@bp.record
def _seats(state: BlueprintSetupState) -> None:
    # A check takes several processes where a query takes one.
    limits = state.app.extensions["mkg"].settings.limits
    half = replace(limits, engines=max(1, limits.engines // 2))
    state.app.extensions[_KEY] = Admission(half)


@bp.get("/validate")
@shown
def form() -> str:
    """Take a text to check; it may begin as one of the graph's files."""
    return checking_page.first(request.args.get("file", ""))


@bp.post("/validate")
def check() -> Response:
    """Check a text, and tell what is wrong with it."""
    wanted = _accepted()
    try:
        sent = received.read(request, current().settings.limits.body)
        choices = _choices(sent)
        told, is_together = _told(sent, choices, wanted)
    except MkgError as error:
        if wanted is not HTML:
            raise
        return _refused(error)
    if wanted is HTML:
        response = headers.page(checking_page.told(choices, told, sent, together=is_together), None)
    else:
        body = told.text.encode()
        response = headers.whole(Answer(wanted, BytesIO(body), len(body)), None)
        if "text/html" in request.headers.get("Accept", ""):
            # A browser that was asked for a report keeps it as a file.
            response.headers["Content-Disposition"] = f"attachment; filename=report.{wanted.name}"
    response.headers[EXIT] = str(told.code)
    return response


def _accepted() -> Format:
    offered, name = (*REPORTS, HTML), request.args.get("format", "")
    if name:
        if found := asked(name, (*REPORTS, HTML, GITHUB)):
            return found
        names = ", ".join(each.name for each in (*REPORTS, HTML, GITHUB))
        raise QueryError(f"there is no format {name[:60]!r}; the formats are {names}")
    if found := negotiate(request.headers.get("Accept"), offered):
        return found
    raise NotAcceptable(f"a report is sent as {', '.join(each.media_type for each in offered)}")


def _choices(sent: Received) -> Choices:
    return Choices(
        name=sent.name,
        text=(sent.content or b"").decode(errors="replace"),
        shapes=(sent.shapes or b"").decode(errors="replace"),
        together=sent.choice("together"),
        lint=sent.choice("lint"),
        engine=sent.choice("engine", ENGINES),
        fail_on=sent.choice("fail_on", [each.name for each in Severity]),
    )


def _told(sent: Received, choices: Choices, wanted: Format) -> tuple[Told, bool]:
    """Return the report, and whether the text was judged together with the graph."""
    if sent.content is None:
        raise QueryError("nothing was sent; put the text into the body, or into data of a form")
    site, is_own = current(), sent.shapes is not None
    # The graph of somebody else need not be of a kind with ours.
    together = choices.together == "yes" or (
        choices.together == "auto" and not is_own and not site.settings.data
    )
    question = Asked(
        sent.name,
        sent.content,
        sent.shapes,
        index=site.graph.index if together else "",
        root=site.settings.root,
        engine=choices.engine,
        lint=choices.lint == "yes" or (choices.lint == "auto" and not is_own),
        format="json" if wanted is HTML else wanted.name,
        lang=languages.chosen(),
        fail_on=choices.fail_on,
        most=MOST if wanted is HTML else 0,
        seconds=site.settings.limits.seconds,
        memory=site.settings.limits.memory,
    )
    asker = cast(Asker, request.environ.get(ASKER) or Asker())
    asker.name = request.remote_addr or ""
    with _seat(asker):
        told = apart.check(question, asker)
    request.environ.get(TOLD, {})["outcome"] = f"checked, {told.code}"
    return told, together


@contextmanager
def _seat(asker: Asker) -> Iterator[None]:
    try:
        with cast(Admission, current_app.extensions[_KEY]).seat(asker):
            yield
    except TooManyRequests as error:
        raise TooManyRequests("a text of yours is being checked; send the next one after that") from error
    except Unavailable as error:
        raise Unavailable("as many texts are being checked as may; send yours again in a moment") from error


def _refused(error: MkgError) -> Response:
    response = headers.page(checking_page.refused(str(error)), None)
    response.status_code = error.status
    if retry_after := getattr(error, "retry_after", None):
        response.headers["Retry-After"] = str(retry_after)
    return response
