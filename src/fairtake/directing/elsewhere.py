"""A scene seen in turns with another place: what happens here on the frames on which the film
is elsewhere, and which way those look who talk to somebody far away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from fairtake.directing.costs import Judged
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story

__all__ = ["faced", "rejoined"]

_OPPOSED = 1.1  # a second, for looking fully the wrong way
_WHOLE = 5.0  # seconds: a shorter stay in one place is one shot
_ROOM = 2.0  # seconds that a cut within a longer stay keeps from its ends


def rejoined(sites: Sequence[CutSite], joins: Collection[int], fps: int) -> tuple[CutSite, ...]:
    """The sites of a scene of which parts are left out at the frames `joins`: a short stay
    between two of them is one shot, unless a cut is asked for in it."""
    if not joins:
        return tuple(sites)
    edges = sorted({sites[0].frame, *joins, sites[-1].frame})
    kept = {site.frame: site for site in sites if site.frame in (edges[0], edges[-1])}
    for start, end in pairwise(edges):
        for site in sites:
            asked = "asked for" in site.why
            roomy = end - start > _WHOLE * fps and min(site.frame - start, end - site.frame) >= _ROOM * fps
            if start < site.frame < end and (asked or roomy):
                kept[site.frame] = site
    for frame in joins:
        kept[frame] = CutSite(frame, "elsewhere", 0.0)
    return tuple(kept[frame] for frame in sorted(kept))


def faced(story: Story, judged: Sequence[Judged], side: int) -> list[Judged]:
    """The setups, where those of one person alone who looks away from `side` (1 the right of
    the screen, -1 its left) cost more: two who talk from two places are to face each other."""
    found: list[Judged] = []
    for one in judged:
        people, tags = one.setup.people, one.setup.tags
        if len(people) != 1 or one.setup.over >= 0 or "detail" in tags:
            found.append(one)
            continue
        span = slice(one.first, one.last + 1)
        look = story.face[span, people[0]]
        length = np.maximum(np.linalg.norm(look, axis=1), 0.1)
        across = (look * one.right).sum(1) / length
        wrong = np.clip(0.35 - side * across, 0.0, 1.0)
        found.append(replace(one, terms={**one.terms, "facing": _OPPOSED * wrong}))
    return found
