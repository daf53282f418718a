import pytest

from endpoint import Handler, endpoint
from mkg.errors import ServiceError
from mkg.federation import outbound
from mkg.federation.outbound import Deadline, Outbound, Reply, Resolve


def post(url: str, resolve: Resolve = outbound.addresses) -> Reply:
    return Outbound(resolve=resolve).post(url, {"query": "ASK {}"}, {}, Deadline(5), 10_000)


def hello(handler: Handler) -> None:
    handler.reply(b"hello")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 -- an address that must be refused
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_public_is_refused_even_beside_one_that_is(address: str) -> None:
    for found in ([address], ["93.184.215.14", address], [address, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]):
        with pytest.raises(ServiceError, match="has an address that is not public"):
            post("http://peer.invalid/", resolve=lambda *_, found=found: found)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::93.184.215.14"]
)
def test_a_public_address_is_tried(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(target: tuple[str, int], _: float) -> None:
        raise OSError(f"tried {target[0]}")

    monkeypatch.setattr(outbound, "create_connection", connect)
    with pytest.raises(ServiceError, match=f"tried {address}"):
        post("http://peer.invalid/", resolve=lambda *_: [address])


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "[::]"])
def test_this_machine_is_refused_by_each_of_its_names(host: str) -> None:
    with endpoint(hello) as server, pytest.raises(ServiceError, match="not public"):
        post(server.url(host))

    assert server.queries == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://peer.invalid/",
        "file:///etc/passwd",
        "peer.invalid",
        "http:///sparql",
        "http://me@peer.invalid/",
        "http://me:secret@peer.invalid/",
        "http://peer.invalid\\@other/",
        "http://peer.invalid./",
        "http://.peer.invalid/",
        "http://peer..invalid/",
        "http://pe er.invalid/",
        "http://peer.invalid/\r\nHost: other",
        "http://peer.invalid/#x",
        "http://peer.invalid/a/../b",
        "http://peer.invalid/a/%2e%2E/b",
        "http://peer.invalid:0/",
        "http://peer.invalid:99999/",
        "http://peer.invalid:x/",
        "http://pèer.invalid/",
        "http://peer.invalid/è",
        "http://①②⑦.⓪.⓪.①/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1/",
        "http://[::1%25lo]/",
        "http://[v1.x]/",
        f"http://{'a' * 64}.invalid/",
    ],
)
def test_an_odd_address_is_refused_before_it_is_resolved(url: str) -> None:
    asked = list[str]()

    def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return []

    with pytest.raises(ServiceError, match=r"is no (plain )?address"):
        post(url, resolve=resolve)
    assert asked == []
