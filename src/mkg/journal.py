"""What the server tells its operator: a JSON line for each request, and figures for Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPMethod
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Journal:
    """Log lines and figures of one server. `log` is a file, `-` standard error, None nowhere."""

    def __init__(self, log: str | None = None, *, with_clients: bool = False) -> None:
        self._lines = _lines(log)
        self._with_clients = with_clients
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = self._counter(
            "mkg_requests", "HTTP requests by method and status", "method", "status"
        )
        self._seconds = self._histogram("mkg_request_seconds", "Time of an HTTP request")
        self._sent = self._counter("mkg_sent_bytes", "Bytes of answers")
        self._broken = self._counter(
            "mkg_unsent_answers", "Answers that their client did not take to the end"
        )
        self._queries = self._counter("mkg_queries", "SPARQL queries by outcome", "outcome")
        self._query_seconds = self._histogram("mkg_query_seconds", "Time of a SPARQL query, waiting included")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str) -> Histogram:
        return Histogram(name, text, buckets=_SECONDS, registry=self.registry)

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Add a figure that is read when it is asked for."""
        Gauge(name, text, registry=self.registry).set_function(read)

    def figures(self) -> bytes:
        """Return every figure in the text format of Prometheus."""
        return generate_latest(self.registry)

    def note(
        self, request: dict[str, Any], status: int, size: int, seconds: float, told: dict[str, Any]
    ) -> None:
        """Note one request: what was asked and by whom, what became of it, what else is told.

        `request` holds `method`, `path` and `client`; `size` is in bytes. `told` holds `query`, `outcome`,
        `rows` and `version` of a SPARQL query, and whether the client took the answer `whole`.
        """
        # A client may make up methods without end, and each would be a figure of its own.
        method = request["method"] if request["method"] in HTTPMethod.__members__ else "other"
        self._requests.labels(method, str(status)).inc()
        self._seconds.observe(seconds)
        self._sent.inc(size)
        if not told.get("whole", True):
            self._broken.inc()
        if "outcome" in told:
            self._queries.labels(told["outcome"]).inc()
            self._query_seconds.observe(seconds)
        if self._lines.handlers:
            self._write(request, {"status": status, "bytes": size, "ms": round(seconds * 1000, 1), **told})

    def event(self, name: str, **told: object) -> None:
        """Note something that is no request: a graph loaded, a graph refused."""
        self._write({"event": name}, told)

    def _write(self, first: dict[str, Any], told: dict[str, Any]) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds")} | first | told
        if not self._with_clients:
            line.pop("client", None)
        self._lines.info(json.dumps(line, ensure_ascii=False))


def _lines(log: str | None) -> logging.Logger:
    lines = logging.Logger("mkg.journal", logging.INFO)
    if log == "-":
        lines.addHandler(logging.StreamHandler(sys.stderr))
    elif log:
        # A log that was rotated away is opened anew.
        lines.addHandler(_LogFile(Path(log), encoding="utf-8"))
    return lines


class _LogFile(WatchedFileHandler):
    """A log that cannot be written for a while, and stops nobody meanwhile."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or tell on standard error why not."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)
