"""Every test of the registry that takes `url` runs on both databases, each time on an empty one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairtake.clearance.registry import Registry, open_registry

sys.path.insert(0, str(Path(__file__).parent))

import registry_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """The folder of the socket of a server that runs."""
    binaries = registry_server.wheel()
    if binaries is None:
        if sys.platform == "linux" or sys.platform == "darwin":
            pytest.fail("no PostgreSQL: install the wheel pgserver (pip install -e '.[dev]')")
        pytest.skip("there is no wheel of PostgreSQL for this platform")
    with registry_server.running(binaries) as folder:
        yield folder


@pytest.fixture
def empty_database(postgresql: Path) -> str:
    """The URL of a database without a registry."""
    import psycopg

    url = f"postgresql://{registry_server.USER}@/postgres?host={postgresql}"
    with psycopg.connect(url, autocommit=True, options="-c client_min_messages=warning") as connection:
        connection.execute("DROP SCHEMA IF EXISTS fairtake CASCADE")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty registry is to be."""
    if request.param == "sqlite":
        return str(tmp_path / "registry.sqlite")
    made: str = request.getfixturevalue("empty_database")
    return made


@pytest.fixture
def registry(url: str) -> Iterator[Registry]:
    with open_registry(url) as opened:
        yield opened
