import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from socket import gaierror
from threading import Event

import pytest

from endpoint import Handler, endpoint
from mkg.errors import ServiceError
from mkg.federation import outbound
from mkg.federation.outbound import Deadline, Outbound, Reply, Resolve

FORM = {"query": "ASK {}"}


def post(url: str, seconds: float = 5, size: int = 10_000, **more: Resolve) -> Reply:
    return Outbound(private=True, **more).post(url, FORM, {}, Deadline(seconds), size)


def local(*_: object) -> list[str]:
    return ["127.0.0.1"]


def hello(handler: Handler) -> None:
    handler.reply(b"hello")


def test_a_name_is_resolved_once_and_that_address_is_connected_to_under_the_name() -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    with endpoint(hello) as server:
        url = server.url("peer.invalid", "/sparql?a=%20b")
        assert post(url, resolve=resolve).body == b"hello"

    assert asked == [("peer.invalid", server.server_port)]
    assert server.headers[0]["Host"] == f"peer.invalid:{server.server_port}"


def test_the_address_that_was_checked_is_the_one_that_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    used, answers = [], iter([["93.184.215.14"], ["127.0.0.1"]])

    def connect(address: tuple[str, int], timeout: float) -> None:
        used.append(address)
        raise ConnectionRefusedError(f"within {timeout:.0f}")

    monkeypatch.setattr(outbound, "create_connection", connect)
    with pytest.raises(ServiceError, match=r"cannot be reached \(within 5\)"):
        Outbound(resolve=lambda *_: next(answers)).post("https://peer.invalid/", FORM, {}, Deadline(5), 9)

    assert used == [("93.184.215.14", 443)]
    assert next(answers) == ["127.0.0.1"]


def raw(*parts: bytes, again: bytes = b"", pause: float = 0) -> Callable[[Handler], None]:
    """Write parts as they are, then one of them again and again until the client leaves."""

    def act(handler: Handler) -> None:
        handler.wfile.write(b"".join(parts))
        while again and not handler.server.stopped.wait(pause):
            handler.wfile.write(again)

    return act


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
SLOW = "has not answered in time"
LONG = "more than 10000 bytes"


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (raw(again=b"H", pause=0.02), SLOW),
        (raw(OK, again=b"X: y\r\n", pause=0.02), SLOW),
        (raw(OK, b"\r\n", again=b"x", pause=0.02), SLOW),
        (raw(CHUNKED, again=b"1\r\nx\r\n", pause=0.02), SLOW),
        (raw(again=b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.02), SLOW),
        (raw(OK, b"\r\n", again=b"x" * 5_000), LONG),
        (raw(CHUNKED, again=b"400\r\n" + b"x" * 1024 + b"\r\n"), LONG),
        (raw(CHUNKED, b"-1\r\n", again=b"x" * 5_000), LONG),
        (raw(OK, again=b"X: " + b"y" * 1_000 + b"\r\n"), LONG),
        (raw(OK, b"Content-Length: 100000000000\r\n\r\n", again=b"x" * 5_000), LONG),
        (raw(OK, b"Content-Length: 9\r\n\r\nhalf"), "ends its answer before it is whole"),
        (raw(CHUNKED, b"9\r\nhalf"), "no whole HTTP"),
        (raw(CHUNKED, b"-5\r\nhalf"), "no whole HTTP"),
        (raw(CHUNKED, b"x\r\nhalf"), "no whole HTTP"),
        (raw(b"SSH-2.0\r\n"), "no whole HTTP"),
        (raw(b""), "cannot be reached"),
    ],
    ids=map(str, range(16)),
)
def test_a_server_that_misbehaves_is_left_in_time(act: Callable[[Handler], None], reason: str) -> None:
    with endpoint(act) as server, pytest.raises(ServiceError, match=reason):
        post(server.url(), seconds=0.4)


def test_a_redirect_is_a_reply_like_others() -> None:
    with endpoint(hello) as other, endpoint(lambda h: h.reply(b"", 307, Location=other.url())) as server:
        assert post(server.url()).status == 307

    assert other.queries == []


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(hello) as proxy, endpoint(hello) as server:
        monkeypatch.setenv("http_proxy", proxy.url(path=""))
        assert post(server.url()).status == 200

    assert proxy.queries == []


def test_the_next_address_is_tried_where_one_refuses() -> None:
    with endpoint(hello) as server:
        assert post(server.url("peer.invalid"), resolve=lambda *_: ["127.0.0.2", "127.0.0.1"]).status == 200


def test_a_name_that_is_not_resolved_in_time_or_not_at_all_is_told() -> None:
    done = Event()

    def slow(*_: object) -> list[str]:
        done.wait(20)
        return []

    def unknown(*_: object) -> list[str]:
        raise gaierror(-2, "Name or service not known")

    with pytest.raises(ServiceError, match=SLOW):
        post("http://peer.invalid/", seconds=0.1, resolve=slow)
    done.set()
    with pytest.raises(ServiceError, match="Name or service not known"):
        post("http://peer.invalid/", resolve=unknown)
    with pytest.raises(ServiceError, match="no address"):
        post("http://peer.invalid/", resolve=lambda *_: [])


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Return a server's context whose certificate, for peer.invalid, this process trusts."""
    openssl = shutil.which("openssl") or pytest.skip("openssl is not installed to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=peer.invalid",
        "-addext",
    ]
    subprocess.run(
        [openssl, *options, "subjectAltName=DNS:peer.invalid", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_certificate_is_checked_for_the_name(tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(hello, tls) as server:
        assert post(server.url("peer.invalid", scheme="https"), resolve=local).body == b"hello"
        with pytest.raises(ServiceError, match="is not valid for 'other"):
            post(server.url("other.invalid", scheme="https"), resolve=local)
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(ServiceError, match="CERTIFICATE_VERIFY_FAILED"):
            post(server.url("peer.invalid", scheme="https"), resolve=local)
    assert len(server.queries) == 1
