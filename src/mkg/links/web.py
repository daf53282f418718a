"""One request to the web for what stands at an address, its body left unread."""

import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from socket import EAI_NODATA, EAI_NONAME, gaierror, socket
from typing import cast
from urllib.parse import urlsplit

from mkg import __version__
from mkg.errors import ServiceError
from mkg.federation.outbound import Deadline, Outbound, Wire
from mkg.links.verdicts import Verdict

MAX_HEAD = 1 << 18
"""Bytes that are received at most: the head of a response, and what of its body comes with it."""

_HEADERS = {
    "Accept": "*/*",
    # Only whether it is there is of interest: https://www.rfc-editor.org/rfc/rfc9110#section-14.2
    "Range": "bytes=0-1023",
    "User-Agent": f"mkg/{__version__} (https://w3id.org/mkg/)",
}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Reply:
    """The head of a response."""

    status: int
    headers: Message

    @property
    def location(self) -> str:
        """Where a redirect leads; empty for any other response."""
        said: str = self.headers.get("Location", "") if self.status in _REDIRECTS else ""
        # Some servers write UTF-8, which http.client reads as Latin-1.
        return said.encode("latin-1", "replace").decode("utf-8", "replace")

    def rest(self, now: float, default: float) -> float | None:
        """Return for how many seconds the server wants to be left alone, None where it does not say that.

        `now` is in seconds since 1970. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
        """
        said = self.headers.get("Retry-After", "").strip()
        # A server that is out of order says 503 too, without a time after which to come again.
        if self.status != 429 and (self.status != 503 or not said):
            return None
        if said.isascii() and said.isdigit():
            return float(said)
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - now)
        except ValueError:
            return default


Look = Callable[[str, str], Reply | Verdict]
"""From a method and an address to the response, or to why there is none."""


@dataclass(frozen=True)
class Web(Outbound):
    """The web, asked with care: no private address unless allowed, no redirect followed, no proxy asked."""

    seconds: float = 10

    def look(self, method: str, address: str) -> Reply | Verdict:
        """Ask for an address, for at most `seconds`."""
        place, deadline = urlsplit(address), Deadline(self.seconds)
        try:
            wire = self.connected(place, deadline)
        except ServiceError:
            return Verdict.PRIVATE
        except OSError as error:
            return _reason(error)
        try:
            with closing(wire):
                connection = HTTPConnection(place.hostname or "")
                connection.sock = cast(socket, Wire(wire, deadline, MAX_HEAD))
                target = place.path + (f"?{place.query}" if place.query else "")
                connection.request(method, target, headers=_HEADERS | {"Host": place.netloc})
                response = connection.getresponse()
        except OSError as error:
            return _reason(error)
        except (HTTPException, ServiceError, ValueError):
            return Verdict.GARBLED
        return Reply(response.status, response.headers)


def _reason(error: OSError) -> Verdict:
    if isinstance(error, TimeoutError):
        return Verdict.SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return Verdict.UNTRUSTED
    unknown = isinstance(error, gaierror) and error.errno in {EAI_NODATA, EAI_NONAME}
    return Verdict.NO_HOST if unknown else Verdict.UNREACHABLE
