"""A real server on loopback, on a port that is free, over a registry in a file or on PostgreSQL."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from fairtake.clearance.grants import Key, new_key
from fairtake.clearance.registry import Registry, open_registry
from fairtake.clearance.registry.remote import RemoteRegistry
from fairtake.serve import Limits, application, listen, serving

sys.path.insert(0, str(Path(__file__).parent.parent / "clearance" / "registry"))

import registry_server

MANY = Limits(rate=1e6, burst=1e6)


@dataclass
class Service:
    """A service that runs: where, over which registry, signed by which key."""

    url: str
    port: int
    registry: Registry
    key: Key

    def remote(self, **settings: object) -> RemoteRegistry:
        return RemoteRegistry(self.url, **{"signer": self.key.did, "attempts": 1, **settings})


@contextmanager
def running(registry: Registry, key: Key, limits: Limits = MANY) -> Iterator[Service]:
    with listen("127.0.0.1", 0) as socket:
        server = serving(application(registry, key, limits))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            deadline = time.monotonic() + 20
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                assert time.monotonic() < deadline, "the server did not start"
                time.sleep(0.01)
            port = socket.getsockname()[1]
            yield Service(f"http://127.0.0.1:{port}", port, registry, key)
        finally:
            server.should_exit = True
            thread.join(timeout=20)
            assert not thread.is_alive(), "the server did not stop"


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return new_key(tmp_path / "production.key")


@pytest.fixture
def creator(tmp_path: Path) -> Key:
    return new_key(tmp_path / "creator.key")


@pytest.fixture
def service(tmp_path: Path, key: Key) -> Iterator[Service]:
    with open_registry(str(tmp_path / "registry.sqlite")) as registry, running(registry, key) as found:
        yield found


@pytest.fixture
def serve(tmp_path: Path, key: Key) -> Callable[..., object]:
    """`with serve(Limits(...)) as service`."""

    @contextmanager
    def start(limits: Limits) -> Iterator[Service]:
        with open_registry(str(tmp_path / "other.sqlite")) as registry, running(registry, key, limits) as found:
            yield found

    return start


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    binaries = registry_server.wheel()
    if binaries is None:
        pytest.skip("there is no wheel of PostgreSQL here")
    with registry_server.running(binaries) as folder:
        yield f"postgresql://{registry_server.USER}@/postgres?host={folder}"
