import gzip
import io
import random
from collections.abc import Callable
from typing import IO

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkg.coding import CODINGS, MIN_SIZE, Coding, choose, compress, compressible, zstd
from mkg.formats import GRAPHS, HTML, SOLUTIONS
from mkg.spool import SPOOL, spool

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": zstd.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
ROWS = b"".join(b'{"n":{"type":"uri","value":"https://w3id.org/mkg/person/%d"}},' % n for n in range(40_000))

OFFERED = (*SOLUTIONS, *GRAPHS, HTML)

each_coding = pytest.mark.parametrize("coding", CODINGS, ids=lambda coding: coding.name)


@pytest.mark.parametrize(
    ("accept_encoding", "expected"),
    [
        (None, None),
        ("", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.4", "gzip"),
        ("gzip;q=0.5,br ; q=0.4", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=0", None),
        ("deflate, compress, dcb", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0", None),
        ("identity;q=0, br;q=0.1", "br"),
        ("identity;q=0, *;q=0", None),
        ("*", "gzip"),
        ("*;q=0", None),
        ("*;q=0, br", "br"),
        ("*;q=0.5, identity", None),
        ("gzip, *", "gzip"),
        ("gzip;q=0.1, *;q=0.2", "br"),
        ("gzip;q=0, *", "br"),
        ("gzip;q=0, br;q=0, *", "zstd"),
        ("gzip;q=x, br;q=0.1", "br"),
        ("gzip;q=7", None),
        ("gzip;q=0, gzip", "gzip"),
        (",;=", None),
        ("\x00", None),
    ],
)
def test_the_coding_is_agreed_on(accept_encoding: str | None, expected: str | None) -> None:
    found = choose(accept_encoding)

    assert (found and found.name) == expected


WEIGHTS = st.dictionaries(
    st.sampled_from(["zstd", "br", "gzip", "deflate", "identity", "*"]), st.sampled_from([0, 0.2, 0.5, 1])
)


@given(WEIGHTS)
def test_no_acceptable_coding_is_liked_better_than_the_one_chosen(weights: dict[str, float]) -> None:
    found = choose(", ".join(f"{name};q={weight}" for name, weight in weights.items()))

    likings = {coding.name: weights.get(coding.name, weights.get("*", 0)) for coding in CODINGS}
    if found:
        assert likings[found.name] == max(likings.values()) > 0
        assert likings[found.name] >= weights.get("identity", 0)
    else:
        assert max(likings.values()) < weights.get("identity", 0) or not any(likings.values())


@given(st.text())
@example("gzip;q=" + "9" * 400)
@example('gzip;a="')
def test_any_header_is_tolerated(accept_encoding: str) -> None:
    assert choose(accept_encoding) in {None, *CODINGS}


@given(st.binary(max_size=4096), st.sampled_from(CODINGS))
@example(b"", CODINGS[0])
@example(b"", CODINGS[1])
@example(b"", CODINGS[2])
def test_what_a_client_decodes_is_what_was_put_in(content: bytes, coding: Coding) -> None:
    packed, size = compress(io.BytesIO(content), len(content), coding)

    with packed:
        coded = packed.read()
    assert DECODERS[coding.name](coded) == content
    assert len(coded) == size


@each_coding
def test_a_long_answer_comes_back_whole_and_much_shorter(coding: Coding) -> None:
    body = io.BytesIO(ROWS)

    packed, size = compress(body, len(ROWS), coding)

    assert body.closed
    with packed:
        assert DECODERS[coding.name](packed.read()) == ROWS
    assert size * 8 < len(ROWS)


@each_coding
def test_what_is_left_of_a_body_that_was_read_in_part_is_compressed(coding: Coding) -> None:
    body = io.BytesIO(b"read already, " + ROWS)
    body.seek(len(b"read already, "))

    packed, _ = compress(body, len(ROWS), coding)

    with packed:
        assert DECODERS[coding.name](packed.read()) == ROWS


@each_coding
def test_a_result_too_long_for_memory_comes_back_whole(coding: Coding) -> None:
    noise = random.Random(1).randbytes(SPOOL + SPOOL // 2)  # noqa: S311 -- what does not compress

    packed, size = compress(io.BytesIO(noise), len(noise), coding)

    with packed:
        assert size > SPOOL
        assert DECODERS[coding.name](packed.read()) == noise


class Trickle(io.BytesIO):
    """Gives fewer bytes than it was asked for, and remembers how many that was."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read at most a thousand bytes."""
        assert size is not None
        self.asked = max(self.asked, size)
        return super().read(min(size, 1000) if size >= 0 else -1)


@each_coding
def test_a_body_is_read_a_piece_at_a_time(coding: Coding) -> None:
    body = Trickle(ROWS)

    packed, _ = compress(body, len(ROWS), coding)

    with packed:
        assert DECODERS[coding.name](packed.read()) == ROWS
    assert body.asked == 64 * 1024


@each_coding
def test_the_same_answer_gives_the_same_bytes(coding: Coding, monkeypatch: pytest.MonkeyPatch) -> None:
    def coded() -> bytes:
        with compress(io.BytesIO(ROWS), len(ROWS), coding)[0] as packed:
            return packed.read()

    first = coded()
    monkeypatch.setattr("time.time", lambda: 0.0)

    assert coded() == first


def test_gzip_tells_no_time() -> None:
    with compress(io.BytesIO(ROWS), len(ROWS), choose("gzip") or CODINGS[0])[0] as packed:
        header = packed.read(10)

    # https://www.rfc-editor.org/rfc/rfc1952#page-5
    assert header[:8] == b"\x1f\x8b\x08\x00" + bytes(4)


def test_zstd_asks_no_more_memory_of_a_reader_than_the_web_allows() -> None:
    with compress(io.BytesIO(ROWS), len(ROWS), choose("zstd") or CODINGS[0])[0] as packed:
        coded = packed.read()

    # https://www.rfc-editor.org/rfc/rfc9659
    assert zstd.decompress(coded, options={zstd.DecompressionParameter.window_log_max: 23}) == ROWS
    assert zstd.get_frame_info(coded).decompressed_size == len(ROWS)


class Broken(io.BytesIO):
    """Ends with an error."""

    def read(self, _: int | None = -1, /) -> bytes:
        """Fail."""
        raise OSError("the disk is gone")


def test_nothing_stays_open_when_a_body_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[IO[bytes]] = []

    def remembered() -> IO[bytes]:
        made.append(spool())
        return made[-1]

    monkeypatch.setattr("mkg.coding.spool", remembered)
    body = Broken()

    with pytest.raises(OSError, match="the disk is gone"):
        compress(body, 1, CODINGS[0])

    assert [body.closed, *(file.closed for file in made)] == [True, True]


@each_coding
def test_compression_pays_from_the_smallest_size_on(coding: Coding) -> None:
    packed, size = compress(io.BytesIO(ROWS[:MIN_SIZE]), MIN_SIZE, coding)

    packed.close()
    assert size < MIN_SIZE / 2


@pytest.mark.parametrize(
    "media_type",
    [
        *(item.content_type for item in OFFERED),
        *{alias: None for item in OFFERED for alias in item.aliases},
        *("application/problem+json", "application/opensearchdescription+xml", "application/sparql-query"),
        *("image/svg+xml", "text/css", "text/javascript; charset=utf-8", "text/plain; version=0.0.4"),
        *("TEXT/Plain", " application/json ;charset=utf-8"),
    ],
)
def test_text_is_compressed(media_type: str) -> None:
    assert compressible(media_type)


PACKED = "application/gzip application/zstd application/octet-stream application/pdf image/png font/woff2"


@pytest.mark.parametrize("media_type", ["", *PACKED.split(), "context/plain", "json"])
def test_what_is_compressed_already_or_unknown_is_left_alone(media_type: str) -> None:
    assert not compressible(media_type)
