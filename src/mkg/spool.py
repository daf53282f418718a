"""Where answers are kept until they are whole."""

from tempfile import SpooledTemporaryFile
from typing import IO, cast

SPOOL = 1 << 20
"""Bytes of an answer kept in memory; what is longer goes to an unlinked temporary file."""


def spool() -> IO[bytes]:
    """Return an empty file for an answer; whoever reads the answer closes it."""
    return cast(IO[bytes], SpooledTemporaryFile(SPOOL))
