import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from mkg.cli.check_links import check_links
from mkg.links.cache import FILE, opened
from mkg.links.verdicts import Verdict
from website import Act, Visit, Website, gone, status, website

ROOT = Path(__file__).parents[1]
# Whether or not the command line lists the command yet.
START = "from mkg.cli import COMMANDS, main; COMMANDS['check-links'] = 'check_links:check_links'; main()"
PREFIX = "@prefix e: <http://e.example/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
Check = Callable[..., "subprocess.CompletedProcess[str]"]


def command(folder: Path, *options: str) -> list[str]:
    fixed = ["--data", "a.ttl", "--cache", str(folder / "cache"), "--pause", "0", "--allow-private"]
    return [sys.executable, "-c", START, "check-links", *fixed, *options]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check a.ttl, a text, with options; private addresses are allowed and no pause is made."""

    def run(text: str, *options: str) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "a.ttl").write_text(PREFIX + text, encoding="utf-8")
        return subprocess.run(
            command(tmp_path, *options),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


def linked(site: Website, *paths: str) -> str:
    return "".join(f"e:a owl:sameAs <{site.url(path)}> .\n" for path in paths)


def test_a_dead_link_is_told_at_its_place_with_the_cure(check: Check) -> None:
    with website(alive=status(200)) as site:
        done = check(linked(site, "/alive", "/dead"))

    assert done.returncode == 1
    assert "a.ttl:3:16" in done.stdout
    assert "Find where this page is now, or take the address out: its server answers 404." in done.stdout
    assert "alive" not in done.stdout
    assert done.stderr == ""


def test_links_that_are_alive_are_well(check: Check) -> None:
    with website(a=status(200)) as site:
        done = check(linked(site, "/a"))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Retrouvez où se trouve cette page"), ("ar", "ابحث عن موضع هذه الصفحة")]
)
def test_findings_are_told_in_other_languages_and_formats(language: str, said: str, check: Check) -> None:
    with website() as site:
        done = check(linked(site, "/dead"), "--lang", language, "--format", "json")

    assert done.returncode == 1
    assert said in json.dumps(json.loads(done.stdout), ensure_ascii=False)


def test_a_link_in_text_has_its_place_too(check: Check) -> None:
    with website() as site:
        text = f'e:a e:b "{site.url("/dead")}"^^<http://www.w3.org/2001/XMLSchema#anyURI> .'
        assert "a.ttl:2:9" in check(text).stdout


def test_what_has_moved_is_told_and_fails_where_that_is_wanted(check: Check) -> None:
    with website(a=status(301, Location="/b"), b=status(200)) as site:
        done, strict = (
            check(linked(site, "/a")),
            check(linked(site, "/a"), "--fail-on", "info"),
        )

    assert (done.returncode, strict.returncode) == (0, 1)
    assert f"Write {site.url('/b')} instead" in done.stdout


def test_private_addresses_are_refused_unless_that_is_allowed(tmp_path: Path) -> None:
    with website(a=status(200)) as site:
        (tmp_path / "a.ttl").write_text(PREFIX + linked(site, "/a"))
        public = [word for word in command(tmp_path) if word != "--allow-private"]
        done = subprocess.run(public, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 1
    assert "leads into a private network" in done.stdout
    assert site.visits == []


def test_what_is_known_is_not_asked_for_again_until_it_is_old(check: Check) -> None:
    with website(a=status(200)) as site:
        for options in ((), (), ("--max-age", "2w"), ("--offline",)):
            assert check(linked(site, "/a"), *options).stderr == ""
        assert site.visits == ["HEAD /a"]
        check(linked(site, "/a"), "--max-age", "0s")

    assert site.visits == ["HEAD /a"] * 2


def test_offline_what_is_unknown_is_counted(check: Check) -> None:
    with website(a=status(200)) as site:
        done = check(linked(site, "/a", "/b"), "--offline")

    assert (done.returncode, site.visits) == (0, [])
    assert done.stderr == "2 of 2 addresses are unknown: not asked for; check again\n"


def test_no_more_are_asked_for_than_allowed(check: Check) -> None:
    with website(a=status(200), b=status(200), c=status(200)) as site:
        done = check(linked(site, "/a", "/b", "/c"), "--limit", "2")

    assert len(site.visits) == 2
    assert done.stderr.startswith("1 of 3 addresses are unknown")


@pytest.mark.parametrize(
    "name", ["owl:sameAs", "http://www.w3.org/2002/07/owl#sameAs", "<http://e.example/p>"]
)
def test_only_the_properties_that_are_asked_for_are_checked(name: str, check: Check) -> None:
    with website() as site:
        text = linked(site, "/same") + f'e:a e:p "{site.url("/p")}" ; e:q <{site.url("/q")}> .'
        check(text, "--property", name)

    wanted = "/p" if "example" in name else "/same"
    assert {visit.split()[1] for visit in site.visits} == {wanted}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--property", "none:such"], "has a prefix that mkg does not know; write the whole IRI"),
        (["--max-age", "7"], "is no age; write a number and s, m, h, d or w, such as 7d"),
        (["--limit", "-1"], "is not in the range"),
        (["--data", "none.ttl"], "none.ttl: no such file or folder"),
        (["--cache", "a.ttl"], "name another folder"),
    ],
    ids=["property", "age", "limit", "data", "cache"],
)
def test_what_cannot_be_done_is_told_with_the_cure(options: list[str], said: str, check: Check) -> None:
    done = check("e:a e:b e:c .", *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_data_that_cannot_be_parsed_are_told_at_their_place(check: Check) -> None:
    done = check("e:a e:b .")

    assert done.returncode == 2
    assert done.stderr.startswith("a.ttl:2:")


def test_the_graph_is_checked_where_no_data_are_named(tmp_path: Path) -> None:
    options = ["check-links", "--offline", "--cache", str(tmp_path), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", START, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert int(done.stderr.split()[2]) > 500


def reached(event: Event) -> Act:
    def act(visit: Visit) -> None:
        event.set()
        visit.server.stopped.wait(60)

    return act


def test_ctrl_c_tells_and_keeps_what_is_known(tmp_path: Path) -> None:
    here, pause = Event(), Event()
    with website(dead=gone, slow=reached(here)) as site:
        (tmp_path / "a.ttl").write_text(PREFIX + linked(site, "/dead", "/slow"))
        with (
            opened(tmp_path / "cache") as cache,
            subprocess.Popen(
                command(tmp_path), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            ) as process,
        ):
            assert here.wait(30)
            while not cache.get(site.url("/dead"), 0) and process.poll() is None:
                pause.wait(0.05)
            process.send_signal(signal.SIGINT)
            said, told = process.communicate(timeout=30)
            known = cache.get(site.url("/dead"), 0)

    assert process.returncode == 2
    assert "its server answers 404" in said
    assert told == "1 of 2 addresses are unknown: interrupted; check again\n"
    assert known is not None
    assert known.verdict is Verdict.GONE
    assert (tmp_path / "cache" / FILE).exists()


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    here = Event()
    with website(slow=reached(here)) as site:
        (tmp_path / "a.ttl").write_text(PREFIX + linked(site, "/slow"))
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
        with subprocess.Popen(
            command(tmp_path), cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, env=environment
        ) as process:
            assert here.wait(30)
            shown = b""
            while b"links" not in shown:
                shown += os.read(ours, 1_000)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)

    assert process.returncode == 2


def test_each_option_is_told_of_in_the_documentation() -> None:
    text = (ROOT / "docs" / "links.md").read_text(encoding="utf-8")

    for parameter in check_links.params:
        assert f"`{parameter.opts[0]}" in text
    for verdict in Verdict:
        assert f"`{verdict}`" in text or f"`link-{verdict}`" in text
