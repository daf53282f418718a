"""The codings in which answers travel: which is taken, and that it holds the same bytes."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from http_client import COUNT, Reply, ask
from mkg.formats import GRAPHS, SOLUTIONS
from served import Served, serving
from test_http_caching import ALL, ANSWERS, DECODERS, EVERYTHING, project_in, tag_of


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("codings")
    with serving(folder, "--no-validate", root=project_in(folder / "project")) as served:
        yield served


@pytest.mark.parametrize("coding", DECODERS)
@pytest.mark.parametrize("item", [*SOLUTIONS, *GRAPHS], ids=lambda item: str(item.name))
def test_a_coding_holds_the_same_bytes(item: object, coding: str, served: Served) -> None:
    query = ALL if item in SOLUTIONS else EVERYTHING
    accept = {"Accept": item.media_type}  # type: ignore[attr-defined]
    path = f"/sparql?{urlencode({'query': query})}"
    plain = ask(served.address, path, headers=accept)
    coded = ask(served.address, path, headers=accept | {"Accept-Encoding": coding})

    assert coded.headers["Content-Encoding"] == coding
    assert int(coded.headers["Content-Length"]) == len(coded.body) < len(plain.body)
    assert coded.headers["Content-Type"] == plain.headers["Content-Type"]
    assert DECODERS[coding](coded.body) == plain.body


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("deflate", None),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=0.5, br;q=0.8", "br"),
        ("br;q=0.1, gzip;q=0.2, zstd;q=0", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.4, identity;q=0.5", None),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "gzip"),
        ("*;q=0", None),
        ("gzip;q=0, *", "br"),
    ],
)
def test_the_coding_that_is_liked_best_is_taken(
    asked: str | None, chosen: str | None, served: Served
) -> None:
    headers = {} if asked is None else {"Accept-Encoding": asked}
    reply = ask(served.address, ANSWERS[1], headers=headers)

    assert (reply.status, reply.headers.get("Content-Encoding")) == (200, chosen)


@pytest.mark.parametrize("path", [f"/sparql?{urlencode({'query': COUNT})}", "/dump/mkg.nq.zst"])
def test_what_would_not_get_smaller_is_sent_as_it_is(path: str, served: Served) -> None:
    reply = ask(served.address, path, headers={"Accept-Encoding": "gzip, br, zstd"})

    assert (reply.status, "Content-Encoding" in reply.headers) == (200, False)


@pytest.mark.parametrize("coding", DECODERS)
def test_a_tag_of_any_coding_will_do(coding: str, served: Served) -> None:
    tag = tag_of(served, ANSWERS[0], Accept_Encoding=coding)
    reply = ask(served.address, ANSWERS[0], headers={"If-None-Match": tag})

    assert (reply.status, reply.headers["ETag"]) == (304, tag)


def told_of(reply: Reply) -> dict[str, str]:
    """Return the headers but the time."""
    return {name.lower(): value for name, value in reply.headers.items() if name.lower() != "date"}


@pytest.mark.parametrize("coding", ["identity", *DECODERS])
@pytest.mark.parametrize("path", [*ANSWERS, "/", "/dump/", "/dump/SHA256SUMS", "/openapi.json", "/nowhere"])
def test_head_tells_what_get_tells(path: str, coding: str, served: Served) -> None:
    headers = {"Accept-Encoding": coding}
    got, head = (ask(served.address, path, method, headers=headers) for method in ("GET", "HEAD"))

    assert (head.status, head.body) == (got.status, b"")
    assert told_of(head) == told_of(got)
    assert int(got.headers["Content-Length"]) == len(got.body)
