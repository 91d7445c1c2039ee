"""The hand-labelled clauses: figures may rise, never fall. Print them with benchmarks/breakdown.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("benchmark_breakdown", ROOT / "benchmarks" / "breakdown.py")
assert SPEC is not None
assert SPEC.loader is not None
benchmark = importlib.util.module_from_spec(SPEC)
sys.modules["benchmark_breakdown"] = benchmark
SPEC.loader.exec_module(benchmark)

FLOORS = {
    "tuning": {"action": (0.97, 0.98), "agent": (0.96, 0.97), "theme": (0.96, 0.96), "goal": (0.96, 0.96)},
    "held_out": {"action": (0.91, 0.91), "agent": (0.90, 0.90), "theme": (0.91, 0.91), "goal": (0.82, 0.85)},
    "unseen": {"action": (0.77, 0.79), "agent": (0.77, 0.79), "theme": (0.71, 0.69), "goal": (0.57, 0.57)},
}


@pytest.mark.parametrize("part", FLOORS)
def test_precision_and_recall_stay_above_their_floors(part: str) -> None:
    score = benchmark.measure(part)
    for slot, (precision, recall) in FLOORS[part].items():
        assert score.precision(slot) >= precision, (part, slot)
        assert score.recall(slot) >= recall, (part, slot)


def test_the_set_is_as_large_as_promised() -> None:
    wanted = sum(benchmark.measure(part).wanted["action"] for part in FLOORS)
    assert wanted >= 300
