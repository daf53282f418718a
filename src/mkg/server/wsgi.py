"""A request as WSGI has it, and what a WSGI application answers.

https://peps.python.org/pep-3333/
"""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any

from granian.rsgi import Scope
from werkzeug.wsgi import FileWrapper

from mkg.engine import Asker
from mkg.spool import spool

ASKER = "mkg.asker"
"""The key in an environment of the Asker who waits."""

TOLD = "mkg.told"
"""The key in an environment of what the application adds to the log line of the request."""

SMALL = 1 << 16
"""Bytes of an answer that is sent in one piece."""

Application = Callable[..., Iterable[bytes]]
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

    def close(self) -> None:
        """Give up the file, where there is one."""
        if self.file is not None:
            self.file.close()


def call(app: Application, environ: Environ) -> Reply:
    """Call a WSGI application to its end; return its answer, a large one as a file."""
    reply = Reply(500, [])

    def start(status: str, headers: Headers, exc_info: object = None) -> None:
        del exc_info  # nothing is sent before the application has ended
        reply.status = int(status.split(" ", 1)[0])
        reply.headers = [(name.lower(), value) for name, value in headers]

    found = app(environ, start)
    large = reply.size > SMALL and environ["REQUEST_METHOD"] != "HEAD"
    if isinstance(found, FileWrapper) and large:
        reply.file = found.file
        return reply
    if large:
        reply.file = spool()
        reply.file.writelines(found)
        reply.file.seek(0)
    else:
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


def environ_of(scope: Scope) -> Environ:
    """Write a request as WSGI has it."""
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
    if "_" in name:
        return  # it would pass for the name with hyphens, for which a proxy vouches
    key = name.upper().replace("-", "_")
    key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
    separator = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{separator}{value}" if key in environ and key != "HTTP_HOST" else value
