"""A server in a thread of its own, on a port that is free."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fairtake.clearance.grants import Key
from fairtake.clearance.registry import Registry
from fairtake.clearance.registry.remote import RemoteRegistry
from fairtake.serve import Limits, application, listen, serving

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
