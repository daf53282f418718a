"""What one `mkg serve` was told, in a form that travels to its processes."""

import json
import os
import socket
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mkg.errors import MkgError

MIB = 1 << 20


def default_engines() -> int:
    """Return how many queries a machine of this size runs at a time."""
    return max(4, 2 * (os.cpu_count() or 1))


@dataclass(frozen=True)
class Limits:
    """What a request may take. Times are in seconds, sizes in bytes.

    `seconds` and `memory` bound one query, `dump_seconds` the making of one dump; `engines` queries run at a
    time, `per_client` of them for one client, `queue` more wait for `patience`; `answer` bounds what is sent,
    `body`, `url` and `upload_seconds` what is received.
    """

    seconds: float = 10.0
    memory: int = 512 * MIB
    dump_seconds: float = 600.0
    engines: int = field(default_factory=default_engines)
    per_client: int = 0
    queue: int = 64
    patience: float = 5.0
    answer: int = 64 * MIB
    body: int = MIB
    url: int = 32_768
    upload_seconds: float = 30.0

    @property
    def share(self) -> int:
        """How many queries of one client run at a time: half of the engines where nothing was said."""
        return min(self.per_client or max(1, self.engines // 2), self.engines)


@dataclass(frozen=True)
class Settings:
    """The graph to serve, where to serve it, and within which limits."""

    host: str = "127.0.0.1"
    port: int = 8000
    root: str | None = None
    data: tuple[str, ...] = ()
    base_url: str | None = None
    proxies: int = 0
    validate: bool = True
    watch: bool = False
    log: str | None = None
    log_clients: bool = False
    service_allow: tuple[str, ...] = ()
    service_private: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def address(self) -> str:
        """The address of the site, with a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{(self.base_url or f'http://{host}:{self.port}').rstrip('/')}/"

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that were named in place of the graph."""
        return tuple(map(Path, self.data))

    def to_json(self) -> str:
        """Write the settings for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Settings":
        """Read what `to_json` wrote."""
        told = json.loads(text)
        return cls(
            **told
            | {name: tuple(told[name]) for name in ("data", "service_allow")}
            | {"limits": Limits(**told["limits"])}
        )


def check_port(host: str, port: int) -> None:
    """Raise MkgError where nobody can listen on an address, or somebody does."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        # The library says the address again behind the reason.
        reason = str(error.strerror).partition(" (while")[0]
        raise MkgError(
            f"cannot listen on {host}:{port} ({reason}); choose another --host or --port"
        ) from error
