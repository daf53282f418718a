"""Between Granian and Flask: HTTP requests to WSGI calls in threads, with what WSGI cannot say.

RSGI tells when a client hangs up, WSGI does not; the thread that works for it is told.
https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import io
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]  # public, though it exports nothing

from mkg.errors import Unavailable
from mkg.journal import Journal
from mkg.server.admission import client_of
from mkg.server.sending import send_file
from mkg.server.settings import Limits
from mkg.server.wsgi import ASKER, TOLD, Application, Environ, Reply, call, environ_of, refusal

DRAINED = 64
"""A body too large is read and thrown away up to this many times its limit: its sender hears the answer."""

RECEIVED = 64
"""Bodies of the largest size that may be under way at a time: each takes memory."""

UNTAKEN, UNTAKEN_BY_ONE = 16, 4
"""Answers of the largest size that may wait to be taken, in all and by one client: they take disk."""

PATIENCE = 0.05
"""Seconds after which it is worth asking whether the client is still there."""

_CLOSE = ("connection", "close")


class Front:
    """The RSGI application: runs a WSGI application in threads."""

    def __init__(self, app: Application, limits: Limits, journal: Journal) -> None:
        self._app, self._limits, self._journal = app, limits, journal
        self._received = 0
        self._untaken: Counter[str] = Counter()
        # Who waits for an engine holds a thread; some are left for all that needs no engine.
        self._threads = ThreadPoolExecutor(limits.engines + limits.queue + 16, thread_name_prefix="web")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        begun = time.perf_counter()
        environ = environ_of(scope)
        reply = await self._heard(environ, scope, protocol)
        client = client_of(environ["REMOTE_ADDR"])
        if reply and reply.file and not self._may_keep(client, reply.size):
            reply.close()
            detail = "too many large answers are not taken yet; read yours, or ask again in a moment"
            reply = refusal(429 if self._untaken[client] else 503, detail, ("retry-after", "1"))
        told = environ[TOLD] | {"whole": reply is not None and await self._send(reply, client, protocol)}
        request = {"client": environ["REMOTE_ADDR"], "method": scope.method, "path": scope.path}
        status, size = (reply.status, reply.size) if reply else (499, 0)
        self._journal.note(request, status, size, time.perf_counter() - begun, told)

    async def _heard(self, environ: Environ, scope: Scope, protocol: HTTPProtocol) -> Reply | None:
        """Receive a request and answer it; None where its client has gone."""
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.upload_seconds):
                await self._receive(body, scope, protocol)
        except TimeoutError:
            return refusal(408, "the request did not arrive in time; send it again, and faster", _CLOSE)
        except EOFError:
            return refusal(400, "the request ended before its body was whole; send it again", _CLOSE)
        except Unavailable as error:
            return refusal(error.status, str(error), _CLOSE)
        finally:
            self._received -= len(body)
        environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return await self._answered(environ, protocol)

    async def _receive(self, body: bytearray, scope: Scope, protocol: HTTPProtocol) -> None:
        if scope.method in {"GET", "HEAD", "OPTIONS"} and "content-length" not in scope.headers:
            return
        read = ends = 0
        async for chunk in protocol:
            read += len(chunk)
            ends += not chunk
            # One byte more than the limit is enough for the application to refuse it.
            kept = chunk[: max(0, self._limits.body + 1 - len(body))]
            body += kept
            self._received += len(kept)
            if self._received > RECEIVED * self._limits.body:
                raise Unavailable("too many requests arrive at once; ask again in a moment")
            if read > DRAINED * self._limits.body:
                return
        # Granian ends a body that broke off as it ends a whole one, but for a second empty chunk.
        if ends > 1 or read < int(scope.headers.get("content-length", 0)):
            raise EOFError

    async def _answered(self, environ: Environ, protocol: HTTPProtocol) -> Reply | None:
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

    def _may_keep(self, client: str, size: int) -> bool:
        """Tell whether there is room for one more answer that its client takes in its own time."""
        most = self._limits.answer
        return (
            self._untaken[client] + size <= UNTAKEN_BY_ONE * most
            and self._untaken.total() + size <= UNTAKEN * most
        )

    async def _send(self, reply: Reply, client: str, protocol: HTTPProtocol) -> bool:
        """Send a reply; tell whether the client took all of it."""
        if reply.file is None:
            protocol.response_bytes(reply.status, reply.headers, reply.body)
            return True
        self._untaken[client] += reply.size
        try:
            return await send_file(reply, protocol)
        finally:
            self._untaken -= Counter({client: reply.size})  # drops who has none
            reply.close()
