"""Between Granian and Flask: HTTP requests to WSGI calls in threads, with what WSGI cannot say.

RSGI tells when a client hangs up, WSGI does not; the thread that works for it is told.
https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import io
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any

from granian.rsgi import (  # type: ignore[attr-defined]  # public, though it exports nothing
    HTTPProtocol,
    ProtocolClosed,
    ProtocolError,
    Scope,
)
from werkzeug.wsgi import FileWrapper

from mkg.engine import Asker
from mkg.journal import Journal
from mkg.server.settings import Limits

ASKER = "mkg.asker"
"""The key in a WSGI environment of the Asker who waits."""

TOLD = "mkg.told"
"""The key in a WSGI environment of what the application adds to the log line of the request."""

DRAINED = 64
"""A body too large is read and thrown away up to this many times its limit: its sender hears the answer."""

PATIENCE = 0.05
"""Seconds after which it is worth asking whether the client is still there."""

UNSENT = 32
"""Large answers that one client may leave untaken at a time: each takes room on the disk."""

_CHUNK = 1 << 16
_CLOSE = ("connection", "close")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


@dataclass
class Reply:
    """What is answered: status, headers and either bytes or a file to send."""

    status: int
    headers: Headers
    body: bytes = b""
    file: IO[bytes] | None = None

    @property
    def size(self) -> int:
        """Bytes of its body."""
        return int(dict(self.headers).get("content-length", len(self.body)))

    def take_in(self) -> None:
        """Read the file into memory, as is quicker for small ones."""
        if self.file is not None:
            self.body = self.file.read()
            self.close()
            self.file = None

    def close(self) -> None:
        """Give up the file, where there is one."""
        if self.file is not None:
            self.file.close()


def call(app: Callable[..., Iterable[bytes]], environ: Environ) -> Reply:
    """Call a WSGI application; return its answer."""
    reply = Reply(500, [])

    def start(status: str, headers: Headers, exc_info: object = None) -> None:
        del exc_info  # nothing is sent before the application has ended
        reply.status = int(status.split(" ", 1)[0])
        reply.headers = [(name.lower(), value) for name, value in headers]

    found = app(environ, start)
    if isinstance(found, FileWrapper):
        reply.file = found.file
        return reply
    reply.body = b"".join(found)
    if hasattr(found, "close"):
        found.close()
    return reply


def refusal(status: int, detail: str, *headers: tuple[str, str]) -> Reply:
    """Return a problem that is told before or after the application had its say.

    https://www.rfc-editor.org/rfc/rfc9457
    """
    told = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    kind = ("content-type", "application/problem+json"), ("access-control-allow-origin", "*")
    return Reply(status, [*kind, *headers], json.dumps(told).encode())


class Front:
    """The RSGI application: runs a WSGI application in threads."""

    def __init__(self, app: Callable[..., Iterable[bytes]], limits: Limits, journal: Journal) -> None:
        self._app, self._limits, self._journal = app, limits, journal
        # Who waits for an engine holds a thread; some are left for all that needs no engine.
        self._unsent: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(limits.engines + limits.queue + 16, thread_name_prefix="web")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        begun = time.perf_counter()
        environ = _environ(scope)
        reply: Reply | None
        try:
            async with asyncio.timeout(self._limits.upload_seconds):
                body = await self._body(scope, protocol)
        except TimeoutError:
            reply = refusal(408, "the request did not arrive in time; send it again, and faster", _CLOSE)
        except EOFError:
            reply = refusal(400, "the request ended before its body was whole; send it again", _CLOSE)
        else:
            environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
            reply = await self._reply(environ, protocol)
        told = environ[TOLD] | {"whole": reply is not None and await self._send(reply, environ, protocol)}
        request = {"client": environ["REMOTE_ADDR"], "method": scope.method, "path": scope.path}
        status, size = (reply.status, reply.size) if reply else (499, 0)
        self._journal.note(request, status, size, time.perf_counter() - begun, told)

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> bytes:
        # One byte more than the limit is enough for the application to refuse it.
        if scope.method in {"GET", "HEAD", "OPTIONS"} and "content-length" not in scope.headers:
            return b""
        kept, read, ends = bytearray(), 0, 0
        async for chunk in protocol:
            read += len(chunk)
            ends += not chunk
            kept += chunk[: max(0, self._limits.body + 1 - len(kept))]
            if read > DRAINED * self._limits.body:
                return bytes(kept)
        # Granian ends a body that broke off as it ends a whole one, but for a second empty chunk.
        if ends > 1 or read < int(scope.headers.get("content-length", 0)):
            raise EOFError
        return bytes(kept)

    async def _reply(self, environ: Environ, protocol: HTTPProtocol) -> Reply | None:
        work = asyncio.get_running_loop().run_in_executor(self._threads, call, self._app, environ)
        await asyncio.wait({work}, timeout=PATIENCE)
        if work.done():
            return work.result()
        gone: asyncio.Future[None] = asyncio.ensure_future(protocol.client_disconnect())
        waited: list[asyncio.Future[Any]] = [work, gone]
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            environ[ASKER].leave()
            (await work).close()
            return None
        gone.cancel()
        return work.result()

    async def _send(self, reply: Reply, environ: Environ, protocol: HTTPProtocol) -> bool:
        """Send a reply; tell whether the client took all of it."""
        if reply.file is not None and reply.size <= _CHUNK:
            reply.take_in()
        client = environ["REMOTE_ADDR"]
        if reply.file is not None and self._unsent[client] >= UNSENT:
            reply.close()
            detail = f"{UNSENT} answers of yours are not taken yet; read them first"
            reply = refusal(429, detail, ("retry-after", "1"))
        if reply.file is None:
            protocol.response_bytes(reply.status, reply.headers, reply.body)
            return True
        self._unsent[client] += 1
        try:
            return await _stream(reply, reply.file, protocol)
        finally:
            self._unsent -= Counter([client])  # drops who has none
            reply.close()


async def _stream(reply: Reply, file: IO[bytes], protocol: HTTPProtocol) -> bool:
    try:
        transport = protocol.response_stream(reply.status, reply.headers)
        while chunk := file.read(_CHUNK):
            await transport.send_bytes(chunk)
    except (ProtocolClosed, ProtocolError):
        return False
    return True


def _environ(scope: Scope) -> Environ:
    """Write a request as WSGI has it.

    https://peps.python.org/pep-3333/#environ-variables
    """
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
        ASKER: Asker(),
        TOLD: {},
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        _add_header(environ, name, value)
    return environ


def _add_header(environ: Environ, name: str, value: str) -> None:
    key = name.upper().replace("-", "_")
    key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
    separator = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{separator}{value}" if key in environ and key != "HTTP_HOST" else value
