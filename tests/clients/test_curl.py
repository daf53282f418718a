"""curl asks the server, as people at a terminal and their scripts do."""

import json
import subprocess
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

import pytest

from clients.queries import CITIES, LABELS

Rows = list[dict[str, str]]


class Shown(NamedTuple):
    """What curl wrote: status, headers by their small name, body."""

    status: int
    headers: dict[str, str]
    body: str


Curl = Callable[..., Shown]


@pytest.fixture
def curl(program: Callable[[str], str], server: str) -> Curl:
    """Run curl on /sparql."""

    def shown(*options: str, path: str = "/sparql") -> Shown:
        command = [program("curl"), "--silent", "--show-error", "--dump-header", "/dev/stderr", *options]
        done = subprocess.run([*command, server + path], capture_output=True, check=True, timeout=60)
        first, *lines = done.stderr.decode().strip().splitlines()
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        return Shown(int(first.split()[1]), headers, done.stdout.decode())

    return shown


def rows_of(shown: Shown) -> Rows:
    assert shown.status == 200
    bindings = json.loads(shown.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ([], f"/sparql?query={quote(CITIES)}"),
        (["--get", "--data-urlencode", f"query={CITIES}"], "/sparql"),
        (["--data-urlencode", f"query={CITIES}"], "/sparql"),
        (["--header", "Content-Type: application/sparql-query", "--data-binary", CITIES], "/sparql"),
    ],
    ids=["get", "-G", "form", "direct"],
)
def test_curl_asks_by_each_method(
    curl: Curl, truth: Callable[..., Rows], options: list[str], path: str
) -> None:
    assert rows_of(curl(*options, path=path)) == truth(CITIES)


def test_curl_learns_the_length_by_head(curl: Curl) -> None:
    asked = ["--get", "--data-urlencode", f"query={CITIES}"]

    got, head = curl(*asked), curl(*asked, "--head")

    assert head.status == 200
    assert head.headers["content-length"] == str(len(got.body.encode()))
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_curl_takes_compressed_answers(curl: Curl, truth: Callable[..., Rows], coding: str) -> None:
    shown = curl(
        "--compressed", "--header", f"Accept-Encoding: {coding}", "--data-urlencode", f"query={LABELS}"
    )

    assert shown.headers["content-encoding"] == coding
    assert int(shown.headers["content-length"]) < len(shown.body.encode()) / 2
    assert rows_of(shown) == truth(LABELS)


def test_curl_keeps_an_answer_while_its_tag_is_the_same(curl: Curl) -> None:
    asked = ["--get", "--data-urlencode", f"query={CITIES}"]
    tag = curl(*asked).headers["etag"]

    same = curl(*asked, "--header", f"If-None-Match: {tag}")
    other = curl(*asked, "--header", 'If-None-Match: "another"')

    assert (same.status, same.body, same.headers["etag"]) == (304, "", tag)
    assert (other.status, other.headers["etag"]) == (200, tag)
    assert curl(*asked, "--header", "Accept: text/csv").headers["etag"] != tag


def test_curl_fails_where_the_query_is_wrong(curl: Curl) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        curl("--fail", "--data-urlencode", "query=SELECT WERE {}")

    assert failure.value.returncode == 22
