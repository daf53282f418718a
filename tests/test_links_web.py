import shutil
import ssl
import subprocess
from email.message import Message
from pathlib import Path
from socket import EAI_AGAIN, EAI_NONAME, gaierror

import pytest

from conftest import free_port
from endpoint import endpoint
from mkg import __version__
from mkg.links.verdicts import Verdict
from mkg.links.web import MAX_HEAD, Reply, Web
from website import hang, raw, status, website

WEB = Web(private=True, seconds=20)
NOW = 1_800_000_000.0


def local(*_: object) -> list[str]:
    return ["127.0.0.1"]


def reply(number: int, **headers: str) -> Reply:
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return Reply(number, message)


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_page_is_asked_for_by_who_says_their_name_and_wants_its_first_bytes(method: str) -> None:
    with website(**{"a?b=c": status(206)}) as site:
        found = WEB.look(method, site.url("/a?b=c"))

    assert isinstance(found, Reply)
    assert (found.status, found.location) == (206, "")
    assert site.visits == [f"{method} /a?b=c"]
    assert site.headers[0]["User-Agent"] == f"mkg/{__version__} (https://w3id.org/mkg/)"
    assert site.headers[0]["Range"].startswith("bytes=0-")
    assert site.headers[0]["Host"] == f"127.0.0.1:{site.server_port}"


def test_a_huge_body_is_left_unread() -> None:
    with website(a=lambda visit: visit.reply(200, b"x" * 50_000_000)) as site:
        found = WEB.look("GET", site.url("/a"))

    assert isinstance(found, Reply)
    assert found.status == 200


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", Verdict.UNREACHABLE),
        (b"SSH-2.0\r\n", Verdict.GARBLED),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500, Verdict.GARBLED),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * MAX_HEAD, Verdict.GARBLED),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * (MAX_HEAD // 20), Verdict.GARBLED),
    ],
    ids=["nothing", "ssh", "many headers", "long header", "continue for ever"],
)
def test_a_server_that_speaks_no_http_is_left(content: bytes, verdict: Verdict) -> None:
    with website(a=raw(content)) as site:
        assert WEB.look("GET", site.url("/a")) is verdict


def test_a_server_that_hangs_is_left_in_time() -> None:
    with website(a=hang) as site:
        assert Web(private=True, seconds=0.2).look("HEAD", site.url("/a")) is Verdict.SLOW


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    assert WEB.look("HEAD", f"http://127.0.0.1:{free_port()}/") is Verdict.UNREACHABLE


@pytest.mark.parametrize(
    ("number", "verdict"), [(EAI_NONAME, Verdict.NO_HOST), (EAI_AGAIN, Verdict.UNREACHABLE)]
)
def test_a_name_that_nobody_knows_is_told_from_one_that_nobody_could_look_up(
    number: int, verdict: Verdict
) -> None:
    def unknown(*_: object) -> list[str]:
        raise gaierror(number, "no")

    assert Web(resolve=unknown).look("HEAD", "http://peer.invalid/") is verdict


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_private_address_is_not_asked_unless_that_is_allowed(host: str) -> None:
    with website(a=status(200)) as site:
        assert Web().look("HEAD", f"http://{host}:{site.server_port}/a") is Verdict.PRIVATE

    assert site.visits == []


def test_a_public_name_that_leads_to_a_private_address_is_not_asked() -> None:
    with website(a=status(200)) as site:
        address = site.url("/a", host="peer.invalid")
        assert Web(resolve=local).look("HEAD", address) is Verdict.PRIVATE
        assert isinstance(Web(private=True, resolve=local).look("HEAD", address), Reply)

    assert site.visits == ["HEAD /a"]


def test_a_certificate_that_nobody_trusts_is_told(tmp_path: Path) -> None:
    openssl = shutil.which("openssl") or pytest.skip("openssl is not installed to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=peer.invalid"]
    subprocess.run([openssl, *options, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with endpoint(tls=context) as server:
        assert WEB.look("HEAD", server.url(scheme="https")) is Verdict.UNTRUSTED


@pytest.mark.parametrize("number", [301, 302, 303, 307, 308])
def test_a_redirect_says_where_it_leads_in_whichever_bytes(number: int) -> None:
    assert reply(number, Location="/b").location == "/b"
    assert reply(number, Location="/é".encode().decode("latin-1")).location == "/é"
    assert reply(number).location == ""


@pytest.mark.parametrize("number", [200, 201, 300, 304, 404])
def test_a_location_is_followed_from_nothing_but_a_redirect(number: int) -> None:
    assert reply(number, Location="/b").location == ""


@pytest.mark.parametrize(
    ("found", "seconds"),
    [
        (reply(429, Retry_After="7"), 7),
        (reply(503, Retry_After=" 0 "), 0),
        (reply(429), 5),
        (reply(429, Retry_After="soon"), 5),
        (reply(429, Retry_After="-1"), 5),
        (reply(503, Retry_After="Fri, 15 Jan 2027 08:01:00 GMT"), 60),
        (reply(503, Retry_After="Fri, 15 Jan 2027 07:00:00 GMT"), 0),
        (reply(503), None),
        (reply(200, Retry_After="7"), None),
        (reply(500, Retry_After="7"), None),
    ],
)
def test_a_server_says_for_how_long_it_is_to_be_left_alone(found: Reply, seconds: float | None) -> None:
    assert found.rest(NOW, 5) == seconds
