"""The whole dataset as one file, in the same order each time, so that its checksum means something."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, serialize

from mkg.coding import zstd
from mkg.formats import Format
from mkg.vocab import PREFIXES

CHECKSUMS = "SHA256SUMS"
"""The name of the list of checksums, as `sha256sum --check` reads it."""


@dataclass(frozen=True)
class Dump:
    """One file: its name and how it is written. N-Quads hold every graph, the others the default graph."""

    name: str
    syntax: RdfFormat
    format: Format

    def write(self, store: Store, body: IO[bytes]) -> None:
        """Write the dataset into a file, compressed where the name says so."""
        with _compressed(body, self.name) as plain:
            if self.syntax is RdfFormat.N_QUADS:
                serialize(_sorted(store.quads_for_pattern(None, None, None, None)), plain, self.syntax)
            else:
                serialize(_triples(store), plain, self.syntax, prefixes=PREFIXES)


_SYNTAXES = (
    ("nq", RdfFormat.N_QUADS, "application/n-quads"),
    ("ttl", RdfFormat.TURTLE, "text/turtle"),
    ("jsonld", RdfFormat.JSON_LD, "application/ld+json"),
)
# https://www.iana.org/assignments/media-types/application/gzip and …/zstd
_CODINGS = (("", None), (".gz", "application/gzip"), (".zst", "application/zstd"))

DUMPS = {
    f"mkg.{extension}{suffix}": Dump(
        f"mkg.{extension}{suffix}", syntax, Format(f"{extension}{suffix}", packed or media_type)
    )
    for extension, syntax, media_type in _SYNTAXES
    for suffix, packed in _CODINGS
}
"""Every dump on offer, by its file name."""


def _triples(store: Store) -> Iterator[Triple]:
    for quad in _sorted(store.quads_for_pattern(None, None, None, DefaultGraph())):
        yield quad.triple


def _sorted(quads: Iterable[Quad]) -> list[Quad]:
    return sorted(quads, key=str)


@contextmanager
def _compressed(body: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    if name.endswith(".gz"):
        # No time in the header: the same graph gives the same bytes.
        with gzip.GzipFile(filename="", fileobj=body, mode="wb", mtime=0) as packed:
            yield cast(IO[bytes], packed)
    elif name.endswith(".zst"):
        with zstd.ZstdFile(body, "wb", level=10) as packed:
            yield cast(IO[bytes], packed)
    else:
        yield body
