"""An index is made of any dataset, whole or not at all, and read by many at a time."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal

from indexed import E, found, index_of
from mkg.errors import MkgError, Unavailable
from mkg.index.find import Rank, search
from mkg.index.handle import CONNECTIONS, Index, opened
from mkg.index.labels import PROPERTIES, kind_of
from mkg.index.making import MAX_FILE, build_from
from mkg.index.places import file, files, places
from mkg.server.loader import read_files
from mkg.server.settings import Settings
from mkg.site.state import Status
from mkg.sources import Source
from mkg.vocab import BASE, SKOS
from served import eventually, is_alive, serving

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests" / "toy" / "data"


@pytest.mark.parametrize("property_", PROPERTIES)
def test_a_thing_is_found_by_each_property_that_names_things(tmp_path: Path, property_: str) -> None:
    index = index_of(tmp_path, f'e:thing <{property_}> "Some name"@en .')

    (hit,) = search(index, "some name")
    assert (hit.iri, hit.matched) == (f"{E}thing", "Some name")


def test_the_better_property_names_a_thing(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        'e:a rdfs:label "Second"@en ; skos:prefLabel "First"@en ; dcterms:title "Third"@en , "Tiers"@fr .',
    )

    assert search(index, "third")[0].labels == {"en": "First", "fr": "Tiers"}


def test_the_same_text_by_two_properties_is_one_name(tmp_path: Path) -> None:
    index = index_of(tmp_path, 'e:a skos:altLabel "Same"@en ; skos:prefLabel "Same"@en .')

    assert [hit.rank for hit in search(index, "same")] == [Rank.EXACT]
    assert index.rows("SELECT count(*) FROM label") == [(1,)]


def test_names_may_come_from_anywhere_in_any_order(tmp_path: Path) -> None:
    facts = ((f"{E}{number}", SKOS + "prefLabel", Literal(f"Thing {number}")) for number in range(5_000))
    build_from(tmp_path / "x.index", facts)

    index = Index(str(tmp_path / "x.index"))
    assert found(index, "thing 4321", limit=1) == ["4321"]
    assert len(search(index, "thing", limit=1_000)) >= 200


def test_questions_are_found_by_their_wording(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        f'<{BASE}question/01-a> a sh:SPARQLExecutable ; rdfs:label "a" ; rdfs:comment "Which cities?"@en .',
    )

    (hit,) = search(index, "cities")
    assert (hit.kind, hit.labels["en"]) == ("question", "Which cities?")


def test_kinds_are_told_by_the_addresses_of_our_things() -> None:
    assert [kind_of(BASE + "person/a"), kind_of(BASE + "ns#Person"), kind_of(BASE), kind_of("")] == [
        *("person", "ns", "", "")
    ]


def test_an_index_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, str, Literal]]:
        yield f"{E}a", SKOS + "prefLabel", Literal("A")
        raise OSError("gone")

    with pytest.raises(MkgError, match="cannot be written"):
        build_from(tmp_path / "x.index", broken())
    assert [*tmp_path.iterdir()] == []


def test_where_none_can_be_written_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(MkgError, match=r"x\.index: the index cannot be written .*room"):
        build_from(tmp_path / "nowhere" / "x.index", [])


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_what_is_no_index_is_not_opened(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.index"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Unavailable, match="ask again"):
        Index(str(path))


def test_an_index_stays_readable_when_its_file_is_gone(tmp_path: Path) -> None:
    index = index_of(tmp_path, 'e:a skos:prefLabel "A name" .')
    (tmp_path / "x.index").unlink()

    with ThreadPoolExecutor(3 * CONNECTIONS) as threads:
        told = [*threads.map(lambda _: found(index, "name"), range(100))]
    assert told == [["a"]] * 100


def test_a_path_is_opened_once(tmp_path: Path) -> None:
    index_of(tmp_path, "")
    path = str(tmp_path / "x.index")

    assert opened(path) is opened(path)
    assert Index(path) == opened(path)


def test_nobody_writes_to_an_open_index(tmp_path: Path) -> None:
    index = index_of(tmp_path, "")

    with index.reading() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM label")


def test_a_file_beyond_the_limit_is_left_out(tmp_path: Path) -> None:
    text = f"<{E}a> <{E}p> <{E}b> .\n".encode()
    large, small = text + b"#" * MAX_FILE, text
    named = [
        ("large.ttl", Source(tmp_path / "large.ttl", large)),
        ("small.ttl", Source(tmp_path / "s.ttl", small)),
    ]
    index = index_of(tmp_path, "", named)

    assert files(index) == ["small.ttl"]
    assert [at.path for at in places(index, f"{E}a")] == ["small.ttl"]


def test_files_of_others_are_named_without_the_folders_above(tmp_path: Path) -> None:
    (tmp_path / "deep" / "data").mkdir(parents=True)
    (tmp_path / "deep" / "data" / "a.ttl").write_text("")
    (tmp_path / "b.ttl").write_text("")
    settings = Settings(data=(str(tmp_path / "deep" / "data"), str(tmp_path / "b.ttl")))

    assert [name for name, _ in read_files(settings, Path())] == ["data/a.ttl", "b.ttl"]


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[dict[str, object]]:
    """Start a loader of the toy graph; return what it tells."""
    settings = Settings(data=(str(TOY),)).to_json()
    command = [sys.executable, "-m", "mkg.server.loader", settings, str(tmp_path / "1.socket")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())
        process.terminate()


def test_a_loader_has_made_the_index_once_it_tells_of_its_graph(
    loader: dict[str, object], tmp_path: Path
) -> None:
    index = opened(Status.of(loader | {"loaded": ""}).index)

    assert Path(index.path).parent == tmp_path
    assert "data/place.ttl" in files(index)
    assert file(index, "data/place.ttl") == (TOY / "place.ttl").read_text(encoding="utf-8")
    assert found(index, "rabat", kind="place") == ["rabat"]


def test_each_graph_has_its_index_and_none_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(tmp_path, "--data", TOY) as served:
        (first,) = tmp_path.glob("mkg-*/*.index")
        served.process.send_signal(signal.SIGHUP)
        eventually(lambda: not first.exists())
        (second,) = tmp_path.glob("mkg-*/*.index")

        os.kill(served.child("loader"), signal.SIGKILL)
        eventually(lambda: not second.exists())
        assert len([*tmp_path.glob("mkg-*/*.index")]) == 1
        served.process.terminate()
        eventually(lambda: not is_alive(served.process.pid))
        assert [*tmp_path.glob("mkg-*")] == []
