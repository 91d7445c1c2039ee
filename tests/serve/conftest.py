"""A real server on loopback, on a port that is free, over a registry in a file or on PostgreSQL."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fairtake.clearance.grants import Key, new_key
from fairtake.clearance.registry import open_registry
from fairtake.serve import Limits

sys.path.insert(0, str(Path(__file__).parent.parent / "clearance" / "registry"))

import registry_server
from served import Service, running


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
