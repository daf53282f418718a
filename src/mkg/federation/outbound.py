"""POST to another server on the public network, within a time and a size, and nowhere else."""

import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from io import BufferedReader, RawIOBase
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from socket import SOCK_STREAM, create_connection, getaddrinfo, socket
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, cast
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from mkg.errors import ServiceError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to the addresses of the host; raises OSError."""

_PIECE = 1 << 16

# Printable ASCII without @, so that no name stands before the host, and without \, which some read as /.
_URL = re.compile(r"https?://[!-?A-\[\]-~]+")
_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}")
# Some resolvers read such a name as an IPv4 address: https://url.spec.whatwg.org/#ends-in-a-number-checker
_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)")
# https://www.iana.org/assignments/ipv6-address-space/
_UNICAST = ip_network("2000::/3")
# https://www.rfc-editor.org/rfc/rfc6052#section-2.1
_NAT64 = ip_network("64:ff9b::/96")


def addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host as this machine resolves them; raises OSError."""
    return [str(found[4][0]) for found in getaddrinfo(host, port, type=SOCK_STREAM)]


class Deadline:
    """A moment, some seconds from now, at which work has to be done."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises TimeoutError where none are."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True)
class Reply:
    """What a server replied, whole."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Outbound:
    """How to reach other servers: whether at `private` addresses too, and how names are resolved."""

    private: bool = False
    resolve: Resolve = addresses

    def post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str], deadline: Deadline, size: int
    ) -> Reply:
        """Send a form and return the reply to it; no redirect is followed and no proxy asked.

        `size` is how many bytes may come back, headers included. Raises ServiceError, whose text goes on a
        sentence that begins with the URL.
        """
        try:
            place = _place(url)
            with closing(self.connected(place, deadline)) as wire:
                connection = HTTPConnection(place.hostname or "")
                connection.sock = cast(socket, Wire(wire, deadline, size))
                target = (place.path or "/") + (f"?{place.query}" if place.query else "")
                connection.request("POST", target, urlencode(form), {**headers, "Host": place.netloc})
                response = connection.getresponse()
                body = response.read(size + 1)
        except TimeoutError as error:
            raise ServiceError("has not answered in time; ask it for less, or try later") from error
        except OSError as error:
            raise ServiceError(f"cannot be reached ({error}); check its address, or try later") from error
        except (HTTPException, ValueError) as error:
            raise ServiceError(
                f"answers with what is no whole HTTP ({error!r}); check its address"
            ) from error
        if response.length:
            raise ServiceError("ends its answer before it is whole; try later")
        return Reply(response.status, response.headers, body)

    def connected(self, place: SplitResult, deadline: Deadline) -> socket:
        """Connect to the server of an address. Raises ServiceError where it may not be asked, and OSError."""
        host, secure = place.hostname or "", place.scheme == "https"
        port = place.port or (443 if secure else 80)
        found = self._resolved(host, port, deadline)
        if not self.private and not all(_is_public(address) for address in found):
            raise ServiceError("has an address that is not public; only who runs this server can allow that")
        wire = _reached(found, port, deadline)
        wire.settimeout(deadline.left())
        return ssl.create_default_context().wrap_socket(wire, server_hostname=host) if secure else wire

    def _resolved(self, host: str, port: int, deadline: Deadline) -> Sequence[str]:
        # To resolve a name takes as long as it takes and cannot be stopped; the thread is left behind.
        answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

        def resolve() -> None:
            try:
                answers.put(self.resolve(host, port))
            except OSError as error:
                answers.put(error)

        Thread(target=resolve, daemon=True).start()
        try:
            found = answers.get(timeout=deadline.left())
        except Empty:
            raise TimeoutError from None
        if isinstance(found, OSError):
            raise found
        return found


def _reached(found: Sequence[str], port: int, deadline: Deadline) -> socket:
    failure = OSError("it has no address")
    for index, address in enumerate(found):
        try:
            return create_connection((address, port), deadline.left() / (len(found) - index))
        except OSError as error:
            failure = error
    raise failure


class Wire(RawIOBase):
    """A socket as HTTPConnection uses one: each step ends at the deadline, and only so much is received."""

    def __init__(self, wire: socket, deadline: Deadline, size: int) -> None:
        self._wire, self._deadline, self._size, self._left = wire, deadline, size, size

    def sendall(self, data: "ReadableBuffer") -> None:
        """Send all."""
        view = memoryview(data)
        while view:
            self._wire.settimeout(self._deadline.left())
            view = view[self._wire.send(view) :]

    def makefile(self, _: str) -> BufferedReader:
        """Return what is received as a file."""
        return BufferedReader(self, _PIECE)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Receive into a buffer."""
        self._wire.settimeout(self._deadline.left())
        received = self._wire.recv_into(buffer)
        self._left -= received
        if self._left < 0:
            raise ServiceError(f"answers with more than {self._size} bytes; ask it for less")
        return received

    def close(self) -> None:
        """Leave the socket open: HTTPConnection closes it before it has read the body."""


def _place(url: str) -> SplitResult:
    try:
        place = urlsplit(url)
        host, port = place.hostname or "", place.port
        # In brackets may stand more than IPv6: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
        odd = not _URL.fullmatch(url) or not _is_host(host) or ("[" in place.netloc) != (":" in host)
    except ValueError as error:
        raise ServiceError(f"is no address ({error}); correct it") from error
    if odd or port == 0 or place.fragment or {".", ".."} & {*unquote(place.path).split("/")}:
        raise ServiceError("is no plain address; write http(s)://, a host and a path, in ASCII and in full")
    return place


def _is_host(name: str) -> bool:
    try:
        return bool(ip_address(name)) and "%" not in name
    except ValueError:
        return bool(_HOST.fullmatch(name)) and not _NUMERIC.fullmatch(name)


def _is_public(address: str) -> bool:
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        nat64 = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        inner = ip.ipv4_mapped or ip.sixtofour or nat64
        if not inner:
            return ip in _UNICAST and ip.is_global
        ip = inner
    return ip.is_global and not ip.is_multicast
