"""Cut sites: the frames on which a cut may lie, and what asks for one there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fairtake.directing.story import Story
from fairtake.directing.style import Style
from fairtake.model.performance import ScenePerformance

__all__ = ["CutSite", "cut_sites"]


@dataclass(frozen=True, slots=True)
class CutSite:
    """A frame on which a cut may lie. `why` names what asks for it ("" for nothing),
    `cost` what cutting there costs (without the setups on either side), `mover` the person
    (place in Story.roles) in the first third of a move, -1 for none."""

    frame: int
    why: str
    cost: float
    mover: int = -1


def cut_sites(story: Story, performance: ScenePerformance, style: Style, seed: int) -> tuple[CutSite, ...]:
    """All sites of a scene, from frame 0 to its end (both included).

    About changes of speaker the picture cuts straight, or sound and picture part by some
    frames, in the style's shares; about moves it cuts a quarter to a third into them; in
    between there are sites every two thirds of a second, which cost more.
    """
    fps, frames = story.fps, story.frames
    seeds = dict(story.moments)
    sites: dict[int, CutSite] = {}

    def add(frame: int, why: str, cost: float, mover: int = -1) -> None:
        if not 0 < frame < frames or _on_first_word(story, frame):
            return
        old = sites.get(frame)
        if old is None or cost < old.cost:
            sites[frame] = CutSite(frame, why, cost, mover)

    low, high = style.cuts.offset
    before = -2
    for turn in story.turns:
        rng = np.random.default_rng((seed, 11, seeds.get(turn.start, len(turn.text))))
        draw, offset = float(rng.random()), int(rng.integers(low, high + 1))
        straight = int(rng.integers(2, 5))
        if turn.speaker == before:
            continue
        before = turn.speaker
        if draw < style.cuts.straight:
            add(turn.start - straight, "turn", 0.0)
        elif draw < style.cuts.straight + style.cuts.sound_leads:
            add(turn.start + offset, "turn", 0.0)
        else:
            add(turn.start - offset, "turn", 0.0)
    for event in sorted(performance.happenings, key=lambda event: event.start):
        if event.importance < 0.25:
            continue
        mover = story.roles.index(event.agent) if event.agent in story.roles else -1
        length = max(event.end - event.start, 1)
        add(event.start + min(round(0.3 * length), fps), "move", 0.0, mover)
        add(event.end + round(0.2 * fps), "after a move", 0.1)
        add(event.start - round(0.25 * fps), "before a move", 0.1)
    for travel in story.travels:
        add(travel.start + min((travel.end - travel.start) * 3 // 10, fps), "move", 0.0, travel.person)
        add(travel.end + fps // 6, "after a move", 0.1)
    for stay in story.stays:
        add(stay.start, "after a move", 0.15)
        add(stay.end, "before a move", 0.15)
    wanted = style.weights.unmotivated
    motivated = [0, *sorted(sites), frames]
    half = max(round(0.65 * fps), 2)
    for earlier, later in pairwise(motivated):
        for frame in range(earlier + half, math.ceil(later - fps * 0.3), half):
            talking = any(turn.start <= frame < turn.end for turn in story.turns)
            add(frame, "", wanted * (0.75 if talking else 1.0))
    ordered = [sites[frame] for frame in sorted(sites)]
    return (CutSite(0, "the scene begins", 0.0), *ordered, CutSite(frames, "the scene ends", 0.0))


def _on_first_word(story: Story, frame: int) -> bool:
    """The first two frames of a line belong to its first sound: no cut on them."""
    return any(turn.start <= frame < turn.start + 2 for turn in story.turns)
