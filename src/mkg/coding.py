"""Content codings: which one a client takes best, and a whole answer put into it."""

import sys
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

import brotli  # type: ignore[import-untyped]
from werkzeug.http import parse_accept_header

from mkg.spool import spool

# In the standard library from Python 3.14 on; whoever needs it takes it from here.
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["CODINGS", "MIN_SIZE", "Coding", "choose", "compress", "compressible", "zstd"]

MIN_SIZE = 1024
"""Bytes below which compression does not pay: the answer travels in one packet either way."""

CHUNK = 1 << 16

Encoder = tuple[Callable[[bytes], bytes], Callable[[], bytes]]


@dataclass(frozen=True)
class Coding:
    """A content coding: its name in Accept-Encoding and Content-Encoding, and how it is made.

    `encoder` takes the number of bytes to come; it returns what codes the next bytes and what ends them.
    """

    name: str
    encoder: Callable[[int], Encoder]


def _zstd(size: int) -> Encoder:
    # A window of 2 MiB; readers need not take more than 8 MiB: https://www.rfc-editor.org/rfc/rfc9659
    made = zstd.ZstdCompressor(level=3)
    made.set_pledged_input_size(size)
    return made.compress, made.flush


def _brotli(_: int) -> Encoder:
    made = brotli.Compressor(quality=4)
    return made.process, made.finish


def _gzip(_: int) -> Encoder:
    # zlib's own gzip header holds neither time nor name: the same answer gives the same bytes.
    made = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return made.compress, made.flush


CODINGS = (
    # https://www.rfc-editor.org/rfc/rfc8878
    Coding("zstd", _zstd),
    # https://www.rfc-editor.org/rfc/rfc7932
    Coding("br", _brotli),
    # https://www.rfc-editor.org/rfc/rfc1952
    Coding("gzip", _gzip),
)
"""Every coding on offer, the fastest first; each at a level for answers that are made once and sent once."""

# https://www.rfc-editor.org/rfc/rfc9110#name-gzip-coding
_ALIASES = {"x-gzip": "gzip"}

_TEXTS = {
    "application/javascript",
    "application/json",
    "application/n-quads",
    "application/n-triples",
    "application/sparql-query",
    "application/trig",
    "application/x-turtle",
    "application/xml",
}


def choose(accept_encoding: str | None) -> Coding | None:
    """Return the coding that an Accept-Encoding header likes best, None for the answer as it is.

    Of codings liked the same, the first on offer; where only `*` allows them, gzip, which everyone reads.
    None also where nothing on offer is acceptable, not even the answer as it is: a reply that the client may
    yet read is better than none. https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding

    >>> choose("gzip;q=0.5, br").name
    'br'
    """
    # The best liked is listed first, and kept where a name comes twice.
    asked = reversed(list(parse_accept_header(accept_encoding or "")))
    weights = {_ALIASES.get(name.lower(), name.lower()): weight for name, weight in asked}
    others = weights.get("*", 0.0)
    named = [coding for coding in CODINGS if coding.name in weights]
    unnamed = [coding for coding in reversed(CODINGS) if coding.name not in weights]
    best = max([*named, *unnamed], key=lambda coding: weights.get(coding.name, others))
    weight = weights.get(best.name, others)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def compress(body: IO[bytes], size: int, coding: Coding) -> tuple[IO[bytes], int]:
    """Return what is left of a body in a coding, and its size in bytes; the body is closed.

    `size` is how many bytes are left. Reads 64 KiB at a time; the result is kept as answers are.
    """
    feed, end = coding.encoder(size)
    with body, ExitStack() as undo:
        packed = undo.enter_context(spool())
        while chunk := body.read(CHUNK):
            packed.write(feed(chunk))
        packed.write(end())
        length = packed.tell()
        packed.seek(0)
        undo.pop_all()  # the reader of the answer closes it
    return packed, length


def compressible(media_type: str) -> bool:
    """Tell whether a media type, with or without parameters, is text that compression makes shorter.

    >>> compressible("image/svg+xml"), compressible("application/gzip")
    (True, False)
    """
    name = media_type.partition(";")[0].strip().lower()
    return name in _TEXTS or name.startswith("text/") or name.endswith(("+json", "+xml"))
