"""A key, and a pool that is none."""

import pytest

from fairtake.clearance.grants import new_key
from fairtake.pipeline import screening


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    return new_key(tmp_path_factory.mktemp("keys") / "production.key")


@pytest.fixture
def in_this_process(monkeypatch):
    """Pieces are judged here: starting Python anew takes longer than the rest."""

    class Here:
        def __init__(self, task, processes):
            screening._begin(task)

        def submit(self, piece):
            future = screening.Future()
            future.set_result(screening._judge(piece))
            return future

        def close(self):
            pass

    monkeypatch.setattr(screening, "_Pool", Here)
