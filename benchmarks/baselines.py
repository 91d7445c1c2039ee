"""Four ways to cut a scene without a director, from the very setups the planner chooses from.

Each is a function of what the planner is given (the story of a scene, its judged setups and cut
sites), and is put in the planner's place for one call of `plan_scene`: cameras, numbers and
everything written down are then made by the same code, and only the choice differs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np

from fairtake.directing import Style, plan
from fairtake.directing.costs import Judged
from fairtake.directing.planner import Choice, Plan
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story

__all__ = [
    "CONTINUITY",
    "Cutter",
    "dragnet",
    "in_place_of_the_planner",
    "master_only",
    "random_cut",
    "without_continuity",
]

Cutter = Callable[[Story, list[Judged], tuple[CutSite, ...]], list[tuple[int, int, int]]]
"""From a story, judged setups and sites to shots: first site, last site, setup."""

CONTINUITY = ("line", "thirty_degrees", "jump", "order", "direction", "eyeline", "eye_trace")
"""The terms of the planner that are about continuity."""

_AHEAD = 3
"""Frames before a speaker's first word at which a dragnet cuts."""


def without_continuity(style: Style) -> Style:
    """The style with every term of continuity at nothing."""
    return replace(style, weights=replace(style.weights, **dict.fromkeys(CONTINUITY, 0.0)))


def random_cut(shots: int, seed: int) -> Cutter:
    """So many shots, cut at random sites, each on any setup that can hold for so long."""

    def cut(story: Story, judged: list[Judged], sites: tuple[CutSite, ...]) -> list[tuple[int, int, int]]:
        rng = np.random.default_rng(seed)
        inner = np.arange(1, len(sites) - 1)
        chosen = sorted(rng.choice(inner, min(shots - 1, len(inner)), replace=False).tolist())
        edges = [0, *chosen, len(sites) - 1]
        found: list[tuple[int, int, int]] = []
        for first, last in pairwise(edges):
            able = _able(judged, sites[first].frame, sites[last].frame)
            others = [k for k in able if not found or k != found[-1][2]]
            _go_on(found, first, last, int(rng.choice(others or able)))
        return found

    return cut


def dragnet(story: Story, judged: list[Judged], sites: tuple[CutSite, ...]) -> list[tuple[int, int, int]]:
    """The master until somebody speaks; then whoever speaks, alone, from one change of speaker to
    the next. Where somebody has no single for so long, the best shot they are in stands in."""
    found: list[tuple[int, int, int]] = []
    for first, last in pairwise(range(len(sites))):
        start, end = sites[first].frame, sites[last].frame
        able = _able(judged, start, end)
        speaker = next((turn.speaker for turn in reversed(story.turns) if turn.start - _AHEAD <= start), -1)
        singles = [k for k in able if judged[k].setup.kind == "single" and judged[k].setup.people == (speaker,)]
        theirs = [k for k in able if speaker in judged[k].setup.people]
        wide = [k for k in able if judged[k].setup.kind == "master"]
        # One angle of each person for the whole scene, as a dragnet has it, where it holds.
        used = [k for _, _, k in found if k in singles]
        _go_on(found, first, last, used[-1] if used else _best(judged, singles or theirs or wide or able, start, end))
    return found


def dragnet_sites(story: Story) -> tuple[CutSite, ...]:
    """The frames on which a dragnet cuts: where a speaker begins who did not speak last."""
    frames = [0]
    before = -2
    for turn in story.turns:
        if turn.speaker != before and turn.speaker >= 0 and frames[-1] < turn.start - _AHEAD < story.frames:
            frames.append(turn.start - _AHEAD)
        before = turn.speaker
    return tuple(CutSite(frame, "", 0.0) for frame in [*frames, story.frames])


def master_only(story: Story, judged: list[Judged], sites: tuple[CutSite, ...]) -> list[tuple[int, int, int]]:
    """One shot from the first frame to the last: the best master."""
    able = _able(judged, 0, story.frames)
    wide = [k for k in able if judged[k].setup.kind == "master"] or able
    return [(0, len(sites) - 1, _best(judged, wide, 0, story.frames))]


@contextmanager
def in_place_of_the_planner(cutter: Cutter | None) -> Iterator[None]:
    """Within the block, `plan_scene` cuts as the cutter does; None leaves the planner."""
    if cutter is None:
        yield
        return

    def plan_cut(story: Story, judged: list[Judged], sites: tuple[CutSite, ...], *_: object) -> Plan:
        choices = tuple(Choice(first, last, k, -1, math.inf) for first, last, k in cutter(story, judged, sites))
        return Plan(choices, 0.0, np.zeros(len(sites)))

    with patch.object(plan, "plan_cut", plan_cut):
        if cutter is dragnet:
            with patch.object(plan, "cut_sites", lambda story, *_: dragnet_sites(story)):
                yield
        else:
            yield


def _able(judged: Sequence[Judged], start: int, end: int) -> list[int]:
    """The setups that can hold from frame `start` to `end`."""
    return [k for k, one in enumerate(judged) if one.setup.start <= start and end <= one.setup.end]


def _best(judged: Sequence[Judged], among: Sequence[int], start: int, end: int) -> int:
    """The setup that costs least on average between two frames, the cuts left aside."""

    def cost(k: int) -> float:
        one = judged[k]
        part = (np.linspace(start, end, 24, endpoint=False) - one.setup.start) / (one.setup.end - one.setup.start)
        rows = np.clip((part * len(one.camera)).astype(int), 0, len(one.camera) - 1)
        return float(sum(values[rows].mean() for values in one.terms.values()))

    return min(among, key=lambda k: (cost(k), k))


def _go_on(shots: list[tuple[int, int, int]], first: int, last: int, setup: int) -> None:
    """Add a shot; where it is the same setup again, the shot before goes on."""
    if shots and shots[-1][2] == setup:
        shots[-1] = (shots[-1][0], last, setup)
    else:
        shots.append((first, last, setup))
