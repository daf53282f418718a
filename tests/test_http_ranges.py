"""Parts of a dump, for who goes on where a download broke off.

https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

from collections.abc import Iterator

import pytest

from http_client import ask, problem
from served import Served, serving
from test_http_caching import project_in
from test_http_graphs import SITE


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("ranges")
    with serving(folder, "--no-validate", "--base-url", SITE, root=project_in(folder / "project")) as served:
        yield served


@pytest.mark.parametrize(
    ("asked", "first", "length"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, 50), ("bytes=7-7", 7, 1)],
)
def test_a_part_of_a_dump_is_sent(asked: str, first: int, length: int | None, served: Served) -> None:
    whole = ask(served.address, "/dump/mkg.nq")
    part = ask(served.address, "/dump/mkg.nq", headers={"Range": asked})
    wanted = whole.body[first:][:length]
    start = first % len(whole.body)

    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (part.status, part.body) == (206, wanted)
    assert part.headers["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(whole.body)}"
    assert part.headers["Content-Length"] == str(len(wanted))
    assert part.headers["ETag"] == whole.headers["ETag"]


def test_a_part_beyond_the_end_is_416(served: Served) -> None:
    size = len(ask(served.address, "/dump/mkg.nq").body)
    reply = ask(served.address, "/dump/mkg.nq", headers={"Range": f"bytes={size}-"})

    assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{size}")
    assert problem(reply)


def test_a_part_in_another_unit_is_the_whole(served: Served) -> None:
    # https://www.rfc-editor.org/rfc/rfc9110#section-14.2: a unit that is not understood is ignored.
    whole = ask(served.address, "/dump/mkg.ttl.gz")
    reply = ask(served.address, "/dump/mkg.ttl.gz", headers={"Range": "lines=0-9"})

    assert (reply.status, reply.body) == (200, whole.body)


def test_a_part_of_another_version_is_the_whole(served: Served) -> None:
    whole = ask(served.address, "/dump/mkg.nq")
    told = {"Range": "bytes=0-9", "If-Range": '"another"'}
    other = ask(served.address, "/dump/mkg.nq", headers=told)
    same = ask(served.address, "/dump/mkg.nq", headers=told | {"If-Range": whole.headers["ETag"]})

    assert (other.status, other.body) == (200, whole.body)
    assert (same.status, same.body) == (206, whole.body[:10])
