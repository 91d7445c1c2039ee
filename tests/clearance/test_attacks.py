"""Every attack of benchmarks/attacks is refused, in words; and nothing that is nearly a grant is one.

The attacks that draw pictures, or write thousands of files, run in `python benchmarks/clearance.py` alone.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def _load(name: str):
    sys.path.insert(0, str(BENCHMARKS))  # its modules import each other by name
    try:
        spec = importlib.util.spec_from_file_location(name, BENCHMARKS / "clearance.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


suite = _load("attacks_on_clearance")
ANSWERS: Counter[str] = Counter()


@pytest.mark.parametrize("name", [name for name in suite.ATTACKS if name not in suite.HEAVY])
def test_refused(name: str) -> None:
    answer = suite.run_attack(name)  # raises BreachError when it got through
    assert len(answer) > 8, "no reason is told"
    ANSWERS[answer] += 1


def test_there_are_many_and_they_are_told_apart() -> None:
    assert len(suite.ATTACKS) >= 60
    if sum(ANSWERS.values()) > 200:  # all of them ran in this process
        assert len(ANSWERS) > 150


def test_an_attack_that_gets_through_is_told(monkeypatch, capsys) -> None:
    def through(stage):
        raise suite.BreachError("cleared")

    monkeypatch.setattr(suite, "ATTACKS", {"nothing": through})
    assert not suite.run_attacks(show=False)
    assert "GOT THROUGH: cleared" in capsys.readouterr().out


def test_nothing_that_is_nearly_a_grant_is_taken_for_one(capsys) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert suite.fuzz(2_000), capsys.readouterr().out
