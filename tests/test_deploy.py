"""What deploy/ holds is what its own linters accept, and names no option that does not exist."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mkg.cli.serve import serve

DEPLOY = Path(__file__).parents[1] / "deploy"
UNIT, CONTAINER, NGINX, README = (
    (DEPLOY / name).read_text(encoding="utf-8")
    for name in ("mkg.service", "Containerfile", "nginx.conf", "README.md")
)
OPTIONS = {name for option in serve.params for name in option.opts}
VARIABLES = {f"MKG_SERVE_{(option.name or '').upper()}" for option in serve.params} | {"MKG_ROOT"}
CONTAINERS_OWN = {"--memory", "--tmpfs", "--volume"}
LIMIT = 15
"""Tenths of systemd's exposure level, of 100, that the unit may have."""


def tool(name: str) -> str:
    """Return the path of a linter; skip where it is not installed, fail where it must be."""
    places = [str(Path(sys.executable).parent), os.environ.get("PATH", ""), "/usr/sbin"]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None and os.environ.get("MKG_REQUIRE_LINTERS"):
        pytest.fail(f"{name} is not installed")
    return found or pytest.skip(f"{name} is not installed")


def lint(*command: str | Path) -> str:
    """Run a linter; return what it says, its exit code first."""
    done = subprocess.run(
        [*map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return f"{done.returncode} {done.stdout}{done.stderr}".strip()


def setting(name: str) -> list[str]:
    """Return the values that the unit gives a setting, in order."""
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit as it would be where mkg is installed in this environment."""
    path = tmp_path / "mkg.service"
    program = Path(sys.executable).with_name("mkg")
    path.write_text(UNIT.replace("/opt/mkg/.venv/bin/mkg", str(program)), encoding="utf-8")
    return path


def test_systemd_understands_the_unit(unit: Path) -> None:
    # Of a word that it does not know, it warns.
    assert lint(tool("systemd-analyze"), "verify", "--man=no", unit) == "0"


def test_systemd_notices_a_word_that_it_does_not_know(unit: Path) -> None:
    unit.write_text(UNIT.replace("OOMPolicy=", "OomPolicy="), encoding="utf-8")

    assert "OomPolicy" in lint(tool("systemd-analyze"), "verify", "--man=no", unit)


def test_systemd_finds_the_service_well_confined(unit: Path) -> None:
    said = lint(tool("systemd-analyze"), "security", "--offline=yes", f"--threshold={LIMIT}", unit)

    assert said.startswith("0 "), said


@pytest.mark.parametrize(
    "call", ["fork", "clone3", "setrlimit", "prlimit64", "setitimer", "nice", "setpriority", "kill"]
)
def test_the_unit_leaves_the_calls_by_which_a_query_is_bounded(call: str) -> None:
    allowed, denied = setting("SystemCallFilter")

    assert call in calls_of(allowed)
    assert call not in calls_of(denied.removeprefix("~"))


def calls_of(group: str) -> set[str]:
    """Return the system calls of one of systemd's groups, and of those within it."""
    told = lint(tool("systemd-analyze"), "syscall-filter", group).splitlines()
    names = {line.strip() for line in told[1:] if line.strip() and not line.strip().startswith("#")}
    return names.union(*(calls_of(name) for name in names if name.startswith("@")))


def test_one_query_that_the_kernel_kills_does_not_take_the_service_along() -> None:
    assert setting("OOMPolicy") == ["continue"]


def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    assert lint(tool("hadolint"), "--no-color", DEPLOY / "Containerfile") == "0"


def test_hadolint_notices_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "Containerfile"
    path.write_text(CONTAINER.replace("python:3.11-slim", "python"), encoding="utf-8")

    assert "DL3006" in lint(tool("hadolint"), "--no-color", path)


def test_the_container_copies_only_what_the_repository_has() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)

    assert len(copied) >= 3
    assert all((DEPLOY.parent / name).exists() for names in copied for name in names.split())


def test_the_container_installs_what_the_lock_file_pins() -> None:
    lock = (DEPLOY.parent / "requirements.lock").read_text(encoding="utf-8")

    installing = [line for line in CONTAINER.splitlines() if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installing)
    assert len(installing) == 2
    assert "--index-url" not in lock + CONTAINER
    assert "://" not in lock


def test_the_health_check_of_the_container_is_a_program() -> None:
    (command,) = re.findall(r"^HEALTHCHECK .* CMD (\[.+\])$", CONTAINER, re.MULTILINE)
    python, flag, program = json.loads(command)

    assert (python, flag) == ("python", "-c")
    compile(program, "HEALTHCHECK", "exec")


def test_the_health_check_hears_a_server(server: str) -> None:
    (command,) = re.findall(r"^HEALTHCHECK .* CMD (\[.+\])$", CONTAINER, re.MULTILINE)

    def check(port: str) -> int:
        return subprocess.run(
            [sys.executable, *json.loads(command)[1:]],
            env={**os.environ, "MKG_SERVE_PORT": port},
            check=False,
            capture_output=True,
            timeout=20,
        ).returncode

    assert check(server.rpartition(":")[2]) == 0
    assert check("1") == 1


@pytest.fixture
def nginx(tmp_path: Path) -> Path:
    """Return a whole configuration around the example, with a certificate of a minute ago."""
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = lint(
        *(tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *("-subj", "/CN=kg.example.org", "-keyout", key, "-out", certificate),
    )
    assert made.startswith("0"), made
    (tmp_path / "mkg.conf").write_text(NGINX.replace("/etc/nginx/tls", str(tmp_path)), encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ access_log off; include {tmp_path}/mkg.conf; }}\n",
        encoding="utf-8",
    )
    return whole


def test_nginx_understands_the_example(nginx: Path) -> None:
    said = lint(tool("nginx"), "-t", "-q", "-e", "stderr", "-c", nginx)

    assert said == "0"


def test_nginx_tells_all_that_the_server_believes_of_a_proxy() -> None:
    told = set(re.findall(r"proxy_set_header X-Forwarded-(\w+) ", NGINX))

    assert told == {"For", "Proto"}


def options_named() -> set[str]:
    """Return the options of `mkg serve` that the files in deploy/ speak of."""
    (command,) = setting("ExecStart")
    (entry,) = re.findall(r"^ENTRYPOINT (\[.+\])$", CONTAINER, re.MULTILINE)
    words = [*shlex.split(command), *json.loads(entry)]
    # In the text an option stands in quotes; in a command, behind the name of the image.
    words += {*re.findall(r"`(--[a-z-]+)", README)} - CONTAINERS_OWN
    words += " ".join(re.findall(r":8000 mkg (--.*)", README)).split()
    words += re.findall(r"(--[a-z-]+)", f"{UNIT}{NGINX}")
    return {word for word in words if word.startswith("--")}


@pytest.mark.parametrize("option", sorted(options_named()))
def test_an_option_that_is_named_exists(option: str) -> None:
    assert option in OPTIONS


@pytest.mark.parametrize("text", [UNIT, CONTAINER, README], ids=["unit", "container", "readme"])
def test_a_variable_that_is_named_exists(text: str) -> None:
    named = set(re.findall(r"\bMKG_[A-Z_]+", text))

    assert named <= VARIABLES
    assert named


@pytest.mark.parametrize("option", serve.params, ids=lambda option: option.opts[0])
def test_the_variable_of_an_option_is_named_like_the_option(option: click.Parameter) -> None:
    assert f"--{(option.name or '').replace('_', '-')}" in option.opts
